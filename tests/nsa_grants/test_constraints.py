"""What the database itself refuses of a grant project, each by the name of the constraint."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from nsa_grants.models import (
    GrantLink,
    GrantPicture,
    GrantProject,
    Quote,
    Reach,
)
from tests.factories.nsa_grants import (
    GrantLinkFactory,
    GrantPictureFactory,
    GrantProjectFactory,
    GrantReportFactory,
    QuoteFactory,
    ReachFactory,
)
from tests.factories.reference import (
    CountryFactory,
    RegionalOrganisationFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db

# Of a longer name PostgreSQL keeps and tells the beginning.
LONGEST_NAME = 63
EARLY, LATE = date(2018, 5, 2), date(2018, 6, 4)
NOW = datetime(2019, 5, 8, tzinfo=UTC)


def refuses(name, model, **values):
    """Change the one row past the model, as a console would."""
    with (
        pytest.raises(IntegrityError, match=f"nsa_grants_{name}"[:LONGEST_NAME]),
        transaction.atomic(),
    ):
        model.objects.update(**values)


def test_a_national_project_names_one_country_or_one_regional_organisation():
    GrantProjectFactory()

    refuses("grantproject_place", GrantProject, country=None)
    refuses("grantproject_place", GrantProject, regional_organisation=RegionalOrganisationFactory())
    refuses("grantproject_place", GrantProject, region=RegionFactory())


def test_a_regional_project_names_its_region_and_nothing_else():
    GrantProjectFactory(regional=True)

    refuses("grantproject_place", GrantProject, region=None)
    refuses("grantproject_place", GrantProject, country=CountryFactory())
    refuses("grantproject_place", GrantProject, regional_organisation=RegionalOrganisationFactory())


def test_a_national_project_names_its_intervention_or_the_reason_why_there_is_none():
    GrantProjectFactory()

    refuses("grantproject_related", GrantProject, no_intervention_reason="")


@pytest.mark.parametrize("word", ["map", "possible"])
def test_a_project_does_not_take_the_address_of_another_page(word):
    GrantProjectFactory()

    refuses("grantproject_slug_not_reserved", GrantProject, slug=word)


def test_a_regional_project_needs_no_intervention():
    assert GrantProjectFactory(regional=True, no_intervention_reason="").pk


def test_an_amount_is_not_below_zero():
    GrantProjectFactory()

    refuses("grantproject_amount", GrantProject, amount=-1)


@pytest.mark.parametrize("fact", ["started", "ended", "cancelled"])
def test_the_beginning_of_a_dated_fact_has_an_end_that_is_not_before(fact):
    GrantProjectFactory()
    earliest, latest = f"{fact}_from", f"{fact}_until"

    refuses(f"grantproject_{fact}_dated", GrantProject, **{earliest: LATE, latest: EARLY})
    refuses(f"grantproject_{fact}_dated", GrantProject, **{earliest: LATE, latest: None})


@pytest.mark.parametrize("end", ["ended", "cancelled"])
def test_a_project_does_not_end_before_it_starts(end):
    GrantProjectFactory(started_from=LATE, started_until=LATE)

    refuses(
        f"grantproject_started_from_to_{end}_until",
        GrantProject,
        **{f"{end}_from": EARLY, f"{end}_until": EARLY},
    )


def test_the_moment_and_the_actor_of_publication_belong_together():
    GrantProjectFactory()

    refuses("grantproject_published_at_with_published_by", GrantProject, published_at=NOW)


@pytest.mark.parametrize(
    ("factory", "field"),
    [
        (GrantProjectFactory, "kind"),
        (GrantProjectFactory, "currency"),
        (ReachFactory, "kind"),
        (ReachFactory, "sex"),
        (ReachFactory, "precision"),
        (QuoteFactory, "language"),
        (GrantReportFactory, "kind"),
    ],
)
def test_only_listed_values_are_kept(factory, field):
    model = type(factory())

    refuses(f"{model._meta.model_name}_{field}_listed", model, **{field: "?"})


@pytest.mark.parametrize(
    ("factory", "model", "field"),
    [
        (GrantProjectFactory, GrantProject, "title_en"),
        (ReachFactory, Reach, "source"),
        (QuoteFactory, Quote, "text"),
        (QuoteFactory, Quote, "attribution"),
        (GrantLinkFactory, GrantLink, "label_en"),
        (GrantLinkFactory, GrantLink, "url"),
        (GrantPictureFactory, GrantPicture, "alternative_text_en"),
        (GrantPictureFactory, GrantPicture, "credit"),
    ],
)
def test_what_a_reader_needs_is_never_empty(factory, model, field):
    factory()

    refuses(f"{model._meta.model_name}_{field}_required", model, **{field: ""})


@pytest.mark.parametrize(
    ("factory", "columns"),
    [
        (ReachFactory, ["grant", "kind", "sex"]),
        (GrantReportFactory, ["grant", "kind", "due_on"]),
        (GrantProjectFactory, ["slug"]),
    ],
)
def test_no_two_rows_say_the_same(factory, columns):
    first = factory()

    with pytest.raises(IntegrityError, match=columns[-1]), transaction.atomic():
        factory(**{column: getattr(first, column) for column in columns})
