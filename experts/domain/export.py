"""Everything the portal holds of one person, for that person: as data and as words.

Made from the tables' own columns, so that a new column is in it without anybody thinking of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration.accounts.models import ApiToken, User
from acpmigration.dates import DatedFact
from acpmigration.pages.models import AuditEvent, KeptFile, KeptForm, OutgoingMail, SavedList
from experts.models import Choice, ChoiceEvent, Consent, Expert
from technical_assistance.models import CalendarLink, MailPreference, Subscription, Visit

# Keys and counters that say nothing about the person.
INTERNAL = frozenset(
    {"id", "user", "expert", "person", "owner", "version", "password", "token_hash"}
)
# What is told otherwise, is a secret, or seals the trail: by table, for a note has a text too.
TOLD_OTHERWISE: dict[type[models.Model], frozenset[str]] = {
    Consent: frozenset({"text"}),
    Choice: frozenset({"shortlist"}),
    ChoiceEvent: frozenset({"choice"}),
    UserSession: frozenset({"session_key", "data"}),
    Authenticator: frozenset({"data"}),
    ApiToken: frozenset({"standing"}),
    KeptForm: frozenset({"key"}),
    KeptFile: frozenset({"key", "form"}),
    AuditEvent: frozenset({"actor", "subject_kind", "subject_id", "previous", "hash"}),
}


@dataclass(frozen=True)
class Fact:
    """One column of a row: its name, its label, the value for a machine, the words for a reader."""

    key: str
    label: str
    value: Any
    words: str


@dataclass(frozen=True)
class Group:
    """Rows of one kind, each a list of facts."""

    key: str
    label: str
    rows: list[list[Fact]]


def everything_about(expert: Expert) -> list[Group]:
    consents = expert.consents.newest_first().select_related("text")
    choices = expert.choices.select_related("shortlist__intervention", "by").order_by("pk")
    decisions = ChoiceEvent.objects.filter(choice__expert=expert).in_order()
    groups = [
        _group("profile", _("Your profile"), [expert], _choices_of(expert)),
        _group("languages", _("Languages"), expert.languages.best_first()),
        _group("past_assignments", _("Past assignments"), expert.past_assignments.latest_first()),
        Group(
            "consents",
            _("What you agreed to"),
            [_facts(one) + _facts(one.text) for one in consents],
        ),
        _group("events", _("What happened to your profile"), expert.events.newest_first()),
        _group("notes", _("Notes of the staff"), expert.notes.newest_first()),
        Group(
            "shortlists",
            _("Shortlists you were on"),
            [_facts(one) + _facts(one.shortlist) for one in choices],
        ),
        Group(
            "decisions",
            _("Decisions on you on shortlists"),
            [
                [*_facts(one), _fact(one.choice, Choice._meta.get_field("shortlist"))]
                for one in decisions.select_related("choice__shortlist__intervention", "by")
            ],
        ),
        _group("deployments", _("Assignments"), expert.deployments.in_order()),
        _group("access", _("Who looked at your profile"), AuditEvent.objects.about(expert)),
    ]
    return groups if expert.user is None else [*groups, *_of_the_log_in(expert.user)]


def _of_the_log_in(user: User) -> list[Group]:
    mails = OutgoingMail.objects.filter(to__iexact=user.email).order_by("pk")
    addresses = EmailAddress.objects.filter(user=user).order_by("pk")
    factors = Authenticator.objects.filter(user=user).order_by("pk")
    sessions = UserSession.objects.filter(user=user).order_by("pk")
    typed, files = KeptForm.objects.filter(owner=user), KeptFile.objects.filter(owner=user)
    return [
        _group("account", _("Your log-in"), [user], _choices_of(user)),
        _group("addresses", _("Your addresses"), addresses),
        _group("second_factor", _("Your second factor"), factors),
        _group("sessions", _("Where you are logged in"), sessions),
        _group("mails", _("Mails to you"), mails),
        _group("typed", _("What you typed and have not sent"), typed.newest_first()),
        _group("typed_files", _("Files of what you have not sent"), files.newest_first()),
        *_of_the_workspace(user),
    ]


def _of_the_workspace(user: User) -> list[Group]:
    """What a person has there, or in the back-office, who works for the Action, or once did."""
    followed = Subscription.objects.filter(person=user).select_related("intervention")
    wanted = MailPreference.objects.filter(person=user)
    saved = SavedList.objects.filter(owner=user)
    return [
        _group("followed", _("What you follow by mail"), followed.order_by("pk")),
        _group("wanted_mails", _("Which mails you want"), wanted),
        _group("lists", _("Your Monday lists"), user.monday_lists.newest_first()),
        _group("calendar", _("Your private calendar"), CalendarLink.objects.filter(person=user)),
        _group("tokens", _("Tokens of your programs"), user.api_tokens.by_newest()),
        _group("visits", _("When you were in the workspace"), Visit.objects.filter(person=user)),
        _group("saved_lists", _("Lists that you saved"), saved.order_by("pk")),
    ]


def as_data(groups: Iterable[Group]) -> dict[str, list[dict[str, Any]]]:
    """What JSON can hold: group -> rows -> column -> value."""
    return {
        group.key: [{fact.key: fact.value for fact in row} for row in group.rows]
        for group in groups
    }


def _choices_of(row: models.Model) -> list[Fact]:
    return [_choice(row, field) for field in row._meta.many_to_many]


def _choice(row: models.Model, field: "models.ManyToManyField[Any, Any]") -> Fact:
    names = [str(one) for one in getattr(row, field.name).order_by("pk")]
    return Fact(field.name, _label(field), names, ", ".join(names))


def _group(key: str, label: str, rows: Iterable[models.Model], more: Iterable[Fact] = ()) -> Group:
    return Group(key, label, [[*_facts(row), *more] for row in rows])


def _facts(row: models.Model) -> list[Fact]:
    left_out = INTERNAL | TOLD_OTHERWISE.get(type(row), frozenset())
    return [_fact(row, field) for field in row._meta.concrete_fields if field.name not in left_out]


def _fact(row: models.Model, field: Any) -> Fact:
    if isinstance(field, models.ForeignKey):
        other = getattr(row, field.name)
        # Of other people the role is enough.
        words = _role(other) if isinstance(other, User) else str(other or "")
        return Fact(field.name, _label(field), words, words)
    value = getattr(row, field.attname)
    if isinstance(value, FieldFile):
        return Fact(field.name, _label(field), bool(value), _yes_or_no(bool(value)))
    shown = getattr(row, f"get_{field.name}_display", None)
    words = str(shown()) if shown and value not in ("", None) else _in_words(value)
    return Fact(field.name, _label(field), _for_json(value), words)


def _label(field: Any) -> str:
    return capfirst(str(field.verbose_name))


def _role(user: User) -> str:
    return str(user.get_role_display())


def _yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")


def _in_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _yes_or_no(value)
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return f"{DatedFact.on(local.date())}, {date_format(local, 'TIME_FORMAT')}"
    if isinstance(value, date):
        return str(DatedFact.on(value))
    if isinstance(value, dict):
        return "; ".join(f"{name}: {', '.join(said)}" for name, said in value.items())
    return str(value)


def _for_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | bool | list | dict | None) else str(value)
