"""What is asked of the board of translations, as its address says it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from acpmigration import worded
from acpmigration.pages.enums import TranslationState
from acpmigration.pages.figures import LANGUAGES, Wanted


@dataclass(frozen=True)
class Asked:
    """What the address says: a kind, a language, a state; what nobody offers is passed over."""

    kind: str
    language: str
    state: str

    @classmethod
    def of(cls, request: HttpRequest, kinds: list[type[Model]]) -> "Asked":
        offered = {
            "kind": [worded.kind_of(kind) for kind in kinds],
            "language": LANGUAGES,
            "state": TranslationState.values,
        }
        said = {name: request.GET.get(name, "") for name in offered}
        return cls(**{name: said[name] if said[name] in offered[name] else "" for name in offered})

    def wanted(self, kinds: list[type[Model]]) -> Wanted:
        chosen = [kind for kind in kinds if self.kind in ("", worded.kind_of(kind))]
        given: dict[str, Any] = {}
        if self.language:
            given["languages"] = (self.language,)
        if self.state:
            given["states"] = (self.state,)
        return Wanted(chosen, **given)

    def address(self, **other: str) -> str:
        """The query string of the same with something else in it."""
        said = {"kind": self.kind, "language": self.language, "state": self.state} | other
        return urlencode({name: value for name, value in said.items() if value})


def readable_kinds(request: HttpRequest) -> list[type[Model]]:
    """Those that this person may read in the back-office."""
    return [
        kind
        for kind in worded.kinds()
        if admin.site.get_model_admin(kind).has_view_permission(request)
    ]
