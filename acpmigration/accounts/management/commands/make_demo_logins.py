import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from acpmigration.accounts.domain.addresses import take_address
from acpmigration.accounts.domain.ciphers import decrypt
from acpmigration.accounts.domain.second_factor import give_second_factor
from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.reference.models import Region


@dataclass(frozen=True)
class DemoPerson:
    key: str
    name: str
    role: Role = Role.NONE
    region: str = ""
    time_zone: str = "Europe/Brussels"

    @property
    def email(self) -> str:
        return f"{self.key.replace('_', '-')}@demo.invalid"


PEOPLE = (
    DemoPerson("administrator", "Demo administrator", Role.ADMINISTRATOR),
    DemoPerson("editor", "Demo editor", Role.EDITOR),
    DemoPerson("viewer", "Demo viewer", Role.VIEWER),
    DemoPerson(
        "coordinator",
        "Demo coordinator, Caribbean",
        Role.COORDINATOR,
        "caribbean",
        "America/Port_of_Spain",
    ),
    DemoPerson(
        "coordinator_other_region",
        "Demo coordinator, Pacific",
        Role.COORDINATOR,
        "pacific",
        "Pacific/Efate",
    ),
    DemoPerson("expert", "Demo expert"),
    DemoPerson("expert_other", "Another demo expert"),
)


class Command(BaseCommand):
    help = "Make one log-in per kind of user for the demo site, and print them."

    @transaction.atomic
    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Demo log-ins are made on a demo site only, never on a real one.")
        known = read_logins(settings.DEMO_LOGINS)
        logins = {person.key: login_of(person, known.get(person.key, {})) for person in PEOPLE}
        write_private(settings.DEMO_LOGINS, json.dumps(logins, indent=2) + "\n")
        self.stdout.write("Demo log-ins, made on this machine:")
        for key, login in logins.items():
            code = "code" if "totp" in login else ""
            self.stdout.write(f"  {key:25} {login['email']:37} {login['password']:17} {code}")
        self.stdout.write("Where a code is asked for: .venv/bin/python manage.py demo_code editor")


def login_of(person: DemoPerson, known: dict[str, str]) -> dict[str, str]:
    """Make the person, or bring it back to what the demo says; what is known and fits stays."""
    user = User.objects.filter(email=person.email).first() or User(email=person.email)
    user.name, user.role, user.is_active = person.name, person.role, True
    user.time_zone = person.time_zone
    password = known.get("password", "")
    if not (password and user.pk and user.check_password(password)):
        password = secrets.token_urlsafe(12)
        user.set_password(password)
    user.save()
    user.regions.set(Region.objects.filter(slug=person.region))
    take_address(user=user, is_confirmed=True)
    login = {"email": person.email, "password": password}
    if user.needs_second_factor:
        login["totp"] = secret_of(user, known.get("totp", ""))
    return login


def secret_of(user: User, known: str) -> str:
    """Return the secret by which the person's codes are made; a known one that fits stays."""
    given = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if known and given and decrypt(given.data["secret"]) == known:
        return known
    secret = generate_totp_secret()
    give_second_factor(user=user, secret=secret)
    return secret


def read_logins(file: Path) -> dict[str, dict[str, str]]:
    """What an earlier start wrote, nothing if that is gone or damaged."""
    try:
        logins = json.loads(file.read_text(encoding="utf-8"))
        return {
            key: {name: str(value) for name, value in login.items()}
            for key, login in logins.items()
        }
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def write_private(file: Path, text: str) -> None:
    """Replace the file in one step; nobody but its owner may read it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half_written = file.with_suffix(".new")
    half_written.touch(mode=0o600)
    half_written.chmod(0o600)
    half_written.write_text(text, encoding="utf-8")
    half_written.replace(file)
