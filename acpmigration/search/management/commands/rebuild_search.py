from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from acpmigration.search import indexing


class Command(BaseCommand):
    help = "Write the search index anew from the records."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Only name the records whose entries are missing, outdated or left over.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{indexing.rebuild()} documents")
            return
        found = sorted(indexing.stale())
        for kind, object_id in found:
            self.stdout.write(f"{kind} {object_id}")
        if found:
            raise CommandError(f"{len(found)} records are not in the index as they are.")
        self.stdout.write("The index is current.")
