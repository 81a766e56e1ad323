"""Taking over events, products and recommendations that were written down by hand.

A file holds ``sources`` and ``notes`` (texts that records name by their key), ``organisations``
(see ``technical_assistance.domain.records``), then ``events``, ``products`` and
``recommendations``, each with ``slug``, the model's own columns, translated texts as one text or
four, dated facts as ``2018-05-22``, ``2018-05`` or ``2018``, and relations by slug (countries by
code). A product's ``editions`` have ``language``, ``format``, ``variant`` and either ``url`` or
``file``, the name of a file in the folder beside; its ``uses`` have ``where``, ``used``, ``url``.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import models, transaction
from modeltranslation.translator import translator

from acpmigration.accounts.models import User
from acpmigration.publication import publish, save_as
from acpmigration.reference.models import Country, Organisation, Region, Topic
from knowledge.domain.reading import read_later
from knowledge.domain.regions import cover_regions
from knowledge.models import Edition, Event, KnowledgeProduct, Recommendation, Use
from nsa_grants.models import GrantProject
from technical_assistance.domain.records import (
    Record,
    add_organisation,
    joined,
    named,
    require_known,
    translated,
)
from technical_assistance.domain.written import when
from technical_assistance.models import Intervention

KINDS: dict[str, type[models.Model]] = {
    "events": Event,
    "products": KnowledgeProduct,
    "recommendations": Recommendation,
}
FILE = {"sources", "notes", "organisations", *KINDS}
EDITION = {"language", "format", "variant", "url", "file"}
USE = {"where", "used", "url"}
# Of relations: model -> what a file calls its rows by.
KEYS: dict[type[models.Model], str] = {
    Country: "iso2",
    Organisation: "slug",
    Region: "slug",
    Topic: "slug",
    Intervention: "slug",
    GrantProject: "slug",
    Event: "slug",
    KnowledgeProduct: "slug",
}
LOADED = "loaded"


@transaction.atomic
def load_knowledge(*, written: Record, by: User, at: datetime, folder: Path) -> int:
    """Make and publish the records that are not there yet, all or none; return how many.

    Files of editions are read after the commit.

    :raises Refusal: for the first record that is wrong, with its name.
    """
    require_known(written, FILE)
    loader = _Loader(written, by, at, folder)
    for record in written.get("organisations") or []:
        named(record, loader.organisation)
    # In the order of the file: an event discusses products, a product grows out of events.
    return sum(
        named(record, partial(loader.add, KINDS[kind]))
        for kind in written
        if kind in KINDS
        for record in written[kind]
    )


class _Loader:
    def __init__(self, written: Record, by: User, at: datetime, folder: Path) -> None:
        self.by, self.at, self.folder = by, at, folder
        self.sources: Record = written.get("sources") or {}
        self.notes: Record = written.get("notes") or {}

    def organisation(self, record: Record) -> bool:
        return add_organisation(
            record,
            countries={row.iso2: row for row in Country.objects.all()},
            organisations={row.slug: row for row in Organisation.objects.all()},
            by=self.by,
        )

    def add(self, model: type[Any], record: Record) -> bool:
        if model.objects.filter(slug=record["slug"]).exists():
            return False
        columns, sets = self._columns(model, record)
        row = model(**columns)
        save_as(row, by=self.by, why=LOADED)
        for name, rows in sets.items():
            getattr(row, name).set(rows)
        if isinstance(row, KnowledgeProduct):
            cover_regions(product=row)
        for edition in record.get("editions", []):
            self._add_edition(row, edition)
        for use in record.get("uses", []):
            require_known(use, USE)
            Use(product=row, **self._columns(Use, use)[0]).save()
        publish(record=row, by=self.by, at=self.at)
        return True

    def _columns(
        self, model: type[models.Model], record: Record
    ) -> tuple[dict[str, Any], dict[str, list[Any]]]:
        """What is written of a record, as columns and as rows of its relations."""
        words = set(translator.get_options_for_model(model).all_fields)
        columns: dict[str, Any] = {}
        sets: dict[str, list[Any]] = {}
        for name, value in record.items():
            if name in ("editions", "uses"):
                continue
            if name == "sources":
                columns[name] = "\n".join(self.sources[key] for key in value)
            elif name == "source_notes":
                columns |= translated("source_note", joined(value, self.notes))
            elif name in words:
                columns |= translated(name, value)
            elif hasattr(model, f"{name}_until"):
                if fact := when(value):
                    columns |= {f"{name}_from": fact.earliest, f"{name}_until": fact.latest}
            else:
                self._relate(model, name, value, columns, sets)
        return columns, sets

    def _relate(
        self,
        model: type[models.Model],
        name: str,
        value: Any,
        columns: dict[str, Any],
        sets: Mapping[str, list[Any]],
    ) -> None:
        require_known({name: value}, {field.name for field in model._meta.get_fields()})
        field: Any = model._meta.get_field(name)
        if not field.is_relation:
            columns[name] = value
        elif field.many_to_many:
            sets[name] = [_row(field.related_model, key) for key in value]  # type: ignore[index]
        else:
            columns[name] = _row(field.related_model, value)

    def _add_edition(self, product: KnowledgeProduct, record: Record) -> None:
        require_known(record, EDITION)
        edition = Edition(product=product, **{k: v for k, v in record.items() if k != "file"})
        if "file" in record:
            path = self.folder / Path(record["file"]).name
            edition.file = ContentFile(path.read_bytes(), name=path.name)
        edition.save()
        if edition.file:
            read_later(edition)


def _row(model: type[Any], key: str) -> Any:
    try:
        return model.objects.get(**{KEYS[model]: key})
    except model.DoesNotExist:
        raise KeyError(key) from None
