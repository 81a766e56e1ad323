"""The API explained to people, with examples that run as they are printed."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.facets import trail
from acpmigration.open_data.addresses import absolute
from acpmigration.open_data.index import told
from acpmigration.open_data.licence import licence
from acpmigration.open_data.paging import DEEPEST, MOST, USUAL
from acpmigration.open_data.registry import listed


@dataclass(frozen=True)
class Example:
    """``name`` is that of its template, which says in its ending what language it is."""

    name: str
    language: str
    title: str | Promise

    @property
    def heading(self) -> str:
        return _("%(language)s: %(title)s") % {"language": self.language, "title": self.title}

    @property
    def code(self) -> str:
        """As it is printed, and as it runs."""
        written = render_to_string(
            f"dashboard/examples/{self.name}.txt", {"site": settings.SITE_URL}
        )
        return written.strip()


EXAMPLES = [
    Example("list.sh", "curl", gettext_lazy("Interventions against trafficking, Caribbean")),
    Example("changed.sh", "curl", gettext_lazy("Fetch again only what has changed, in French")),
    Example("list.py", "Python", gettext_lazy("A whole list, page by page")),
    Example("figure.py", "Python", gettext_lazy("A figure, and the records that it counts")),
    Example("list.R", "R", gettext_lazy("A whole list, page by page")),
    Example("table.R", "R", gettext_lazy("A download as a table")),
]


def api_page(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "dashboard/open_data_api.html",
        {
            "root": absolute(reverse("api:root")),
            "openapi": reverse("api:openapi"),
            "kinds": [told(kind) for kind in listed()],
            "languages": settings.LANGUAGES,
            "examples": EXAMPLES,
            "licence": licence(),
            "sizes": {"usual": USUAL, "most": MOST, "deepest": DEEPEST},
            "trail": trail(
                {"label": _("Open data"), "link": reverse("dashboard:open-data")},
                {"label": _("API")},
            ),
        },
    )
