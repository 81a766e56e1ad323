"""Topics of the rows that are ticked: one is given to all of them, or taken away."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from acpmigration.bulk import Bulk, BulkAdmin
from acpmigration.reference.models import Topic
from acpmigration.topics import add_topic, remove_topic


class TopicForm(forms.Form):
    topic = forms.ModelChoiceField(Topic.objects.in_order(), label=_("Topic"))


class TopicInUseForm(forms.Form):
    topic = forms.ModelChoiceField(Topic.objects.in_use().in_order(), label=_("Topic"))


class TopicsAdmin(BulkAdmin):
    """Of records that have ``topics``: list its ``actions`` among the admin's own."""

    actions = ["add_topic_selected", "remove_topic_selected"]

    @admin.action(description=_("Add a topic"), permissions=["change"])
    def add_topic_selected(self, request, queryset):
        words = gettext("gets the topic %(topic)s")
        return self._with_topic(
            request, queryset, TopicInUseForm, self.add_topic, _("Add a topic"), words
        )

    @admin.action(description=_("Remove a topic"), permissions=["change"])
    def remove_topic_selected(self, request, queryset):
        words = gettext("loses the topic %(topic)s")
        return self._with_topic(
            request, queryset, TopicForm, self.remove_topic, _("Remove a topic"), words
        )

    def add_topic(self, **told: Any) -> object:
        return add_topic(**told)

    def remove_topic(self, **told: Any) -> object:
        return remove_topic(**told)

    def _with_topic(
        self,
        request: HttpRequest,
        queryset: QuerySet[Any],
        asked: type[forms.Form],
        change: Callable[..., object],
        title: str | Promise,
        words: str,
    ) -> HttpResponse | None:
        form = asked(request.POST if "topic" in request.POST else None)
        bulk = Bulk(
            title=title,
            change=lambda row: change(
                record=row, topic=form.cleaned_data["topic"], by=request.user
            ),
            becomes=lambda row: words % {"topic": form.cleaned_data["topic"]},
            done=lambda n: ngettext(
                "The topics of %(n)d record were changed.",
                "The topics of %(n)d records were changed.",
                n,
            ),
            form=form,
        )
        return self.in_bulk(request, queryset, bulk)
