from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from acpmigration.uploads.orphans import orphans

AGE = timedelta(days=1)


class Command(BaseCommand):
    help = "List uploaded files that no record names and that are older than a day."

    def add_arguments(self, parser):
        parser.add_argument("--remove", action="store_true", help="remove them, too")

    def handle(self, *args, remove, **options):
        found = list(orphans(before=timezone.now() - AGE))
        for storage, name in found:
            self.stdout.write(name)
            if remove:
                storage.delete(name)
        done = "removed" if remove else "found; --remove takes them away"
        self.stdout.write(f"{len(found)} files without a record {done}.")
