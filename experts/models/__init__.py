from experts.models.consent import Consent, ConsentText
from experts.models.deployment import Deployment
from experts.models.expert import Expert
from experts.models.parts import ExpertEvent, ExpertLanguage, ExpertNote, PastAssignment
from experts.models.release import ReleaseFigure, RosterRelease, RosterSettings
from experts.models.shortlist import Choice, ChoiceEvent, Shortlist

__all__ = [
    "Choice",
    "ChoiceEvent",
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
