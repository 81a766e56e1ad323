"""Publication in the back-office: the filter, columns and actions of records that are published."""

from collections.abc import Sequence

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import or_dash
from acpmigration.bulk import Bulk, BulkAdmin
from acpmigration.publication import mark_ready, publish, unpublish
from acpmigration.published import PublicationState


class PublicFilter(admin.SimpleListFilter):
    title = _("publication")
    parameter_name = "public"

    def lookups(self, request, model_admin):
        return PublicationState.choices

    def queryset(self, request, queryset):
        if self.value() not in PublicationState.values:
            return queryset
        return queryset.in_publication_state(self.value())


class OwnPagesAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Adds pages of the model's own: ``own_pages`` holds a route, a view's name and the page's."""

    own_pages: Sequence[tuple[str, str, str]] = ()

    def get_urls(self):
        names = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(route, self.admin_site.admin_view(getattr(self, view)), name=f"{names}_{name}")
            for route, view, name in self.own_pages
        ]
        return [*own, *super().get_urls()]


class PublishedAdmin(BulkAdmin):
    """Drafts for those who may read them; publication of the rows that are ticked."""

    actions = ["publish_selected", "mark_ready_selected", "unpublish_selected"]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def state_columns(self, request):
        return ["public", *super().state_columns(request)]

    @admin.display(description=_("publication"), ordering="published_at")
    def public(self, record):
        state = record.publication_state
        shown = {"state": state, "record": record}
        return render_to_string("admin/publication.html", shown)

    @admin.display(description=_("published by"))
    def publisher_shown(self, record):
        return str(or_dash(record.published_by))

    def get_view_on_site_url(self, obj=None):
        """A draft has no public page to look at."""
        return super().get_view_on_site_url(obj) if obj and obj.is_published else None

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish_selected(self, request, queryset):
        now = timezone.now()
        bulk = Bulk(
            title=_("Publish"),
            change=lambda row: publish(record=row, by=request.user, at=now),
            becomes=lambda row: gettext("becomes public"),
            done=lambda n: ngettext(
                "%(n)d record is public now.", "%(n)d records are public now.", n
            ),
        )
        return self.in_bulk(request, queryset, bulk)

    @admin.action(description=_("Take back from the public"), permissions=["change"])
    def unpublish_selected(self, request, queryset):
        now = timezone.now()
        bulk = Bulk(
            title=_("Take back from the public"),
            change=lambda row: unpublish(record=row, by=request.user, at=now),
            becomes=lambda row: gettext("becomes a draft"),
            done=lambda n: ngettext(
                "%(n)d record is a draft now.", "%(n)d records are drafts now.", n
            ),
        )
        return self.in_bulk(request, queryset, bulk)

    @admin.action(description=_("Say that they are ready"), permissions=["change"])
    def mark_ready_selected(self, request, queryset):
        now = timezone.now()
        bulk = Bulk(
            title=_("Say that they are ready"),
            change=lambda row: mark_ready(record=row, by=request.user, at=now),
            becomes=lambda row: gettext("waits to be published"),
            done=lambda n: ngettext(
                "%(n)d record waits to be published.", "%(n)d records wait to be published.", n
            ),
        )
        return self.in_bulk(request, queryset, bulk)
