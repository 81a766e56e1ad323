from django.core.management.base import BaseCommand, CommandError

from technical_assistance.domain.proof import differences


class Command(BaseCommand):
    help = "Prove that the stored stages and statuses are what the log says; name what differs."

    def handle(self, *args, **options):
        found = 0
        for found, difference in enumerate(differences(), start=1):  # noqa: B007
            self.stderr.write(str(difference))
        if found:
            raise CommandError(f"{found} differences between the stored state and the log.")
        self.stdout.write("The stored state and the log agree.")
