from acpmigration.reference.models.organisation import Organisation, RegionalOrganisation
from acpmigration.reference.models.place import Country, OACPSRegion, Region
from acpmigration.reference.models.subject import SDGTarget, Topic, Typology

__all__ = [
    "Country",
    "OACPSRegion",
    "Organisation",
    "Region",
    "RegionalOrganisation",
    "SDGTarget",
    "Topic",
    "Typology",
]
