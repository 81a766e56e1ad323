"""The words that staff edit, and what the portal notes of its own work."""

from acpmigration.pages.admin import saved_list as saved_list
from acpmigration.pages.admin.audit import AuditEventAdmin
from acpmigration.pages.admin.job import JobRunAdmin
from acpmigration.pages.admin.mail import OutgoingMailAdmin
from acpmigration.pages.admin.mail_text import MailTextAdmin
from acpmigration.pages.admin.text import TextAdmin
from acpmigration.pages.admin.translations import board

__all__ = [
    "AuditEventAdmin",
    "JobRunAdmin",
    "MailTextAdmin",
    "OutgoingMailAdmin",
    "TextAdmin",
    "board",
]
