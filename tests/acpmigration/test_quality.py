"""Data quality: each rule finds what breaks it and leaves alone what does not."""

from datetime import date

import pytest
from django.urls import reverse, reverse_lazy

from acpmigration.accounts.enums import Role
from acpmigration.pages.enums import TranslationState
from acpmigration.pages.models import Translation
from acpmigration.quality import broken, counts, rules, rules_for, rules_of
from acpmigration.reference.enums import OrganisationKind
from acpmigration.reference.models import OrganisationPair
from technical_assistance.enums import RequestState, StageKind, StageState, Status
from technical_assistance.models import Intervention, Stage
from tests.factories.experts import ExpertFactory
from tests.factories.knowledge import (
    EditionFactory,
    EventFactory,
    KnowledgeProductFactory,
    RecommendationFactory,
)
from tests.factories.nsa_grants import GrantPictureFactory, GrantProjectFactory
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    InterventionFactory,
    PictureFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2018, 1, 15)
LATER = date(2018, 3, 1)
EVENTS = reverse_lazy("admin:knowledge_event_changelist")
IN_FOUR = {f"alternative_text_{code}": "A boat" for code in ("en", "fr", "pt", "es")}


def doubles():
    one, other, _third = OrganisationFactory.create_batch(3)
    OrganisationPair.objects.create(first=one, second=other, reason="spelling")
    return 2


def kinds():
    OrganisationFactory(kind=OrganisationKind.OTHER)
    OrganisationFactory(kind=OrganisationKind.NGO)


def ended(intervention, kind, day):
    Stage.objects.filter(intervention=intervention, kind=kind).update(
        state=StageState.FINISHED, finished_from=day, finished_until=day
    )


def dates():
    for first, second in ((LATER, DAY), (DAY, LATER), (DAY, DAY)):
        row = InterventionFactory()
        ended(row, StageKind.CONCEPT_NOTE, first)
        ended(row, StageKind.TA_FICHE, second)


def statuses():
    for status in (Status.ONGOING, Status.COMPLETED):
        InterventionFactory(status=status, published=True)
        other = InterventionFactory(completed=status == Status.ONGOING, published=True)
        Intervention.objects.filter(pk=other.pk).update(status=status)
    return 2


def uncovered(factory):
    def make():
        factory(published=True).countries.clear()
        factory().countries.clear()
        factory(published=True)

    return make


def drafts():
    InterventionFactory(status=Status.COMPLETED)
    InterventionFactory(status=Status.COMPLETED, published=True)
    InterventionFactory()


def requests():
    for is_public, is_told in ((True, False), (True, True), (False, False)):
        AssistanceRequestFactory(
            state=RequestState.ACCEPTED,
            intervention=InterventionFactory(published=is_public),
            published=is_told,
        )


def lacking(factory, relation, other):
    def make():
        factory(published=True)
        factory()
        getattr(factory(published=True), relation).add(other())

    return make


def pictures(factory, owner, record):
    def make():
        factory(**{owner: record(published=True)}, **IN_FOUR | {"alternative_text_pt": ""})
        factory(**{owner: record()}, **IN_FOUR | {"alternative_text_pt": ""})
        factory(**{owner: record(published=True)}, **IN_FOUR)

    return make


def translations(factory, state):
    def make():
        for is_public, noted in (
            (True, state),
            (False, state),
            (True, TranslationState.TRANSLATED),
        ):
            row = factory(published=is_public)
            Translation.objects.create(
                kind=row._meta.label_lower, object_id=row.pk, language="fr", state=noted
            )

    return make


def fields(factory, broken, whole, **both):
    def make():
        factory(**{**both, **broken})
        factory(**{**both, **whole})

    return make


def coordinated(coordinator):
    country = CountryFactory(region=coordinator.regions.get())
    InterventionFactory(country=country, coordinator=coordinator)
    InterventionFactory(country=country)
    InterventionFactory(country=country, status=Status.COMPLETED)


