"""Finding experts, by themselves or for a shortlist."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from acpmigration.facets.filterset import query_of
from experts.admin.candidates import candidates, plan_of
from experts.admin.shown import ShownAdmin
from experts.domain.looks import Look, note_look
from experts.domain.matching import asked_by, for_matching
from experts.filters import ExpertFilter
from experts.models import Expert, Shortlist

FOUND_PAGE = 50
# Beside the filter: which shortlist somebody is looked for, and the page.
SHORTLIST, PAGE = "shortlist", "p"


class FindingAdmin(ShownAdmin):
    own_pages = [("find/", "find_view", "find")]

    def find_view(self, request):
        """People who can be matched; for a shortlist with its criteria beside each."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        note_look(look=Look.SEARCH, by=request.user, at=now)
        shortlist = self._shortlist(request.GET.get(SHORTLIST, ""))
        matched = Expert.objects.available_to_match()
        found = ExpertFilter(request.GET or None, matched, now=now)
        page = Paginator(for_matching(found.qs), FOUND_PAGE).get_page(request.GET.get(PAGE))
        asked = asked_by(shortlist) if shortlist else []
        listed = set(shortlist.choices.values_list("expert", flat=True)) if shortlist else set()
        rest = {name: request.GET.getlist(name) for name in request.GET if name != PAGE}
        return self.page(
            request,
            "admin/experts/find.html",
            title=_("Find experts"),
            form=found.form,
            page=page,
            shortlist=shortlist,
            asked=asked,
            rows=candidates(page, asked, plan_of(shortlist), now),
            listed=listed,
            query=query_of(rest).urlencode(),
        )

    def _shortlist(self, key: str) -> Shortlist | None:
        """:raises Http404: for one that is not there."""
        if not key:
            return None
        rows = Shortlist.objects.select_related(
            "intervention__country__region", "intervention__regional_organisation__region"
        )
        return get_object_or_404(rows, pk=key if key.isdecimal() else None)
