"""Secrets that are kept to be used again, unreadable in the database and in its backups."""

import base64

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "acpmigration.accounts.ciphers"


def encrypt(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """Read what was encrypted with the site's key or with a former one.

    :raises cryptography.fernet.InvalidToken: if the key is in neither setting.
    """
    return _keys().decrypt(encrypted.encode()).decode()


def _keys() -> MultiFernet:
    return MultiFernet(
        [_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key(secret: str | bytes) -> Fernet:
    # The site's key signs; another one, made of it, encrypts.
    made = salted_hmac(SALT, "second factor", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(made))
