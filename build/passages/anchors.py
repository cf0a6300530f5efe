"""The committed proofs, raw/anchors.csv: one row a thing that was found in a text.

`part` says what was found: the whole `text` (its SHA-256 is that of the UTF-8 file), an
`excluded` part, a stretch that is `marked` or `not_quotation`, a `quote`, a `passage`, the
`name` of a speaker or a participant, or the `cue` by which a position is coded. `seal` is a
checksum over the row, so that a proof that was edited by hand is noticed. It protects against
slips, not against forgery: whoever holds the text can check the proof itself (`verify`).
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from build.files.reading import plain
from build.problems import Problem, ProblemsError

COLUMNS = (
    "article_id",
    "part",
    "key",
    "locator",
    "start",
    "end",
    "tokens",
    "sha256",
    "seal",
)
FIX = "run: python -m build anchor TEXTS"


class Anchor(NamedTuple):
    """One proof: what was found where, its number of tokens and their SHA-256.

    `key` is a quote's id, a speaker's actor_id, a position and its column, or which of several
    places is meant;
    `locator` holds the words that name the place; `start` and `end` are code points.
    """

    article_id: str
    part: str
    key: str
    locator: str
    start: int
    end: int
    tokens: int
    sha256: str

    @property
    def seal(self) -> str:
        """The checksum over the row: 16 hexadecimal digits."""
        return _seal("\x1f".join(map(str, self)))


def write_anchors(anchors: Iterable[Anchor]) -> str:
    """Return the content of anchors.csv: sorted, LF, RFC 4180 quoting."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for anchor in sorted(
        anchors, key=lambda a: (a.article_id, a.part, a.start, a.end, a.key, a.locator)
    ):
        writer.writerow([*anchor, anchor.seal])
    return out.getvalue()


Key = tuple[str, str, str, str]
Proofs = dict[Key, tuple[Anchor, int]]


class Stored:
    """The proofs in anchors.csv, given out article by article, so that few are held."""

    def __init__(self, rows: pl.DataFrame) -> None:
        """Take the rows, in any order, with their lines."""
        # In the file as `anchor` writes it an article's rows stand together.
        self._rows = rows.sort("article_id", maintain_order=True)
        places = self._rows.with_row_index().group_by("article_id", maintain_order=True)
        self._places = {
            article: (start, size)
            for article, start, size in places.agg(pl.first("index"), pl.len()).iter_rows()
        }

    def take(self, articles: Iterable[str]) -> Proofs:
        """Return the proofs of some articles by key, with their lines; never twice."""
        proofs: Proofs = {}
        for article in articles:
            start, size = self._places.pop(article, (0, 0))
            for row in self._rows.slice(start, size).rows():
                proofs[row[:4]] = Anchor._make(row[:-1]), row[-1]
        return proofs

    def left(self) -> Proofs:
        """Return the proofs that nobody has taken."""
        return self.take(list(self._places))


SCHEMA = {
    "article_id": pl.String,
    "part": pl.String,
    "key": pl.String,
    "locator": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "tokens": pl.Int64,
    "sha256": pl.String,
    "line": pl.Int64,
}
_ROWS_AT_ONCE = 100_000
_IS_COUNT = re.compile("0|[1-9][0-9]{0,11}")


def read_anchors(path: Path, shown: str) -> Stored:
    """Read anchors.csv.

    Raises `ProblemsError` with a problem for each row that is not as `anchor` wrote it.
    """
    problems: list[Problem] = []
    stored = _read_by_row(path, shown, problems)
    again = ~pl.struct("article_id", "part", "key", "locator").is_first_distinct()
    for locator, line in stored.filter(again).select("locator", "line").iter_rows():
        problems.append(Problem(shown, "a proof twice", FIX, line=line, record=locator))
    if problems:
        raise ProblemsError(problems)
    return Stored(stored)


def _read_by_row(path: Path, shown: str, problems: list[Problem]) -> pl.DataFrame:
    """Return the rows that are as `anchor` wrote them; of others, say what is wrong."""
    frames = [pl.DataFrame(schema=SCHEMA)]
    rows = _rows(path, shown, problems)
    while part := list(islice(rows, _ROWS_AT_ONCE)):
        frames.append(pl.DataFrame(part, schema=SCHEMA, orient="row"))
    return pl.concat(frames)


def _rows(path: Path, shown: str, problems: list[Problem]) -> Iterator[list[Any]]:
    """Yield the rows that are as `anchor` wrote them, with their lines."""
    try:
        with plain(path).open(newline="", encoding="utf-8") as file:
            reader = csv.reader(file, strict=True)
            for row in reader:
                line = reader.line_num
                if line == 1:
                    if tuple(row) != COLUMNS:
                        what = f"the columns are not {COLUMNS}"
                        problems.append(Problem(shown, what, FIX, line=1))
                        return
                elif len(row) != len(COLUMNS) or not _is_sealed(row):
                    name = row[3] if len(row) > 3 else ""
                    what = "a proof that was edited by hand"
                    problems.append(Problem(shown, what, FIX, line=line, record=name))
                else:
                    yield [*row[:4], *map(int, row[4:7]), row[7], line]
    except csv.Error as error:
        what = f"not valid CSV: {error}"
        problems.append(Problem(shown, what, FIX, line=reader.line_num))
    except (OSError, UnicodeDecodeError) as error:
        what = "missing" if isinstance(error, FileNotFoundError) else f"can't be read ({error})"
        problems.append(Problem(shown, what, FIX))


def _is_sealed(row: list[str]) -> bool:
    # The same as Anchor.seal: numbers are sealed as they are written.
    joined = "\x1f".join(row[:-1])
    return all(map(_IS_COUNT.fullmatch, row[4:7])) and row[-1] == _seal(joined)


def _seal(joined: str) -> str:
    return hashlib.sha256(joined.encode()).hexdigest()[:16]
