"""Addresses of Component 2."""

from django.urls import path

from acpmigration.open_data.downloads import addresses
from acpmigration.public import kept_page, public_page
from nsa_grants.api import GRANTS
from nsa_grants.feeds import GRANT_NEWS
from nsa_grants.views.detail import GrantDetail
from nsa_grants.views.files import picture
from nsa_grants.views.possible import grant_possible
from nsa_grants.views.projects import GrantList, grant_map

app_name = "nsa_grants"
urlpatterns = [
    path("grants/", kept_page(GrantList.as_view()), name="grant-list"),
    *addresses(GRANTS),
    path("grants/map/", kept_page(grant_map), name="grant-map"),
    path("grants/possible/", public_page(grant_possible), name="grant-possible"),
    path("grants/pictures/<int:pk>", public_page(picture), name="picture"),
    path(
        "grants/pictures/<int:pk>-<int:width>.<slug:ending>",
        public_page(picture),
        name="picture-sized",
    ),
    path("grants/<slug:slug>/", public_page(GrantDetail.as_view()), name="grant-detail"),
    GRANT_NEWS.address,
]
