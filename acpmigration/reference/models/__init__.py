from acpmigration.reference.models.naming import (
    CountryName,
    FormerOrganisation,
    OrganisationName,
    OrganisationPair,
)
from acpmigration.reference.models.organisation import Organisation, RegionalOrganisation
from acpmigration.reference.models.place import Country, OACPSRegion, Region
from acpmigration.reference.models.subject import SDGTarget, Topic, Typology

__all__ = [
    "Country",
    "CountryName",
    "FormerOrganisation",
    "OACPSRegion",
    "Organisation",
    "OrganisationName",
    "OrganisationPair",
    "Region",
    "RegionalOrganisation",
    "SDGTarget",
    "Topic",
    "Typology",
]
