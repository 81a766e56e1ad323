"""Addresses of Component 1."""

from django.urls import path

from acpmigration.open_data.downloads import addresses
from acpmigration.public import kept_page, public_page
from technical_assistance.api.interventions import INTERVENTIONS
from technical_assistance.api.requests import REQUESTS
from technical_assistance.feeds import INTERVENTION_NEWS, REQUEST_NEWS
from technical_assistance.views.detail import InterventionDetail
from technical_assistance.views.files import document_download, picture
from technical_assistance.views.interventions import InterventionList, intervention_map
from technical_assistance.views.requests import RequestList

app_name = "technical_assistance"
urlpatterns = [
    path("interventions/", kept_page(InterventionList.as_view()), name="intervention-list"),
    path("interventions/map/", kept_page(intervention_map), name="intervention-map"),
    path(
        "interventions/documents/<int:pk>/<str:filename>",
        public_page(document_download),
        name="document-download",
    ),
    path("interventions/pictures/<int:pk>", public_page(picture), name="picture"),
    path(
        "interventions/pictures/<int:pk>-<int:width>.<slug:ending>",
        public_page(picture),
        name="picture-sized",
    ),
    path(
        "interventions/<slug:slug>/",
        public_page(InterventionDetail.as_view()),
        name="intervention-detail",
    ),
    *addresses(INTERVENTIONS),
    INTERVENTION_NEWS.address,
    REQUEST_NEWS.address,
    path("requests/", kept_page(RequestList.as_view()), name="request-list"),
    *addresses(REQUESTS),
]
