"""One intervention's page."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.accounts.models import SYSTEM_EMAIL
from acpmigration.dates import day_of
from acpmigration.panels import panels_for
from acpmigration.previews import Files
from acpmigration.reference.models import Organisation
from acpmigration.taken_back import PublishedDetail
from acpmigration.translated import alphabetical
from acpmigration.uploads import renditions
from technical_assistance.enums import Verb
from technical_assistance.models import Intervention, Picture, ProgressEntry, StageDocument
from technical_assistance.models.document import StageDocumentQuerySet
from technical_assistance.models.subjects import Subject, subjects_of
from technical_assistance.views.track import track_of
from technical_assistance.views.words import stage_labels

RELATED_SHOWN = 4
NEWS_SHOWN = 5
LIST = "technical_assistance:intervention-list"


class InterventionDetail(PublishedDetail):
    template_name = "technical_assistance/intervention_detail.html"
    context_object_name = "intervention"
    list_page = LIST
    list_label = gettext_lazy("All interventions")

    def get_queryset(self) -> QuerySet[Intervention]:
        return Intervention.objects.published().for_page()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | detail_context(self.object)
        context["machine_readable"]["url"] = self.request.build_absolute_uri(
            self.object.get_absolute_url()
        )
        return context


def detail_context(
    intervention: Intervention,
    *,
    documents: StageDocumentQuerySet | None = None,
    files: Files | None = None,
) -> dict[str, Any]:
    """What the page shows beside the row itself, which comes from ``for_page()``.

    A preview says which documents its reader sees, and where it has its files.
    """
    subjects = subjects_of(intervention)
    if documents is None:
        documents = StageDocument.objects.visible_to(AnonymousUser())
    stages = track_of(
        intervention,
        documents.filter(stage__intervention=intervention).in_order(),
        stage_labels(),
        (lambda one: files("document", one.pk)) if files else StageDocument.get_absolute_url,
    )
    return {
        "intervention": intervention,
        "subjects": subjects,
        "facts": facts(intervention, subjects),
        "stages": stages,
        "pictures": [_picture(picture, files) for picture in intervention.pictures.all()],
        "closed_stages": sum(stage["is_closed"] for stage in stages),
        "partners": [
            {
                "name": partnership.organisation.name,
                "link": partnership.organisation.get_absolute_url(),
                "kind": capfirst(partnership.organisation.get_kind_display()),
                "role": partnership.get_role_display(),
            }
            for partnership in intervention.partnerships.all()
        ],
        "news": news(intervention),
        "related": related(intervention),
        "panels": panels_for("intervention", intervention),
        "trail": _trail(intervention),
        "updated_on": day_of(intervention.updated_at),
        "machine_readable": machine_readable(intervention, subjects),
    }


def machine_readable(
    intervention: Intervention, subjects: Mapping[str, list[Subject]]
) -> dict[str, Any]:
    """The record in the words of schema.org."""
    return {
        "@context": "https://schema.org",
        "@type": "Project",
        "name": intervention.title,
        "description": intervention.summary,
        "identifier": intervention.code or intervention.slug,
        "areaServed": [country.name for country in subjects["country"]],
        "keywords": [subject.name for subject in subjects["topic"] + subjects["typology"]],
        "sponsor": {"@type": "Organization", "name": "European Union"},
        "parentOrganization": {
            "@type": "Organization",
            "name": "International Organization for Migration",
        },
    }


def news(intervention: Intervention) -> list[ProgressEntry]:
    """What those who follow it wrote for everybody, newest first."""
    # Where a loaded stage is known from stands among the sources.
    loaded = Q(by__email=SYSTEM_EMAIL) & ~Q(verb=Verb.NOTE)
    told = intervention.entries.public().exclude(note="").exclude(loaded).newest_first()
    return list(told[:NEWS_SHOWN])


def related(intervention: Intervention) -> list[dict[str, Any]]:
    """Who solved this before: published ones of the same topic or typology, led by others."""
    rows = (
        Intervention.objects.published()
        .related_to(intervention)
        .with_lead()
        .order_by("-same_topic", "-same_typology", "-published_at", "-pk")[:RELATED_SHOWN]
    )
    return [
        {
            "link": row.get_absolute_url(),
            "title": row.title,
            "text": row.summary,
            "region": row.region,
            "place": row.lead_name,
            "is_sample": row.is_sample,
        }
        for row in rows
    ]


def facts(
    intervention: Intervention, subjects: Mapping[str, list[Subject]]
) -> list[dict[str, Any]]:
    """The facts beside the text; each value leads to what shares it."""
    countries = [
        {"label": country.name, "link": reverse("dashboard:country-detail", args=[country.slug])}
        for country in alphabetical(subjects["country"])
    ]
    region = intervention.region
    rows = [
        (
            _("Requesting entity"),
            [_organisation(intervention.entity)] if intervention.entity else [],
        ),
        (
            _("Asked for by"),
            [{"label": intervention.lead_name}] if not intervention.country else [],
        ),
        (_("Country") if len(countries) == 1 else _("Countries covered"), countries),
        (
            _("Region"),
            [{"label": region.name, "link": region.get_absolute_url(), "region": region.slug}]
            if region
            else [],
        ),
        (_("Topics"), [_topic(subject) for subject in subjects["topic"]] or [_not_stated("topic")]),
        (
            _("Typologies"),
            [_filtered("typology", subject.slug, subject.name) for subject in subjects["typology"]]
            or [_not_stated("typology")],
        ),
        (
            _("Sustainable Development Goals"),
            [_filtered("sdg", s.slug, f"{s.code} {s.name}") for s in subjects["sdg"]],
        ),
        (_("Code"), [{"label": intervention.code}] if intervention.code else []),
    ]
    return [{"term": term, "values": values} for term, values in rows if values]


def _organisation(organisation: Organisation) -> dict[str, str]:
    return {"label": organisation.name, "link": organisation.get_absolute_url()}


def _topic(subject: Subject) -> dict[str, str]:
    link = reverse("dashboard:topic-detail", args=[subject.slug])
    return {"label": subject.name, "link": link, "topic": subject.slug}


def _filtered(name: str, slug: str, words: str) -> dict[str, str]:
    return {"label": words, "link": f"{reverse(LIST)}?{name}={slug}"}


def _not_stated(name: str) -> dict[str, str]:
    return _filtered(name, "not-stated", _("Not stated"))


def _picture(picture: Picture, files: Files | None) -> dict[str, Any]:
    drawn = renditions.shown(
        picture.get_absolute_url(), picture.alternative_text, picture.width, picture.height
    )
    if files:
        drawn = replace(drawn, src=files("picture", picture.pk), sources=[])
    return {"shown": drawn, "credit": picture.credit}


def _trail(intervention: Intervention) -> list[dict[str, str]]:
    steps = [
        {"label": _("Overview"), "link": reverse("dashboard:home")},
        {"label": _("Interventions"), "link": reverse(LIST)},
    ]
    if region := intervention.region:
        steps.append({"label": region.name, "link": region.get_absolute_url()})
    return [*steps, {"label": intervention.lead_name}]
