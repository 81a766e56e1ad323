from django.core.management.base import BaseCommand, CommandError

from acpmigration.pages.domain.audit import first_fault, head, is_witnessed


class Command(BaseCommand):
    help = "Prove that no event of the audit trail was changed, removed or moved; name the first."

    def add_arguments(self, parser):
        parser.add_argument(
            "--head", help="a hash that was sent off earlier has to be in the trail"
        )

    def handle(self, *args, **options):
        if fault := first_fault():
            raise CommandError(str(fault))
        if options["head"] and not is_witnessed(head=options["head"]):
            raise CommandError("The hash that was sent off is not in the trail: its end is gone.")
        count, last = head()
        self.stdout.write(f"{count} events, unbroken; the last hash is {last}")
