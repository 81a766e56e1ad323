"""People who log in."""

import hashlib
import unicodedata
from typing import ClassVar, Self
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.enums import Language, Role
from acpmigration.constraints import one_of, required
from acpmigration.permissions import RoleRights

SYSTEM_EMAIL = "system@acpmigration.invalid"


def validate_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(_("Choose a time zone such as “Pacific/Efate”."))


def composed(password: str) -> str:
    """The same password, whether a keyboard sends "é" as one character or as two."""
    return unicodedata.normalize("NFKC", password)


class UserManager(BaseUserManager["User"]):
    """The one manager class of the house: Django asks it to make and to find users."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, **{"role": Role.ADMINISTRATOR, **fields})

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").lower())

    def of_mailbox(self, email: str) -> models.QuerySet["User"]:
        """People whose mail arrives where this address leads: what follows a ``+`` is a tag."""
        name, _at, domain = email.lower().rpartition("@")
        mailbox = name.partition("+")[0] or name
        tagged = models.Q(email__startswith=f"{mailbox}+", email__endswith=f"@{domain}")
        return self.filter(models.Q(email=f"{mailbox}@{domain}") | tagged)

    def system(self) -> "User":
        """Return the locked user in whose name loaded and scheduled changes are made."""
        return self.get(email=SYSTEM_EMAIL)


class User(RoleRights, AbstractBaseUser):
    """A person who logs in by e-mail; the role says what for."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Brussels", validators=[validate_time_zone]
    )
    language = models.CharField(
        _("language of mails"), max_length=2, choices=Language, default=Language.ENGLISH
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True, default=Role.NONE)
    regions = models.ManyToManyField(
        "reference.Region",
        verbose_name=_("regions"),
        blank=True,
        related_name="coordinators",
        help_text=_("A coordinator changes only what belongs to these regions."),
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Switch off to take away access; traces stay.")
    )
    date_joined = models.DateTimeField(_("date joined"), default=timezone.now, editable=False)
    # Counts how often all sessions were ended: part of what every session is checked against.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            one_of("role", Role),
            one_of("language", Language),
            required("email"),
            models.CheckConstraint(
                name="accounts_user_email_lower",
                condition=models.Q(email=Lower("email")),
                violation_error_message=_("Write the e-mail address in lower case."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        self.email = self.email.lower()

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password and composed(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(raw_password and composed(raw_password))

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Every session is checked against this: another password or role ends them all."""
        seen = f"{self.password}:{self.role}:{self.sessions_ended}"
        salt = "acpmigration.accounts.models.User.get_session_auth_hash"
        return salted_hmac(salt, seen, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def browser_key(self) -> str:
        """Whose it is, for what a browser keeps beyond the log-out; says nothing of the person.

        Not made with the secret key: what waits in a browser has to find its person again after
        that was changed.
        """
        named = f"browser {self.pk} {self.date_joined.isoformat()}"
        return hashlib.sha256(named.encode()).hexdigest()[:32]

    @property
    def zone(self) -> ZoneInfo:
        """The person's own clock: what is in the future for them."""
        return ZoneInfo(self.time_zone)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def by_newest(self) -> Self:
        return self.order_by("-made_at", "-pk")


class ApiToken(models.Model):
    """What a program of a person's shows instead of a log-in; only its hash is kept."""

    person = models.ForeignKey(
        User, models.CASCADE, verbose_name=_("person"), related_name="api_tokens"
    )
    name = models.CharField(_("what it is for"), max_length=80)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # Of what the person's rights stood on when it was made: see domain/tokens.py.
    standing = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("holds until"))
    used_at = models.DateTimeField(_("last used"), null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        constraints = [
            required("name"),
            required("token_hash"),
            required("standing"),
            models.UniqueConstraint(
                fields=["person", "name"], name="accounts_apitoken_person_name"
            ),
            models.CheckConstraint(
                name="accounts_apitoken_expires_after_made",
                condition=models.Q(expires_at__gt=models.F("made_at")),
                violation_error_message=_("A token holds for a while."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"
