"""What the components of forms ask of a form."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms, template
from django.forms.boundfield import BoundField

register = template.Library()


@dataclass(frozen=True)
class Problem:
    """What is wrong, in words; ``control`` is the id of the control to mend, empty for none."""

    text: str
    control: str = ""


@register.simple_tag
def problems(*bound: forms.BaseForm | list[forms.BaseForm]) -> list[Problem]:
    """All that is wrong with the forms of a page, in the order in which a reader meets it."""
    each = (one if isinstance(one, list) else [one] for one in bound if one)
    return [problem for several in each for form in several for problem in _problems(form)]


@register.filter
def is_box(field: BoundField) -> bool:
    """Tell whether the field is a single box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


def _problems(form: forms.BaseForm) -> Iterator[Problem]:
    for text in form.non_field_errors():
        yield Problem(str(text))
    for field in form:
        for text in field.errors:
            yield Problem(str(text), "" if field.is_hidden else _control(field))


def _control(field: BoundField) -> str:
    # A group of boxes has no id of its own: its first box stands for it.
    return field.id_for_label or field.subwidgets[0].id_for_label or ""
