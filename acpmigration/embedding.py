"""What other sites show in a frame, and the line of HTML with which they do."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from acpmigration.public import public_page

View = Callable[..., HttpResponseBase]


def embedded_page(view: View) -> View:
    """Open a view to everybody, and to the frames of any site: ``/embed/`` alone may be framed."""
    opened = public_page(view)

    @wraps(opened)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: Any = opened(request, *args, **kwargs)
        response.xframe_options_exempt = True
        # As the decorator of django-csp does; no form, no script and no picture is in a frame.
        response._csp_replace = {
            "frame-ancestors": ["*"],
            "script-src": None,
            "connect-src": None,
            "worker-src": None,
        }
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return framed


@dataclass(frozen=True)
class Embed:
    """A frame that somebody puts into a page of their own; ``address`` is a whole one."""

    address: str
    title: str | Promise
    width: int
    height: int

    @property
    def line(self) -> SafeString:
        return format_html(
            # No wider than a phone on which the page is read.
            '<iframe src="{}" title="{}" width="{}" height="{}" style="max-width:100%" '
            'loading="lazy"></iframe>',
            self.address,
            self.title,
            self.width,
            self.height,
        )
