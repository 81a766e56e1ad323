"""Where what was learned was discussed."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.addresses import leads_outside
from acpmigration.facets import FacetedList, ListWords, trail
from acpmigration.facets.listing import narrowed
from acpmigration.panels import panels_for
from acpmigration.taken_back import PublishedDetail
from knowledge.filters import EventFilter
from knowledge.models import Event
from knowledge.views.words import (
    days_of,
    event_line,
    facts,
    filtered,
    participants_of,
    topic_values,
    words,
)

LIST = "knowledge:event-list"


class EventList(FacetedList):
    template_name = "knowledge/event_list.html"
    filterset_class = EventFilter
    feed = "knowledge:events-atom"
    list_words = ListWords(
        heading=gettext_lazy("Seminars, exchanges, meetings and fora"),
        description=gettext_lazy(
            "The seminars, peer-to-peer exchanges, regional meetings and fora in which the ACP-EU "
            "Migration Action took part."
        ),
        whole=gettext_lazy("of %(whole)s events"),
        nothing=gettext_lazy("No event matches all of these filters"),
        find=gettext_lazy("Search events"),
        hint=gettext_lazy("Title, place or partner"),
    )

    def get_queryset(self) -> QuerySet[Event]:
        return Event.objects.published()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["page_obj"].object_list.for_list()
        return context | {
            "lines": [event_line(row) for row in rows],
            "calendar": narrowed(reverse("knowledge:calendar"), self.filterset),
            "trail": trail({"label": _("Events")}),
        }


class EventDetail(PublishedDetail):
    template_name = "knowledge/event_detail.html"
    context_object_name = "event"
    list_page = LIST
    list_label = gettext_lazy("All events")

    def get_queryset(self) -> QuerySet[Event]:
        return Event.objects.published().for_page()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | detail_context(self.object)
        context["machine_readable"]["url"] = self.request.build_absolute_uri(
            self.object.get_absolute_url()
        )
        return context


def detail_context(event: Event) -> dict[str, Any]:
    """What the page shows beside the row itself, which comes from ``for_page()``."""
    country = event.country
    return {
        "event": event,
        "days": days_of(event),
        "page_elsewhere": event.url if leads_outside(event.url) else "",
        "facts": facts(
            (_("Kind"), [filtered(LIST, capfirst(event.get_kind_display()), f"kind={event.kind}")]),
            (_("When"), words(days_of(event))),
            (_("Place"), words(event.place)),
            (
                _("Country"),
                [{"label": str(country), "link": country.get_absolute_url()}]
                if country and country.region
                else words(country),
            ),
            (_("Topics"), topic_values(event.topics.all())),
            (
                _("Partners"),
                [
                    {"label": each.name, "link": each.get_absolute_url()}
                    for each in event.partners.all()
                ],
            ),
            (_("Participants"), words(participants_of(event))),
        ),
        "panels": panels_for("event", event),
        "trail": trail(
            {"label": _("Events"), "link": reverse(LIST)},
            {"label": capfirst(event.get_kind_display())},
        ),
        "machine_readable": machine_readable(event),
    }


def machine_readable(event: Event) -> dict[str, Any]:
    """The record in the words of schema.org, which knows no event without a day."""
    if not event.is_day_precise:
        return {"@context": "https://schema.org", "@type": "Thing", "name": event.title}
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "startDate": str(event.starts_from),
        "endDate": str(event.last_day),
        "organizer": {"@type": "Organization", "name": "ACP-EU Migration Action"},
    }
    if event.partners.all():
        said["contributor"] = [
            {"@type": "Organization", "name": each.name} for each in event.partners.all()
        ]
    if place := ", ".join(filter(None, [event.place, str(event.country or "")])):
        said["location"] = {"@type": "Place", "name": place, "address": place}
    return said
