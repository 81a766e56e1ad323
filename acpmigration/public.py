"""Pages that are the same for everybody, and that a cache may keep as long as nothing changes."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    return login_not_required(view)
