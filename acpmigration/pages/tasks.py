"""What the portal does for itself, again and again."""

import logging
from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from acpmigration import data_version, periodic
from acpmigration.pages.domain import audit, jobs, kept, mail, previews, sending, translations
from acpmigration.pages.enums import MailState
from acpmigration.pages.models import JobRun, KeptFile, KeptForm, OutgoingMail, PreviewLink
from acpmigration.periodic import Job, Summary
from acpmigration.scheduled import due_records, publish_due
from acpmigration.scrubbing import scrub
from acpmigration.search import indexing
from acpmigration.uploads.orphans import orphans

MINUTE, QUARTER, DAY = timedelta(minutes=1), timedelta(minutes=15), timedelta(days=1)
FEW_MINUTES = timedelta(minutes=5)
MAIL_LOG_IS_KEPT = timedelta(days=365)
RUNS_ARE_KEPT = timedelta(days=30)
PREVIEW_LINKS_ARE_KEPT = timedelta(days=90)
# Younger files may be of a row that is not committed yet.
ORPHANS_ARE_KEPT = timedelta(days=1)

logger = logging.getLogger(__name__)


def send_mail(at: datetime, dry_run: bool) -> Summary:
    if dry_run:
        return {"due": OutgoingMail.objects.due(at).count()}
    sent = sending.send_due(at=at)
    waiting = OutgoingMail.objects.filter(state=MailState.WAITING).count()
    return {"sent": sent, "waiting": waiting}


def forget_mail(at: datetime, dry_run: bool) -> Summary:
    before = at - MAIL_LOG_IS_KEPT
    if dry_run:
        return {"old": OutgoingMail.objects.filter(queued_at__lt=before).count()}
    return {"removed": mail.prune_mail_log(before=before)}


def publish_scheduled(at: datetime, dry_run: bool) -> Summary:
    if dry_run:
        return {"due": len(list(due_records(at)))}
    return publish_due(at=at)


def witness_audit(at: datetime, dry_run: bool) -> Summary:
    """Have the last hash of the audit trail kept elsewhere: in the log, and by those named."""
    if fault := audit.first_fault():
        raise audit.TrailBroken(str(fault))
    count, last = audit.head()
    if not dry_run:
        logger.info(
            "The audit trail is unbroken.", extra={"audit_events": count, "audit_head": last}
        )
        for address in settings.AUDIT_WITNESS:
            mail.queue_mail(
                template="audit_head",
                to=address,
                language=settings.LANGUAGE_CODE,
                context={"day": at.date().isoformat(), "count": count, "hash": last},
                at=at,
            )
    return {"events": count, "witnesses": len(settings.AUDIT_WITNESS)}


def prune_data_version(at: datetime, dry_run: bool) -> Summary:
    if not dry_run:
        data_version.prune()
    return {}


def sweep_uploads(at: datetime, dry_run: bool) -> Summary:
    found = list(orphans(before=at - ORPHANS_ARE_KEPT))
    if dry_run:
        return {"found": len(found)}
    for storage, name in found:
        storage.delete(name)
    return {"removed": len(found)}


def forget_kept(at: datetime, dry_run: bool) -> Summary:
    if dry_run:
        return {"old": KeptForm.objects.over(at).count() + KeptFile.objects.over(at).count()}
    return {"removed": kept.forget_old(at=at)}


def scrub_database(at: datetime, dry_run: bool) -> Summary:
    """Do again what a reader may have kept an erasure from doing."""
    return {"unfinished": 0 if dry_run else int(not scrub(connection))}


def clear_sessions(at: datetime, dry_run: bool) -> Summary:
    if not dry_run:
        import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return {}


def forget_runs(at: datetime, dry_run: bool) -> Summary:
    before = at - RUNS_ARE_KEPT
    if dry_run:
        return {"old": JobRun.objects.ended().filter(started_at__lt=before).count()}
    return {"removed": jobs.prune_runs(before=before)}


def forget_previews(at: datetime, dry_run: bool) -> Summary:
    before = at - PREVIEW_LINKS_ARE_KEPT
    if dry_run:
        return {"old": PreviewLink.objects.filter(expires_at__lt=before).count()}
    return {"removed": previews.forget_links(before=before)}


def mend_translations(at: datetime, dry_run: bool) -> Summary:
    """What is loaded or changed in bulk is noted by nobody."""
    if dry_run:
        return {"unnoted": translations.unnoted()}
    return {"mended": translations.mend()}


for job in (
    Job("pages.mail", _("Send mail"), MINUTE, send_mail),
    Job("pages.publication", _("Publish what has its day"), FEW_MINUTES, publish_scheduled),
    Job("pages.mail-log", _("Forget mail of more than a year ago"), DAY, forget_mail),
    Job("pages.audit", _("Prove the audit trail and send its last hash off"), DAY, witness_audit),
    Job("pages.data-version", _("Shorten the count of changes"), DAY, prune_data_version),
    Job("pages.uploads", _("Remove files that no record names"), DAY, sweep_uploads),
    Job("pages.kept", _("Forget what was typed and not sent within a day"), QUARTER, forget_kept),
    Job("pages.scrub", _("Wipe what was deleted from the files"), QUARTER, scrub_database),
    Job("pages.sessions", _("Forget log-ins that have ended"), DAY, clear_sessions),
    Job("pages.previews", _("Forget preview links that ended long ago"), DAY, forget_previews),
    Job("pages.runs", _("Forget how jobs of a month ago went"), DAY, forget_runs),
    Job(
        "pages.translations", _("See which translations are missing or old"), DAY, mend_translations
    ),
):
    periodic.register(job)

# Where the search reads a record anew, its translations are looked at too.
indexing.also_tell(translations.note_words)
