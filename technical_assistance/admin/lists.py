"""Filters and columns that the lists of requests and interventions share."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import or_dash
from acpmigration.publishing import PublishedAdmin
from acpmigration.reference.models import Region
from acpmigration.topic_actions import TopicsAdmin
from technical_assistance.enums import Requester

# What leads a reader to a page that is not the reader's, and what stands there instead.
READ = {"coordinator": "coordinator_shown"}


class NamedFilter(admin.RelatedFieldListFilter):
    """Those whom rows name: each is looked for, so that the rows need not be read for it."""

    def field_choices(self, field, request, model_admin):
        naming = model_admin.get_queryset(request).filter(**{field.name: OuterRef("pk")})
        return field.get_choices(
            include_blank=False,
            limit_choices_to=Q(Exists(naming)),
            ordering=self.field_admin_ordering(field, request, model_admin),
        )


class RegionFilter(admin.SimpleListFilter):
    """Of the lead: the region is never stored, it follows from who asked."""

    title = _("region of the lead")
    parameter_name = "region"

    def lookups(self, request, model_admin):
        return [(region.slug, region.name) for region in Region.objects.in_order()]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.in_regions(Region.objects.filter(slug=self.value()))


class RequesterFilter(admin.SimpleListFilter):
    title = _("requester")
    parameter_name = "requester"

    def lookups(self, request, model_admin):
        return Requester.choices

    def queryset(self, request, queryset):
        if self.value() not in Requester.values:
            return queryset
        return queryset.filter(country__isnull=self.value() == Requester.REGIONAL)


class LedAdmin(TopicsAdmin, PublishedAdmin):
    """What a government or a regional organisation leads: its columns."""

    actions = [*PublishedAdmin.actions, *TopicsAdmin.actions]

    def get_queryset(self, request):
        return super().get_queryset(request).with_lead()

    def has_delete_permission(self, request, obj=None):
        # What was asked and done stays on record: it is withdrawn, merged or cancelled instead.
        return False

    def get_fieldsets(self, request, obj=None):
        """How a group is moved and filled in is told to those who can; to others, who and what."""
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return fieldsets
        return [
            (
                name,
                {
                    "classes": options.get("classes", []),
                    "fields": [READ.get(field, field) for field in options["fields"]],
                },
            )
            for name, options in fieldsets
        ]

    @admin.display(description=_("regional coordinator"))
    def coordinator_shown(self, record):
        return str(or_dash(record.coordinator))

    @admin.display(description=_("lead"))
    def lead_shown(self, record):
        return record.lead_name

    @admin.display(description=_("region"))
    def region_shown(self, record):
        return or_dash(record.region)
