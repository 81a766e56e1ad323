"""Who may do what: the rights of each role, asked by site, admin and files alike.

Denied unless it stands here. Which *rows* of a model a person may see or change is the model's own
``visible_to`` and ``editable_by``.
"""

from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

from acpmigration.accounts.enums import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from acpmigration.accounts.models import User

    Person: TypeAlias = User | AnonymousUser

ALL_ACTIONS = frozenset({"view", "add", "change", "delete"})
STAFF = frozenset({Role.ADMINISTRATOR, Role.EDITOR, Role.VIEWER})
EDITORS = frozenset({Role.ADMINISTRATOR, Role.EDITOR})
# Who sees what the public does not: a password alone opens nothing of it.
NEEDS_SECOND_FACTOR = STAFF | {Role.COORDINATOR}

# Role -> what it may do to the rows of any app, but for those in RESERVED.
RIGHTS: dict[str, frozenset[str]] = {
    Role.ADMINISTRATOR: ALL_ACTIONS,
    Role.EDITOR: ALL_ACTIONS,
    Role.VIEWER: frozenset({"view"}),
}
# App label, or label of a model -> the roles that may touch it at all: people, rights and the audit
# trail are for administrators.
RESERVED: dict[str, frozenset[str]] = {
    "accounts": frozenset({Role.ADMINISTRATOR}),
    # Personal data: whoever needs none of it sees none.
    "experts": EDITORS,
    "account": frozenset(),
    "mfa": frozenset(),
    "usersessions": frozenset(),
    "auth": frozenset(),
    "admin": frozenset({Role.ADMINISTRATOR}),
    "sessions": frozenset(),
    "contenttypes": frozenset(),
    # A file may hold assignments of experts.
    "spreadsheets": EDITORS,
    "pages.auditevent": frozenset({Role.ADMINISTRATOR}),
    # What somebody typed and has not sent: the person's own business.
    "pages.keptform": frozenset(),
    "pages.keptfile": frozenset(),
    # A person's own, and what others share with everybody.
    "pages.savedlist": frozenset(),
}


class RoleRights:
    """What Django's admin asks of a user, answered from the role."""

    role: str
    is_active: Any

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF

    @property
    def needs_second_factor(self) -> bool:
        return self.role in NEEDS_SECOND_FACTOR

    @property
    def writes_records(self) -> bool:
        """Whether there is a row at all that this role may change."""
        return self.role in EDITORS | {Role.COORDINATOR}

    @property
    def is_superuser(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    def has_perm(self, permission: str, obj: object = None) -> bool:
        """Answer for a permission written as Django does, ``app.action_model``."""
        app_label, _, codename = permission.partition(".")
        action, _, model = codename.partition("_")
        return self.is_active and role_may(self.role, action, app_label, model)

    def has_perms(self, permissions: list[str], obj: object = None) -> bool:
        return all(self.has_perm(permission, obj) for permission in permissions)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and role_may(self.role, "view", app_label)


def role_may(role: str, action: str, app_label: str, model: str = "") -> bool:
    for reserved in (app_label, f"{app_label}.{model}"):
        if role not in RESERVED.get(reserved, STAFF):
            return False
    return action in RIGHTS.get(role, frozenset())


def sees_everything(user: "Person") -> bool:
    """Staff read drafts; everybody else sees what is published, a coordinator the own drafts."""
    return user.is_active and getattr(user, "role", Role.NONE) in STAFF


def edits_everything(user: "Person") -> bool:
    return user.is_active and getattr(user, "role", Role.NONE) in EDITORS


def is_coordinator(user: "Person") -> TypeGuard["User"]:
    return user.is_active and getattr(user, "role", Role.NONE) == Role.COORDINATOR
