from django.utils import timezone

from acpmigration.dates import today
from technical_assistance.domain.portfolio import load_portfolio
from technical_assistance.management.loading import LoadCommand


class Command(LoadCommand):
    help = "Load portfolios from readable files; records that are there already are left alone."

    def load(self, written, by):
        new = load_portfolio(portfolio=written, by=by, at=timezone.now(), today=today())
        return (
            f"{new.organisations} organisations, {new.requests} requests, "
            f"{new.interventions} interventions are new."
        )
