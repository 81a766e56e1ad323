from django.core.management.base import BaseCommand

from acpmigration import data_version


class Command(BaseCommand):
    help = "Forget how the data version came about; nightly, on PostgreSQL only."

    def handle(self, *args, **options):
        data_version.prune()