def editions():
    KnowledgeProductFactory(published=True)
    KnowledgeProductFactory()
    EditionFactory(product=KnowledgeProductFactory(published=True))


def unread():
    EditionFactory(product=KnowledgeProductFactory())
    EditionFactory(product=KnowledgeProductFactory(), file="", url="https://example.org/")


def experts():
    one = {"name": "Ana Lopes", "nationality": CountryFactory(), "phone": ""}
    ExpertFactory.create_batch(2, received=True, **one)
    ExpertFactory(received=True, name="Somebody Else")


PUBLIC = {"published": True}
DATED = {"starts_from": DAY, "starts_until": DAY}
OLD, MISSING = TranslationState.OUT_OF_DATE, TranslationState.MISSING
BROKEN = {
    "organisation-double": doubles,
    "organisation-kind": kinds,
    "intervention-dates": dates,
    "intervention-status": statuses,
    "intervention-draft": drafts,
    "intervention-request": requests,
    "intervention-country": uncovered(InterventionFactory),
    "intervention-topic": lacking(InterventionFactory, "topics", TopicFactory),
    "intervention-typology": lacking(InterventionFactory, "typologies", TypologyFactory),
    "intervention-summary": fields(
        InterventionFactory, {"summary": ""}, {"summary": "Words"}, **PUBLIC
    ),
    "intervention-coordinator": coordinated,
    "intervention-untranslated": translations(InterventionFactory, MISSING),
    "intervention-translation-old": translations(InterventionFactory, OLD),
    "intervention-entity": lambda: (
        InterventionFactory(published=True, entity=None),
        InterventionFactory(published=True, entity=OrganisationFactory()),
    ),
    "intervention-picture": pictures(PictureFactory, "intervention", InterventionFactory),
    "request-decision": fields(
        AssistanceRequestFactory,
        {"decided_from": None, "decided_until": None},
        {"decided_from": DAY, "decided_until": DAY},
        declined=True,
    ),
    "request-received": fields(
        AssistanceRequestFactory,
        {"received_from": None, "received_until": None},
        {"received_from": DAY, "received_until": DAY},
    ),
    "request-topic": lacking(AssistanceRequestFactory, "topics", TopicFactory),
    "grant-dates": fields(
        GrantProjectFactory,
        {"started_from": None, "started_until": None},
        {"started_from": DAY, "started_until": DAY},
        **PUBLIC,
    ),
    "grant-topic": lacking(GrantProjectFactory, "topics", TopicFactory),
    "grant-typology": lacking(GrantProjectFactory, "typologies", TypologyFactory),
    "grant-country": uncovered(GrantProjectFactory),
    "grant-summary": fields(GrantProjectFactory, {"summary": ""}, {"summary": "Words"}, **PUBLIC),
    "grant-untranslated": translations(GrantProjectFactory, MISSING),
    "grant-translation-old": translations(GrantProjectFactory, OLD),
    "grant-grantee": lambda: (
        GrantProjectFactory(published=True, grantee=None),
        GrantProjectFactory(published=True, grantee=OrganisationFactory()),
    ),
    "grant-picture": pictures(GrantPictureFactory, "grant", GrantProjectFactory),
    "product-edition": editions,
    "product-issued": fields(
        KnowledgeProductFactory,
        {"issued_from": None, "issued_until": None},
        {"issued_from": DAY, "issued_until": DAY},
        **PUBLIC,
    ),
    "product-topic": lacking(KnowledgeProductFactory, "topics", TopicFactory),
    "product-untranslated": translations(KnowledgeProductFactory, MISSING),
    "product-translation-old": translations(KnowledgeProductFactory, OLD),
    "product-unread": unread,
    "product-cover": fields(
        KnowledgeProductFactory,
        {"kind": "thematic_publication"},
        {"kind": "article"},
        **PUBLIC,
    ),
    "event-date": fields(
        EventFactory, {"starts_from": None, "starts_until": None}, DATED, **PUBLIC
    ),
    "event-place": fields(
        EventFactory, {"place": ""}, {"place": "Brussels"}, country=None, **PUBLIC
    ),
    "event-topic": lacking(EventFactory, "topics", TopicFactory),
    "event-untranslated": translations(EventFactory, MISSING),
    "event-translation-old": translations(EventFactory, OLD),
    "event-outcomes": fields(
        EventFactory,
        {"outcomes": ""},
        {"outcomes": "A plan"},
        **PUBLIC,
        **DATED,
        ends_from=DAY,
        ends_until=DAY,
    ),
    "recommendation-untranslated": translations(RecommendationFactory, MISSING),
    "recommendation-translation-old": translations(RecommendationFactory, OLD),
    "expert-double": lambda: (experts(), 2)[1],
}


