"""How much of one client's is being answered by this process at the same time."""

import threading
from dataclasses import dataclass, field


@dataclass
class UnderWay:
    """A client's requests that were let in, and whose turn it is."""

    number: int = 0
    turn: threading.Lock = field(default_factory=threading.Lock)


class InFlight:
    """Leaves threads of the process for others, and most of its time, however long answers take.

    A few of a client's requests are let in; they are worked at one after the other.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now: dict[str, UnderWay] = {}

    def enter(self, client: str, most: int) -> bool:
        """Begin one more, unless ``most`` are under way; whoever was let in leaves."""
        with self._lock:
            own = self._now.setdefault(client, UnderWay())
            if own.number >= most:
                return False
            own.number += 1
            return True

    def leave(self, client: str) -> None:
        with self._lock:
            self._now[client].number -= 1
            if not self._now[client].number:
                del self._now[client]

    def begin(self, client: str, seconds: float) -> bool:
        """Wait for the turn of a request that was let in; whoever gets it ends it."""
        with self._lock:
            own = self._now[client]
        return own.turn.acquire(timeout=seconds)

    def end(self, client: str) -> None:
        with self._lock:
            self._now[client].turn.release()
