"""allauth's forms in our words; allauth, the adapter and the domain decide what is refused."""

from allauth.account import forms as account
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.accounts.models import User
from acpmigration.editing import EditForm

# What the column holds, and any mail server takes.
LONGEST_ADDRESS = 254
RULES = gettext_lazy(
    "At least 12 characters. Four words that have nothing in common make a good password."
)
ADDRESS = gettext_lazy("E-mail address")
PASSWORD = gettext_lazy("Password")
NEW = gettext_lazy("New password")
AGAIN = gettext_lazy("The same password again")
CODE = gettext_lazy("Code")
CODE_HINT = gettext_lazy("Six digits from the app on your phone, or one of your recovery codes.")


class InOurWords:
    """Labels and hints beside the controls instead of words inside of them."""

    labels = {}
    hints = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.error_messages["required"] = _("Fill this in: %(label)s") % {"label": field.label}
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = _("Write an address such as name@example.org.")

    def add_error(self, field, error):
        # allauth's own sentence, which it has not in all of our languages.
        if field == "password2" and not isinstance(error, ValidationError):
            error = _("Type the same password twice.")
        super().add_error(field, error)


class LogIn(InOurWords, account.LoginForm):
    labels = {"login": ADDRESS, "password": PASSWORD}


class SignUp(InOurWords, account.SignupForm):
    """Says on the screen nothing of an address that is known: its owner is told by mail."""

    labels = {"email": ADDRESS, "password1": PASSWORD, "password2": AGAIN}
    hints = {"password1": RULES}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].validators.append(MaxLengthValidator(LONGEST_ADDRESS))
        trap = self.fields[settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD]
        trap.label = _("Leave this empty")
        # allauth hides it by an inline style, which the policy refuses.
        trap.widget = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})

    def validate_unique_email(self, value):
        email = super().validate_unique_email(value)
        if User.objects.of_mailbox(email).exists():
            self.account_already_exists = True
        return email

    def clean(self):
        cleaned = super().clean()
        is_sent = not self.errors and not cleaned[settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD]
        if is_sent and not ratelimit.consume(
            context.request, app="allauth.account", action="signup_sent"
        ):
            raise ValidationError(
                format_html(
                    _(
                        "Several accounts were opened from your network within the last hour. Try "
                        'again in an hour or over another connection, or <a href="{}">write to '
                        "us</a>: we then open your account for you."
                    ),
                    reverse("pages:contact"),
                ),
                code="rate_limited",
            )
        return cleaned

    def try_save(self, request):
        if self.account_already_exists:
            # Takes as long as a new account does.
            make_password(self.cleaned_data["password1"])
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            # Somebody was quicker by a moment: the address is known by now.
            self.account_already_exists = True
            return super().try_save(request)


class NewAddress(InOurWords, account.AddEmailForm):
    labels = {"email": gettext_lazy("New e-mail address")}
    hints = {"email": gettext_lazy("It counts once you follow the link that we send there.")}


class ChangePassword(InOurWords, account.ChangePasswordForm):
    labels = {
        "oldpassword": gettext_lazy("Present password"),
        "password1": NEW,
        "password2": AGAIN,
    }
    hints = {"password1": RULES}


class SetPassword(InOurWords, account.SetPasswordForm):
    labels = {"password1": NEW, "password2": AGAIN}
    hints = {"password1": RULES}


class ResetPassword(InOurWords, account.ResetPasswordKeyForm):
    labels = {"password1": NEW, "password2": AGAIN}
    hints = {"password1": RULES}


class AskForReset(InOurWords, account.ResetPasswordForm):
    labels = {"email": ADDRESS}


class AskForCode(InOurWords, account.RequestLoginCodeForm):
    labels = {"email": ADDRESS}


class LoginCode(InOurWords, account.ConfirmLoginCodeForm):
    labels = {"code": CODE}


class SayPassword(InOurWords, account.ReauthenticateForm):
    labels = {"password": PASSWORD}


class SecondFactor(InOurWords, mfa.AuthenticateForm):
    labels = {"code": CODE}
    hints = {"code": CODE_HINT}


class SaySecondFactor(InOurWords, mfa.ReauthenticateForm):
    labels = {"code": CODE}
    hints = {"code": CODE_HINT}


class ActivateSecondFactor(InOurWords, totp.ActivateTOTPForm):
    labels = {"code": CODE}
    hints = {"code": gettext_lazy("Six digits from the app on your phone.")}


class Invitation(InOurWords, forms.Form):
    """Asks for the password of a person who was invited."""

    password1 = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    password2 = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    labels = {"password1": NEW, "password2": AGAIN}
    hints = {"password1": RULES}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self):
        validate_password(self.cleaned_data["password1"], self.user)
        return self.cleaned_data["password1"]

    def clean(self):
        first, second = (self.cleaned_data.get(name) for name in ("password1", "password2"))
        if first and second and first != second:
            self.add_error("password2", _("Type the same password twice."))
        return self.cleaned_data


class OwnDetails(forms.ModelForm):
    """What a person may change of the own row: never the role."""

    class Meta:
        model = User
        fields = ("name", "language", "time_zone")


class NewPerson(forms.ModelForm):
    """A person to be invited: there is no password until the person chooses one."""

    class Meta:
        model = User
        fields = ("email",)

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class PersonForm(EditForm):
    """What administrators change of a person, minding what another one changes meanwhile."""

    class Meta:
        model = User
        fields = ("email",)
        help_texts = {
            "is_active": gettext_lazy(
                "Changed by the link on top of this page that takes access away or gives it back, "
                "and for oneself by another administrator. Traces stay."
            )
        }
