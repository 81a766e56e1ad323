"""The same change to the rows that are ticked: told before it is made, and made as it was told."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import ngettext

from acpmigration import several
from acpmigration.refusals import NotNow
from acpmigration.several import Outcome, one_by_one

REFUSALS_SHOWN = 20
CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Bulk:
    """A change of several records: a domain call for each, and its words.

    ``becomes`` says what a record will be, in the words of the page; ``done`` how many were
    changed. What ``form`` asks for is sent along with the confirmation.
    """

    title: str | Promise
    change: Callable[[Any], object]
    becomes: Callable[[Any], str]
    done: Callable[[int], str]
    form: forms.Form | None = None


@dataclass(frozen=True)
class Summary:
    """What a change would do: to which records, to which not, and why."""

    changed: Sequence[tuple[Any, str]]
    refused: Sequence[tuple[Any, Any]]
    staying: Sequence[tuple[Any, Any]]


class BulkAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Actions that show what they would do, and do it once that is confirmed."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(
            request, {"most_at_once": several.MOST_AT_ONCE, **(extra_context or {})}
        )

    def in_bulk(
        self, request: HttpRequest, queryset: models.QuerySet[Any], bulk: Bulk
    ) -> HttpResponse | None:
        """Answer with the summary, or carry out the one that was confirmed.

        Whoever confirms a summary that is no longer true is shown the present one.
        """
        most = several.MOST_AT_ONCE
        # In one order each time: what was told is compared, and two who tick the same rows wait for
        # each other instead of in a circle.
        queryset = queryset.order_by("pk")
        keys = list(queryset.values_list("pk", flat=True)[: most + 1])
        if len(keys) > most:
            self.message_user(request, several.too_many(), messages.WARNING)
            return None
        if bulk.form is not None and not bulk.form.is_valid():
            return self._ask(request, bulk, queryset.filter(pk__in=keys), {})
        with transaction.atomic():
            # Held, so that nobody changes what the digest stands for before it is changed here.
            held = self.model._base_manager.select_for_update().filter(pk__in=keys)
            held = list(held.order_by("pk"))
            rows = list(queryset.filter(pk__in=keys))
            outcome = one_by_one(rows, bulk.change)
            summary = _summed_up(outcome, bulk)
            digest = _digest(held, _action(request), summary, bulk)
            if request.POST.get(CONFIRMED) == digest:
                self.tell(request, outcome, bulk.done)
                return None
            transaction.set_rollback(True)
        told = {
            "summary": summary,
            "digest": digest,
            "has_moved": CONFIRMED in request.POST,
        }
        return self._ask(request, bulk, rows, told)

    def _ask(
        self, request: HttpRequest, bulk: Bulk, rows: Any, told: dict[str, Any]
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": bulk.title,
            "opts": self.opts,
            "form": bulk.form,
            "records": rows,
            "action": _action(request),
            "selected": helpers.ACTION_CHECKBOX_NAME,
            "back": request.get_full_path(),
            **told,
        }
        return TemplateResponse(request, "admin/bulk.html", context)

    def tell(
        self, request: HttpRequest, outcome: Outcome[Any], sentence: Callable[[int], str]
    ) -> None:
        """Say what was done, and of each row that was refused the reason."""
        if number := len(outcome.done):
            self.message_user(request, sentence(number) % {"n": number}, messages.SUCCESS)
        for record, refusal in outcome.refused[:REFUSALS_SHOWN]:
            self.message_user(request, f"{record}: {refusal}", messages.WARNING)
        if rest := len(outcome.refused[REFUSALS_SHOWN:]):
            more = ngettext("%(n)d more was refused.", "%(n)d more were refused.", rest)
            self.message_user(request, more % {"n": rest}, messages.WARNING)


def _summed_up(outcome: Outcome[Any], bulk: Bulk) -> Summary:
    """A record that is so already stays; one that a rule holds back is refused."""
    return Summary(
        [(row, bulk.becomes(row)) for row in outcome.done],
        [(row, why) for row, why in outcome.refused if not isinstance(why, NotNow)],
        [(row, why) for row, why in outcome.refused if isinstance(why, NotNow)],
    )


def _action(request: HttpRequest) -> str:
    return request.POST.getlist("action")[-1]


def _digest(rows: Sequence[Any], action: str, summary: Summary, bulk: Bulk) -> str:
    """Stand for the rows as they are stored, and for all that was told of what becomes of them."""
    stored = [(row.pk, getattr(row, "version", 0)) for row in rows]
    told = [
        [(row.pk, str(words)) for row, words in part]
        for part in (summary.changed, summary.refused, summary.staying)
    ]
    asked = sorted(
        (name, str(value)) for name, value in (bulk.form.cleaned_data if bulk.form else {}).items()
    )
    return hashlib.sha256(repr((action, stored, told, asked)).encode()).hexdigest()
