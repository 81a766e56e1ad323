"""Words that a list is searched for."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from acpmigration.facets.parameter import Parameter
from acpmigration.search.finding import matching, ranked
from acpmigration.search.query import MAX_CHARACTERS, parse


class Search(Parameter, django_filters.Filter):
    """``q = Search("intervention")``: finds by the index of that kind of record.

    With ``public_only=False`` for a list that holds drafts, whose own rule says whose.
    """

    field_class = forms.CharField

    def __init__(
        self, kind: str, *, label: str | Promise | None = None, public_only: bool = True
    ) -> None:
        super().__init__(label=label or pgettext_lazy("the words searched for", "Search"))
        self.kind, self.public_only = kind, public_only

    def kept(self, written: list[str]) -> list[str]:
        text = " ".join("".join(written[-1:])[:MAX_CHARACTERS].split())
        return [text] if parse(text, language()) else []

    def dropped(self, written: list[str]) -> list[str]:
        """Name the words past the limits, or all where there is no word at all."""
        *others, text = written or [""]
        query = parse(text, language())
        beyond = text[MAX_CHARACTERS:].strip()
        unused = [*others, *query.ignored_words, beyond] if query else [*others, text.strip()]
        return [each for each in dict.fromkeys(unused) if each]

    def label_of(self, value: str) -> str:
        # Translators: words that were searched for, in the quotation marks of the language.
        return _("“%(words)s”") % {"words": value}

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        if not value:
            return qs
        found = matching(self.kind, value[0], language(), public_only=self.public_only)
        return qs.filter(pk__in=found.values("object_id"))

    def best_first(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        return ranked(qs, self.kind, value[0], language()).order_by("-rank", "pk")


def language() -> str:
    return get_language() or "en"
