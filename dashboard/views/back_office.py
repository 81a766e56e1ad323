"""Pages of the back-office that tell of all components."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from acpmigration.quality import Weight
from dashboard.figures.back_office.today import faults


def quality_page(request: HttpRequest) -> HttpResponse:
    """Every rule of data quality with the number of records that break it."""
    found = faults(request.user, with_none=True)
    groups = [(weight, [f for f in found if f.rule.weight == weight]) for weight in Weight]
    context = {
        **admin.site.each_context(request),
        "title": _("Data quality"),
        "groups": [group for group in groups if group[1]],
    }
    return TemplateResponse(request, "admin/quality.html", context)
