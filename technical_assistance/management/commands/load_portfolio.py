from pathlib import Path

import yaml
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation

from acpmigration.accounts.models import User
from acpmigration.dates import today
from acpmigration.refusals import Refusal
from technical_assistance.domain.portfolio import load_portfolio


class Command(BaseCommand):
    help = "Load portfolios from readable files; records that are there already are left alone."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    @transaction.atomic
    def handle(self, *args, **options):
        for file in options["files"]:
            self.stdout.write(f"{file.name}: {self.load(file)}")

    def load(self, file: Path) -> str:
        try:
            portfolio = yaml.safe_load(file.read_text(encoding="utf-8"))
            with translation.override("en"):
                new = load_portfolio(
                    portfolio=portfolio, by=User.objects.system(), at=timezone.now(), today=today()
                )
        except (OSError, UnicodeError, yaml.YAMLError, Refusal) as wrong:
            raise CommandError(f"{file.name}: {wrong}. Nothing was loaded.") from wrong
        return (
            f"{new.organisations} organisations, {new.requests} requests, "
            f"{new.interventions} interventions are new."
        )
