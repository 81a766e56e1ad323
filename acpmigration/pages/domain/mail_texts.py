"""Words of mails that staff write in place of the portal's own.

``{name}`` is put in as text, in one pass: nothing that staff or a reader's name says is a template.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.template.base import Node
from django.template.loader_tags import ExtendsNode
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from acpmigration.pages.models import MailText
from acpmigration.templatetags.mails import NAMES, AboutNode, Braces, NamedNode, Names, Samples

NAME = re.compile(r"\{([a-z_]+)\}")
# A line of a mail's head ends at any of these, or is taken to by somebody.
LINE_END = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029\0]+")
# Mails of the library that keeps the accounts.
ACCOUNTS, MESSAGE = "account/email", "_message.txt"
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Mail:
    """One kind of mail that the portal writes: what it is for, and the names that it knows."""

    template: str
    about: str | Promise
    names: tuple[str, ...]
    needed: frozenset[str]


@dataclass(frozen=True)
class Written:
    """A mail in one language, with the values of its names."""

    subject: str
    body: str
    values: Mapping[str, str]


@cache
def mail_templates() -> tuple[str, ...]:
    """Every kind of mail, by the name of its template; parts of mails begin with an underscore.

    A mail on accounts has two templates, as the library that sends it wants: ``…_subject.txt`` and
    ``…_message.txt``.
    """
    folders = [Path(place) for place in Engine.get_default().dirs]
    ours = {
        path.relative_to(folder / "mail").with_suffix("").as_posix()
        for folder in folders
        for path in (folder / "mail").rglob("*.txt")
        if not path.name.startswith("_")
    }
    on_accounts = {
        path.relative_to(folder).as_posix().removesuffix(MESSAGE)
        for folder in folders
        for path in (folder / ACCOUNTS).glob(f"*{MESSAGE}")
        if not path.name.startswith("base_")
    }
    return tuple(sorted(ours | on_accounts))


def mail_of(template: str) -> Mail:
    """:raises KeyError: for what is no kind of mail."""
    if template not in mail_templates():
        raise KeyError(template)
    nodes = [node for source in _sources(template) for node in _nodes(source)]
    named = [node for node in nodes if isinstance(node, NamedNode)]
    told = [node for node in nodes if isinstance(node, AboutNode)]
    return Mail(
        template=template,
        about=next((node.sentence.resolve(Context()) for node in told), ""),
        names=tuple(dict.fromkeys(node.name for node in named)),
        needed=frozenset(node.name for node in named if node.is_needed),
    )


def written(template: str, language: str, context: Mapping[str, Any], names: Names) -> Written:
    """The portal's own words: the first line is the subject, an empty line, and the text."""
    seen = {"site_url": settings.SITE_URL, NAMES: names, **context}
    with translation.override(language):
        # A text that is sent as it is has nothing to be escaped.
        texts = [
            _loaded(source).render(Context(dict(seen), autoescape=False)).strip()
            for source in _sources(template)
        ]
    subject, _line, body = "\n\n".join(texts).partition("\n\n")
    return Written(subject, f"{body.strip()}\n", names.values)


def own_words(template: str, language: str) -> Written:
    """The portal's own words with each name in braces, for whoever writes others."""
    return written(template, language, {}, Braces())


def rewritten(template: str, language: str, own: Written) -> Written:
    """In the words of staff, where they have written any in that language."""
    if language not in LANGUAGES:
        return own
    columns = (f"subject_{language}", f"body_{language}")
    found = MailText.objects.filter(template=template).values_list(*columns).first()
    subject, body = found or ("", "")
    return _with_words(own, subject or "", body or "")


def sample(text: MailText, language: str) -> Written:
    """What would be sent in a language, with an example for each name."""
    own = written(text.template, language, {}, Samples())
    subject, body = (getattr(text, f"{part}_{language}") or "" for part in ("subject", "body"))
    return _with_words(own, subject, body)


def faults(mail: Mail, *, subject: str = "", body: str = "") -> Iterator[str]:
    """Why these words would not do, a sentence each; empty words are the portal's own."""
    for text in filter(None, (subject, body)):
        unknown = sorted(set(NAME.findall(text)) - set(mail.names))
        for name in unknown:
            yield _("This mail knows no {%(name)s}.") % {"name": name}
        if re.search(r"[{}]", NAME.sub("", text)):
            yield _("A brace stands around a name only, such as {name}.")
    if LINE_END.search(subject):
        yield _("A subject is one line.")
    if body:
        for name in sorted(mail.needed - set(NAME.findall(body))):
            yield _("The mail is of no use without {%(name)s}.") % {"name": name}


def _with_words(own: Written, subject: str, body: str) -> Written:
    def put_in(text: str) -> str:
        return NAME.sub(lambda found: own.values.get(found[1], ""), text)

    # A value of several lines must not end the subject.
    one_line = " ".join(LINE_END.split(put_in(subject))).strip()
    words = put_in(body).strip()
    return Written(one_line or own.subject, f"{words}\n" if words else own.body, own.values)


def _sources(template: str) -> tuple[str, ...]:
    if template.startswith(f"{ACCOUNTS}/"):
        return f"{template}_subject.txt", f"{template}{MESSAGE}"
    return (f"mail/{template}.txt",)


def _nodes(source: str) -> Iterator[Node]:
    """What the template is made of, and after that what it extends."""
    nodes = _loaded(source).nodelist
    yield from nodes.get_nodes_by_type(Node)
    for extended in nodes.get_nodes_by_type(ExtendsNode):
        yield from _nodes(extended.parent_name.resolve(Context()))


def _loaded(source: str) -> Any:
    return Engine.get_default().get_template(source)
