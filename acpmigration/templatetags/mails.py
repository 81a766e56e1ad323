"""The parts of a mail that have a name, by which staff put them into words of their own."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import template
from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs

from acpmigration.dates import DatedFact

register = template.Library()

# No variable of a template begins with an underscore, so that no template reads it.
NAMES = "_names"


class Names:
    """What the names of a mail stand for, gathered while the mail is written."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def said(self, name: str, write: Callable[[], str], sample: str) -> str:
        self.values[name] = write()
        return self.values[name]


class Samples(Names):
    """The same for a mail that is only shown: an example stands for what it would be about."""

    def said(self, name: str, write: Callable[[], str], sample: str) -> str:
        self.values[name] = sample or write()
        return self.values[name]


class Braces(Samples):
    """The same for whoever writes other words: each name stands in the mail as ``{name}``."""

    def said(self, name: str, write: Callable[[], str], sample: str) -> str:
        super().said(name, write, sample)
        return f"{{{name}}}"


class NamedNode(Node):
    child_nodelists = ("nodelist",)

    def __init__(
        self,
        name: str,
        nodelist: NodeList,
        given: dict[str, FilterExpression],
        variable: str,
        is_needed: bool,
    ) -> None:
        self.name = name
        self.nodelist = nodelist
        self.given = given
        self.variable = variable
        self.is_needed = is_needed

    def render(self, context: Context) -> str:
        names = context.get(NAMES)
        if names is None:
            names = Names()
        sample = self.sample(context)
        if "number" in self.given:
            if isinstance(names, Samples):
                context[self.name] = self.given["number"].resolve(context)
                names.values[self.name] = sample
            else:
                names.said(self.name, lambda: self.nodelist.render(context).strip(), sample)
            return ""
        said = names.said(self.name, lambda: self.nodelist.render(context).strip(), sample)
        if self.variable:
            context[self.variable] = said
            return ""
        return str(said)

    def sample(self, context: Context) -> str:
        if "day" in self.given:
            return str(DatedFact.on(date.fromisoformat(self.given["day"].resolve(context))))
        given = self.given.get("sample", self.given.get("number"))
        return str(given.resolve(context)) if given else ""


@register.tag
def named(parser: Parser, token: Token) -> NamedNode:
    """``{% named "title" sample="A title" as title %}{{ record }}{% endnamed %}``.

    What stands inside is the value of the name, without space around it. With ``as`` it is kept
    in a variable, for a sentence that has it in its midst. ``needed``: no words may leave it out.
    ``day="2019-05-08"`` is an example that is written as the mail's language writes a day.
    ``number=2`` is for what a sentence is declined by: the variable of that name stays a number.
    """
    _tag, quoted, *bits = token.split_contents()
    variable = ""
    if bits[-2:-1] == ["as"]:
        variable = bits[-1]
        bits = bits[:-2]
    is_needed = "needed" in bits
    bits = [bit for bit in bits if bit != "needed"]
    given: dict[str, Any] = token_kwargs(bits, parser)
    if bits or set(given) - {"sample", "day", "number"}:
        raise TemplateSyntaxError(f"A named part is not given {', '.join([*bits, *given])}.")
    nodelist = parser.parse(["endnamed"])
    parser.delete_first_token()
    return NamedNode(quoted.strip("\"'"), nodelist, given, variable, is_needed)


class AboutNode(Node):
    """Says to staff when a mail is sent; it stands in no mail."""

    def __init__(self, sentence: FilterExpression) -> None:
        self.sentence = sentence

    def render(self, context: Context) -> str:
        return ""


@register.tag
def about(parser: Parser, token: Token) -> AboutNode:
    """``{% about _("Sent when …") %}``, once in every mail."""
    _tag, sentence = token.split_contents()
    return AboutNode(parser.compile_filter(sentence))
