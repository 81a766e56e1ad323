"""What programs ask a site for: crawlers, browsers' icons and people who report a hole."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control

from acpmigration.dates import today

# Shorter than the year that RFC 9116 advises, and said anew every day.
SECURITY_CONTACT_HOLDS = timedelta(days=180)


def robots(request: HttpRequest) -> HttpResponse:
    """Keep crawlers out of back-office, accounts, and filters upon filters, which have no end."""
    closed = [
        f"Disallow: {address}"
        for name in ("admin:index", "account_home")
        for address in addresses(name)
    ]
    lines = [
        "User-agent: *",
        *closed,
        "Disallow: /*?*&",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return plain_text(lines)


def security(request: HttpRequest) -> HttpResponse:
    """How to report a vulnerability (RFC 9116); the contact page says how soon we answer."""
    contact = request.build_absolute_uri(reverse("pages:contact"))
    until = datetime.combine(today() + SECURITY_CONTACT_HOLDS, time(), UTC)
    lines = [
        f"Contact: {contact}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {request.build_absolute_uri(reverse('security'))}",
        f"Policy: {contact}",
    ]
    return plain_text(lines)


@login_not_required
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("img/favicon.ico"))


def addresses(name: str) -> list[str]:
    """Return an address in every language."""
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.append(reverse(name))
    return found


def plain_text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
