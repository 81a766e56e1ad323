"""Administrators invite people, give roles and take access away; nobody is deleted."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.accounts.domain.addresses import take_address
from acpmigration.accounts.domain.second_factor import remove_second_factor
from acpmigration.accounts.domain.sessions import end_sessions
from acpmigration.accounts.forms import NewPerson, PersonForm
from acpmigration.accounts.letters import send_invitation, tell_of_removed_second_factor
from acpmigration.accounts.models import SYSTEM_EMAIL, User
from acpmigration.admin import LockedAdmin
from acpmigration.refusals import Refusal

# Rights come from the role alone; addresses, codes and sessions are each person's own.
admin.site.unregister([Group, EmailAddress, Authenticator, UserSession])


@admin.register(User)
class UserAdmin(LockedAdmin, DjangoUserAdmin):
    form = PersonForm
    add_form = NewPerson
    list_display = ["email", "name", "role", "region_names", "is_active", "last_login"]
    list_filter = ["role", "is_active", "regions"]
    search_fields = ["email", "name"]
    totals = {"role": "role__exact", "is_active": "is_active__exact"}
    ordering = ["email", "pk"]
    filter_horizontal = ["regions"]
    readonly_fields = ["last_login", "date_joined"]
    actions = ["invite_again", "take_second_factor"]
    fieldsets = [
        (None, {"fields": ["email", "name", "language", "time_zone"]}),
        (
            gettext_lazy("Role"),
            {
                "fields": ["role", "regions", "is_active"],
                "description": gettext_lazy(
                    "Administrators also manage people; editors change every record; viewers read "
                    "drafts; coordinators change the records of their regions."
                ),
            },
        ),
        (gettext_lazy("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": ["email", "name", "language"],
                "description": gettext_lazy(
                    "An invitation goes to this address in this language. Its link works once, for "
                    "seven days, and lets the person choose a password."
                ),
            },
        ),
        (gettext_lazy("Role"), {"fields": ["role", "regions"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("regions")

    def get_urls(self):
        # Nobody types another person's password.
        return [url for url in super().get_urls() if url.name != "auth_user_password_change"]

    @admin.display(description=gettext_lazy("regions"))
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

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            send_invitation(request, obj)
        if change and "email" in form.changed_data:
            take_address(user=obj, is_confirmed=False)
        if change and {"email", "role", "is_active"} & set(form.changed_data):
            end_sessions(user=obj)

    @admin.action(description=gettext_lazy("Send the invitation again"), permissions=["change"])
    def invite_again(self, request, queryset):
        """Only to those who have not chosen a password yet: others set a new one by themselves."""
        waiting = [user for user in queryset if user.is_active and not user.has_usable_password()]
        for user in waiting:
            send_invitation(request, user)
            self.log_change(request, user, "Invited again.")
        said = _("Sent to: %(people)s.") if waiting else _("Everybody chosen has a password.")
        messages.info(request, said % {"people": ", ".join(user.email for user in waiting)})

    @admin.action(
        description=gettext_lazy("Take away the second factor (lost phone)"), permissions=["change"]
    )
    def take_second_factor(self, request, queryset):
        for user in queryset:
            try:
                remove_second_factor(user=user, by=request.user, at=timezone.now())
            except Refusal as refusal:
                messages.error(request, f"{user.email}: {refusal}")
                continue
            self.log_change(request, user, "Took the second factor away.")
            tell_of_removed_second_factor(request, user)
            said = _("%(person)s logs in with the password and sets up another phone.")
            messages.success(request, said % {"person": user.email})
