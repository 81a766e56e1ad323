"""Under which conditions the data may be used again: words that staff edit."""

from acpmigration.pages.models import Text

# Where staff have written nothing else.
NAME, ADDRESS = "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"
# The keys of the texts that say otherwise, and of the words around them.
TEXTS, WORDS = "licence/", "licence/words"


def licence() -> dict[str, str]:
    """Its name in the list of SPDX, its address, and what staff write of it, in plain text."""
    texts = Text.objects.under(TEXTS)
    name, address = texts.get("licence/name"), texts.get("licence/address")
    words = texts.get(WORDS)
    return {
        "name": name.title if name else NAME,
        "address": address.title if address else ADDRESS,
        "title": words.title if words else NAME,
        "words": words.plain_body.strip() if words else "",
    }
