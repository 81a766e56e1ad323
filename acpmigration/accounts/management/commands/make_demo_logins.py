import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.reference.models import Region


@dataclass(frozen=True)
class DemoPerson:
    key: str
    name: str
    role: Role = Role.NONE
    region: str = ""

    @property
    def email(self) -> str:
        return f"{self.key.replace('_', '-')}@demo.invalid"


PEOPLE = (
    DemoPerson("administrator", "Demo administrator", Role.ADMINISTRATOR),
    DemoPerson("editor", "Demo editor", Role.EDITOR),
    DemoPerson("viewer", "Demo viewer", Role.VIEWER),
    DemoPerson("coordinator", "Demo coordinator, Caribbean", Role.COORDINATOR, "caribbean"),
    DemoPerson(
        "coordinator_other_region", "Demo coordinator, Pacific", Role.COORDINATOR, "pacific"
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
        known = read_passwords(settings.DEMO_LOGINS)
        logins = {
            person.key: {
                "email": person.email,
                "password": password_of(person, known.get(person.key, "")),
            }
            for person in PEOPLE
        }
        write_private(settings.DEMO_LOGINS, json.dumps(logins, indent=2) + "\n")
        self.stdout.write("Demo log-ins, made on this machine:")
        for key, login in logins.items():
            self.stdout.write(f"  {key:25} {login['email']:37} {login['password']}")


def password_of(person: DemoPerson, known: str) -> str:
    """Make the person, or bring it back to what the demo says; a known password that fits stays."""
    user = User.objects.filter(email=person.email).first() or User(email=person.email)
    user.name, user.role, user.is_active = person.name, person.role, True
    fits = known and user.pk and user.check_password(known)
    password = known if fits else secrets.token_urlsafe(12)
    if not fits:
        user.set_password(password)
    user.save()
    user.regions.set(Region.objects.filter(slug=person.region))
    return password


def read_passwords(file: Path) -> dict[str, str]:
    """What an earlier start wrote, nothing if that is gone or damaged."""
    try:
        logins = json.loads(file.read_text(encoding="utf-8"))
        return {key: str(login["password"]) for key, login in logins.items()}
    except (OSError, ValueError, AttributeError, TypeError, KeyError):
        return {}


def write_private(file: Path, text: str) -> None:
    """Replace the file in one step; nobody but its owner may read it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half_written = file.with_suffix(".new")
    half_written.touch(mode=0o600)
    half_written.chmod(0o600)
    half_written.write_text(text, encoding="utf-8")
    half_written.replace(file)
