"""Organisations that may be one: the list of them, and the page on which two become one."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from acpmigration.admin import ReadOnly, SearchedAdmin, Tool, link, or_dash
from acpmigration.choosing import NameSelect
from acpmigration.lists import MOST_COUNTED
from acpmigration.meanwhile import leads_to_list, still_there
from acpmigration.publishing import OwnPagesAdmin
from acpmigration.reference.admin.former import FormerAdmin
from acpmigration.reference.domain.doubles import dismiss, suspect
from acpmigration.reference.domain.merging import FACTS, gained_names, mentions, merge
from acpmigration.reference.enums import Suspicion
from acpmigration.reference.forms.merging import MergeForm, OtherForm, fact_of
from acpmigration.reference.models import Organisation, OrganisationPair, RegionalOrganisation
from acpmigration.refusals import Refusal
from acpmigration.several import one_by_one

# Of the records that name an organisation in one way.
SHOWN = 5
PAIRS = "admin:reference_organisationpair_changelist"


def compare_page(keep: Organisation, other: Organisation) -> str:
    return reverse("admin:reference_organisation_merge", args=[keep.pk, other.pk])


def choose_page(keep: Organisation, query: dict[str, int] | None = None) -> str:
    return reverse("admin:reference_organisation_choose", args=[keep.pk], query=query)


class MergingAdmin(FormerAdmin, OwnPagesAdmin, SearchedAdmin):
    """Pages of an organisation that is kept twice."""

    own_pages = [
        ("<int:record_id>/merge/", "choose_view", "choose"),
        ("<int:record_id>/merge/<int:other_id>/", "merge_view", "merge"),
        ("<int:record_id>/apart/<int:other_id>/", "apart_view", "apart"),
    ]

    def list_tools(self, request):
        open_pairs = OrganisationPair.objects.open()[:MOST_COUNTED].count()
        label = _("May be kept twice (%(count)d)") % {"count": open_pairs}
        return [*super().list_tools(request), Tool(label, reverse(PAIRS))]

    def record_tools(self, request, record):
        tools = super().record_tools(request, record)
        if not self.has_change_permission(request):
            return tools
        return [*tools, Tool(_("Merge with another"), choose_page(record))]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for pair in suspect(organisation=form.instance)[:SHOWN]:
            other = pair.second if pair.first_id == form.instance.pk else pair.first
            words = _("This may be the same as %(other)s: see the list of suspected doubles.")
            self.message_user(request, words % {"other": other}, messages.WARNING)

    def choose_view(self, request, record_id):
        """Name the other one."""
        record = self._organisation(request, record_id)
        form = OtherForm(request.GET if "other" in request.GET else None)
        form.fields["other"].widget = NameSelect(
            OrganisationPair._meta.get_field("second"), self.admin_site
        )
        form.fields["other"].widget.choices = form.fields["other"].choices
        if form.is_valid():
            other = form.cleaned_data["other"]
            if other != record:
                return HttpResponseRedirect(compare_page(record, other))
            form.add_error("other", _("This is one and the same organisation."))
        title = _("Merge with another")
        return self._page(request, "choose.html", title=title, record=record, form=form)

    @leads_to_list
    def merge_view(self, request, record_id, other_id):
        """Both side by side, what would happen, and the button that does it."""
        keep, other = (self._organisation(request, key) for key in (record_id, other_id))
        if keep == other:
            return HttpResponseRedirect(choose_page(keep, {"other": keep.pk}))
        form = MergeForm(request.POST if request.method == "POST" else None, keep=keep, other=other)
        refused = []
        if form.is_valid():
            try:
                return self._merge(request, keep, other, form)
            except Refusal as refusal:
                # What is shown now was read just now: it is compared, and ticked, once more.
                refused, form = refusal.messages, MergeForm(keep=keep, other=other)
        sides = [_side(one, beside) for one, beside in ((keep, other), (other, keep))]
        return self._page(
            request,
            "merge.html",
            title=_("Merge two organisations"),
            record=keep,
            other=other,
            form=form,
            refused=refused,
            sides=sides,
            names=gained_names(keep, other, form.taken() if form.is_bound else ()),
            is_apart=OrganisationPair.objects.of(keep).of(other).filter(dismissed_at__isnull=False),
        )

    @leads_to_list
    def apart_view(self, request, record_id, other_id):
        """They are two: the suspicion is over."""
        one, other = (self._organisation(request, key) for key in (record_id, other_id))
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            dismiss(one=one, other=other, by=request.user, at=timezone.now())
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            said = _("%(one)s and %(other)s are two: nobody is asked again.")
            self.message_user(request, said % {"one": one, "other": other}, messages.SUCCESS)
        return HttpResponseRedirect(reverse(PAIRS))

    def _merge(self, request, keep, other, form):
        done = merge(
            keep=keep,
            other=other,
            taken=form.taken(),
            seen=form.cleaned_data["seen"],
            by=request.user,
            at=timezone.now(),
        )
        said = ngettext(
            "The two are one now: %(count)d place names it that named the other.",
            "The two are one now: %(count)d places name it that named the other.",
            done.moved,
        )
        self.message_user(request, said % {"count": done.moved}, messages.SUCCESS)
        return HttpResponseRedirect(_page_of(done.organisation))

    def _organisation(self, request, key):
        if not self.has_change_permission(request):
            raise PermissionDenied
        rows = Organisation.objects.select_related("country")
        return still_there(request, rows.filter(pk=key).first())

    def _page(self, request, template, **context):
        frame = {**self.admin_site.each_context(request), "opts": Organisation._meta}
        context["media"] = self.media + context["form"].media
        return TemplateResponse(request, f"admin/reference/{template}", frame | context)


def _side(one, beside):
    """What a page shows of one of the two."""
    named = mentions(one, beside=beside)
    return {
        "organisation": one,
        "facts": [
            (Organisation._meta.get_field(name).verbose_name, or_dash(fact_of(one, name)))
            for name in FACTS
        ],
        "other_names": list(one.other_names.order_by("name", "pk")),
        "is_regional": RegionalOrganisation.objects.filter(organisation=one).exists(),
        "mentions": [
            {
                "records": capfirst(each.records[0]._meta.verbose_name_plural),
                "as": each.way.field.verbose_name,
                "count": len(each.records),
                "doubled": each.doubled,
                "shown": [(_page_of(record), str(record)) for record in each.records[:SHOWN]],
                "more": max(0, len(each.records) - SHOWN),
            }
            for each in named
        ],
        "count": sum(len(each.records) for each in named),
    }


def _page_of(record):
    """Its page in the back-office, where it has one."""
    if not admin.site.is_registered(type(record)):
        return ""
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])


class StateFilter(admin.SimpleListFilter):
    """The open pairs, unless others are asked for."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("apart", gettext_lazy("found to be two")), ("all", gettext_lazy("all"))]

    def choices(self, changelist):
        yield {
            "selected": self.value() not in ("apart", "all"),
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("open"),
        }
        yield from list(super().choices(changelist))[1:]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(dismissed_at__isnull=self.value() != "apart")


