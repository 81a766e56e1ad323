"""What a filter of ours makes of the values that stand in an address."""

from typing import Any


class Parameter:
    """``kept`` is what is used of the values as they were written; the rest is named, not used."""

    # Whether the parameter leaves rows out: only then it is a chip that can be taken away.
    narrows = True

    def kept(self, written: list[str]) -> list[str]:
        raise NotImplementedError

    def dropped(self, written: list[str]) -> list[str]:
        """Return what was not understood, as it was written."""
        kept = self.kept(written)
        return [value for value in dict.fromkeys(written) if value and value not in kept]

    def label_of(self, value: str) -> str:
        """Return the words of a value that was kept."""
        return value

    def filter(self, qs: Any, value: list[str]) -> Any:
        return qs
