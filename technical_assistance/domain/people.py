"""Who stands behind an intervention at the requesting side: the entity and its focal points."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.pages.domain.audit import record
from acpmigration.publication import save_as
from acpmigration.reference.models import Organisation
from acpmigration.refusals import NotNow, Refusal
from technical_assistance.domain.log import lock
from technical_assistance.domain.transitions import COORDINATORS_TOO, require_right
from technical_assistance.models import FocalPoint, Intervention


class EntityChanged(Refusal):
    """Somebody named another entity while the form was open: ``stored``."""

    def __init__(self, stored: Organisation | None) -> None:
        super().__init__(
            _("Somebody changed this meanwhile. Stored now: %(entity)s. Send again to replace it.")
            % {"entity": stored or _("nothing")}
        )
        self.stored = stored


class FocalPointChanged(Refusal):
    """Somebody changed the focal point while the form was open; ``stored`` says how."""

    def __init__(self, stored: FocalPoint) -> None:
        super().__init__(
            _("%(person)s changed this meanwhile. Look at it below and decide.")
            % {"person": stored.changed_by}
        )
        self.stored = stored


class NoWayToReach(Refusal):
    """A focal point is somebody to call or to write to."""


@dataclass(frozen=True)
class Contact:
    """What is known of a focal point."""

    name: str
    position: str = ""
    email: str = ""
    phone: str = ""


@transaction.atomic
def name_entity(
    *, intervention: Intervention, entity: Organisation, seen: int | None, by: User
) -> Intervention:
    """Name the ministry, agency or secretariat that asked; ``seen`` is the one named before.

    :raises NotYours: to whoever does not work on the intervention.
    :raises EntityChanged: if another one was named since.
    """
    locked = lock(intervention)
    require_right(by, COORDINATORS_TOO, locked)
    if locked.entity_id == entity.pk:
        return locked
    if locked.entity_id != seen:
        raise EntityChanged(locked.entity)
    locked.entity = entity
    save_as(locked, by=by, why="name entity")
    return locked


@transaction.atomic
def add_focal_point(
    *, intervention: Intervention, contact: Contact, by: User, at: datetime
) -> FocalPoint:
    """Note whom to call at the requesting entity.

    :raises NotYours: to whoever does not work on the intervention.
    :raises Refusal: without a name, or without any way to reach the person.
    """
    require_right(by, COORDINATORS_TOO, intervention)
    return _store(FocalPoint(intervention=intervention, version=0), contact, by, at)


@transaction.atomic
def change_focal_point(
    *, focal_point: FocalPoint, version: int, contact: Contact, by: User, at: datetime
) -> FocalPoint:
    """Change what is known of the person; ``version`` is that of the form.

    :raises NotYours: to whoever does not work on the intervention.
    :raises FocalPointChanged: if somebody changed it since, unless to the same.
    :raises Refusal: without a name, without any way to reach the person, or once removed.
    """
    locked = _held(focal_point, by)
    if _contact_of(locked) == contact:
        return locked
    _require_unchanged(locked, version)
    return _store(locked, contact, by, at)


@transaction.atomic
def remove_focal_point(*, focal_point: FocalPoint, version: int, by: User, at: datetime) -> None:
    """Forget the person; the audit trail keeps that somebody did so, without the name.

    :raises NotYours: to whoever does not work on the intervention.
    :raises FocalPointChanged: if somebody changed it since.
    """
    locked = _held(focal_point, by)
    _require_unchanged(locked, version)
    intervention = locked.intervention
    locked.delete()
    record(event="coordination.focal-point-removed", by=by, subject=intervention, at=at)


def _held(focal_point: FocalPoint, by: User) -> FocalPoint:
    locked = FocalPoint.objects.select_for_update().filter(pk=focal_point.pk).first()
    if locked is None:
        raise NotNow(_("Somebody removed this focal point meanwhile."))
    require_right(by, COORDINATORS_TOO, locked.intervention)
    return locked


def _require_unchanged(focal_point: FocalPoint, version: int) -> None:
    if focal_point.version != version:
        raise FocalPointChanged(focal_point)


def _contact_of(row: FocalPoint) -> Contact:
    return Contact(row.name, row.position, row.email, row.phone)


def _store(row: FocalPoint, contact: Contact, by: User, at: datetime) -> FocalPoint:
    if not contact.name.strip():
        raise NotNow(_("Write the name."))
    if not (contact.email or contact.phone):
        raise NoWayToReach(_("Write an e-mail address or a telephone number."))
    row.name, row.position = contact.name.strip(), contact.position.strip()
    row.email, row.phone = contact.email, contact.phone.strip()
    row.version += 1
    row.changed_at, row.changed_by = at, by
    row.save()
    return row
