from django.core.management.base import BaseCommand
from django.utils import timezone

from acpmigration.spreadsheets.working import work_at_all


class Command(BaseCommand):
    help = "Work at the imports that wait; the portal calls it, calling it twice is harmless."

    def handle(self, *args, **options):
        number = work_at_all(clock=timezone.now)
        self.stdout.write(f"Worked at imports: {number}")
