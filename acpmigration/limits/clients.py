"""Who asks, as far as it is known of somebody who has not logged in: by the address."""

from allauth.core.internal.ratelimit import get_ip
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

SALT = "acpmigration.limits.clients"


def client_of(request: HttpRequest) -> str:
    """A name for the client's network, from which nobody can tell the address.

    It is the address that the outermost of our own proxies saw, whatever the client writes into
    X-Forwarded-For; of an IPv6 address the network, all of which one client has. Empty where it
    cannot be told.
    """
    try:
        address = get_ip(request)
    except (ImproperlyConfigured, PermissionDenied):
        return ""
    return salted_hmac(SALT, address, algorithm="sha256").hexdigest()[:32]
