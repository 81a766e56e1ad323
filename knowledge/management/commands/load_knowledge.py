from django.utils import timezone

from knowledge.domain.loading import load_knowledge
from technical_assistance.management.loading import LoadCommand


class Command(LoadCommand):
    help = "Load events, products and recommendations; records that are there are left alone."

    def load(self, written, by):
        number = load_knowledge(
            written=written, by=by, at=timezone.now(), folder=self.folder / "editions"
        )
        return f"{number} events, products and recommendations are new."
