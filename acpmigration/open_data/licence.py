"""Under which conditions the data may be used again: words that staff edit."""

from urllib.parse import quote

from acpmigration.addresses import leads_outside
from acpmigration.pages.models import Text

# Where staff have written nothing else.
NAME, ADDRESS = "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"
# The keys of the texts that say otherwise, and of the words around them.
TEXTS, WORDS = "licence/", "licence/words"
# Where a licence of that list is to be read.
LISTED = "https://spdx.org/licenses/{}.html"


def licence() -> dict[str, str]:
    """Its name in the list of SPDX, its address, and what staff write of it, in plain text."""
    texts = Text.objects.under(TEXTS)
    named, written = texts.get("licence/name"), texts.get("licence/address")
    words = texts.get(WORDS)
    # The list has one name for all languages: no translation that was left behind names another.
    name = named.title_en if named else NAME
    address = written.title if written else ADDRESS
    return {
        "name": name,
        "address": address if leads_outside(address) else LISTED.format(quote(name, safe="")),
        "title": words.title if words else NAME,
        "words": words.plain_body.strip() if words else "",
    }
