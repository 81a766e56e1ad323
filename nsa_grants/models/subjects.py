"""What a project is about, where and with whom, in one query."""

from django.db.models import Value

from acpmigration.reference.models import Country, Organisation, Topic, Typology
from nsa_grants.models.grant_project import GrantProject
from technical_assistance.models.subjects import Subject, arm, country_name, fetched_together


def subjects_of(grant: GrantProject) -> dict[str, list[Subject]]:
    """Fetch all four: ``topic``, ``typology``, ``country``, ``partner`` -> subjects."""
    unranked = Value(0)
    return fetched_together(
        {
            "topic": arm("topic", Topic, {"grants": grant}),
            "typology": arm("typology", Typology, {"grants": grant}),
            "country": arm(
                "country", Country, {"grants": grant}, name=country_name(), rank=unranked
            ),
            "partner": arm("partner", Organisation, {"partnered_grants": grant}, rank=unranked),
        }
    )
