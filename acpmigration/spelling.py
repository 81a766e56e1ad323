"""How names are compared: by their letters and digits alone."""

import re
import unicodedata

OTHER_THAN_WORDS = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """Leave letters without accents in lower case, digits, and one space between words.

    "Côte d\u2019Ivoire" and "COTE D IVOIRE" are the same.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return OTHER_THAN_WORDS.sub(" ", letters).strip()
