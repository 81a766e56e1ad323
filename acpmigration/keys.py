"""Keys of rows as addresses and forms have them."""

# What both databases can hold.
MAX_DIGITS = 18


def is_key(text: str) -> bool:
    return text.isdecimal() and len(text) <= MAX_DIGITS
