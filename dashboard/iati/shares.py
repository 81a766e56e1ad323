"""Parts of a whole that nobody has measured: equal, and exactly 100 together."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

Part = TypeVar("Part")
HUNDREDTHS = 100 * 100


def shared_out(parts: Sequence[Part]) -> dict[Part, Decimal]:
    """Each part with its percentage, in two decimals; a part that is named twice has two shares.

    What does not divide is given to the first ones.
    """
    if not parts:
        return {}
    each, rest = divmod(HUNDREDTHS, len(parts))
    shares: dict[Part, Decimal] = {}
    for place, part in enumerate(parts):
        share = Decimal(each + (place < rest)) / 100
        shares[part] = shares.get(part, Decimal(0)) + share
    return shares
