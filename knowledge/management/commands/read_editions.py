from django.core.management.base import BaseCommand

from knowledge.domain.reading import read_edition
from knowledge.models import Edition


class Command(BaseCommand):
    help = "Read the text and the cover of editions that nothing was read from yet."

    def handle(self, *args, **options):
        for edition in Edition.objects.unread().in_order():
            try:
                read_edition(edition=edition)
            except FileNotFoundError:
                # It is tried again each time, for it may come back from a backup.
                self.stderr.write(f"{edition.file} is missing")
                continue
            self.stdout.write(str(edition.file))
