"""Pages of the back-office that tell of all components."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from acpmigration.quality import Weight
from dashboard.figures.back_office.today import WEIGHT, faults


def quality_page(request: HttpRequest) -> HttpResponse:
    """Every rule of data quality, or those of one weight, and how many records break it."""
    found = faults(request.user, with_none=True)
    asked = request.GET.get(WEIGHT, "")
    weights = [Weight(asked)] if asked in Weight.values else list(Weight)
    groups = [(weight, [f for f in found if f.rule.weight == weight]) for weight in weights]
    context = {
        **admin.site.each_context(request),
        "title": _("Data quality"),
        "is_narrowed": asked in Weight.values,
        "groups": [group for group in groups if group[1]],
    }
    return TemplateResponse(request, "admin/quality.html", context)
