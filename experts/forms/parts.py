"""The pages of the form in their order, and what a person has sent of one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from experts.domain import completeness
from experts.forms import answers, availability, rows
from experts.models import Expert

if TYPE_CHECKING:
    from django.utils.functional import Promise

ROWS_AT_FIRST = 2
MOST_ROWS_ADDED = 10


@dataclass(frozen=True)
class Part:
    """One page: its address, its title, its form, and rows of which there may be any number."""

    slug: str
    title: "str | Promise"
    form: type[answers.AnswerForm]
    rows: Any = None
    rows_title: "str | Promise" = ""


PARTS = (
    Part(completeness.ABOUT, pgettext_lazy("page of a form", "About you"), answers.AboutYouForm),
    Part(
        completeness.SKILLS,
        pgettext_lazy("page of a form", "What you know"),
        answers.SkillsForm,
        rows.Languages,
        _("Languages you speak"),
    ),
    Part(
        completeness.EXPERIENCE,
        pgettext_lazy("page of a form", "Your experience"),
        answers.ExperienceForm,
    ),
    Part(
        completeness.EDUCATION,
        pgettext_lazy("page of a form", "Education and past work"),
        answers.EducationForm,
        rows.Assignments,
        _("Past assignments"),
    ),
    Part(
        completeness.AVAILABILITY,
        pgettext_lazy("page of a form", "Availability and CV"),
        availability.AvailabilityForm,
    ),
)
BY_SLUG = {part.slug: part for part in PARTS}


class SentAnswers:
    """A part of the form as somebody sent it, or as it is shown first; ``Answers`` to the domain.

    ``is_complete`` asks for every answer that the page needs; else what is there is kept.
    """

    def __init__(
        self,
        part: Part,
        expert: Expert,
        *,
        data: Any = None,
        files: Any = None,
        is_complete: bool = True,
        blank_rows: int = 0,
    ) -> None:
        self.part, self.is_complete = part, is_complete
        self.form = part.form(data, files, instance=expert, is_complete=is_complete)
        self.rows: BaseInlineFormSet[Any, Any, Any] | None = None
        if part.rows is not None:
            self.rows = part.rows(data, instance=expert, prefix="rows")
            self.rows.extra = self._number_of_blank_rows(expert, blank_rows)

    def _number_of_blank_rows(self, expert: Expert, asked: int) -> int:
        there = self.part.rows.model._base_manager.filter(expert=expert).count()
        return max(ROWS_AT_FIRST - there, 1 if not there else 0) + min(asked, MOST_ROWS_ADDED)

    def is_valid(self) -> bool:
        is_valid = self.form.is_valid()
        if self.rows is None:
            return is_valid
        is_valid = self.rows.is_valid() and is_valid
        return self._has_a_language() and is_valid

    def save(self) -> None:
        self.form.save()
        if self.rows is not None:
            self.rows.save()

    def _has_a_language(self) -> bool:
        """Nobody can be sent anywhere without a language; past assignments may be none."""
        is_asked = self.is_complete and self.part.slug == completeness.SKILLS
        if not is_asked or not self.rows or not self.rows.is_valid():
            return True
        kept = [
            form
            for form in self.rows.forms
            if form not in self.rows.deleted_forms and form.cleaned_data.get("language")
        ]
        if not kept and self.rows.forms:
            self.rows.forms[0].add_error("language", _("Name at least one language."))
        elif not kept:
            self.form.add_error(None, _("Name at least one language."))
        return bool(kept)

    @property
    def all_forms(self) -> list[Any]:
        """Those whose problems stand in the summary on top of the page."""
        return [self.form, *(self.rows.forms if self.rows is not None else [])]
