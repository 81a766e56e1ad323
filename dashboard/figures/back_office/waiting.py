"""What waits for somebody: requests, drafts on their way, profiles, imports, mail."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration.back_office import HomeReader
from acpmigration.pages.enums import MailState
from acpmigration.pages.models import OutgoingMail
from acpmigration.permissions import edits_everything
from acpmigration.places import IMPORTS, first_address
from acpmigration.published import PublicationState, Published
from acpmigration.spreadsheets.models import ImportBatch
from dashboard.figures.back_office.lines import Counted, list_of
from experts.domain.settings import roster_settings
from experts.enums import ExpertState
from experts.models import Expert
from knowledge.models import Event, KnowledgeProduct, Recommendation
from nsa_grants.models import GrantProject
from technical_assistance.enums import RequestState
from technical_assistance.models import AssistanceRequest, Intervention

PUBLISHED: tuple[type[Published], ...] = (
    Intervention,
    AssistanceRequest,
    GrantProject,
    KnowledgeProduct,
    Event,
    Recommendation,
)
PROFILES_SHOWN = 5


@dataclass(frozen=True)
class WaitingProfile:
    """Somebody who waits for an answer, under the number that stands for the name."""

    reference: str
    address: str
    days: int
    late_by: int


@dataclass(frozen=True)
class Profiles:
    """Who has waited longest, and what people are promised."""

    waiting: list[WaitingProfile]
    promised: int

    @property
    def oldest(self) -> int:
        return max((profile.days for profile in self.waiting), default=0)


def of_records(reader: HomeReader) -> list[Counted]:
    undecided = RequestState.undecided()
    lines = [
        Counted(
            _("requests to decide"),
            AssistanceRequest.objects.filter(state__in=undecided),
            list_of(AssistanceRequest, state__in=",".join(undecided)),
        )
    ]
    if edits_everything(reader.user):
        lines += [
            Counted(
                _("profiles sent back for a correction"),
                Expert.objects.filter(state=ExpertState.CORRECTION_ASKED),
                list_of(Expert, state=ExpertState.CORRECTION_ASKED),
            ),
            *imports(),
        ]
    return lines


def of_drafts(state: PublicationState) -> list[Counted]:
    """The records of each kind that are so far on their way."""
    return [
        Counted(
            capfirst(str(model._meta.verbose_name_plural)),
            rows_of(model).in_publication_state(state),
            list_of(model, public=state),
        )
        for model in PUBLISHED
    ]


def of_mail() -> list[Counted]:
    return [
        Counted(
            _("mails given up"),
            OutgoingMail.objects.filter(state=MailState.FAILED),
            list_of(OutgoingMail, state__exact=MailState.FAILED),
        )
    ]


def to_review(reader: HomeReader) -> list[Counted]:
    """Only for those who may decide on a profile."""
    if not edits_everything(reader.user):
        return []
    states = ",".join(ExpertState.undecided())
    return [
        Counted(
            _("experts to review"), Expert.objects.to_review(), list_of(Expert, state__in=states)
        )
    ]


def profiles(reader: HomeReader) -> Profiles | None:
    """Neither name nor anything else that the person told: looking at that is written down."""
    if not edits_everything(reader.user):
        return None
    promised = roster_settings().review_days
    rows = Expert.objects.to_review().longest_waiting_first()[:PROFILES_SHOWN]
    return Profiles([_waiting(row, reader, promised) for row in rows], promised)


def _waiting(expert: Expert, reader: HomeReader, promised: int) -> WaitingProfile:
    days = (reader.at - expert.state_since).days
    address = list_of(Expert) + f"{expert.pk}/change/"
    return WaitingProfile(expert.reference, address, days, max(days - promised, 0))


def imports() -> list[Counted]:
    where = first_address(IMPORTS)
    label, rows = _("imports to confirm"), ImportBatch.objects.to_confirm()
    return [Counted(label, rows, f"{where}?waits=confirm")] if where else []


def rows_of(model: type[Published]) -> Any:
    return model._default_manager.all()
