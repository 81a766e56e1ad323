"""What the scripts of the workspace ask for: whose entries to send, and their worker."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from acpmigration.accounts.sessions import person_of
from technical_assistance.views.coordination.access import workspace_page


@workspace_page
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Who is there now, and the token that goes with the session of now.

    A form that was kept in the browser names neither: both may have changed since.
    """
    return JsonResponse({"user": person_of(request).browser_key, "csrf": get_token(request)})


def worker(request: HttpRequest) -> HttpResponse:
    """The worker of the workspace in the language of the address: its folder is its scope.

    Open to everybody, since browsers ask for a module without cookies; it holds nobody's data.
    Other bytes make a browser take the new worker: the release and the hash in the name of what
    it imports.
    """
    places = {
        "scope": reverse("coordination:board"),
        "choose": reverse("coordination:progress-choose"),
        "outbox": reverse("coordination:outbox"),
        "files": settings.STATIC_URL,
        "release": settings.RELEASE,
    }
    context = {"source": static("js/workspace-worker.js"), "places": places}
    return render(request, "coordination/worker.js", context, content_type="text/javascript")
