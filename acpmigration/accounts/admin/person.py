"""Administrators invite people, give roles and take access away; nobody is deleted."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.accounts.admin.told import words_of_rights
from acpmigration.accounts.domain.addresses import take_address
from acpmigration.accounts.domain.rights import (
    give_access,
    note_invitation,
    note_rights,
    take_access,
)
from acpmigration.accounts.domain.second_factor import remove_second_factor
from acpmigration.accounts.domain.sessions import end_sessions
from acpmigration.accounts.forms import NewPerson, PersonForm
from acpmigration.accounts.letters import send_invitation, tell_of_removed_second_factor
from acpmigration.accounts.models import SYSTEM_EMAIL, User
from acpmigration.accounts.sessions import person_of
from acpmigration.admin import LockedAdmin, Tool
from acpmigration.permissions import is_coordinator
from acpmigration.publishing import OwnPagesAdmin
from acpmigration.refusals import Refusal

# Rights come from the role alone; addresses, codes and sessions are each person's own.
admin.site.unregister([Group, EmailAddress, Authenticator, UserSession])


@admin.register(User)
class UserAdmin(OwnPagesAdmin, LockedAdmin, DjangoUserAdmin):
    form = PersonForm
    add_form = NewPerson
    list_display = ["email", "name", "role", "region_names", "is_active", "last_login"]
    list_filter = ["role", "is_active", "regions"]
    search_fields = ["email", "name"]
    totals = {"role": "role__exact", "is_active": "is_active__exact"}
    ordering = ["email", "pk"]
    filter_horizontal = ["regions"]
    # Access is taken away and given back on a page of its own.
    readonly_fields = ["is_active", "last_login", "date_joined"]
    own_pages = [("<int:record_id>/access/", "access_view", "access")]
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
        """Nobody locks oneself out by taking the own role away."""
        own = obj is not None and obj.pk == request.user.pk
        return [*self.readonly_fields, *(["role"] if own else [])]

    def has_change_permission(self, request, obj=None):
        """The system user stays locked."""
        locked = obj is not None and obj.email == SYSTEM_EMAIL
        return not locked and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Traces stay: access is switched off instead."""
        return False

    def words_of_events(self, events):
        return words_of_rights(events)

    def list_tools(self, request):
        tool = Tool(_("Who has which right"), reverse("admin:roles"))
        return [*super().list_tools(request), tool]

    def record_tools(self, request, record):
        tools = super().record_tools(request, record)
        if record.pk == request.user.pk or not self.has_change_permission(request, record):
            return tools
        label = _("Take access away") if record.is_active else _("Give access back")
        return [*tools, Tool(label, reverse("admin:accounts_user_access", args=[record.pk]))]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            send_invitation(request, obj)
        if change and "email" in form.changed_data:
            take_address(user=obj, is_confirmed=False)
        if change and {"email", "role"} & set(form.changed_data):
            end_sessions(user=obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        by, at = person_of(request), timezone.now()
        if change:
            note_rights(user=form.instance, changed=form.changed_data, by=by, at=at)
        else:
            note_invitation(user=form.instance, by=by, at=at)

    def access_view(self, request, record_id):
        """What taking access away or giving it back means, and the button that does it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        user = get_object_or_404(self.get_queryset(request), pk=record_id)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if request.method == "POST":
            return self._change_access(request, user)
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "record": user}
        title = _("Take access away") if user.is_active else _("Give access back")
        hands_over = is_coordinator(user)
        context = {"title": title, "hands_over": hands_over, "media": self.media}
        return TemplateResponse(request, "admin/accounts/access.html", frame | context)

    def _change_access(self, request, user):
        """Do what was offered on the page, not what would be offered now."""
        changes = {
            "take": (take_access, _("%(person)s cannot log in any more.")),
            "give": (give_access, _("%(person)s can log in again.")),
        }
        change, said = changes.get(request.POST.get("access"), (None, ""))
        try:
            if change is not None:
                change(user=user, by=request.user, at=timezone.now())
                self.message_user(request, said % {"person": user}, messages.SUCCESS)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        page = reverse("admin:accounts_user_change", args=[user.pk])
        return HttpResponseRedirect(page)

    @admin.action(description=gettext_lazy("Send the invitation again"), permissions=["change"])
    def invite_again(self, request, queryset):
        """Only to those who have not chosen a password yet: others set a new one by themselves."""
        waiting = [user for user in queryset if user.is_active and not user.has_usable_password()]
        for user in waiting:
            send_invitation(request, user)
            note_invitation(user=user, by=request.user, at=timezone.now())
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
