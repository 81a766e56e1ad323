"""What passes by itself: a database that is busy, a server without room."""

import errno
import re

from django.db import InterfaceError, OperationalError

# What SQLite and PostgreSQL say to a question that is too long, as against one at a bad time.
TOO_COMPLEX = re.compile(
    r"too large|too complex|too many (terms|sql variables)|parser stack|stack depth", re.IGNORECASE
)
# No room, no quota, no more than so much in one file, nothing is written at all.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})


def is_full(trouble: BaseException | None) -> bool:
    """Tell whether a file could not be written for want of room."""
    return isinstance(trouble, OSError) and trouble.errno in FULL


def is_busy(trouble: BaseException | None) -> bool:
    """Tell whether the database was locked, full or away, as against asked too much."""
    return isinstance(trouble, OperationalError | InterfaceError) and not is_too_complex(trouble)


def is_too_complex(trouble: BaseException | None) -> bool:
    return isinstance(trouble, OperationalError | InterfaceError) and bool(
        TOO_COMPLEX.search(str(trouble))
    )
