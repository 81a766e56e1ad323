"""Which stories the home page tells, and in which order."""

from dashboard.models import ChosenStory
from technical_assistance.models import Intervention

# Chosen by staff at most; without a choice, as many of the oldest as the printed factsheet told.
MOST, UNCHOSEN = 6, 4


def has_room() -> bool:
    """Whether one more can be chosen; whoever asks second waits until the first has saved."""
    list(ChosenStory.objects.select_for_update().order_by("pk"))
    return ChosenStory.objects.count() < MOST


def home_stories() -> list[Intervention]:
    """The chosen ones that are public and told, in their order; without any, the oldest."""
    chosen = list(ChosenStory.objects.in_order().values_list("intervention_id", flat=True)[:MOST])
    stories = Intervention.objects.stories()
    found = {row.pk: row for row in stories.filter(pk__in=chosen)} if chosen else {}
    return [found[pk] for pk in chosen if pk in found] or list(stories[:UNCHOSEN])
