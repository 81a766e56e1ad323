"""What can be found of organisations."""

from django.db.models import QuerySet

from acpmigration.reference.models import Organisation
from acpmigration.search import analyser
from acpmigration.search.sources import Passage, Source, Texts, register, translated
from dashboard.domain.organisations import named_by, taking_part


def texts(organisation: Organisation, language: str) -> Texts:
    country = organisation.country
    return Texts(
        title=[
            translated(organisation, "name", language),
            Passage(organisation.short_name, analyser.FALLBACK),
        ],
        summary=[translated(country, "name", language)] if country else [],
        # What it was called before it was merged, and usual other spellings.
        body=[Passage(other.name, analyser.FALLBACK) for other in organisation.other_names.all()],
    )


def rows() -> QuerySet[Organisation]:
    return Organisation.objects.select_related("country").prefetch_related("other_names")


register(
    Source(
        kind="organisation",
        model=Organisation,
        texts=texts,
        rows=rows,
        public=taking_part,
        naming=named_by,
    )
)
