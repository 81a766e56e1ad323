"""The words that staff edit, and what the portal notes of its own work."""

from acpmigration.pages.models.audit import AuditEvent
from acpmigration.pages.models.job import JobRun
from acpmigration.pages.models.kept import KEPT_FOR, LONGEST_PATH, KeptFile, KeptForm
from acpmigration.pages.models.mail import OutgoingMail
from acpmigration.pages.models.text import Text

__all__ = [
    "KEPT_FOR",
    "LONGEST_PATH",
    "AuditEvent",
    "JobRun",
    "KeptFile",
    "KeptForm",
    "OutgoingMail",
    "Text",
]
