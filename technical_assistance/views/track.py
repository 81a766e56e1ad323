"""The four stages of an intervention, as ``components/track.html`` takes them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration.pages.models import Text
from technical_assistance.domain.progress import current_stage
from technical_assistance.enums import StageState
from technical_assistance.models import Intervention, Stage, StageDocument
from technical_assistance.views.words import dates_of, label

Link = Callable[[StageDocument], str]


def track_of(
    intervention: Intervention,
    documents: Iterable[StageDocument],
    labels: Mapping[str, Text],
    link: Link,
) -> list[dict[str, Any]]:
    """The stages of a row that comes with them; ``link`` says where a document is given out."""
    by_stage: dict[int, list[StageDocument]] = {}
    for document in documents:
        by_stage.setdefault(document.stage_id, []).append(document)
    current = current_stage(intervention)
    return [
        _line(stage, labels, is_current=stage.kind == current)
        | {"documents": [_document(one, link(one)) for one in by_stage.get(stage.pk, [])]}
        for stage in intervention.stages.all()
    ]


def _line(stage: Stage, labels: Mapping[str, Text], *, is_current: bool) -> dict[str, Any]:
    return {
        "number": stage.kind,
        "state": stage.state,
        "state_label": capfirst(stage.get_state_display()),
        "label": label(labels, stage.kind, "public"),
        "official": label(labels, stage.kind, "internal"),
        "dates": dates_of(stage),
        "next": label(labels, stage.kind, "next") if is_current else "",
        "is_closed": stage.state in StageState.closed(),
    }


def _document(document: StageDocument, link: str) -> dict[str, str]:
    details = [
        str(document.get_language_display()),
        document.extension.upper(),
        filesizeformat(document.size),
    ]
    if not document.is_public:
        details.append(_("internal, not shown to the public"))
    return {"title": document.title, "link": link, "details": ", ".join(details)}
