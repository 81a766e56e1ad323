"""The shape of what people say about a request, an intervention or a stage.

Forms check what was typed and never decide: the domain does, and its refusals come back here.
The names of the fields are those of the domain functions' arguments.
"""

from technical_assistance.forms.assistance_request import (
    AcceptForm,
    MergeForm,
    OwnReceiveForm,
    ReceiveForm,
    RegionForm,
)
from technical_assistance.forms.coordinator import CoordinatorForm, coordinators_of
from technical_assistance.forms.led import LedForm
from technical_assistance.forms.progress import (
    CertainReasonForm,
    CompleteForm,
    CorrectForm,
    EntryForm,
    NoteForm,
    PlanForm,
)
from technical_assistance.forms.publication import ScheduleForm, UnpublishForm
from technical_assistance.forms.step import DatedFactField, ReasonForm, StepForm

__all__ = [
    "AcceptForm",
    "CertainReasonForm",
    "CompleteForm",
    "CoordinatorForm",
    "CorrectForm",
    "DatedFactField",
    "EntryForm",
    "LedForm",
    "MergeForm",
    "NoteForm",
    "OwnReceiveForm",
    "PlanForm",
    "ReasonForm",
    "ReceiveForm",
    "RegionForm",
    "ScheduleForm",
    "StepForm",
    "UnpublishForm",
    "coordinators_of",
]
