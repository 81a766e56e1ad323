"""What the site tells allauth: its words, its mails, where a person lands, what is encrypted."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from qrcode import QRCode
from qrcode.image.svg import SvgPathImage

from acpmigration.accounts import sessions
from acpmigration.accounts.domain import ciphers
from acpmigration.accounts.domain.addresses import give_way
from acpmigration.accounts.enums import Language
from acpmigration.accounts.models import User
from acpmigration.pages.domain.mail import queue_message
from acpmigration.pages.domain.mail_texts import Written, rewritten
from acpmigration.templatetags.mails import NAMES, Names

WAIT = _(
    "Too many attempts. Wait five minutes and try again, or set a new password. If you have just "
    "opened your account, follow the link in the mail that we sent you."
)


def landing_page(user: User) -> str:
    """Return where a person goes on after the log-in, unless a page was asked for."""
    if user.is_staff:
        return reverse("admin:index")
    return reverse("coordination:board" if user.role else "experts:me")


def language_of(email: str) -> str:
    """The language a person has chosen; a stranger's is that of the page."""
    person = User.objects.filter(email=email.lower()).first()
    return person.language if person else get_language() or Language.ENGLISH


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "duplicate_email": _("This is the address that you have already."),
        "email_password_mismatch": _("The address and the password do not fit together."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is wrong or too old."),
        "incorrect_password": _("This password is wrong."),
        "invalid_password_reset": _("This link does not hold any more."),
        "rate_limited": WAIT,
        "too_many_login_attempts": WAIT,
    }

    def send_mail(self, template_prefix, email, context):
        """Every mail on accounts leaves here, in the language of whom it goes to."""
        language, names = language_of(email), Names()
        with override(language):
            said = {"request": current.request, "email": email, NAMES: names, **context}
            message = self.render_mail(template_prefix, email, said)
        own = Written(message.subject, message.body, names.values)
        mail = rewritten(template_prefix, language, own)
        message.subject, message.body = mail.subject, mail.body
        queue_message(
            message=message, template=template_prefix, language=language, at=timezone.now()
        )

    def send_account_already_exists_mail(self, email):
        """Write to the address that is known, which may carry another tag than the one typed."""
        known = User.objects.of_mailbox(email).order_by("pk").first()
        super().send_account_already_exists_mail(known.email if known else email)

    def save_user(self, request, user, form, commit=True):
        user.language = get_language()
        return super().save_user(request, user, form, commit)

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        give_way(address=email_address)
        return super().confirm_email(request, email_address)

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Whoever has logged in within the last minutes need not do so again."""
        if sessions.has_just_logged_in(current.request, time.time()):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": _("Use your password instead"),
            "mfa_reauthenticate": _("Use a code from your phone instead"),
        }
        return [
            {**method, "description": words[method["id"]]}
            for method in super().get_reauthentication_methods(user)
        ]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing_page(sessions.person_of(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_home")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        is_known = self.request.user.is_authenticated
        return reverse("account_home" if is_known else "account_login")

    def is_ajax(self, request: HttpRequest) -> bool:
        """Every answer is a page: nobody asks for another kind."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is wrong, too old or used already."),
    }

    def encrypt(self, text: str) -> str:
        return ciphers.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return ciphers.decrypt(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """Draw the code as plain SVG to stand in the page: the policy lets no ``data:`` through."""
        code = QRCode(border=2, image_factory=SvgPathImage)
        code.add_data(url)
        return code.make_image().to_string(encoding="unicode")
