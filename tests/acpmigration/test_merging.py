"""Two organisations become one, and nothing that names either is lost."""

import threading
import time
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models, transaction
from django.urls import reverse

from acpmigration.pages.domain.audit import first_fault
from acpmigration.pages.models import AuditEvent
from acpmigration.reference.domain.doubles import dismiss, suspect
from acpmigration.reference.domain.mentions import OWN, Way, ways
from acpmigration.reference.domain.merging import (
    MERGED,
    ChangedMeanwhile,
    gained_names,
    mentions,
    merge,
    state_of,
)
from acpmigration.reference.models import (
    FormerOrganisation,
    Organisation,
    OrganisationName,
    OrganisationPair,
)
from acpmigration.refusals import NotNow, NotYours
from acpmigration.search.indexing import rebuild, stale
from dashboard.domain.organisations import taking_part
from knowledge.models import Event
from nsa_grants.models import GrantProject
from technical_assistance.models import AssistanceRequest, Intervention, Partnership
from tests.factories.knowledge import EventFactory
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionalOrganisationFactory,
)
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory
from tests.technical_assistance.at_once import at_once

AT = datetime(2019, 5, 8, 10, tzinfo=UTC)


@pytest.fixture
def keep(db):
    return OrganisationFactory(slug="ministry-of-interior", name="Ministry of Interior")


@pytest.fixture
def other(db):
    return OrganisationFactory(
        slug="ministere-de-l-interieur",
        name="Ministry of the Interior",
        name_fr="Ministère de l’Intérieur",
        short_name="MINT",
    )


def merged(keep, other, by, *, taken=()):
    return merge(keep=keep, other=other, taken=taken, seen=state_of(keep, other), by=by, at=AT)


def named_everywhere(organisation):
    """A row for each way in which a record can name an organisation."""
    intervention = InterventionFactory(entity=organisation)
    Partnership.objects.create(intervention=intervention, organisation=organisation)
    AssistanceRequestFactory(entity=organisation)
    grant = GrantProjectFactory(grantee=organisation)
    grant.partners.add(organisation)
    EventFactory().partners.add(organisation)
    RegionalOrganisationFactory(organisation=organisation)


def test_every_relation_to_an_organisation_is_a_way_or_its_own():
    """Read from the other side than the domain does: from the columns of all models."""
    columns = {
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is Organisation
        and field.remote_field.on_delete is not (models.DO_NOTHING)
    }

    known = {(way.model, way.column.name) for way in ways()}
    assert known == {(model, name) for model, name in columns if model not in OWN}
    assert len(known) >= 7


def test_every_way_leads_to_the_one_that_stays(keep, other, editor):
    named_everywhere(other)
    before = {way: way.rows(other).count() for way in ways()}

    done = merged(keep, other, editor)

    assert set(before.values()) == {1}
    assert {way: way.rows(keep).count() for way in ways()} == before
    assert (done.organisation, done.moved, done.joined) == (keep, len(before), 0)
    assert not Organisation.objects.filter(pk=other.pk).exists()


def test_what_names_both_names_the_one_that_stays_once(keep, other, editor):
    intervention = InterventionFactory()
    for organisation, role in ((keep, "partner"), (other, "partner"), (other, "funder")):
        Partnership.objects.create(intervention=intervention, organisation=organisation, role=role)
    grant = GrantProjectFactory(grantee=keep)
    grant.partners.set([keep, other])
    event = EventFactory()
    event.partners.set([keep, other])

    told = {each.way.model._meta.label: each.doubled for each in mentions(other, beside=keep)}
    done = merged(keep, other, editor)

    assert told == {
        "technical_assistance.Partnership": 1,
        "nsa_grants.GrantProject_partners": 1,
        "knowledge.Event_partners": 1,
    }
    assert (done.moved, done.joined) == (1, 3)
    roles = Partnership.objects.filter(organisation=keep).values_list("role", flat=True)
    assert sorted(roles) == ["funder", "partner"]
    assert list(grant.partners.all()) == list(event.partners.all()) == [keep]


