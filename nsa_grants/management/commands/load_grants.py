from django.utils import timezone

from nsa_grants.domain.loading import load_grants
from technical_assistance.management.loading import LoadCommand


class Command(LoadCommand):
    help = "Load grant projects from readable files; records that are there already are left alone."

    def load(self, written, by):
        return f"{load_grants(written=written, by=by, at=timezone.now())} grants are new."
