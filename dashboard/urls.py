"""Addresses of the factsheet, and of pages that tell of all components."""

from django.urls import path

from acpmigration.embedding import embedded_page
from acpmigration.open_data.downloads import addresses
from acpmigration.open_data.kept import public_data
from acpmigration.public import kept_page, public_page
from dashboard.api.organisations import ORGANISATIONS
from dashboard.feeds.organisations import ORGANISATION_NEWS
from dashboard.feeds.page import feeds
from dashboard.views.brief import country_brief
from dashboard.views.embeds import embed_figure, embed_map, embeds
from dashboard.views.factsheet import country_detail, home, region_detail, topic_detail
from dashboard.views.iati import activities_file, iati, left_out, organisation_file
from dashboard.views.open_data import data_release, data_release_checksum, open_data, whole
from dashboard.views.open_data_api import api_page
from dashboard.views.organisations import OrganisationList, organisation_detail
from dashboard.views.search import search_page

app_name = "dashboard"
urlpatterns = [
    path("", kept_page(home), name="home"),
    path("regions/<slug:slug>/", kept_page(region_detail), name="region-detail"),
    path("countries/<slug:slug>/", kept_page(country_detail), name="country-detail"),
    path("countries/<slug:slug>/brief/", public_page(country_brief), name="country-brief"),
    path("topics/<slug:slug>/", kept_page(topic_detail), name="topic-detail"),
    path("open-data/feeds/", public_page(feeds), name="feeds"),
    path("open-data/embed/", kept_page(embeds), name="embeds"),
    path("embed/figures/<slug:name>/", embedded_page(embed_figure), name="embed-figure"),
    path("embed/map/", embedded_page(embed_map), {"kind": "interventions"}, name="embed-map"),
    path("embed/map/grants/", embedded_page(embed_map), {"kind": "grants"}, name="embed-grant-map"),
    path("search/", public_page(search_page), name="search"),
    path("open-data/", kept_page(open_data), name="open-data"),
    path(
        "open-data/acp-eu-migration-action.zip",
        public_data(whole),
        name="open-data-whole",
    ),
    path(
        "open-data/releases/<str:day>/acp-eu-migration-action.zip",
        public_data(data_release),
        name="data-release",
    ),
    path(
        "open-data/releases/<str:day>/acp-eu-migration-action.zip.sha256",
        public_data(data_release_checksum),
        name="data-release-checksum",
    ),
    path("open-data/api/", public_page(api_page), name="open-data-api"),
    path("organisations/", kept_page(OrganisationList.as_view()), name="organisation-list"),
    *addresses(ORGANISATIONS),
    ORGANISATION_NEWS.address,
    path(
        "organisations/<slug:slug>/",
        public_page(organisation_detail),
        name="organisation-detail",
    ),
    path("open-data/iati/", public_page(iati), name="iati"),
    # The same in every language: each holds all four.
    path("open-data/iati/activities.xml", public_data(activities_file), name="iati-activities"),
    path(
        "open-data/iati/organisation.xml", public_data(organisation_file), name="iati-organisation"
    ),
    path("open-data/iati/left-out.json", public_data(left_out), name="iati-left-out"),
]
