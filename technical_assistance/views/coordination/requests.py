"""Stands in until its pages are written."""

from django.http import Http404, HttpRequest, HttpResponse

from technical_assistance.views.coordination.access import workspace_page


@workspace_page
def request_list(request: HttpRequest) -> HttpResponse:
    raise Http404
