"""What is new in Component 2, for news readers."""

from django.utils.translation import gettext_lazy

from acpmigration.open_data.feeds import NewsFeed, entry_of
from nsa_grants.filters import GrantFilter
from nsa_grants.models import GrantProject

GRANT_NEWS = NewsFeed(
    name="grants",
    title=gettext_lazy("Grants to non-state actors"),
    filterset=GrantFilter,
    rows=lambda: GrantProject.objects.published(),
    page="nsa_grants:grant-list",
    entry=entry_of("title", "summary"),
)