def test_history_of_every_record_says_who_merged_and_keeps_what_was(keep, other, editor):
    named_everywhere(other)
    records = [
        Intervention.objects.get(),
        AssistanceRequest.objects.get(),
        GrantProject.objects.get(),
        Event.objects.get(),
    ]

    merged(keep, other, editor)

    for record in records:
        newest = type(record).history.filter(id=record.pk).latest("history_id")
        assert (newest.history_user, newest.history_change_reason) == (editor, MERGED)
        stored = type(record).objects.get(pk=record.pk)
        assert stored.version > record.version
    lines = GrantProject.history.filter(id=records[2].pk).order_by("-history_id")
    assert [line.organisation_id for line in lines[0].partners.all()] == [keep.pk]
    assert {line.grantee_id for line in lines} == {keep.pk, other.pk}
    gone = Organisation.history.filter(id=other.pk).latest("history_id")
    assert (gone.history_type, gone.history_user, gone.history_change_reason) == (
        "-",
        editor,
        MERGED,
    )


def test_chosen_facts_are_taken_and_all_names_are_remembered(keep, other, editor):
    other.country = CountryFactory()
    other.save()
    OrganisationName.objects.create(organisation=other, name="Interior", folded="interior")

    expected = gained_names(keep, other, {"name_en", "country"})
    merged(keep, other, editor, taken={"name_en", "country"})

    keep = Organisation.objects.get()
    assert (keep.name_en, keep.short_name, keep.country) == (
        "Ministry of the Interior",
        "",
        other.country,
    )
    assert expected == ["Ministry of Interior", "Ministère de l’Intérieur", "MINT"]
    assert {(row.name, row.folded) for row in keep.other_names.all()} == {
        ("Ministry of Interior", "ministry of interior"),
        ("Ministère de l’Intérieur", "ministere de l interieur"),
        ("MINT", "mint"),
        ("Interior", "interior"),
    }


def test_address_of_the_other_leads_to_the_one_that_stays_for_good(keep, other, editor, client):
    earlier = OrganisationFactory(slug="home-affairs")
    GrantProjectFactory(published=True, grantee=earlier)
    merged(other, earlier, editor)
    merged(keep, other, editor)

    for slug in ("home-affairs", "ministere-de-l-interieur"):
        answered = client.get(reverse("dashboard:organisation-detail", args=[slug]))
        assert (answered.status_code, answered["Location"]) == (
            301,
            "/organisations/ministry-of-interior/",
        )
    in_french = client.get("/fr/organisations/home-affairs/")
    assert in_french["Location"] == "/fr/organisations/ministry-of-interior/"
    assert FormerOrganisation.objects.get(slug="home-affairs").merged_by == editor


def test_address_of_what_no_public_record_names_tells_nothing(keep, other, editor, client):
    GrantProjectFactory(grantee=other)
    merged(keep, other, editor)

    answered = client.get(reverse("dashboard:organisation-detail", args=[other.slug]))

    assert answered.status_code == 404


def test_search_follows_and_finds_it_by_what_the_other_was_called(keep, other, editor, client):
    GrantProjectFactory(published=True, grantee=other)
    rebuild()

    merged(keep, other, editor)

    assert stale() == set()
    found = client.get("/search/", {"q": "MINT"})
    assert reverse("dashboard:organisation-detail", args=[keep.slug]) in found.text


def test_public_list_follows(keep, other, editor):
    GrantProjectFactory(published=True, grantee=other)

    merged(keep, other, editor)

    assert list(taking_part()) == [keep]


def test_merge_is_in_the_audit_trail(keep, other, editor):
    merged(keep, other, editor)

    [event] = AuditEvent.objects.filter(event="reference.organisations-merged")
    assert (event.actor, event.subject_id) == (editor.pk, str(keep.pk))
    assert first_fault() is None


