"""Commands that load records which were written down by hand: all files or none."""

from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from acpmigration.accounts.models import User
from acpmigration.refusals import Refusal


class LoadCommand(BaseCommand):
    """``load`` takes what a file holds and the system user, and says what is new."""

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def load(self, written: Any, by: User) -> str:
        raise NotImplementedError

    @transaction.atomic
    def handle(self, *args, **options):
        for file in options["files"]:
            self.stdout.write(f"{file.name}: {self._loaded(file)}")

    def _loaded(self, file: Path) -> str:
        self.folder = file.parent
        try:
            written = yaml.safe_load(file.read_text(encoding="utf-8"))
            with translation.override("en"):
                return self.load(written, User.objects.system())
        except (OSError, UnicodeError, yaml.YAMLError, Refusal) as wrong:
            raise CommandError(f"{file.name}: {wrong}. Nothing was loaded.") from wrong
