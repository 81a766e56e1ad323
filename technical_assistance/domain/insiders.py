"""Who may read the internal side of a record, asked of the record instead of the person."""

from allauth.account.models import EmailAddress
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.permissions import STAFF, is_coordinator, sees_everything
from technical_assistance.models import AssistanceRequest, Intervention


def comes_in(person: User) -> bool:
    """Whether the workspace is open to this person."""
    return is_coordinator(person) or sees_everything(person)


def insiders_of(record: Intervention | AssistanceRequest) -> QuerySet[User]:
    """The people among whose ``worked_on_by`` rows the record is."""
    coordinated = User.regions.through.objects.filter(user=OuterRef("pk"), region=record.region)
    coordinators = Q(role=Role.COORDINATOR) & Exists(coordinated)
    return User.objects.filter(Q(role__in=STAFF) | coordinators, is_active=True)


def reached_by_mail(people: QuerySet[User]) -> QuerySet[User]:
    """Those who have shown that their address is theirs: a mistyped one is a stranger's."""
    confirmed = EmailAddress.objects.filter(
        user=OuterRef("pk"), email=OuterRef("email"), verified=True
    )
    return people.filter(Exists(confirmed), is_active=True).order_by(F("name"), "email")
