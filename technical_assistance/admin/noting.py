"""Who wrote down a part of an intervention, and when: noted as it is saved."""

from django.utils import timezone

from technical_assistance.models import FollowUp, StageDocument


def note_who(formset, by):
    """Fill what nobody types, in the rows that the formset is about to save."""
    now = timezone.now()
    for form in formset.forms:
        row, changed = form.instance, form.changed_data
        if isinstance(row, FollowUp):
            if row.pk is None:
                row.made_at, row.made_by = now, by
            if "done_on" in changed:
                row.done_by = by if row.done_on else None
        elif isinstance(row, StageDocument) and (row.pk is None or "file" in changed):
            row.added_at, row.added_by = now, by
