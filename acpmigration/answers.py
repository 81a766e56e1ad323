"""In which shape somebody wants an answer."""

from django.http import HttpRequest

PAGE, DATA = "text/html", "application/json"


def wants_data(request: HttpRequest) -> bool:
    """Tell whether a script asks, which reads no page."""
    return request.get_preferred_type([PAGE, DATA]) == DATA
