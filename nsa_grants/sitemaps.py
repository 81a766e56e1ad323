"""What search engines should know of Component 2."""

from datetime import datetime

from acpmigration.sitemaps import Addresses, NamedPages, register
from nsa_grants.models import GrantProject
from nsa_grants.models.grant_project import GrantProjectQuerySet


class Grants(Addresses):
    def items(self) -> GrantProjectQuerySet:
        return GrantProject.objects.published().latest_first()

    def lastmod(self, grant: GrantProject) -> datetime:
        return grant.updated_at


class Lists(NamedPages):
    names = (
        "nsa_grants:grant-list",
        "nsa_grants:grant-map",
        "nsa_grants:grant-possible",
    )


register("grants", Grants)
register("grant-lists", Lists)
