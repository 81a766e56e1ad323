"""The pages of organisations that were merged into others."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse

from acpmigration.keys import is_key
from acpmigration.reference.models import Organisation


class FormerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Leads whoever kept the address of an organisation to the one that it was merged into."""

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        if is_key(object_id):
            slugs = Organisation.history.filter(id=object_id).values("slug")
            kept = Organisation.objects.filter(former__slug__in=slugs).first()
            if kept is not None:
                page = reverse("admin:reference_organisation_change", args=[kept.pk])
                return HttpResponseRedirect(page)
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
