"""What can be followed: the news of each list, and the calendar of events."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from acpmigration.facets import trail
from acpmigration.open_data.addresses import absolute
from acpmigration.open_data.feeds import NewsFeed
from dashboard.feeds.organisations import ORGANISATION_NEWS
from knowledge.feeds import EVENT_NEWS, PRODUCT_NEWS, RECOMMENDATION_NEWS
from nsa_grants.feeds import GRANT_NEWS
from technical_assistance.feeds import INTERVENTION_NEWS, REQUEST_NEWS

FEEDS = (
    INTERVENTION_NEWS,
    REQUEST_NEWS,
    GRANT_NEWS,
    PRODUCT_NEWS,
    EVENT_NEWS,
    RECOMMENDATION_NEWS,
    ORGANISATION_NEWS,
)


def feeds(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "dashboard/feeds.html",
        {
            "feeds": [_line(feed) for feed in FEEDS],
            "calendar": absolute(reverse("knowledge:calendar")),
            "trail": trail(
                {"label": _("Open data"), "link": reverse("dashboard:open-data")},
                {"label": _("Feeds and calendars")},
            ),
        },
    )


def _line(feed: NewsFeed) -> dict[str, str]:
    app, page = feed.page.partition(":")[0], reverse(feed.page)
    return {
        "title": str(feed.title),
        "address": absolute(reverse(f"{app}:{feed.name}-atom")),
        "page": page,
    }
