"""The programme itself: the parent of all activities, and what its publisher says of itself."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop

from acpmigration.dates import DatedFact
from acpmigration.open_data.addresses import absolute
from acpmigration.pages.models import Text
from dashboard.iati import codes, dates, parts
from dashboard.iati.activity import Activity, Document
from dashboard.iati.codes import ActivityStatus, Category, Role, Scope
from dashboard.iati.identity import acp_secretariat, eu, iom, programme_identifier, reporter
from dashboard.iati.narratives import of_html, of_record, said

# The words that staff edit: the programme's name, and what it is.
TEXT = "iati/programme"
NAME = gettext_noop("ACP-EU Migration Action")
PORTAL = gettext_noop("The portal of the programme")


def programme(today: date) -> Activity:
    text = Text.objects.filter(key=TEXT).first()
    title = of_record(text, "title") if text else said(NAME)
    description = of_html(text, "body") if text else ()
    started = DatedFact.parse(settings.IATI_PROGRAMME_STARTED)
    end = settings.IATI_PROGRAMME_ENDED
    ended = DatedFact.parse(end) if end else None
    is_over = ended is not None and ended.latest <= today
    return Activity(
        identifier=programme_identifier(),
        hierarchy=1,
        reporter=reporter(),
        title=title,
        descriptions=[(codes.GENERAL, description or title)],
        parties=[
            (Role.FUNDING, eu()),
            (Role.ACCOUNTABLE, acp_secretariat()),
            (Role.EXTENDING, iom()),
            (Role.IMPLEMENTING, iom()),
        ],
        status=ActivityStatus.CLOSED if is_over else ActivityStatus.IMPLEMENTATION,
        dates=dates.of_programme(started, ended, today),
        scope=Scope.GLOBAL,
        countries={},
        region=parts.region_of(None),
        sectors={codes.MIGRATION: Decimal(100)},
        documents=[portal(Category.ACTIVITY_PAGE)],
    )


def portal(category: str) -> Document:
    address = absolute(reverse("dashboard:home"))
    return Document(address, codes.HTML, said(PORTAL), category, "en")
