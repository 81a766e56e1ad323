"""What figures are called and how they are defined: words that staff edit."""

from collections.abc import Mapping

from acpmigration.pages.models import Text


class Words:
    def __init__(self, texts: Mapping[str, Text]) -> None:
        self.texts = texts

    def words(self, name: str, otherwise: str | None = None) -> tuple[str, str, str]:
        """Name, label and definition, in the order in which figures are made of them."""
        return name, self.title(name, otherwise), self.definition(name)

    def title(self, name: str, otherwise: str | None = None) -> str:
        text = self.texts.get(name if "/" in name else f"figure/{name}")
        return text.title if text else (name if otherwise is None else otherwise)

    def definition(self, name: str) -> str:
        text = self.texts.get(f"figure/{name}")
        return text.plain_body if text else ""
