"""A CV, opened for a purpose that is written down: as text, as pictures, or as the file itself."""

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from acpmigration.sending import SANDBOX, attachment_response
from acpmigration.uploads.reading import PAGE_CONTENT_TYPE, page_picture, read_cv
from experts.admin.shown import ShownAdmin
from experts.domain.looks import Look, PurposeMissing, note_look, note_page
from experts.forms.purpose import PurposeForm

PURPOSE = "for"


class CVAdmin(ShownAdmin):
    own_pages = [
        ("<uuid:record_id>/cv/", "cv_view", "cv"),
        ("<uuid:record_id>/cv/file/", "cv_file_view", "cv_file"),
        ("<uuid:record_id>/cv/pages/<int:number>/", "cv_page_view", "cv_page"),
    ]

    @method_decorator(reauthentication_required)
    def cv_view(self, request, record_id):
        """Ask what for; then show what is in the file, which itself never reaches the page."""
        record = self._with_cv(request, record_id)
        purpose = request.GET.get(PURPOSE, "")
        form = PurposeForm(request.GET if PURPOSE in request.GET else None)
        reading = None
        if form.is_valid():
            self._note(request, record, Look.CV, purpose)
            with record.cv.open() as file:
                reading = read_cv(file, record.cv.name)
        return self.page(
            request,
            "admin/experts/cv.html",
            title=_("CV"),
            record=record,
            form=form,
            reading=reading,
            numbers=range(1, reading.pages + 1) if reading else (),
            purpose=purpose,
            back=self.way_on(record),
        )

    @method_decorator(reauthentication_required)
    def cv_file_view(self, request, record_id):
        record = self._with_cv(request, record_id)
        try:
            self._note(request, record, Look.CV_FILE, request.GET.get(PURPOSE, ""))
        except PurposeMissing:
            return HttpResponseRedirect(reverse("admin:experts_expert_cv", args=[record.pk]))
        # Named by the reference: a downloads folder is no place for a name.
        return attachment_response(request, record.cv, f"{record.reference}{record.cv_ending}")

    @method_decorator(reauthentication_required)
    def cv_page_view(self, request, record_id, number):
        """A page of a PDF as a picture, drawn for whoever said what for."""
        record = self._with_cv(request, record_id)
        try:
            purpose = request.GET.get(PURPOSE, "")
            note_page(expert=record, by=request.user, at=timezone.now(), purpose=purpose)
        except PurposeMissing as missing:
            raise Http404(str(missing)) from missing
        with record.cv.open() as file:
            picture = page_picture(file, number)
        if not picture:
            raise Http404(_("The CV has no such page."))
        response = HttpResponse(picture, content_type=PAGE_CONTENT_TYPE)
        response["Content-Security-Policy"] = SANDBOX
        return response

    def _with_cv(self, request, record_id):
        """:raises Http404: where there is no CV, or one with a virus, which nobody is given."""
        record = get_object_or_404(self.get_queryset(request), pk=record_id)
        if not record.cv or record.cv_is_locked_away:
            raise Http404(_("There is no CV."))
        return record

    def _note(self, request, record, look, purpose):
        note_look(look=look, by=request.user, at=timezone.now(), subject=record, purpose=purpose)
