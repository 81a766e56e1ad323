"""How much of one client's is being answered by this process at the same time."""

import threading
from collections import Counter


class InFlight:
    """Leaves threads of the process for others, however long an answer takes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now: Counter[str] = Counter()

    def enter(self, client: str, most: int) -> bool:
        """Begin one more, unless ``most`` are under way; whoever was let in leaves."""
        with self._lock:
            if self._now[client] >= most:
                return False
            self._now[client] += 1
            return True

    def leave(self, client: str) -> None:
        with self._lock:
            self._now[client] -= 1
            if not self._now[client]:
                del self._now[client]
