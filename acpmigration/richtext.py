"""Rich text: the few tags that editors need, everything else is taken out.

Sanitised on the way into the database, whichever way it comes (``update()`` too), and once more
when it is shown.
"""

import nh3
from django.db import models
from django.utils.safestring import SafeString, mark_safe

TAGS = {"p", "br", "h2", "h3", "ul", "ol", "li", "strong", "em", "blockquote", "a", "abbr", "q"}
ATTRIBUTES = {"a": {"href", "hreflang", "lang"}, "abbr": {"title"}, "q": {"lang"}, "p": {"lang"}}
ATTRIBUTES |= {"blockquote": {"lang"}, "em": {"lang"}}
SCHEMES = {"http", "https", "mailto"}


def sanitise(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener nofollow",
    )


def shown_safely(html: str | None) -> SafeString:
    """Markup for a template; the one place where stored text is called safe."""
    return mark_safe(sanitise(html or ""))  # noqa: S308


class RichTextField(models.TextField):  # type: ignore[type-arg]
    """A text whose markup is harmless in the database already."""

    def get_prep_value(self, value: object) -> str | None:
        prepared = super().get_prep_value(value)
        return prepared if prepared is None else sanitise(prepared)
