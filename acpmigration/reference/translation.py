"""Which words of the reference rows are translated, and that their changes are remembered."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from acpmigration import worded
from acpmigration.reference.models import (
    Country,
    OACPSRegion,
    Organisation,
    Region,
    RegionalOrganisation,
    SDGTarget,
    Topic,
    Typology,
)


@register([Region, OACPSRegion, Organisation])
class NameTranslation(TranslationOptions):
    fields = ("name",)


@register(Country)
class CountryTranslation(TranslationOptions):
    fields = ("name", "formal_name")


@register([Topic, Typology])
class SubjectTranslation(TranslationOptions):
    fields = ("name", "description")


@register(SDGTarget)
class SDGTargetTranslation(TranslationOptions):
    fields = ("name", "text")


worded.register(Topic, Typology, Region, OACPSRegion, Country, Organisation, SDGTarget)

# After the registration above: before it, the first save fails.
for model in (Region, OACPSRegion, Country, Organisation, Topic, Typology):
    simple_history.register(model)
simple_history.register(RegionalOrganisation, m2m_fields=["members"])
simple_history.register(SDGTarget, m2m_fields=["topics"])
