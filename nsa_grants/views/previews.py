"""A project as somebody outside reads it by a link."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from acpmigration.dates import today
from acpmigration.previews import Files, Preview, register
from acpmigration.sending import picture_response
from nsa_grants.models import GrantProject
from nsa_grants.views.detail import detail_context


def context(grant: GrantProject, address: str, files: Files) -> dict[str, Any]:
    return detail_context(grant, files=files)


def picture(request: HttpRequest, grant: GrantProject, number: int) -> HttpResponse:
    return picture_response(request, get_object_or_404(grant.pictures, pk=number).image)


register(
    GrantProject,
    Preview(
        template="nsa_grants/grant_detail.html",
        rows=lambda: GrantProject.objects.with_status(today()).for_page(),
        context=context,
        files={"picture": picture},
    ),
)
