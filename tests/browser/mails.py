"""The mails that a served demo has written to its folder."""

import re
from email import message_from_bytes
from email.policy import default

from tests.browser.portal import Portal


def newest_mail(where: Portal, to: str) -> str:
    """The text of the mail to this address that was written last."""
    found = [
        message
        for file in sorted(where.mails.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        for message in [message_from_bytes(file.read_bytes(), policy=default)]
        if message["To"] == to
    ]
    return found[-1].get_content()


def link_in(text: str) -> str:
    return re.search(r"^http://\S+$", text, re.MULTILINE)[0]
