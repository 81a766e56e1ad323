"""The pictures of grant projects, given out by their row's rule."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from acpmigration.sending import picture_response, unless_known
from nsa_grants.models import GrantPicture


def picture(
    request: HttpRequest, pk: int, width: int | None = None, ending: str = ""
) -> HttpResponseBase:
    shown = get_object_or_404(GrantPicture.objects.visible_to(request.user), pk=pk)
    response = picture_response(request, shown.image, width, ending)
    return unless_known(request, shown.image) or response
