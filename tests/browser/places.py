"""Every kind of page that a reader or an editor meets in the demo."""

# The subject of the way a new reader goes: documented, with dates of different precision.
DOCUMENTED = "/interventions/cabo-verde-readmission/"
SAMPLE = "/interventions/sample-001-dominican-republic/"

PUBLICATION = "/knowledge/sample-readmission-in-acp-countries/"

PUBLIC = [
    "/",
    "/interventions/",
    "/interventions/?region=caribbean&region=pacific&topic=remittances&status=completed",
    "/interventions/?region=caribbean&topic=visas",
    "/interventions/?q=nothing-has-this-word",
    "/interventions/?region=atlantis&page=2",
    "/interventions/?view=table",
    "/interventions/map/",
    DOCUMENTED,
    SAMPLE,
    "/requests/",
    "/grants/",
    "/grants/map/",
    "/grants/possible/",
    "/grants/burkina-faso-awareness/",
    "/knowledge/",
    PUBLICATION,
    "/events/",
    "/events/peer-exchange-remittances/",
    "/recommendations/",
    "/search/?q=readmission",
    "/organisations/",
    "/open-data/api/",
    "/organisations/association-ton/",
    "/open-data/",
    "/regions/caribbean/",
    "/countries/cabo-verde/",
    "/countries/cabo-verde/brief/",
    "/topics/remittances/",
    "/open-data/feeds/",
    "/open-data/embed/",
    "/open-data/embed/?region=caribbean",
    "/about/",
    "/how-we-count/",
    "/privacy/",
    "/accessibility/",
    "/contact/",
    "/styleguide/",
    "/experts/",
    "/no-such-page/",
]
LANGUAGES = ["", "/fr", "/pt", "/es"]
