"""Signs that a text of ours never holds, wherever it is written: said once, for all that write."""

import re
from typing import Any

# What XML 1.0 cannot hold, however it is spelled, nor therefore a workbook, feed or IATI file:
# control characters but tab and line ends, halves of a pair, and two that Unicode says are none.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# PostgreSQL refuses these; the others it keeps.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def is_writable(text: str) -> bool:
    # Most texts are of one line, and none of these signs is printable.
    return text.isprintable() or not UNWRITABLE.search(text)


def writable(text: str) -> str:
    """The text without the signs that no file can hold."""
    return text if text.isprintable() else UNWRITABLE.sub("", text)


def storable(text: str) -> str:
    """The text without the signs that no database can hold."""
    return UNSTORABLE.sub("", text)


def all_writable(value: Any) -> Any:
    """A record, or a part of one, with each of its texts as ``writable`` leaves it."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, dict):
        return {name: all_writable(each) for name, each in value.items()}
    return [all_writable(each) for each in value] if isinstance(value, list) else value
