from technical_assistance.models.assistance_request import AssistanceRequest
from technical_assistance.models.coordinating import CalendarLink, HandOver, Visit
from technical_assistance.models.document import StageDocument
from technical_assistance.models.focal_point import FocalPoint
from technical_assistance.models.follow_up import FollowUp
from technical_assistance.models.intervention import Intervention, Picture
from technical_assistance.models.mailing import (
    MailPreference,
    MondayList,
    Subscription,
    WorkspaceSettings,
)
from technical_assistance.models.partnership import Partnership
from technical_assistance.models.progress import ProgressEntry
from technical_assistance.models.stage import Stage
from technical_assistance.models.submission import Submission

__all__ = [
    "AssistanceRequest",
    "CalendarLink",
    "FocalPoint",
    "FollowUp",
    "HandOver",
    "Intervention",
    "MailPreference",
    "MondayList",
    "Partnership",
    "Picture",
    "ProgressEntry",
    "Stage",
    "StageDocument",
    "Submission",
    "Subscription",
    "Visit",
    "WorkspaceSettings",
]
