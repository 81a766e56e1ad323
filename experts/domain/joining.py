"""What belongs to a profile that is joined with another, part by part."""

from datetime import datetime

from django.db.models import Q

from experts.domain.consents import NEEDED
from experts.models import (
    Choice,
    Consent,
    Deployment,
    Expert,
    ExpertEvent,
    ExpertNote,
    PastAssignment,
)


def join_languages(kept: Expert, gone: Expert) -> None:
    """The better of two levels holds."""
    known = {spoken.language: spoken for spoken in kept.languages.all()}
    for spoken in gone.languages.all():
        own = known.get(spoken.language)
        if own is None:
            spoken.expert = kept
            spoken.save()
        elif own.level < spoken.level:
            own.level = spoken.level
            own.save()


def join_subjects(kept: Expert, gone: Expert) -> None:
    kept.topics.add(*gone.topics.all())
    kept.typologies.add(*gone.typologies.all())
    kept.countries_worked.add(*gone.countries_worked.all())


def join_past(kept: Expert, gone: Expert) -> None:
    """What both profiles tell in the same words is told once."""
    known = {_told(past) for past in kept.past_assignments.all()}
    for past in gone.past_assignments.all():
        if _told(past) not in known:
            past.expert = kept
            past.save()


def _told(past: PastAssignment) -> tuple[object, ...]:
    return (past.title, past.client, past.place, past.first_year, past.last_year)


def join_choices(kept: Expert, gone: Expert) -> None:
    """On a shortlist that has both, the later decision holds; all reasons stay readable."""
    own = {choice.shortlist_id: choice for choice in kept.choices.all()}
    for choice in gone.choices.all():
        mine = own.get(choice.shortlist_id)
        if mine is None:
            choice.expert = kept
            choice.save()
            continue
        choice.events.update(choice=mine)
        if choice.at > mine.at:
            Choice.objects.filter(pk=mine.pk).update(
                decision=choice.decision, reason=choice.reason, at=choice.at, by=choice.by_id
            )


def join_rest(kept: Expert, gone: Expert) -> None:
    """What happened stays, as the doing of the person who is kept."""
    if gone.user_id is not None and kept.user_id is not None:
        ExpertEvent.objects.filter(expert=gone, by=gone.user_id).update(by=kept.user_id)
    for model in (ExpertEvent, ExpertNote, Deployment):
        model._default_manager.filter(expert=gone).update(expert=kept)


def join_consents(kept: Expert, gone: Expert, at: datetime) -> None:
    """A choice holds only if both profiles have it; what the roster needs, if one has."""
    of_kept, of_gone = _in_force(kept), _in_force(gone)
    needed = Q(text__key__in=NEEDED)
    lacking = [key for key in NEEDED if key not in of_kept]
    Consent.objects.in_force().filter(expert=gone).exclude(text__key__in=lacking).update(
        withdrawn_at=at
    )
    Consent.objects.in_force().filter(expert=kept).exclude(
        needed | Q(text__key__in=of_gone)
    ).update(withdrawn_at=at)
    Consent.objects.filter(expert=gone).update(expert=kept)


def _in_force(expert: Expert) -> set[str]:
    return set(expert.consents.in_force().values_list("text__key", flat=True))
