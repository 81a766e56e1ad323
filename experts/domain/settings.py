"""The settings of the roster, as staff have them."""

from experts.models import RosterSettings

THE_ROW = 1


def roster_settings() -> RosterSettings:
    """Return the one row; where staff have changed nothing yet, what a new roster starts with."""
    return RosterSettings.objects.filter(pk=THE_ROW).first() or RosterSettings(pk=THE_ROW)
