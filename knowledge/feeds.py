"""What is new in Component 3, for news readers."""

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from acpmigration.open_data.feeds import Entry, NewsFeed, entry_of
from acpmigration.translated import language_of
from knowledge.filters import EventFilter, ProductFilter, RecommendationFilter
from knowledge.models import Event, KnowledgeProduct, Recommendation

LONGEST_TITLE = 120


def recommendation_entry(said: Recommendation) -> Entry:
    """A recommendation is one text: its beginning stands for a title."""
    title = Truncator(said.text).chars(LONGEST_TITLE)
    return Entry(title, said.text, said.get_absolute_url(), language_of(said, "text"))


PRODUCT_NEWS = NewsFeed(
    name="knowledge",
    title=gettext_lazy("Publications and other knowledge products"),
    filterset=ProductFilter,
    rows=lambda: KnowledgeProduct.objects.published(),
    page="knowledge:product-list",
    entry=entry_of("title", "abstract"),
)
EVENT_NEWS = NewsFeed(
    name="events",
    title=gettext_lazy("Seminars, exchanges, meetings and fora"),
    filterset=EventFilter,
    rows=lambda: Event.objects.published(),
    page="knowledge:event-list",
    entry=entry_of("title", "summary"),
)
RECOMMENDATION_NEWS = NewsFeed(
    name="recommendations",
    title=gettext_lazy("Recommendations of the Dialogue"),
    filterset=RecommendationFilter,
    rows=lambda: Recommendation.objects.published().select_related("topic"),
    page="knowledge:recommendation-list",
    entry=recommendation_entry,
)
