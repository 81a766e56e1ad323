"""What follows a commit and must not undo it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction


def after_commit(
    do: Callable[..., object], *args: Any, using: str | None = None, **given: Any
) -> None:
    """Call ``do`` once the transaction is committed; what it raises is logged, never passed on.

    A function with its own name, for Django asks one that fails for it; a ``partial`` has none.
    """

    @wraps(do)
    def done() -> None:
        do(*args, **given)

    transaction.on_commit(done, using=using, robust=True)
