"""What a history names and the tables have no more: its name then, and who stands in for it."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration.reference.models import FormerOrganisation, Organisation


def names_of_gone(model: type[models.Model], keys: Collection[Any]) -> dict[Any, str]:
    """How the deleted rows were called last, as far as the model keeps a history; in one query."""
    return {
        key: _("%(name)s (deleted since)") % {"name": name}
        for key, line in _last_lines(model, keys).items()
        if (name := _name(line))
    }


def _last_lines(model: type[models.Model], keys: Collection[Any]) -> dict[Any, Any]:
    history = getattr(model, "history", None)
    if history is None or not keys:
        return {}
    own_key = f"{model._meta.pk.attname}__in"
    lines = history.filter(**{own_key: keys}, history_type="-").order_by("history_id")
    return {line.instance.pk: line for line in lines}


def _name(line: Any) -> str:
    try:
        return str(line.instance)
    except ObjectDoesNotExist:
        # Its name is that of something that is gone too.
        return ""


def without_gone(
    form: "forms.ModelForm[Any]", version: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """A version of what is there still, and the labels of the fields that lack something of it.

    Where a merged organisation was named, the one that stands for it now is.
    """
    found, lacking = dict(version), []
    for name, then in version.items():
        field = form.fields[name]
        if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
            continue
        is_several = isinstance(field, forms.ModelMultipleChoiceField)
        keys = list(then) if is_several else [then] if then else []
        now = _there_now(field.queryset.model, keys)
        kept = list(dict.fromkeys(now[key] for key in keys if key in now))
        if len(now) < len(set(keys)):
            lacking.append(capfirst(str(field.label or name)))
        if is_several:
            found[name] = sorted(kept)
        elif keys and kept:
            found[name] = kept[0]
        elif keys:
            del found[name]
    return found, lacking


def _there_now(model: type[models.Model], keys: list[Any]) -> dict[Any, Any]:
    """Key then -> key now."""
    there = set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
    now = {key: key for key in keys if key in there}
    if issubclass(model, Organisation) and len(there) < len(set(keys)):
        lines = _last_lines(model, [key for key in keys if key not in there])
        slugs = {line.slug: key for key, line in lines.items()}
        former = FormerOrganisation.objects.filter(slug__in=slugs)
        now |= {slugs[slug]: key for slug, key in former.values_list("slug", "organisation")}
    return now
