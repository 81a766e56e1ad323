"""Records of every kind that the public sees, and beside each what it must never see."""

from tests.factories.experts import ExpertFactory
from tests.factories.knowledge import EventFactory, KnowledgeProductFactory
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import OrganisationFactory
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory
from tests.open_data.test_kinds import KINDS

# Stands in every text that is not public, and in no other.
HIDDEN = "zqxhidden"
LISTS = {
    "interventions": "/interventions/",
    "requests": "/requests/",
    "grants": "/grants/",
    "knowledge": "/knowledge/",
    "events": "/events/",
    "organisations": "/organisations/",
}


def some_of_each(number: int = 2) -> None:
    for kind in LISTS:
        make, _queries = KINDS[kind]
        for _time in range(number):
            make()
    hidden()


def hidden() -> None:
    """Drafts of each kind, an organisation that only a draft names, and a person."""
    nobody = OrganisationFactory(name=f"{HIDDEN} organisation")
    InterventionFactory(title=HIDDEN, summary=HIDDEN, slug=HIDDEN, entity=nobody)
    AssistanceRequestFactory(slug=HIDDEN, entity=nobody)
    GrantProjectFactory(title=HIDDEN, slug=HIDDEN, grantee=nobody)
    KnowledgeProductFactory(title=HIDDEN, slug=HIDDEN)
    EventFactory(title=HIDDEN, slug=HIDDEN, partners=[nobody])
    ExpertFactory(received=True, name=HIDDEN)
