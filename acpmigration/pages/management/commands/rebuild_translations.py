from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from acpmigration.pages.domain import translations


class Command(BaseCommand):
    help = "Look at the words of all records anew: which translations are missing or out of date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Only say how many records are not noted as they are.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{translations.mend()} records were noted anew.")
        elif number := translations.unnoted():
            raise CommandError(f"{number} records are not noted as they are.")
        else:
            self.stdout.write("All translations are noted as they are.")
