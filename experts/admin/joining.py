"""Two profiles of one person: shown side by side before they become one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from acpmigration.refusals import Refusal
from experts.admin.profile import sections_of
from experts.admin.shown import ShownAdmin
from experts.domain.consents import consents_of
from experts.domain.looks import Look, note_look
from experts.domain.merging import gaps, merge


class JoiningAdmin(ShownAdmin):
    own_pages = [("<uuid:record_id>/merge/<uuid:other_id>/", "merge_view", "merge")]

    def merge_view(self, request, record_id, other_id):
        """What will be kept, and the button that does it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        rows = self.get_queryset(request)
        keep, other = (get_object_or_404(rows, pk=key) for key in (record_id, other_id))
        refused = []
        if request.method == "POST":
            try:
                kept = merge(keep=keep, other=other, by=request.user, at=timezone.now())
            except Refusal as refusal:
                refused = refusal.messages
            else:
                done = _("The two profiles are one now; the other one was erased.")
                self.message_user(request, done, messages.SUCCESS)
                return HttpResponseRedirect(self.way_on(kept))
        for expert in (keep, other):
            note_look(look=Look.PROFILE, by=request.user, at=timezone.now(), expert=expert)
        return self.page(
            request,
            "admin/experts/merge.html",
            title=_("Join two profiles"),
            record=keep,
            other=other,
            gaps=gaps(keep, other),
            sides=[(one, sections_of(one), consents_of(one)) for one in (keep, other)],
            refused=refused,
            back=self.way_on(keep),
        )
