"""Addresses of Component 3."""

from django.urls import path

from acpmigration.open_data.downloads import addresses
from acpmigration.public import kept_page, public_page
from knowledge.api.events import EVENTS
from knowledge.api.products import PRODUCTS
from knowledge.feeds import EVENT_NEWS, PRODUCT_NEWS, RECOMMENDATION_NEWS
from knowledge.views.calendars import calendar, event_calendar
from knowledge.views.events import EventDetail, EventList
from knowledge.views.files import cover, edition_download
from knowledge.views.products import ProductDetail, ProductList, citation
from knowledge.views.recommendations import RecommendationList

app_name = "knowledge"
urlpatterns = [
    path("knowledge/", kept_page(ProductList.as_view()), name="product-list"),
    *addresses(PRODUCTS),
    path("knowledge/covers/<int:pk>", public_page(cover), name="cover"),
    path(
        "knowledge/covers/<int:pk>-<int:width>.<slug:ending>",
        public_page(cover),
        name="cover-sized",
    ),
    path("knowledge/<slug:slug>/", public_page(ProductDetail.as_view()), name="product-detail"),
    path(
        "knowledge/<slug:slug>/citation.<slug:style>",
        public_page(citation),
        name="citation",
    ),
    path(
        "knowledge/<slug:slug>/<str:filename>",
        public_page(edition_download),
        name="edition-download",
    ),
    path("events/", kept_page(EventList.as_view()), name="event-list"),
    *addresses(EVENTS),
    path("events/calendar.ics", public_page(calendar), name="calendar"),
    path("events/<slug:slug>.ics", public_page(event_calendar), name="event-calendar"),
    path("events/<slug:slug>/", public_page(EventDetail.as_view()), name="event-detail"),
    path(
        "recommendations/",
        kept_page(RecommendationList.as_view()),
        name="recommendation-list",
    ),
    PRODUCT_NEWS.address,
    EVENT_NEWS.address,
    RECOMMENDATION_NEWS.address,
]
