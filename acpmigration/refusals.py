"""What a rule says to a user."""

from django.utils.functional import Promise


class Refusal(Exception):  # noqa: N818 - what it is, not an error
    """A rule of the domain says no; every message is a sentence for the person who asked.

    Anything else that is raised by a domain function is a bug.
    """

    def __init__(self, *messages: str | Promise) -> None:
        super().__init__(*messages)
        self.messages = messages

    def __str__(self) -> str:
        return " ".join(str(message) for message in self.messages)


class NotYours(Refusal):
    """The actor's role or region does not allow this."""


class NotNow(Refusal):
    """The state of the record does not allow this."""
