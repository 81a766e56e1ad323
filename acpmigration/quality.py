"""What may be wrong with the records: rules that higher apps add, each a selection of rows.

The rules of an app stand in its module ``quality``, which registers them; all of these modules are
loaded when the portal starts. A rule's number is counted by the selection that its list shows.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acpmigration.facets.facet import count_together, plain, size
from acpmigration.pages.enums import TranslationState
from acpmigration.pages.models import Translation
from acpmigration.permissions import role_may

Rows = QuerySet[Any]


class Weight(TextChoices):
    """How much a fault matters, the worst first."""

    WRONG = "wrong", _("wrong public number")
    GAP = "gap", _("gap")
    POLISH = "polish", _("polish")


@dataclass(frozen=True)
class Rule:
    """``rows`` narrows rows of the model down to the faulty ones, in words that chain.

    ``changes`` says which public figure is not what it should be.
    """

    key: str
    label: str | Promise
    weight: Weight
    model: type[Model]
    rows: Callable[[Rows], Rows]
    changes: str | Promise = ""


_registered: dict[str, Rule] = {}


def register(*rules: Rule) -> None:
    for rule in rules:
        _registered[rule.key] = rule


def rules() -> list[Rule]:
    """All rules, the weightiest first, in the order of their registration."""
    order = list(Weight)
    return sorted(_registered.values(), key=lambda rule: order.index(rule.weight))


def rules_of(model: type[Model]) -> list[Rule]:
    return [rule for rule in rules() if rule.model is model]


def rules_for(user: Any) -> list[Rule]:
    """The rules on records that this person may look at."""
    return [
        rule
        for rule in rules()
        if role_may(user.role, "view", rule.model._meta.app_label, str(rule.model._meta.model_name))
    ]


def counts(wanted: list[Rule], user: Any) -> dict[str, int]:
    """How many rows break each rule, of those that the person sees; in one query."""
    arms = [size(rule.rows(_seen_by(rule.model, user)), rule.key) for rule in wanted]
    found = count_together(arms) if arms else {}
    return {rule.key: found.get(rule.key, {}).get("", 0) for rule in wanted}


def broken(wanted: list[Rule], keys: Collection[Any]) -> dict[Any, list[Rule]]:
    """The rules that each of these rows of one model breaks, in the order asked; in one query.

    Each rule is asked of one row at a time: of all rows at once PostgreSQL reads whole tables.
    """
    if not (wanted and keys):
        return {key: [] for key in keys}
    rows = wanted[0].model._default_manager
    one = rows.filter(pk=OuterRef("pk"))
    answers = [Exists(plain(rule.rows(one))) for rule in wanted]
    found = plain(rows.filter(pk__in=keys)).values_list("pk", *answers)
    return {
        key: [rule for rule, is_broken in zip(wanted, row, strict=True) if is_broken]
        for key, *row in found
    }


def public(rows: Rows) -> Rows:
    return rows.filter(published_at__isnull=False)


def empty(column: str) -> Q:
    """A column of a translated field has nothing; it may be null too."""
    return Q(**{column: ""}) | Q(**{f"{column}__isnull": True})


def without_any(model: type[Model], relation: str) -> Callable[[Rows], Rows]:
    """The public rows that have nothing of a relation to many."""
    field: Any = model._meta.get_field(relation)
    links = field.remote_field.through._default_manager
    there = Exists(links.filter(**{field.m2m_field_name(): OuterRef("pk")}))
    return lambda rows: public(rows).filter(~there)


def without_words_of_pictures(model: type[Model], owner: str) -> Callable[[Rows], Rows]:
    """The public rows with a picture that readers of some language have not described to them."""
    lacking = Q(pk=None)
    for code, _name in settings.LANGUAGES:
        lacking |= empty(f"alternative_text_{code}")
    pictures = model._default_manager.filter(lacking, **{owner: OuterRef("pk")})
    return lambda rows: public(rows).filter(Exists(pictures))


def of_translations(model: type[Model], name: str) -> tuple[Rule, Rule]:
    """The two rules on the other languages of what the public reads."""

    def having(*states: TranslationState) -> Callable[[Rows], Rows]:
        noted = Translation.objects.of(model).filter(object_id=OuterRef("pk"), state__in=states)
        return lambda rows: public(rows).filter(Exists(noted))

    return (
        Rule(
            f"{name}-untranslated",
            _("public, and not translated into every language"),
            Weight.POLISH,
            model,
            having(TranslationState.MISSING, TranslationState.PARTLY),
        ),
        Rule(
            f"{name}-translation-old",
            _("public, with a translation older than the original"),
            Weight.GAP,
            model,
            having(TranslationState.OUT_OF_DATE),
        ),
    )


def _seen_by(model: type[Model], user: Any) -> Rows:
    rows: Any = model._default_manager.all()
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows
