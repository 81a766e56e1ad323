"""Addresses of other sites."""

# The only ones that are links: a script is none.
SCHEMES = ("http://", "https://")


def leads_outside(url: str) -> bool:
    return url.lower().startswith(SCHEMES)
