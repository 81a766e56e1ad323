"""The roster explained: figures only, never a person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from acpmigration.dates import today
from acpmigration.facets.facet import count_together
from acpmigration.pages.models import Text
from acpmigration.reference.models import Region, Topic
from experts.domain.consents import texts_in_force
from experts.domain.eligibility import CRITERIA
from experts.domain.settings import roster_settings
from experts.enums import ConsentKey
from experts.figures import People, arms


def roster(request: HttpRequest) -> HttpResponse:
    texts = Text.objects.under("page/experts", "figure/experts")
    consents = texts_in_force(language=get_language() or "en", at=timezone.now())
    return render(
        request,
        "experts/roster.html",
        {
            "text": texts.get("page/experts"),
            "settings": roster_settings(),
            "people": People.of(
                count_together(arms(today())),
                texts=texts,
                regions=Region.objects.in_order(),
                topics=Topic.objects.in_order(),
            ),
            "criteria": [asked for _name, asked, _judge in CRITERIA],
            "consents": [consents[key] for key in ConsentKey if key in consents],
            "trail": [
                {"label": _("Overview"), "link": reverse("dashboard:home")},
                {"label": _("Experts")},
            ],
        },
    )
