"""How the description of the API is made."""

SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "TITLE": "ACP-EU Migration Action: open data",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SORT_OPERATIONS": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "DESCRIPTION": (
        "What the portal shows to everybody, for programs: read only, without a key, under "
        "CC BY 4.0. Lists take the filters of the pages that show them."
    ),
    "SERVERS": [{"url": "/"}],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "acpmigration.open_data.description.with_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "InterventionStatus": "technical_assistance.enums.Status",
        "GrantStatus": "nsa_grants.enums.GrantStatus",
        "RequestState": "technical_assistance.enums.RequestState",
        "StageKind": "technical_assistance.enums.StageKind.by_slug",
        "StageState": "technical_assistance.enums.StageState",
        "DocumentKind": "technical_assistance.enums.DocumentKind",
        "DocumentLanguage": "acpmigration.languages.DocumentLanguage",
        "TextLanguage": ["en", "fr", "pt", "es"],
        "Precision": "acpmigration.reference.enums.Precision",
        "OrganisationKind": "acpmigration.reference.enums.OrganisationKind",
        "GrantKind": "nsa_grants.enums.GrantKind",
        "ReachKind": "nsa_grants.enums.ReachKind",
        "ProductKind": "knowledge.enums.ProductKind",
        "EventKind": "knowledge.enums.EventKind",
    },
}
