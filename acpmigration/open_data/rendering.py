"""Answers as JSON: as people write it, accents and all."""

from rest_framework.renderers import JSONRenderer

# RFC 9457.
PROBLEM = "application/problem+json"


class Json(JSONRenderer):
    """Every program reads UTF-8; what is wrong says so by its type."""

    charset = None
