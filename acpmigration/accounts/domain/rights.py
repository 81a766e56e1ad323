"""Who may work here: access is taken away and given back, and what changed of rights is kept."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.domain.sessions import end_sessions
from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import SYSTEM_EMAIL, User
from acpmigration.pages.domain.audit import record
from acpmigration.refusals import Gone, NotNow, NotYours

# Field of a person -> what the audit trail says when it changed.
RIGHTS = {
    "email": "accounts.address-changed",
    "role": "accounts.role-changed",
    "regions": "accounts.regions-changed",
}


@transaction.atomic
def take_access(*, user: User, by: User, at: datetime) -> User:
    """Lock the person out at the next click; whatever they did stays, under their name.

    :raises NotNow: for the own access, and where there is none.
    :raises NotYours: for whoever is no administrator.
    """
    held = _locked(user, by)
    if held.pk == by.pk:
        raise NotNow(_("Nobody takes the own access away: ask another administrator."))
    if not held.is_active:
        raise NotNow(_("This person has no access any more."))
    held.is_active = False
    held.save(update_fields=["is_active"])
    end_sessions(user=held)
    record(event="accounts.access-taken", by=by, subject=held, at=at)
    return held


@transaction.atomic
def give_access(*, user: User, by: User, at: datetime) -> User:
    """Let the person log in again, with the role and password of before.

    :raises NotNow: for who has access, and for the system itself.
    :raises NotYours: for whoever is no administrator.
    """
    held = _locked(user, by)
    if held.is_active or held.email == SYSTEM_EMAIL:
        raise NotNow(_("There is no access to give back."))
    held.is_active = True
    held.save(update_fields=["is_active"])
    record(event="accounts.access-given", by=by, subject=held, at=at)
    return held


@transaction.atomic
def note_rights(*, user: User, changed: Collection[str], by: User, at: datetime) -> None:
    """Keep in the audit trail what was changed of a person's rights, and which role it is now."""
    for field, event in RIGHTS.items():
        if field in changed:
            purpose = f"to-{user.role or 'none'}" if field == "role" else ""
            record(event=event, by=by, subject=user, at=at, purpose=purpose)


@transaction.atomic
def note_invitation(*, user: User, by: User, at: datetime) -> None:
    record(
        event="accounts.invited", by=by, subject=user, at=at, purpose=f"as-{user.role or 'none'}"
    )


def _locked(user: User, by: User) -> User:
    """Both are held: of two who lock each other out, one stays to let the other in again."""
    rows = User.objects.select_for_update().filter(pk__in=(user.pk, by.pk)).order_by("pk")
    held = {row.pk: row for row in rows}
    actor = held.get(by.pk)
    if actor is None or actor.role != Role.ADMINISTRATOR or not actor.is_active:
        raise NotYours(_("Your role does not allow this."))
    if user.pk not in held:
        raise Gone
    return held[user.pk]