def test_whoever_was_told_apart_from_the_other_stays_apart(keep, other, editor):
    third = OrganisationFactory(name="Ministry of the Interior!")
    dismiss(one=other, other=third, by=editor, at=AT)
    suspect(organisation=keep)

    merged(keep, other, editor)

    [pair] = OrganisationPair.objects.of(keep)
    assert (pair.dismissed_by, pair.dismissed_at) == (editor, AT)
    assert {pair.first, pair.second} == {keep, third}


def test_regional_organisation_stays_one(keep, editor):
    regional = RegionalOrganisationFactory()

    merged(keep, regional.organisation, editor)

    regional.refresh_from_db()
    assert regional.organisation == keep


def test_two_regional_organisations_are_not_merged(editor):
    keep, other = (RegionalOrganisationFactory().organisation for _number in range(2))

    with pytest.raises(NotNow, match="Both are regional organisations"):
        merged(keep, other, editor)


def test_nothing_is_merged_with_itself(keep, editor):
    with pytest.raises(NotNow, match="one and the same"):
        merged(keep, keep, editor)


def test_what_is_gone_is_not_merged(keep, other, editor):
    seen = state_of(keep, other)
    Organisation.objects.filter(pk=other.pk).delete()

    with pytest.raises(NotNow, match="not there any more"):
        merge(keep=keep, other=other, taken=(), seen=seen, by=editor, at=AT)


@pytest.mark.parametrize(
    "change",
    [
        lambda other: Organisation.objects.filter(pk=other.pk).update(name_en="Another"),
        lambda other: GrantProjectFactory(grantee=other),
    ],
    ids=["renamed", "named by one more"],
)
def test_what_changed_since_it_was_compared_is_not_merged(keep, other, editor, change):
    seen = state_of(keep, other)
    change(other)

    with pytest.raises(ChangedMeanwhile):
        merge(keep=keep, other=other, taken=(), seen=seen, by=editor, at=AT)

    assert Organisation.objects.count() == 2


def test_viewer_does_not_merge(keep, other, viewer):
    with pytest.raises(NotYours):
        merged(keep, other, viewer)


def test_loading_the_reference_again_does_not_bring_it_back(reference, editor):
    keep, other = OrganisationFactory(name="The one"), Organisation.objects.order_by("pk").first()
    merged(keep, other, editor)

    for options in ({}, {"overwrite": True}):
        call_command("load_reference", verbosity=0, **options)

    assert not Organisation.objects.filter(slug=other.slug).exists()
    assert Organisation.objects.get(pk=keep.pk).name_en == "The one"


@pytest.mark.django_db(transaction=True)
def test_what_somebody_saves_of_a_record_that_lists_the_other_is_kept(
    keep, other, editor, tmp_path, monkeypatch
):
    """The editor came first, and saves while the merge is at the record already."""
    event = EventFactory(title="Forum")
    event.partners.add(other)
    seen = state_of(keep, other)
    is_changed, is_met = threading.Event(), threading.Event()
    doubles = Way.doubles

    def met(way, *organisations):
        if way.model is Event.partners.through:
            is_met.set()
        return doubles(way, *organisations)

    def rename():
        with transaction.atomic():
            Event.objects.filter(pk=event.pk).update(title_en="Renamed meanwhile")
            is_changed.set()
            # A merge that holds what it changes does not come so far before this is stored.
            if is_met.wait(1):
                time.sleep(0.5)

    def join():
        is_changed.wait()
        return merge(keep=keep, other=other, taken=(), seen=seen, by=editor, at=AT)

    monkeypatch.setattr(Way, "doubles", met)
    at_once(tmp_path, rename, join)

    event.refresh_from_db()
    assert event.title_en == "Renamed meanwhile"
    assert list(event.partners.all()) == [keep]
