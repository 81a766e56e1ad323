"""One project's page."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.addresses import leads_outside
from acpmigration.dates import day_of, today
from acpmigration.facets import trail
from acpmigration.panels import panels_for
from acpmigration.previews import Files
from acpmigration.taken_back import PublishedDetail
from acpmigration.translated import alphabetical
from acpmigration.uploads import renditions
from nsa_grants.models import GrantPicture, GrantProject
from nsa_grants.models.subjects import subjects_of
from nsa_grants.views.people import people
from nsa_grants.views.projects import LIST
from nsa_grants.views.words import (
    kind_label,
    organisation_link,
    period,
    place_beside_region,
    place_link,
    quote_words,
    status_label,
)
from technical_assistance.models.subjects import Subject


class GrantDetail(PublishedDetail):
    template_name = "nsa_grants/grant_detail.html"
    context_object_name = "grant"
    list_page = LIST
    list_label = gettext_lazy("All grants")

    def get_queryset(self) -> QuerySet[GrantProject]:
        return GrantProject.objects.published().with_status(today()).for_page()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | detail_context(self.object)
        context["machine_readable"]["url"] = self.request.build_absolute_uri(
            self.object.get_absolute_url()
        )
        return context


def detail_context(grant: GrantProject, *, files: Files | None = None) -> dict[str, Any]:
    """What the page shows beside the row itself, from ``with_status().for_page()``.

    A preview says where it has its pictures.
    """
    subjects = subjects_of(grant)
    return {
        "grant": grant,
        "kind": kind_label(grant),
        "status": status_label(grant),
        "place": place_beside_region(grant),
        "grantee_link": organisation_link(grant.grantee.slug) if grant.grantee else "",
        "people": people(grant.reach.all()),
        "lists": [
            {"title": title, "field": field, "lines": lines_of(getattr(grant, field))}
            for field, title in (
                ("activities", _("What was done")),
                ("channels", _("How people were reached")),
                ("results", _("Results")),
            )
            if getattr(grant, field)
        ],
        "quotes": [quote_words(quote) for quote in _in_order(grant.quotes.all())],
        "pictures": [_picture(picture, files) for picture in _in_order(grant.pictures.all())],
        "links": [link for link in _in_order(grant.links.all()) if leads_outside(link.url)],
        "facts": facts(grant, subjects),
        "panels": panels_for("grant", grant),
        "trail": _trail(grant),
        "updated_on": day_of(grant.updated_at),
        "machine_readable": machine_readable(grant, subjects),
    }


def machine_readable(grant: GrantProject, subjects: Mapping[str, list[Subject]]) -> dict[str, Any]:
    """The record in the words of schema.org."""
    written: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Project",
        "name": grant.title,
        "description": grant.summary,
        "identifier": grant.slug,
        "areaServed": [country.name for country in subjects["country"]] or [grant.place_name],
        "keywords": [subject.name for subject in subjects["topic"] + subjects["typology"]],
        "funding": funding(grant),
    }
    if grant.grantee:
        written["parentOrganization"] = {"@type": "Organization", "name": grant.grantee.name}
    return written


def funding(grant: GrantProject) -> dict[str, Any]:
    """The money in the words of schema.org, with the amount where it is known and public."""
    said: dict[str, Any] = {
        "@type": "MonetaryGrant",
        "name": grant.title,
        "funder": {"@type": "Organization", "name": "European Union"},
    }
    if amount(grant):
        said["amount"] = {
            "@type": "MonetaryAmount",
            "value": str(grant.amount),
            "currency": grant.currency,
        }
    return said


def facts(grant: GrantProject, subjects: Mapping[str, list[Subject]]) -> list[dict[str, Any]]:
    """The facts beside the text; each value leads to what shares it."""
    countries = alphabetical(subjects["country"])
    region = grant.shown_region
    grantee, intervention = grant.grantee, grant.intervention
    rows = [
        (_("Grantee"), [_organisation(grantee.slug, grantee.name)] if grantee else [_unknown()]),
        (_("Partners"), [_organisation(each.slug, each.name) for each in subjects["partner"]]),
        (
            _("Regional organisation"),
            [{"label": grant.place_name, "link": place_link(grant)}]
            if grant.regional_organisation
            else [],
        ),
        (
            _("Country") if len(countries) == 1 else _("Countries covered"),
            [_at("dashboard:country-detail", each) for each in countries],
        ),
        (
            _("Region"),
            [{"label": region.name, "link": region.get_absolute_url(), "region": region.slug}]
            if region
            else [],
        ),
        (
            _("Topics"),
            [
                _at("dashboard:topic-detail", each) | {"topic": each.slug}
                for each in subjects["topic"]
            ]
            or [_not_stated("topic")],
        ),
        (
            _("Typologies"),
            [_filtered("typology", each.slug, each.name) for each in subjects["typology"]]
            or [_not_stated("typology")],
        ),
        (
            _("Related intervention"),
            [{"label": intervention.title, "link": intervention.get_absolute_url()}]
            if intervention and intervention.is_published
            else [],
        ),
        (_("Kind"), [_filtered("kind", grant.kind, kind_label(grant))]),
        (_("Period"), [{"label": period(grant)}] if period(grant) else [_unknown()]),
        (_("Amount"), [{"label": amount(grant)}] if amount(grant) else []),
    ]
    return [{"term": term, "values": values} for term, values in rows if values]


def amount(grant: GrantProject) -> str:
    """The money, where it is known and public."""
    if grant.amount is None or not grant.is_amount_public:
        return ""
    decimals = 0 if grant.amount == int(grant.amount) else 2
    number = number_format(grant.amount, decimal_pos=decimals, force_grouping=True)
    return f"{grant.currency} {number}"


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _picture(picture: GrantPicture, files: Files | None) -> dict[str, Any]:
    drawn = renditions.shown(
        picture.get_absolute_url(), picture.alternative_text, picture.width, picture.height
    )
    if files:
        drawn = replace(drawn, src=files("picture", picture.pk), sources=[])
    return {"shown": drawn, "credit": picture.credit}


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.position, row.pk))


def _at(url_name: str, subject: Subject) -> dict[str, str]:
    return {"label": subject.name, "link": reverse(url_name, args=[subject.slug])}


def _organisation(slug: str, name: str) -> dict[str, str]:
    return {"label": name, "link": organisation_link(slug)}


def _filtered(name: str, slug: str, words: str) -> dict[str, str]:
    return {"label": words, "link": f"{reverse(LIST)}?{name}={slug}"}


def _not_stated(name: str) -> dict[str, str]:
    return _filtered(name, "not-stated", _("Not stated"))


def _unknown() -> dict[str, str]:
    return {"label": _("Not stated")}


def _trail(grant: GrantProject) -> list[dict[str, Any]]:
    steps = [{"label": _("Grants"), "link": reverse(LIST)}]
    if (region := grant.shown_region) and place_beside_region(grant):
        steps.append({"label": region.name, "link": region.get_absolute_url()})
    return trail(*steps, {"label": grant.place_name})
