"""Records that were written down by hand: their names, languages, notes and organisations."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db import DatabaseError

from acpmigration.accounts.models import User
from acpmigration.reference.models import Country, Organisation
from acpmigration.refusals import Refusal

Record = Mapping[str, Any]

LANGUAGES = ("en", "fr", "pt", "es")
ORGANISATION = {"slug", "kind", "name", "short_name", "country"}


class PortfolioRefused(Refusal):
    """A record of the portfolio is wrong; the sentence names it and says how."""


def named(record: Record, make: Callable[[Record], bool]) -> bool:
    """Make it, and let what goes wrong say of which record."""
    if not isinstance(record, Mapping):
        raise PortfolioRefused(f"“{record}” is no record.")
    try:
        return make(record)
    except KeyError as missing:
        why: object = f"{missing} is missing or unknown."
        cause: Exception = missing
    except (Refusal, DatabaseError, ValueError, TypeError, AttributeError) as wrong:
        why = cause = wrong
    raise PortfolioRefused(f"{record.get('slug', record)}: {why}") from cause


def require_known(record: Record, known: Collection[str]) -> None:
    if not isinstance(record, Mapping):
        raise PortfolioRefused(f"“{record}” is no record.")
    if unknown := sorted(set(record) - set(known)):
        raise PortfolioRefused(f"nothing is called “{'”, “'.join(unknown)}” here.")


def add_organisation(
    record: Record,
    *,
    countries: Mapping[str, Country],
    organisations: dict[str, Organisation],
    by: User,
) -> bool:
    """Make the organisation and keep it among ``organisations``, unless it is there already."""
    require_known(record, ORGANISATION)
    if record["slug"] in organisations:
        return False
    organisation = Organisation(
        slug=record["slug"],
        kind=record["kind"],
        short_name=record.get("short_name", ""),
        country=countries[record["country"]] if "country" in record else None,
        **translated("name", record["name"]),
    )
    # simple_history reads the actor from the row that is saved.
    organisation._history_user = by  # type: ignore[attr-defined]
    organisation.save()
    organisations[organisation.slug] = organisation
    return True


def joined(notes: list[str | Record], known: Record) -> Record:
    """Join notes, named or written out, language by language."""
    texts = [known[note] if isinstance(note, str) else note for note in notes]
    return {
        language: " ".join(filter(None, (text[language] for text in texts)))
        for language in LANGUAGES
    }


def translated(field: str, text: str | Record) -> dict[str, str]:
    """Spread a text over its columns; one without languages is English."""
    if isinstance(text, str):
        return {f"{field}_en": text}
    require_known(text, LANGUAGES)
    return {f"{field}_{language}": words.strip() for language, words in text.items()}
