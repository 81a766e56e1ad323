"""A phone that shows one-time codes (RFC 6238)."""

import base64
import hashlib
import hmac
import time

SECONDS = 30
DIGITS = 6


def code_of(secret: str, step: int) -> str:
    digest = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def codes_around_now(secret: str) -> list[str]:
    """The code of now, and those that a phone whose clock is a little off would show."""
    now = int(time.time()) // SECONDS
    return [code_of(secret, step) for step in (now, now + 1, now - 1)]
