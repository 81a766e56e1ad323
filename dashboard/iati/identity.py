"""Who publishes, under which identifiers: they never change once donors have read them."""

from django.conf import settings
from django.utils.translation import gettext_noop

from dashboard.iati.activity import Party
from dashboard.iati.codes import MULTILATERAL
from dashboard.iati.narratives import Narratives, put_together, said

# No list of organisations knows it, so that nobody takes a demonstration for a report.
DEMONSTRATION = "XX-DEMO"
EUROPEAN_COMMISSION = "XI-IATI-EC_DEVCO"

IOM = gettext_noop("International Organization for Migration (IOM)")
EU = gettext_noop("European Union")
ACP_SECRETARIAT = gettext_noop("Secretariat of the African, Caribbean and Pacific Group of States")
DEMO = gettext_noop("Demonstration of the portal: not a report of any organisation")
SAMPLE = gettext_noop("SAMPLE, no fact: %(text)s")


def settled() -> tuple[str, ...]:
    """What a site's settings say in the files, beside its records."""
    return (
        settings.SITE_URL,
        settings.IATI_ORGANISATION,
        settings.IATI_PROGRAMME,
        settings.IATI_PROGRAMME_STARTED,
        settings.IATI_PROGRAMME_ENDED,
    )


def reporter() -> Party:
    if settings.DEMO:
        return Party(said(DEMO), MULTILATERAL, DEMONSTRATION)
    return iom()


def iom() -> Party:
    return Party(said(IOM), MULTILATERAL, settings.IATI_ORGANISATION)


def eu() -> Party:
    return Party(said(EU), MULTILATERAL, EUROPEAN_COMMISSION)


def acp_secretariat() -> Party:
    return Party(said(ACP_SECRETARIAT), MULTILATERAL)


def programme_identifier() -> str:
    return f"{reporter().ref}-{settings.IATI_PROGRAMME}"


def intervention_identifier(slug: str) -> str:
    """Made of the slug: a code may be given later, and slugs never change."""
    return f"{programme_identifier()}-TA-{slug}"


def grant_identifier(slug: str) -> str:
    return f"{programme_identifier()}-NSA-{slug}"


def marked(text: Narratives, *, is_sample: bool) -> Narratives:
    """A text of a record; that of a sample begins with the word."""
    return put_together(SAMPLE, text) if is_sample else text
