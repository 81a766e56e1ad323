import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from dashboard.domain.releases import make_data_release_if_due
from technical_assistance.models import Intervention

FIXTURES = settings.BASE_DIR / "fixtures"
# The documented ones last, so that lists by latest change begin with facts.
PORTFOLIOS = [FIXTURES / "sample.yaml", FIXTURES / "documented.yaml"]
GRANTS = [FIXTURES / "documented_grants.yaml"]
KNOWLEDGE = [FIXTURES / "sample_knowledge.yaml", FIXTURES / "documented_knowledge.yaml"]

EXPERTS = FIXTURES / "sample_experts.yaml"


class Command(BaseCommand):
    help = "Bring up the demo: tables, reference rows, documented and sample records, log-ins."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("This loads sample records: on a demo site only.")
        call_command("migrate", interactive=False, verbosity=0)
        digest, stamp = fixtures_digest(), stamp_of_database()
        if not is_loaded(digest, stamp):
            self.stdout.write("Loading the records (once; less than a minute) ...")
            self.stdout.flush()
            call_command("load_reference", stdout=self.stdout)
            call_command("load_portfolio", *map(str, PORTFOLIOS), stdout=self.stdout)
            call_command("load_grants", *map(str, GRANTS), stdout=self.stdout)
            call_command("load_knowledge", *map(str, KNOWLEDGE), stdout=self.stdout)
            call_command("load_consents", stdout=self.stdout)
            call_command("load_experts", str(EXPERTS), stdout=self.stdout)
            call_command("rebuild_translations", stdout=self.stdout)
            make_data_release_if_due(at=timezone.now())
            stamp.parent.mkdir(parents=True, exist_ok=True)
            stamp.write_text(digest, encoding="utf-8")
        call_command("make_demo_logins", stdout=self.stdout)
        call_command("make_demo_work", stdout=self.stdout)


def fixtures_digest() -> str:
    digest = hashlib.sha256()
    for file in sorted(file for file in FIXTURES.rglob("*") if file.is_file()):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def stamp_of_database() -> Path:
    """The file that remembers what was loaded; each database has its own."""
    where = connection.settings_dict
    name = repr([where[part] for part in ("ENGINE", "HOST", "PORT", "NAME")])
    return settings.VAR_DIR / "loaded" / hashlib.sha256(name.encode()).hexdigest()[:16]


def is_loaded(digest: str, stamp: Path) -> bool:
    """Whether these fixtures are in this database; a stamp outlives a database that is dropped."""
    try:
        return stamp.read_text(encoding="utf-8") == digest and Intervention.objects.exists()
    except OSError:
        return False
