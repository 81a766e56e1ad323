"""Files that people send: what is accepted, how they are named, what is kept of them.

The rules stand on the model fields, so that site, admin and whatever comes later are guarded alike.
"""

from acpmigration.uploads.fields import RandomName
from acpmigration.uploads.kinds import (
    CVField,
    DocumentField,
    EditionField,
    KeptFileField,
    PictureField,
    SpreadsheetField,
)

__all__ = [
    "CVField",
    "DocumentField",
    "EditionField",
    "KeptFileField",
    "PictureField",
    "RandomName",
    "SpreadsheetField",
]
