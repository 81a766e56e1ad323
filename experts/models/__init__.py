from experts.models.consent import Consent, ConsentText
from experts.models.deployment import Choice, Deployment, Shortlist
from experts.models.expert import Expert
from experts.models.parts import ExpertEvent, ExpertLanguage, ExpertNote, PastAssignment
from experts.models.release import ReleaseFigure, RosterRelease, RosterSettings

__all__ = [
    "Choice",
    "Consent",
    "ConsentText",
    "Deployment",
    "Expert",
    "ExpertEvent",
    "ExpertLanguage",
    "ExpertNote",
    "PastAssignment",
    "ReleaseFigure",
    "RosterRelease",
    "RosterSettings",
    "Shortlist",
]
