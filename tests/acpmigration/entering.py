"""What a person does who comes in: forms, mails, codes from a phone."""

import re
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from acpmigration.accounts.domain.addresses import take_address
from acpmigration.accounts.domain.second_factor import give_second_factor
from acpmigration.accounts.models import User
from acpmigration.pages.models import OutgoingMail
from tests.factories.accounts import PASSWORD, UserFactory

LOG_IN = "/accounts/login/"
SIGN_UP = "/accounts/signup/"
RESET = "/accounts/password/reset/"
HOME = "/accounts/"
SECRET = "JBSWY3DPEHPK3PXP"
COUNTING = "tests.acpmigration.entering.CountingHasher"


class CountingHasher(MD5PasswordHasher):
    """What costs time where a real hash is asked for."""

    made: ClassVar[int] = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.made += 1
        return super().encode(password, salt)


def hashes_of(act: Any) -> int:
    CountingHasher.made = 0
    act()
    return CountingHasher.made


def person(**fields: Any) -> User:
    """Somebody who has confirmed the address."""
    user = UserFactory(**fields)
    take_address(user=user, is_confirmed=True)
    return user


def staff(**fields: Any) -> User:
    """An editor with a phone whose secret is known, unless told otherwise."""
    user = person(**({"editor": True} | fields))
    give_second_factor(user=user, secret=SECRET)
    return user


def log_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOG_IN, {"login": email, "password": password}, **more)


def sign_up(client: Client, email: str = "ana@example.org", **more: str) -> Any:
    form = {"email": email, "password1": PASSWORD, "password2": PASSWORD, "answer": ""}
    return client.post(more.pop("address", SIGN_UP), form | more)


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def mails(to: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to=to).order_by("pk"))


def kinds(to: str) -> list[str]:
    return [mail.template.rpartition("/")[2] for mail in mails(to)]


def link_in(mail: OutgoingMail) -> str:
    """The path of the link that a mail holds."""
    found = re.search(r"^https?://[^/\s]+(/\S+)$", mail.body, re.MULTILINE)
    assert found is not None
    return found[1]


def code_at(seconds: int = 0, secret: str = SECRET) -> str:
    """What a phone shows so many seconds later."""
    before, now, after = auth.yield_hotp_counters_from_time()
    counter = {-30: before, 0: now, 30: after}[seconds]
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def confirmed() -> set[str]:
    return set(EmailAddress.objects.filter(verified=True).values_list("email", flat=True))
