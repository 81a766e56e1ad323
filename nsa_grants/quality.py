"""What may be wrong with grant projects."""

from django.utils.translation import gettext_lazy as _

from acpmigration.quality import (
    Rule,
    Weight,
    empty,
    of_translations,
    public,
    register,
    without_any,
    without_words_of_pictures,
)
from nsa_grants.models import GrantPicture, GrantProject

register(
    Rule(
        "grant-dates",
        _("public, and no date says how far it is"),
        Weight.GAP,
        GrantProject,
        lambda rows: public(rows).filter(
            started_until=None, ended_until=None, cancelled_until=None
        ),
        _("Grants by status"),
    ),
    Rule(
        "grant-topic",
        _("public, without topic"),
        Weight.GAP,
        GrantProject,
        without_any(GrantProject, "topics"),
        _("Grants by topic"),
    ),
    Rule(
        "grant-typology",
        _("public, without typology"),
        Weight.GAP,
        GrantProject,
        without_any(GrantProject, "typologies"),
        _("Grants by typology"),
    ),
    Rule(
        "grant-country",
        _("public, with no country covered"),
        Weight.GAP,
        GrantProject,
        without_any(GrantProject, "countries"),
        _("The map of grants, and the pages of countries"),
    ),
    Rule(
        "grant-summary",
        _("public, without summary in English"),
        Weight.GAP,
        GrantProject,
        lambda rows: public(rows).filter(empty("summary_en")),
    ),
    *of_translations(GrantProject, "grant"),
    Rule(
        "grant-grantee",
        _("public, without grantee"),
        Weight.POLISH,
        GrantProject,
        lambda rows: public(rows).filter(grantee=None),
        _("Pages of organisations"),
    ),
    Rule(
        "grant-picture",
        _("public, with a picture not described in every language"),
        Weight.POLISH,
        GrantProject,
        without_words_of_pictures(GrantPicture, "grant"),
    ),
)