@admin.register(OrganisationPair)
class OrganisationPairAdmin(ReadOnly, SearchedAdmin):
    list_display = ["first", "second", "why", "compare", "dismissed_at", "dismissed_by"]
    list_display_links = None
    list_filter = [StateFilter]
    list_select_related = ["first", "second", "dismissed_by"]
    search_fields = ["first__name_en", "second__name_en", "first__slug", "second__slug"]
    ordering = ["first__name_en", "pk"]
    actions = ["tell_apart"]
    fieldsets = [
        (None, {"fields": ["first", "second", "why", "dismissed_at", "dismissed_by"]}),
    ]

    def get_list_display(self, request):
        columns = super().get_list_display(request)
        may_merge = self.has_tell_apart_permission(request)
        return [column for column in columns if may_merge or column != "compare"]

    def has_tell_apart_permission(self, request):
        return request.user.has_perm("reference.change_organisation")

    @admin.display(description=gettext_lazy("why"))
    def why(self, pair):
        return dict(Suspicion.choices).get(pair.reason, pair.reason)

    @admin.display(description=gettext_lazy("compare"))
    def compare(self, pair):
        return link(compare_page(pair.first, pair.second), _("Compare and merge"))

    @admin.action(description=gettext_lazy("They are two"), permissions=["tell_apart"])
    def tell_apart(self, request, queryset):
        now = timezone.now()
        outcome = one_by_one(
            queryset.select_related("first", "second"),
            lambda pair: dismiss(one=pair.first, other=pair.second, by=request.user, at=now),
        )
        number = len(outcome.done)
        said = ngettext("%(n)d pair is told apart.", "%(n)d pairs are told apart.", number)
        self.message_user(request, said % {"n": number}, messages.SUCCESS)
