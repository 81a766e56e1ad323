import secrets
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from acpmigration.accounts.domain.addresses import take_address
from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User


class Command(BaseCommand):
    help = "Make the first administrator of a new site; further ones are made in the admin."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="read the password from the first line of standard input; else one is made",
        )

    @transaction.atomic
    def handle(self, *args, **options):
        if User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
            raise CommandError("There is an administrator already, who can make others.")
        given = options["password_stdin"]
        password = sys.stdin.readline().rstrip("\n") if given else secrets.token_urlsafe(15)
        user = User(email=options["email"].lower(), name=options["name"], role=Role.ADMINISTRATOR)
        user.set_password(password)
        try:
            validate_password(password, user)
            user.full_clean()
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from wrong
        user.save()
        take_address(user=user, is_confirmed=True)
        self.stdout.write(f"{user.email} is the administrator.")
        if not given:
            self.stdout.write(f"Password, shown this once: {password}")
