"""``/api/v1/``: what there is to read, and where."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from acpmigration.facets import Display, FacetedFilterSet
from acpmigration.open_data.addresses import absolute, list_address
from acpmigration.open_data.licence import licence
from acpmigration.open_data.permissions import ReadsWhatIsPublic
from acpmigration.open_data.problems import Misunderstood
from acpmigration.open_data.registry import Listed, listed
from acpmigration.open_data.strict import unknown
from acpmigration.open_data.viewsets import OF_RECORDS, fixed_values

DOCUMENTATION = "dashboard:open-data-api"


class FilterRecord(serializers.Serializer):
    name = serializers.CharField(help_text=gettext_lazy("The parameter."))
    label = serializers.CharField(help_text=gettext_lazy("What pages call it."))
    values = serializers.ListField(
        child=serializers.CharField(),
        allow_null=True,
        help_text=gettext_lazy(
            "What it takes where that is fixed; empty where it takes words or slugs of other lists."
        ),
    )


class KindRecord(serializers.Serializer):
    name = serializers.CharField(help_text=gettext_lazy("The word for it in addresses."))
    title = serializers.CharField(help_text=gettext_lazy("What pages call it."))
    description = serializers.CharField(help_text=gettext_lazy("What it holds."))
    api = serializers.URLField(help_text=gettext_lazy("The address of the list in the API."))
    page = serializers.URLField(
        help_text=gettext_lazy("The address of the page that shows the same.")
    )
    filters = FilterRecord(many=True, help_text=gettext_lazy("The filters that it takes."))
    downloads = serializers.DictField(
        child=serializers.URLField(),
        help_text=gettext_lazy("Format and address of the list as one file."),
    )


class IndexRecord(serializers.Serializer):
    title = serializers.CharField(help_text=gettext_lazy("What this is."))
    documentation = serializers.URLField(
        help_text=gettext_lazy("The page that explains it, with examples.")
    )
    openapi = serializers.URLField(help_text=gettext_lazy("Its description in OpenAPI 3.1."))
    licence = serializers.DictField(
        child=serializers.CharField(), help_text=gettext_lazy("What may be done with the data.")
    )
    languages = serializers.ListField(
        child=serializers.CharField(), help_text=gettext_lazy("What “lang” takes.")
    )
    kinds = KindRecord(many=True, help_text=gettext_lazy("The lists that there are."))


class Index(APIView):
    """What there is to read, and where."""

    permission_classes = [ReadsWhatIsPublic]

    @extend_schema(operation_id="index", responses=IndexRecord, tags=["index"])
    def get(self, request: Request) -> Response:
        if found := unknown(request.query_params, OF_RECORDS):
            raise Misunderstood(found)
        return Response(
            {
                "title": _("Open data of the ACP-EU Migration Action"),
                "documentation": absolute(reverse(DOCUMENTATION)),
                "openapi": absolute(reverse("api:openapi")),
                "licence": licence(),
                "languages": list(dict(settings.LANGUAGES)),
                "kinds": [told(kind) for kind in listed()],
            }
        )


def told(kind: Listed) -> dict[str, Any]:
    page = absolute(reverse(kind.page))
    return {
        "name": kind.name,
        "title": str(kind.title),
        "description": str(kind.description),
        "api": list_address(kind.name),
        "page": page,
        "filters": filters_of(kind.filterset),
        "downloads": {ending: f"{page.removesuffix('/')}.{ending}" for ending in kind.endings},
    }


def filters_of(filterset: type[FacetedFilterSet]) -> list[dict[str, Any]]:
    """What narrows or orders the list; how a page shows it is nothing for programs."""
    return [
        {"name": name, "label": str(each.label), "values": fixed_values(each)}
        for name, each in filterset.base_filters.items()
        if not isinstance(each, Display)
    ]
