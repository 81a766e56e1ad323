"""What the database refuses of reference rows."""

import pytest
from django.db import IntegrityError, transaction

from acpmigration.facets import NOT_STATED
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory, TypologyFactory


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [CountryFactory, RegionFactory, TopicFactory, TypologyFactory])
def test_no_row_takes_the_word_that_means_not_stated(factory):
    with pytest.raises(IntegrityError, match="slug_not_reserved"), transaction.atomic():
        factory(slug=NOT_STATED)
