"""What is new in Component 1, for news readers."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.open_data.feeds import Entry, NewsFeed, entry_of
from technical_assistance.filters import InterventionFilter, RequestFilter
from technical_assistance.models import AssistanceRequest, Intervention

REQUESTS = "technical_assistance:request-list"


def request_entry(asked: AssistanceRequest) -> Entry:
    """A request has no page of its own: it leads to what it opened, else to those of its state."""
    opened = asked.shown_intervention
    title = _("Request of %(who)s") % {"who": asked.lead_name}
    words = [str(asked.entity or ""), capfirst(asked.get_state_display())]
    return Entry(
        title,
        ". ".join(filter(None, words)),
        opened.get_absolute_url() if opened else f"{reverse(REQUESTS)}?state={asked.state}",
    )


INTERVENTION_NEWS = NewsFeed(
    name="interventions",
    title=gettext_lazy("Technical assistance interventions"),
    filterset=InterventionFilter,
    rows=lambda: Intervention.objects.published(),
    page="technical_assistance:intervention-list",
    entry=entry_of("title", "summary"),
)
REQUEST_NEWS = NewsFeed(
    name="requests",
    title=gettext_lazy("Requests for technical assistance"),
    filterset=RequestFilter,
    rows=lambda: (
        AssistanceRequest.objects.published().with_lead().select_related("entity", "intervention")
    ),
    page=REQUESTS,
    entry=request_entry,
)
