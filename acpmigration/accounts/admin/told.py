"""What the audit trail keeps of a person's rights, in words."""

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration.accounts.enums import Role
from acpmigration.events import label_of
from acpmigration.pages.models import AuditEvent

# How a purpose names the role that somebody was given, and the lack of one.
GIVEN = ("to-", "as-")
NO_ROLE = "none"


def words_of_rights(events: Sequence[AuditEvent]) -> list[str]:
    """Each event, newest first; a role that was given stands behind the one before it."""
    said, before = [], ""
    for event in reversed(events):
        now = _role_of(event)
        what = capfirst(str(label_of(event.event)))
        change = " → ".join(filter(None, [before, now])) if now else ""
        said.append(
            _("%(what)s: %(change)s") % {"what": what, "change": change} if change else what
        )
        before = now or before
    return said[::-1]


def _role_of(event: AuditEvent) -> str:
    if not event.event.startswith("accounts.") or not event.purpose.startswith(GIVEN):
        return ""
    role = event.purpose[len(GIVEN[0]) :]
    return str(dict(Role.choices).get("" if role == NO_ROLE else role, role))
