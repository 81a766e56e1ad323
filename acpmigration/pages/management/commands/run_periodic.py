from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from acpmigration import periodic
from acpmigration.pages.domain.jobs import due, run_job, shortened
from acpmigration.pages.enums import JobOutcome


class Command(BaseCommand):
    help = "Run the periodic jobs that are due: to be called every minute, harmless to call twice."

    def add_arguments(self, parser):
        parser.add_argument("--only", metavar="KEY", help="this job, whether it is due or not")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument("--list", action="store_true", help="name all jobs")

    def handle(self, *args, **options):
        known = periodic.jobs()
        if options["list"]:
            for job in known:
                self.stdout.write(f"{job.key}: {job.label}, every {job.every}")
            return
        if only := options["only"]:
            chosen = [job for job in known if job.key == only]
            if not chosen:
                raise CommandError(f"There is no job {only}; --list names them.")
        else:
            chosen = due(jobs=known, at=timezone.now())
        if options["dry_run"]:
            for job in chosen:
                self.stdout.write(f"{job.key}: {shortened(job.run(timezone.now(), True))}")
            return
        self.run(chosen, only_if_due=not only)

    def run(self, jobs, *, only_if_due):
        failed = []
        for job in jobs:
            run = run_job(job=job, clock=timezone.now, only_if_due=only_if_due)
            if run is None:
                self.stdout.write(f"{job.key}: somebody else does it")
            elif run.outcome == JobOutcome.FAILED:
                failed.append(f"{job.key} ({run.error})")
            else:
                self.stdout.write(f"{job.key}: {run.summary or 'done'}")
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}")
