"""The whole data set as one ZIP file: tables, records, codebook, licence and data package."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils import translation

from acpmigration.open_data.data_set import DataSet
from acpmigration.open_data.formats import in_csv, in_json, zipped
from acpmigration.open_data.formats.selection import Selection
from acpmigration.open_data.formats.zipped import Part
from acpmigration.open_data.registry import data_sets
from acpmigration.open_data.spoken import spoken
from acpmigration.open_data.whole import package, papers
from acpmigration.snapshots import of_one_state

NAME = "acp-eu-migration-action"
FORMATS: dict[str, Any] = {"csv": partial(in_csv.stream, with_bom=False), "json": in_json.stream}


@dataclass
class WrittenFile:
    """A file of the archive; how large it is, is known once it is written."""

    data_set: DataSet
    language: str
    ending: str
    rows: int = 0
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    @property
    def name(self) -> str:
        return f"data/{self.language}/{self.data_set.name}.{self.ending}"


@dataclass
class Archive:
    """All that is public on ``day``, in some languages; it can be written once."""

    day: date
    languages: tuple[str, ...]
    files: list[WrittenFile] = field(default_factory=list)

    def stream(self) -> Iterator[bytes]:
        return of_one_state(zipped.stream(self._parts(), self.day))

    def contents(self) -> dict[str, dict[str, int]]:
        """Kind -> how many records it has, and how large each of its files is, once written."""
        found: dict[str, dict[str, int]] = {}
        for file in self.files:
            if file.language == self.languages[0]:
                kind = found.setdefault(file.data_set.name, {"rows": file.rows})
                kind[file.ending] = file.size
        return found

    def _parts(self) -> Iterator[Part]:
        for language in self.languages:
            for data_set in tabular():
                for ending in FORMATS:
                    file = WrittenFile(data_set, language, ending)
                    self.files.append(file)
                    yield file.name, self._pieces(file)
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                made = list(papers.papers(language, self.day))
            yield from made
        # The last, for it says how large the others are.
        with translation.override(self.languages[0]):
            described = package.described(NAME, self.day, self.files)
        yield "datapackage.json", [described]

    def _pieces(self, file: WrittenFile) -> Iterator[bytes]:
        counted = replace(file.data_set, complete=partial(_complete, file, file.data_set))
        chosen = counted.filterset(QueryDict(), counted.rows())
        selection = Selection(counted, chosen, self.day)
        for piece in spoken(FORMATS[file.ending](selection), file.language):
            written = piece.encode()
            file.size += len(written)
            file.digest.update(written)
            yield written


def tabular() -> Iterable[DataSet]:
    """The kinds that have columns, in the order of the components."""
    return (data_set for data_set in data_sets() if data_set.columns)


def _complete(file: WrittenFile, data_set: DataSet, rows: list[Any]) -> None:
    file.rows += len(rows)
    data_set.complete(rows)
