"""What a cell says that cannot be taken, in words, and what may have been meant."""

from collections.abc import Sequence

from acpmigration.refusals import Refusal

SHOWN = 60


class Unreadable(Refusal):
    """The value of a cell is not what its column takes; ``proposals`` are near to it."""

    def __init__(self, sentence: str, proposals: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.proposals = list(proposals)


def quoted(value: object) -> str:
    """As much of a cell as a sentence can hold."""
    written = " ".join(str(value).split())
    return written if len(written) <= SHOWN else f"{written[:SHOWN]}…"
