"""The hidden fields of a form that keeps what is typed, and whose form it is."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict

from acpmigration.accounts.models import User

# Who was logged in when the page was drawn, signed; who is no form's question.
OWNER = "typed_by"
# The kept form that the page shows, and the button that throws it away.
WAITED, FORGET = "typed_before", "typed_forget"
# The file that is kept of a field.
FILE = "kept_"

_signer = Signer(salt="acpmigration.keeping")


def mark_of(owner: User) -> str:
    return _signer.sign(str(owner.pk))


def key_of_owner(sent: QueryDict) -> int | None:
    """Return the key of the person for whom the form was drawn; none if that is forged."""
    try:
        return int(_signer.unsign(sent.get(OWNER, "")))
    except BadSignature:
        return None


def owner_of(sent: QueryDict) -> User | None:
    key = key_of_owner(sent)
    return None if key is None else User.objects.filter(pk=key, is_active=True).first()


def own(request: HttpRequest) -> User | None:
    """Return who is logged in, if anybody is."""
    return request.user if isinstance(request.user, User) else None


def key_in(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def waited_in(sent: QueryDict) -> UUID | None:
    return key_in(sent.get(WAITED))


def file_keys(sent: Mapping[str, str]) -> Iterator[tuple[str, UUID | None]]:
    """The fields of which a file is said to be kept, and under which key."""
    for name in sent:
        if name.startswith(FILE):
            yield name.removeprefix(FILE), key_in(sent[name])


def takes_part(request: HttpRequest) -> bool:
    found = request.resolver_match
    return found is not None and getattr(found.func, "keeps_typing", False)
