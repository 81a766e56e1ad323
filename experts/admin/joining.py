"""Two profiles of one person: shown side by side before they become one."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from acpmigration.refusals import Refusal
from experts.admin.profile import sections_of, told
from experts.admin.shown import ShownAdmin
from experts.domain.consents import consents_of
from experts.domain.looks import Look, note_look
from experts.domain.merging import gaps, log_ins, merge
from experts.forms.joining import JoinForm


class JoiningAdmin(ShownAdmin):
    own_pages = [("<uuid:record_id>/merge/<uuid:other_id>/", "merge_view", "merge")]

    @method_decorator(reauthentication_required)
    def merge_view(self, request, record_id, other_id):
        """What will be kept, and the button that does it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        rows = self.get_queryset(request).select_related("user")
        keep, other = (get_object_or_404(rows, pk=key) for key in (record_id, other_id))
        seen = {"keep_version": keep.version, "other_version": other.version}
        form = JoinForm(request.POST if request.method == "POST" else None, initial=seen)
        refused = []
        if form.is_valid():
            try:
                return self._join(request, keep, other, form.versions())
            except Refusal as refusal:
                # What is shown now was read just now: it is compared, and ticked, once more.
                refused, form = refusal.messages, JoinForm(initial=seen)
        for expert in (keep, other):
            note_look(look=Look.PROFILE, by=request.user, at=timezone.now(), subject=expert)
        stays, erased = log_ins(keep, other)
        return self.page(
            request,
            "admin/experts/merge.html",
            title=_("Join two profiles"),
            record=keep,
            other=other,
            form=form,
            stays=stays,
            erased=erased,
            gaps=[
                (gap.field.verbose_name, told(other, gap.field.name)) for gap in gaps(keep, other)
            ],
            sides=[(one, sections_of(one), consents_of(one)) for one in (keep, other)],
            refused=refused,
            back=self.way_on(keep),
        )

    def _join(self, request, keep, other, versions):
        now = timezone.now()
        kept = merge(keep=keep, other=other, versions=versions, by=request.user, at=now)
        done = _("The two profiles are one now; the other one was erased.")
        self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(self.way_on(kept))
