from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from acpmigration.accounts.domain.second_factor import remove_second_factor
from acpmigration.accounts.models import User
from acpmigration.refusals import Refusal


class Command(BaseCommand):
    help = (
        "Take away the second factor of a person whose phone and recovery codes are lost, where no "
        "other administrator can do it in the back-office."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, **options):
        try:
            user = User.objects.get_by_natural_key(options["email"])
            remove_second_factor(user=user, by=User.objects.system(), at=timezone.now())
        except User.DoesNotExist as unknown:
            raise CommandError("Nobody has this address.") from unknown
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{user.email} sets up another one at the next log-in.")
