"""The words that staff edit, and what the portal notes of its own work."""

from acpmigration.pages.models.audit import AuditEvent
from acpmigration.pages.models.job import JobRun
from acpmigration.pages.models.kept import KEPT_FOR, LONGEST_PATH, KeptFile, KeptForm
from acpmigration.pages.models.mail import OutgoingMail
from acpmigration.pages.models.mail_text import MailText
from acpmigration.pages.models.preview import PreviewLink, PreviewVisit
from acpmigration.pages.models.saved_list import SavedList
from acpmigration.pages.models.text import Text
from acpmigration.pages.models.translation import Translation

__all__ = [
    "KEPT_FOR",
    "LONGEST_PATH",
    "AuditEvent",
    "JobRun",
    "KeptFile",
    "KeptForm",
    "MailText",
    "OutgoingMail",
    "PreviewLink",
    "PreviewVisit",
    "SavedList",
    "Text",
    "Translation",
]
