"""What there is to take away: all public records as files, in the API, and as they once were."""

from datetime import date
from typing import Any

from django.db.models import Count, DateTimeField, Max, Value
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_sendfile import sendfile

from acpmigration.dates import today
from acpmigration.facets import trail
from acpmigration.facets.facet import plain
from acpmigration.open_data.addresses import absolute, in_language
from acpmigration.open_data.data_set import DataSet
from acpmigration.open_data.formats import zipped
from acpmigration.open_data.licence import licence
from acpmigration.open_data.registry import data_sets
from acpmigration.open_data.whole.archive import NAME, Archive
from acpmigration.open_data.whole.papers import citation
from acpmigration.sending import guarded, unless_known
from acpmigration.templatetags.downloads import LABELS
from dashboard.models import DataRelease
from dashboard.views.data_markup import data_set

PAGE, WHOLE = "dashboard:open-data", "dashboard:open-data-whole"
CHANGED = "updated_at"
# What else there is for programs; what is not there is not linked.
OTHERS = (
    (
        "dashboard:open-data-api",
        gettext_lazy("The API"),
        gettext_lazy("with examples in curl, Python and R"),
    ),
    (
        "dashboard:iati",
        gettext_lazy("IATI"),
        gettext_lazy("interventions and grants for those who collect data on aid"),
    ),
    ("dashboard:feeds", gettext_lazy("Feeds and calendars"), gettext_lazy("news of every list")),
    (
        "dashboard:embeds",
        gettext_lazy("Figures and maps to embed"),
        gettext_lazy("one line for your own page"),
    ),
)


def open_data(request: HttpRequest) -> HttpResponse:
    releases = list(DataRelease.objects.newest_first())
    newest = releases[0] if releases else None
    known = _sizes()
    day = newest.day if newest else today()
    address = absolute(newest.get_absolute_url() if newest else reverse(PAGE))
    kinds = [_kind(each, known[each.name], newest) for each in data_sets()]
    cited, terms = citation(day, address), licence()
    return render(
        request,
        "dashboard/open_data.html",
        {
            "kinds": kinds,
            "licence": terms,
            "newest": newest,
            "releases": [_release(each) for each in releases],
            "citation": cited,
            "machine_readable": data_set(
                kinds,
                page=reverse(PAGE),
                whole=reverse(WHOLE),
                citation=cited,
                licence=terms["address"],
            ),
            "others": list(_others()),
            "trail": trail({"label": _("Open data")}),
        },
    )


def whole(request: HttpRequest) -> HttpResponseBase:
    """All kinds in one archive, in the language of the address."""
    day = today()
    return StreamingHttpResponse(
        Archive(day, (get_language() or "en",)).stream(),
        content_type=zipped.TYPE,
        headers={"Content-Disposition": f'attachment; filename="{NAME}-{day.isoformat()}.zip"'},
    )


def data_release(request: HttpRequest, day: str) -> HttpResponseBase:
    release = _release_of(day)
    if known := unless_known(request, release.file):
        return known
    response = sendfile(
        request,
        release.file.path,
        attachment=True,
        attachment_filename=release.file_name,
        mimetype=zipped.TYPE,
    )
    return guarded(response, release.file)


def data_release_checksum(request: HttpRequest, day: str) -> HttpResponse:
    """As ``sha256sum --check`` reads it."""
    release = _release_of(day)
    said = f"{release.sha256}  {release.file_name}\n"
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


def _release_of(day: str) -> DataRelease:
    try:
        asked = date.fromisoformat(day)
    except ValueError as wrong:
        raise Http404 from wrong
    return get_object_or_404(DataRelease, day=asked)


def _sizes() -> dict[str, dict[str, Any]]:
    """Kind -> how many records it has and when one last changed, in one query."""
    first, *others = [_size(each) for each in data_sets()]
    return {row["of_kind"]: row for row in first.union(*others, all=True)}


def _size(data_set: DataSet) -> Any:
    never = Cast(Value(None), DateTimeField())
    changed = Max(CHANGED) if CHANGED in data_set.columns else Max(never)
    rows = plain(data_set.rows()).values(of_kind=Value(data_set.name))
    return rows.annotate(number=Count("pk", distinct=True), changed=changed)


def _kind(data_set: DataSet, known: dict[str, Any], newest: DataRelease | None) -> dict[str, Any]:
    app, name = data_set.page.partition(":")[0], data_set.name
    sizes = newest.contents.get(name, {}) if newest else {}
    formats = [
        {"label": LABELS[ending], "link": reverse(f"{app}:{name}-{ending}")}
        for ending in data_set.endings
    ]
    api = {"label": _("API"), "link": in_language(reverse(f"api:{name}-list"))}
    return {
        "name": name,
        "title": capfirst(str(data_set.title)),
        "description": data_set.description,
        "page": reverse(data_set.page) if data_set.endings else "",
        "rows": known["number"],
        "changed": known["changed"],
        "sizes": [
            {"label": LABELS[ending], "bytes": sizes[ending]}
            for ending in ("csv", "json")
            if ending in sizes
        ],
        "formats": [*formats, api],
    }


def _release(release: DataRelease) -> dict[str, Any]:
    return {
        "day": release.day,
        "link": release.get_absolute_url(),
        "checksum_link": reverse("dashboard:data-release-checksum", args=[release.day.isoformat()]),
        "size": release.size,
        "sha256": release.sha256,
        "rows": sum(kind["rows"] for kind in release.contents.values()),
    }


def _others() -> Any:
    for name, label, words in OTHERS:
        try:
            yield {"label": label, "words": words, "link": reverse(name)}
        except NoReverseMatch:
            continue
