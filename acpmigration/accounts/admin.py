"""Administrators make people, give roles and take access away; nobody is deleted."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import SYSTEM_EMAIL, User
from acpmigration.admin import LockedAdmin
from acpmigration.editing import EditForm

# Rights come from the role alone.
admin.site.unregister(Group)


class NewUserForm(BaseUserCreationForm):
    """Django's own asks for a user name, which nobody has here."""

    class Meta:
        model = User
        fields = ("email",)
        field_classes = {}


class PersonForm(EditForm, UserChangeForm):
    """Django's own, which also minds what another administrator changes meanwhile."""


@admin.register(User)
class UserAdmin(LockedAdmin, DjangoUserAdmin):
    form = PersonForm
    add_form = NewUserForm
    list_display = ["email", "name", "role", "region_names", "is_active", "last_login"]
    list_filter = ["role", "is_active", "regions"]
    search_fields = ["email", "name"]
    ordering = ["email", "pk"]
    filter_horizontal = ["regions"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "time_zone"]}),
        (
            _("Role"),
            {
                "fields": ["role", "regions", "is_active"],
                "description": _(
                    "Administrators also manage people; editors change every record; viewers read "
                    "drafts; coordinators change the records of their regions."
                ),
            },
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "password1", "password2"]}),
        (_("Role"), {"fields": ["role", "regions"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("regions")

    @admin.display(description=_("regions"))
    def region_names(self, user: User) -> str:
        return ", ".join(str(region) for region in user.regions.all())

    def get_readonly_fields(self, request, obj=None):
        """Nobody locks oneself out by taking the own role or access away."""
        own = obj is not None and obj.pk == request.user.pk
        return [*self.readonly_fields, *(["role", "is_active"] if own else [])]

    def has_change_permission(self, request, obj=None):
        """The system user stays locked."""
        locked = obj is not None and obj.email == SYSTEM_EMAIL
        return not locked and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Traces stay: access is switched off instead."""
        return False
