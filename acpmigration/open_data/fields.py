"""Fields that the records of several kinds have in common."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from acpmigration.addresses import leads_outside
from acpmigration.dates import DatedFact
from acpmigration.open_data.addresses import absolute, record_address
from acpmigration.translated import falls_back

Words = str | Promise


@extend_schema_field(OpenApiTypes.URI)
class PageAddress(serializers.Field):
    """Where people read the record, in the language that was asked for."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("The address of the page about it."))
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, value: Any) -> str:
        return absolute(value.get_absolute_url())


@extend_schema_field(OpenApiTypes.URI)
class RecordAddress(serializers.Field):
    """Where machines read the record; ``kind`` is the name of its data set."""

    def __init__(self, kind: str, **options: Any) -> None:
        self.kind = kind
        options.setdefault("help_text", _("The address of the same record in the API."))
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, value: Any) -> str:
        return record_address(self.kind, value.slug)


@extend_schema_field({"type": "string", "enum": list(dict(settings.LANGUAGES))})
class TextLanguage(serializers.CharField):
    """Of a translated text: the language asked for, or English where that is missing."""

    def __init__(self, of: str, **options: Any) -> None:
        self.of = of
        options.setdefault(
            "help_text",
            _("The language in which the texts are given: English where none other is there."),
        )
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, value: Model) -> str:
        return "en" if falls_back(value, self.of) else self.context["language"]


# Of every kind ----------------------------------------------------------------------------------


class RecordSlug(serializers.SlugField):
    """The key of a record."""

    def __init__(self, **options: Any) -> None:
        said = _("The word for it in addresses. It never changes: keep it as the key.")
        super().__init__(help_text=said, **options)


class Title(serializers.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(help_text=_("The title, in the language asked for."), **options)


class Summary(serializers.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(help_text=_("Two or three sentences in plain words."), **options)


class Sources(serializers.ListField):
    """Of whatever is ``Sourced``."""

    def __init__(self, **options: Any) -> None:
        options |= {"child": serializers.CharField(), "source": "source_lines"}
        super().__init__(help_text=_("Where it is known from."), **options)


class SourceNote(serializers.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(help_text=_("What is inferred or doubtful, and from what."), **options)


class SampleMark(serializers.BooleanField):
    def __init__(self, **options: Any) -> None:
        said = _("Whether it is an invented example of a demonstration, and no fact.")
        super().__init__(help_text=said, **options)


class ChangedAt(serializers.DateTimeField):
    def __init__(self, **options: Any) -> None:
        super().__init__(help_text=_("When the record last changed, in UTC."), **options)


class Lines(serializers.ListField):
    """A text of which each line says one thing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=serializers.CharField(), **options)

    def to_representation(self, data: str) -> list[str]:
        return [line.strip() for line in data.splitlines() if line.strip()]


@extend_schema_field({"type": "string", "format": "uri-reference"})
class OutsideAddress(serializers.Field):
    """A page of another site; empty where what somebody wrote there leads to none."""

    def to_representation(self, value: str) -> str:
        return value if leads_outside(value) else ""


class Day(serializers.DateField):
    def to_representation(self, value: date) -> str:
        return value.isoformat()


class Dated(serializers.Serializer):
    """When something happened, as precisely as it is known."""

    first = Day(
        source="earliest",
        allow_null=True,
        help_text=_("The first day on which it can have been; empty where only “by” is known."),
    )
    last = Day(source="latest", help_text=_("The last day on which it can have been."))

    def to_representation(self, instance: DatedFact) -> dict[str, str | None]:
        earliest = instance.earliest
        return {
            "first": earliest.isoformat() if earliest else None,
            "last": instance.latest.isoformat(),
        }


class Named(serializers.Serializer):
    """A row that a record refers to: the word that filters take, its name and its page."""

    slug = serializers.SlugField(help_text=_("The word for it in addresses and filters."))
    name = serializers.CharField(help_text=_("Its name, in the language asked for."))


class NamedPlace(Named):
    """A country that a record refers to."""

    name = serializers.CharField(source="__str__", help_text=_("Its name."))
    iso2 = serializers.CharField(help_text=_("Its ISO 3166-1 code of two letters."))
    iso3 = serializers.CharField(help_text=_("Its ISO 3166-1 code of three letters."))


# What ``references.complete`` has found --------------------------------------------------------


class SubjectField(serializers.ListField):
    """All of a kind that a record refers to, each as the child says."""

    def __init__(self, kind: str, child: serializers.Serializer, **options: Any) -> None:
        self.kind = kind
        super().__init__(child=child, source="*", read_only=True, **options)

    def to_representation(self, data: Any) -> list[Any]:
        return [self.child.to_representation(each) for each in data.open_subjects[self.kind]]


class Topics(SubjectField):
    def __init__(self, **options: Any) -> None:
        said = _("What it is about; none where nobody knows.")
        super().__init__("topic", Named(), help_text=said, **options)


class Covered(serializers.Serializer):
    """A country among those that a record covers."""

    slug = serializers.SlugField(help_text=_("The word for it in addresses and filters."))
    name = serializers.CharField(help_text=_("Its name."))
    iso2 = serializers.CharField(source="code", help_text=_("Its ISO 3166-1 code of two letters."))
    iso3 = serializers.CharField(
        source="more", help_text=_("Its ISO 3166-1 code of three letters.")
    )


class Linked(serializers.Serializer):
    """Another record that this one refers to; an heir says by ``api`` of which kind it is."""

    slug = serializers.SlugField(help_text=_("The word for it in addresses."))
    title = serializers.CharField(help_text=_("Its title, in the language asked for."))


def help_of(field: serializers.Field) -> str:
    return str(field.help_text or "")
