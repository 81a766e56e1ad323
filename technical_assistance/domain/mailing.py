"""Who is written to when an intervention moves, and what they are told."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from acpmigration.accounts.models import User
from acpmigration.pages.domain.mail import queue_mail
from acpmigration.pages.domain.sending import hold_back
from acpmigration.pages.models import OutgoingMail
from acpmigration.refusals import NotYours
from technical_assistance.domain.insiders import insiders_of, reached_by_mail
from technical_assistance.domain.log import last_entry, lock
from technical_assistance.domain.settings import workspace_settings
from technical_assistance.enums import MailSwitch
from technical_assistance.models import (
    Intervention,
    MailPreference,
    ProgressEntry,
    Subscription,
)

Move = Callable[..., ProgressEntry]


def readers_of(intervention: Intervention, *, besides: User) -> list[User]:
    """Return who gets a mail when the intervention moves, in two queries.

    Subscribers and whoever is responsible, as long as they may read its internal side, want such
    mails and have confirmed their address; nobody while staff have switched these mails off.
    """
    if workspace_settings().progress_mails == MailSwitch.OFF:
        return []
    subscribed = Subscription.objects.filter(intervention=intervention, person=OuterRef("pk"))
    unwanted = MailPreference.objects.filter(person=OuterRef("pk"), progress=False)
    concerned = insiders_of(intervention).filter(
        Q(Exists(subscribed)) | Q(pk=intervention.coordinator_id), ~Exists(unwanted)
    )
    return list(reached_by_mail(concerned.exclude(pk=besides.pk)))


@transaction.atomic
def tell_readers(
    *, intervention: Intervention, entries: Sequence[ProgressEntry], by: User, at: datetime
) -> int:
    """Queue a mail to each reader about new entries of the log; return how many.

    Called in the transaction of the entries, so that there is no entry without its mails.
    """
    readers = readers_of(intervention, besides=by) if entries else []
    switch = workspace_settings().progress_mails
    for reader in readers:
        with override(reader.language):
            # It stands in the mail's head, where a line end would begin another line.
            title = " ".join(intervention.title.split())
        mail = queue_for(
            reader,
            template="coordination/progress",
            context={"intervention": intervention, "title": title, "entries": entries, "by": by},
            at=at,
        )
        hold_if(switch, mail)
    return len(readers)


def telling(move: Move) -> Move:
    """Have the readers told of what ``move`` adds to the log, in one transaction with it.

    The portfolio is loaded by the functions as they are: nobody is told of the past.
    """

    @wraps(move)
    @transaction.atomic
    def told(*, by: User, at: datetime, **given: Any) -> ProgressEntry:
        intervention = given["entry"].intervention if "entry" in given else given["intervention"]
        # Held first, so that what somebody else adds meanwhile is not told of twice.
        locked = lock(intervention)
        before = last_entry(locked)
        made = move(by=by, **given)
        new = list(locked.entries.filter(pk__gt=before).in_order())
        tell_readers(intervention=intervention, entries=new, by=by, at=at)
        return made

    return told


@transaction.atomic
def subscribe(*, intervention: Intervention, by: User, at: datetime) -> Subscription:
    """Have ``by`` written to when the intervention moves; doing so again changes nothing.

    :raises NotYours: to whoever may not read its internal side.
    """
    if not Intervention.objects.worked_on_by(by).filter(pk=intervention.pk).exists():
        raise NotYours(_("You do not work on this intervention."))
    subscription, _made = Subscription.objects.get_or_create(
        intervention=intervention, person=by, defaults={"made_at": at}
    )
    return subscription


@transaction.atomic
def unsubscribe(*, intervention: Intervention, by: User) -> None:
    """Have ``by`` written to no more, unless as the responsible coordinator."""
    Subscription.objects.filter(intervention=intervention, person=by).delete()


@transaction.atomic
def choose_mails(*, by: User, progress: bool, monday_list: bool | None = None) -> MailPreference:
    """Keep which mails ``by`` wants; of the Monday list only where something was said."""
    said = {"progress": progress} | ({} if monday_list is None else {"monday_list": monday_list})
    chosen, _made = MailPreference.objects.update_or_create(person=by, defaults=said)
    return chosen


def queue_for(
    person: User, *, template: str, context: dict[str, Any], at: datetime
) -> OutgoingMail:
    """Queue a mail of the workspace in the person's language; its head says how to stop them.

    The address in the head opens a page behind the log-in: whoever has the mail stops nothing.
    """
    with override(person.language):
        page = settings.SITE_URL + reverse("coordination:mails")
    return queue_mail(
        template=template,
        to=person.email,
        language=person.language,
        context=context,
        headers={"List-Unsubscribe": f"<{page}>"},
        at=at,
    )


def hold_if(switch: str, mail: OutgoingMail) -> None:
    if switch == MailSwitch.HELD:
        hold_back(mail=mail)
