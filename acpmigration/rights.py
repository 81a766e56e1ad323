"""Rights beyond those to read and to write rows, each with the rule that is asked for it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.permissions import edits_everything
from acpmigration.publication import may_publish
from acpmigration.spreadsheets.sheets import sheets


class Right(NamedTuple):
    """Something that people may do; ``may`` is what the place asks that lets them."""

    label: str | Promise
    may: Callable[[User], bool]


def _imports(user: User) -> bool:
    return any(sheet.may_use(user) for sheet in sheets())


def _exports(user: User) -> bool:
    return any(sheet.may_export(user) for sheet in sheets())


_rights = [
    Right(_("Publish records, and take them back from the public"), may_publish),
    Right(_("Give others a link to the preview of a draft"), edits_everything),
    Right(_("Import a sheet, and take an import back"), _imports),
    Right(_("Export as a sheet what one may read"), _exports),
    Right(_("Merge organisations that are one, and tell others apart"), edits_everything),
    Right(_("Retire what records are described by, such as a topic"), edits_everything),
    Right(_("Say that a translation is right still"), edits_everything),
    Right(
        _("Send, hold back and release mail"),
        lambda user: user.has_perm("pages.change_outgoingmail"),
    ),
    Right(
        _("Take access away from people, and give it back"),
        lambda user: user.has_perm("accounts.change_user"),
    ),
]


def register(*rights: Right) -> None:
    _rights.extend(rights)


def allowed(people: Sequence[User]) -> list[tuple[str | Promise, list[bool]]]:
    """Each right, and who of the people has it."""
    return [(right.label, [right.may(person) for person in people]) for right in _rights]
