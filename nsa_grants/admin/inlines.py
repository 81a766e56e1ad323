"""What stands on a project's page beside its own fields."""

from acpmigration.parts import (
    IllustrationInline,
    PartInline,
    TranslatedPartInline,
    words_in_languages,
)
from nsa_grants.models import GrantLink, GrantPicture, GrantReport, Quote, Reach


class ReachInline(PartInline):
    model = Reach
    fields = [("kind", "sex"), ("value", "precision"), "source"]


class QuoteInline(TranslatedPartInline):
    model = Quote
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "text",
                    "language",
                    "attribution",
                    "position",
                    *words_in_languages("translation"),
                ]
            },
        )
    ]


class GrantLinkInline(TranslatedPartInline):
    model = GrantLink
    fieldsets = [(None, {"fields": ["url", *words_in_languages("label"), "position"]})]


class GrantPictureInline(IllustrationInline):
    model = GrantPicture
    kept_at = "admin:nsa_grants_grantproject_picture"


class GrantReportInline(PartInline):
    model = GrantReport
    fields = ["kind", ("due_on", "received_on"), "note"]
