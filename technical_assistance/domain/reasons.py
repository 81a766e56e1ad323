"""What the domain notes in the history of a record, in the words of those who read it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from technical_assistance.domain.transitions import RequestVerb
from technical_assistance.enums import Verb

REASONS: dict[str, str | Promise] = {
    **{verb.value: verb.label for verb in Verb},
    RequestVerb.RECEIVE.value: _("received"),
    RequestVerb.REVIEW.value: _("put under review"),
    RequestVerb.DECLINE.value: _("declined"),
    RequestVerb.WITHDRAW.value: _("withdrawn"),
    RequestVerb.MERGE.value: _("merged into another"),
    "assign coordinator": _("coordinator assigned"),
    "correct": _("entry of the log corrected"),
    "hand over": _("handed over"),
    "loaded": _("loaded"),
    "name entity": _("requesting entity named"),
}
