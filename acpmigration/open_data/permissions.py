"""Who may use the API: denied unless a view says otherwise."""

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission

if TYPE_CHECKING:
    # The views ask the settings for this module while they are being read.
    from rest_framework.request import Request
    from rest_framework.views import APIView


class DenyByDefault(BasePermission):
    """What names no permission of its own is closed."""

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        return False


class ReadsWhatIsPublic(BasePermission):
    """Everybody reads; the rows are the published ones, whoever asks."""

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        return request.method in SAFE_METHODS
