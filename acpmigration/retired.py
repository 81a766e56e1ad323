"""Retired rows in forms: offered for nothing new, and kept where they were given."""

from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet

from acpmigration.reference.models.subject import Retirable


def leave_out_retired(form: forms.ModelForm) -> None:  # type: ignore[type-arg]
    """Offer in no field what is retired, but for what the form's record has already."""
    for name, field in form.fields.items():
        rows = getattr(field, "queryset", None)
        if rows is not None and issubclass(rows.model, Retirable):
            field.queryset = offered(rows, form.instance, name)  # type: ignore[attr-defined]


def offered(rows: QuerySet[Any], record: Model, name: str) -> QuerySet[Any]:
    """The rows that the record can be given in its field ``name``, or has."""
    field = record._meta.get_field(name)
    given = Q(pk=getattr(record, f"{name}_id", None))
    if field.many_to_many:
        given = Q(pk__in=getattr(record, name).values("pk")) if record.pk else Q(pk__in=[])
    return rows.filter(Q(retired_at__isnull=True) | given)
