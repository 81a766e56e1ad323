from technical_assistance.models.assistance_request import AssistanceRequest
from technical_assistance.models.document import StageDocument
from technical_assistance.models.intervention import Intervention, Picture
from technical_assistance.models.partnership import Partnership
from technical_assistance.models.progress import FollowUp, ProgressEntry
from technical_assistance.models.stage import Stage

__all__ = [
    "AssistanceRequest",
    "FollowUp",
    "Intervention",
    "Partnership",
    "Picture",
    "ProgressEntry",
    "Stage",
    "StageDocument",
]
