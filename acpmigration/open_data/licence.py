"""Under which conditions the data may be used again: words that staff edit."""

NAME, ADDRESS = "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"


def licence() -> dict[str, str]:
    return {"name": NAME, "address": ADDRESS}
