"""What a new password has to be, beside Django's own rules."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

# Longer ones are no password but a way to keep the server busy.
LONGEST = 256
# Of 4: not found within 10^8 guesses.
LEAST_SCORE = 3
# What zxcvbn reads at most.
READ = 72


class MaximumLength:
    def validate(self, password, user=None):
        if len(password) > LONGEST:
            raise ValidationError(
                _("A password has at most %(count)d characters.") % {"count": LONGEST},
                code="password_too_long",
            )


class HardToGuess:
    """Counts patterns, names and common passwords, and what is known of the person."""

    def validate(self, password, user=None):
        known = [part for name in ("email", "name") for part in parts(user, name)]
        if zxcvbn(password[:READ], user_inputs=known)["score"] < LEAST_SCORE:
            raise ValidationError(
                _("This password is easy to guess. Take some words that have nothing in common."),
                code="password_guessable",
            )


def parts(user, name):
    """The words of what is written in a field of the person."""
    text = str(getattr(user, name, "") or "")
    return [text, *text.replace("@", " ").replace(".", " ").split()]
