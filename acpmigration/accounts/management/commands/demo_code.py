import json

from allauth.mfa.totp.internal import auth
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Print the code that a demo log-in is asked for now."

    def add_arguments(self, parser):
        parser.add_argument("key", help="such as editor, as make_demo_logins prints it")

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("There are demo log-ins on a demo site only.")
        logins = json.loads(settings.DEMO_LOGINS.read_text(encoding="utf-8"))
        secret = logins.get(options["key"], {}).get("totp")
        if not secret:
            needing = ", ".join(key for key, login in logins.items() if "totp" in login)
            raise CommandError(f"A code is asked of: {needing}.")
        _before, now, _after = auth.yield_hotp_counters_from_time()
        self.stdout.write(auth.format_hotp_value(auth.hotp_value(secret, now)))
