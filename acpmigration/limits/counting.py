"""Counting in the cache that all processes share, one step at a time whoever else counts."""

import math
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache


@dataclass(frozen=True)
class Limit:
    """So many requests in so many seconds."""

    name: str
    requests: int
    seconds: int

    @property
    def policy(self) -> str:
        """As the header RateLimit-Policy says it."""
        return f'"{self.name}";q={self.requests};w={self.seconds}'


@dataclass(frozen=True)
class Count:
    """``used`` of a limit, which begins anew in ``seconds``."""

    limit: Limit
    used: int
    seconds: int

    @property
    def is_over(self) -> bool:
        return self.used > self.limit.requests

    @property
    def left(self) -> int:
        return max(0, self.limit.requests - self.used)

    @property
    def headers(self) -> dict[str, str]:
        """What a program can go by: draft-ietf-httpapi-ratelimit-headers."""
        return {
            "RateLimit": f'"{self.limit.name}";r={self.left};t={self.seconds}',
            "RateLimit-Policy": self.limit.policy,
        }


def limit_of(name: str) -> Limit:
    requests, seconds = settings.RATE_LIMITS[name]
    return Limit(name, requests, seconds)


def count(limit: Limit, client: str, now: float) -> Count:
    """Count one more request of the client's.

    :raises redis.exceptions.RedisError: if nobody can count, because the cache is down.
    """
    span, passed = divmod(now, limit.seconds)
    key = f"limit:{limit.name}:{client}:{int(span)}"
    return Count(limit, _one_more(key, 2 * limit.seconds), math.ceil(limit.seconds - passed))


def note_failure(limit: Limit, client: str) -> None:
    """Count one more failure; the last one that is allowed begins a wait of ``limit.seconds``."""
    key = _failures(limit, client)
    if _one_more(key, limit.seconds) >= limit.requests:
        cache.touch(key, limit.seconds)


def has_failed_too_often(limit: Limit, client: str) -> bool:
    return int(cache.get(_failures(limit, client), 0)) >= limit.requests


def _failures(limit: Limit, client: str) -> str:
    return f"failures:{limit.name}:{client}"


def _one_more(key: str, kept_for: int) -> int:
    """Nobody's step is lost: the cache itself adds."""
    cache.add(key, 0, kept_for)
    try:
        return int(cache.incr(key))
    except ValueError:
        # It was emptied, or the key ran out, between the two.
        cache.add(key, 1, kept_for)
        return 1
