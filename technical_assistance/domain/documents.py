"""The files that belong to the stages."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from acpmigration.accounts.models import User
from technical_assistance.domain.log import lock
from technical_assistance.domain.transitions import INTERVENTIONS, require_right
from technical_assistance.enums import DocumentKind, StageKind, Verb
from technical_assistance.models import Intervention, StageDocument


@dataclass(frozen=True)
class Attachment:
    """A file and what is said of it; without a title it is called by its kind."""

    file: "File[bytes]"
    kind: DocumentKind
    title: str
    language: str
    is_public: bool = False


@transaction.atomic
def attach_document(
    *,
    intervention: Intervention,
    stage: StageKind,
    attachment: Attachment,
    by: User,
    at: datetime,
) -> StageDocument:
    """Attach a document to a stage.

    :raises NotYours: to whoever could not write a note.
    :raises ValidationError: if the file is not what it says.
    """
    locked = lock(intervention)
    require_right(by, INTERVENTIONS[Verb.NOTE].roles, locked)
    document = StageDocument(
        stage=locked.stages.get(kind=stage),
        kind=attachment.kind,
        title=attachment.title.strip() or str(attachment.kind.label).capitalize(),
        language=attachment.language,
        file=attachment.file,
        is_public=attachment.is_public,
        added_at=at,
        added_by=by,
    )
    # simple_history reads the actor from the row that is saved.
    document._history_user = by  # type: ignore[attr-defined]
    document.save()
    return document