def test_every_rule_is_tried():
    assert {rule.key for rule in rules()} == set(BROKEN)


@pytest.mark.parametrize("key", BROKEN)
def test_a_rule_finds_what_breaks_it_and_its_list_shows_as_many(
    administrator, administrator_client, coordinator, key
):
    make = BROKEN[key]
    made = make(coordinator) if make is coordinated else make()
    expected = made if isinstance(made, int) else 1
    [rule] = [rule for rule in rules() if rule.key == key]
    opts = rule.model._meta

    page = administrator_client.get(
        reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"), {"quality": key}
    )

    assert counts(rules(), administrator)[key] == expected
    assert page.context["cl"].result_count == expected
    assert all(rule in row.broken_rules for row in page.context["cl"].result_list)
    assert str(rule.label) in page.text


def test_all_rules_are_counted_in_one_query(administrator, django_assert_num_queries):
    InterventionFactory.create_batch(3, published=True)

    with django_assert_num_queries(1):
        counts(rules(), administrator)


def test_a_list_says_of_each_row_what_is_to_be_mended_and_so_does_the_record(viewer_client):
    good = EventFactory(**DATED, title="Whole")
    bad = EventFactory(published=True, country=None, place="", title="Broken")

    page = viewer_client.get(EVENTS)
    change = reverse("admin:knowledge_event_change", args=[bad.pk])
    record = viewer_client.get(change)
    other = viewer_client.get(reverse("admin:knowledge_event_change", args=[good.pk]))

    shown = {
        row.pk: [rule.key for rule in row.broken_rules] for row in page.context["cl"].result_list
    }
    assert shown == {good.pk: [], bad.pk: ["event-date", "event-place", "event-topic"]}
    assert f'href="{change}#to-mend" data-weight="gap"' in page.text
    assert (
        "(public, on an unknown day; public, at an unknown place; public, without topic)"
        in page.text
    )
    assert f'<a href="{EVENTS}?quality=event-place">Public, at an unknown place</a>' in record.text
    assert 'id="to-mend"' not in other.text


def test_what_a_page_of_rows_breaks_is_asked_in_one_query(django_assert_num_queries):
    rows = InterventionFactory.create_batch(3, published=True)
    wanted = rules_of(Intervention)

    with django_assert_num_queries(1):
        found = broken(wanted, [row.pk for row in rows])

    assert found == {
        row.pk: [r for r in wanted if row in r.rows(Intervention.objects)] for row in rows
    }
    assert broken(wanted, []) == broken([], []) == {}


def test_nobody_but_editors_is_told_of_profiles(editor, viewer):
    told = {rule.key for rule in rules_for(editor)} - {rule.key for rule in rules_for(viewer)}

    assert told == {"expert-double"}
    assert viewer.role == Role.VIEWER


@pytest.mark.parametrize("asked", ["", "x", "grant-topic"])
def test_what_is_no_rule_of_the_list_counts_no_rows_as_its_own(editor_client, asked):
    row = InterventionFactory()

    page = editor_client.get(
        reverse("admin:technical_assistance_intervention_changelist"),
        {"quality": asked},
        follow=True,
    )

    assert list(page.context["cl"].result_list) == ([] if asked else [row])
    assert list(Intervention.objects.all()) == [row]
