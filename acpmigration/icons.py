"""The drawings of the site: icons on a grid of 24, and the small path of the four stages."""

ICONS = {
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "back": ('<path d="M9 5 4 10l5 5M4 10h10a6 6 0 0 1 0 12h-3" transform="translate(0 -2)"/>'),
    "search": ('<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>'),
    "down": '<path d="M12 3v12M7 10.5l5 5 5-5M4 20h16"/>',
    "clock": ('<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>'),
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "close": '<path d="M6 6l12 12M18 6 6 18"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "list": '<path d="M4 6h4v4H4zM4 14h4v4H4zM12 8h8M12 16h8"/>',
    "table": '<path d="M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14"/>',
    "map": (
        '<path d="M12 21c4.5-5 6.5-8.2 6.5-11.2A6.5 6.5 0 0 0 5.5 9.8C5.5 12.8 7.5 16 12'
        ' 21Z"/>'
        '<circle cx="12" cy="9.8" r="2.3"/>'
    ),
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "file": '<path d="M6 3h8l4.5 4.5V21H6zM14 3v5h4.5M9 13h6M9 16.5h6"/>',
    "warn": '<path d="M12 3.5 2.5 20h19zM12 10v4.5M12 17.3v.2"/>',
    "note": ('<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.7v.2"/>'),
    "received": '<path d="M3.5 6h17v12h-17zM4 7l8 6 8-6"/>',
    "done": (
        '<circle cx="12" cy="12" r="9" fill="currentColor"/>'
        '<path d="m7.5 12.5 3 3 6-6.5" stroke="var(--surface)" stroke-width="2.2"/>'
    ),
    "ongoing": (
        '<circle cx="12" cy="12" r="9"/><path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor"/>'
    ),
    "late": (
        '<path d="M12 3.5 2.5 20h19z" fill="currentColor"/>'
        '<path d="M12 10v4.5M12 17.3v.2" stroke="var(--surface)" stroke-width="2.2"/>'
    ),
    "silent": '<circle cx="12" cy="12" r="9"/><path d="M9.7 8.5v7M14.3 8.5v7"/>',
    "not_started": '<circle cx="12" cy="12" r="9" stroke-dasharray="2.6 3.05"/>',
    "waived": (
        '<circle cx="12" cy="12" r="9" stroke-dasharray="2.6 3.05"/><path d="m8 12.3 3 3 5.5-6"/>'
    ),
    "remittances": (
        '<circle cx="9" cy="9" r="5.5"/>'
        '<path d="M9 6.5v5M7.3 9h3.4M14 13.5h6.5M17.5 10.5l3 3-3 3M9 19.5h8"/>'
    ),
    "visas": (
        '<path d="M5.5 3.5h13v17h-13z"/>'
        '<circle cx="12" cy="10" r="3.5"/>'
        '<path d="M8.5 10h7M12 6.5c-1.6 2.2-1.6 4.8 0 7M12 6.5c1.6 2.2 1.6 4.8 0 7M9 17h6"/>'
    ),
    "readmission": (
        '<path d="M4 11.5 12 5l8 6.5M6.5 9.8V19.5h11V9.8M15 15h-5.5M11.5 12.8 9.3 15l2.2 2.2"/>'
    ),
    "thb": (
        '<path d="M9.5 14.5 7.7 16.3a3.3 3.3 0 0 1-4.7-4.7L5.5 9.2M14.5 9.5l1.8-1.8a3.3 3.3'
        ' 0 0 1 4.7 4.7l-2.5 2.4M9 4.5l1 3M4.5 5.5l2.5 2M15 19.5l-1-3M19.5 18.5l-2.5-2"/>'
    ),
    "som": (
        '<path d="M3.5 14.5h17l-2.5 4.5H6zM7.5 14.5V9.5h4v5M14 14.5V6l4 5.5h-4M3 21.5c2 0'
        ' 2-1 4.5-1s2.5 1 4.5 1 2-1 4.5-1 2.5 1 4.5 1"/>'
    ),
    # Stands in for a topic or a state that has no drawing of its own.
    "other": '<circle cx="12" cy="12" r="4.5"/>',
}

# States that share a drawing.
SAME_AS = {
    "completed": "check",
    "finished": "done",
    "started": "ongoing",
    "blocked": "file",
    "due": "clock",
    "accepted": "check",
    "under_review": "ongoing",
    "cancelled": "close",
    "declined": "close",
    "withdrawn": "back",
    "merged": "arrow",
    "sample": "note",
}

STAGES = 4
STEP = 27


def drawing(name: str) -> str:
    """The drawing of an icon.

    :raises KeyError: if nothing is drawn for ``name``.
    """
    return ICONS[SAME_AS.get(name, name)]


def has_drawing(name: str) -> bool:
    return SAME_AS.get(name, name) in ICONS


def path_drawing(closed: int, *, is_open: bool) -> str:
    """The path with ``closed`` stages behind and, if ``is_open``, the next one under way."""
    behind = closed if is_open else max(closed - 1, 0)
    parts = [_rail(n, "done" if n < behind else "line-2") for n in range(STAGES - 1)]
    for n in range(STAGES):
        x = 7 + STEP * n
        if n < closed:
            parts.append(f'<circle cx="{x}" cy="7" r="6.5" fill="var(--done)"/>')
        elif n == closed and is_open:
            parts.append(
                f'<circle cx="{x}" cy="7" r="5.5" fill="var(--live)" stroke="var(--done)"'
                f' stroke-width="2"/><path d="M{x} 1.5a5.5 5.5 0 0 0 0 11z" fill="var(--done)"/>'
            )
        else:
            parts.append(
                f'<circle cx="{x}" cy="7" r="5.5" fill="none" stroke="var(--line-2)"'
                ' stroke-width="2"/>'
            )
    return "".join(parts)


def _rail(n: int, colour: str) -> str:
    """The line from stage ``n`` to the next."""
    return f'<path d="M{16 + STEP * n} 7h10" stroke="var(--{colour})" stroke-width="2"/>'


HATCH = (
    '<pattern id="hatch" class="hatch" width="7" height="7" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect width="7" height="7"/><path d="M2 0v7"/></pattern>'
)
