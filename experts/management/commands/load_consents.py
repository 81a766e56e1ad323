from datetime import UTC, datetime, time

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from experts.models import ConsentText

FILE = settings.BASE_DIR / "fixtures" / "consents.yaml"


class Command(BaseCommand):
    help = (
        "Load the texts that experts agree to, all or nothing. A version that is there already "
        "stays as it is: people have agreed to it."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        try:
            rows = [row for text in yaml.safe_load(FILE.read_text("utf-8")) for row in texts(text)]
            new = [row for row in rows if not is_there(row)]
            ConsentText.objects.bulk_create(new)
        except (OSError, yaml.YAMLError, KeyError, TypeError, DatabaseError) as wrong:
            raise CommandError(f"{FILE.name}: {wrong}. Nothing was loaded.") from wrong
        self.stdout.write(f"{FILE.name}: {len(new)} new, {len(rows) - len(new)} kept")


def texts(written):
    for language, _name in settings.LANGUAGES:
        yield ConsentText(
            key=written["key"],
            version=written["version"],
            language=language,
            body=written[language].strip(),
            in_force_from=datetime.combine(written["in_force_from"], time(), UTC),
        )


def is_there(text):
    same = ConsentText.objects.filter(key=text.key, version=text.version, language=text.language)
    return same.exists()
