"""The reference rows, from the fixtures that a person can read."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.db import DatabaseError, models, transaction
from django.utils import translation

from acpmigration.accounts.models import User

# Others point at these; whatever else there is follows by name.
FIRST = ["reference_regions.yaml", "reference_countries.yaml"]


class Command(BaseCommand):
    help = (
        "Load fixtures/reference*.yaml, all or nothing. Rows that are there already are left as "
        "staff made them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--overwrite", action="store_true", help="put rows that differ back to the fixtures"
        )

    @transaction.atomic
    def handle(self, *args, **options):
        by = User.objects.system()
        for fixture in fixtures():
            try:
                # The untranslated column holds the active language's word: it has to be English.
                with translation.override("en"):
                    done = load(fixture, by=by, overwrite=options["overwrite"])
            except (OSError, DeserializationError, DatabaseError, ValidationError) as wrong:
                reason = wrong.__cause__ or wrong
                raise CommandError(f"{fixture.name}: {reason}. Nothing was loaded.") from wrong
            self.stdout.write(
                f"{fixture.name}: {done['new']} new, {done['changed']} changed, {done['kept']} kept"
            )


def fixtures() -> list[Path]:
    folder = Path(settings.FIXTURE_DIRS[0])
    found = sorted(folder.glob("reference*.yaml"))
    if not found:
        raise CommandError(f"There are no reference fixtures in {folder}.")
    return sorted(found, key=lambda file: FIRST.index(file.name) if file.name in FIRST else 2)


def load(fixture: Path, *, by: User, overwrite: bool) -> Counter[str]:
    done: Counter[str] = Counter()
    for row in rows_of(fixture):
        new: Any = row.object
        stored: Any = type(new)._default_manager.filter(pk=new.pk).first()
        # What was merged into another row is not put back in its place.
        is_merged = stored and stored.natural_key() != new.natural_key()
        if stored and (is_merged or not (overwrite and differs(row, stored))):
            done["kept"] += 1
            continue
        if stored and hasattr(stored, "version"):
            # Who has the row open in a form must be told that it changed meanwhile.
            new.version = stored.version + 1
        new._history_user = by
        # Not DeserializedObject.save(): a raw save leaves no history.
        new.save()
        for name, keys in (row.m2m_data or {}).items():
            getattr(new, name).set(keys)
        done["changed" if stored else "new"] += 1
    return done


def rows_of(fixture: Path) -> Iterator[DeserializedObject]:
    """Read one row after the other, each with the key of the stored row that it names, if any."""
    with fixture.open(encoding="utf-8") as stream:
        yield from serializers.deserialize("yaml", stream)


def differs(row: DeserializedObject, stored: models.Model) -> bool:
    for field in stored._meta.concrete_fields:
        if field.editable and not field.primary_key:
            # As the database would hold them: rich text is sanitised on the way.
            new, old = (
                field.get_prep_value(getattr(each, field.attname)) for each in (row.object, stored)
            )
            if new != old:
                return True
    return any(
        set(keys) != set(getattr(stored, name).values_list("pk", flat=True))
        for name, keys in (row.m2m_data or {}).items()
    )
