"""Mails to the person a profile is of, in the language of the person's choice."""

from datetime import datetime
from typing import Any

from acpmigration.pages.domain.mail import queue_mail
from experts.models import Expert


def tell(*, expert: Expert, template: str, at: datetime, **words: Any) -> None:
    """Queue ``mail/<template>.txt``; nothing for a profile without a log-in, as samples are."""
    if expert.user is None:
        return
    queue_mail(
        template=template,
        to=expert.user.email,
        language=expert.user.language,
        context={"name": expert.name, **words},
        at=at,
    )
