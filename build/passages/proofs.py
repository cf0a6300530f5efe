"""Read and write the committed proofs, raw/anchors.csv: one row per claim found in a text.

`part` and `key` identify the claim (`claims`), and `locator` contains the words that identify
the place. For a whole `text`, the SHA-256 is the hash of the UTF-8 file. `seal` is a checksum
of the row, which reveals edits by hand. It protects against mistakes, not against forgery;
anyone with the text can check the proof itself (`verify`).
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

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


class Proof(NamedTuple):
    """One proof: the claim, its place, the number of tokens and their SHA-256.

    `start` and `end` count code points. `line` is the line in the file, or None for a proof
    that was not read from a file.
    """

    article_id: str
    part: str
    key: str
    words: str
    start: int
    end: int
    tokens: int
    sha256: str
    line: int | None = None

    @property
    def cells(self) -> list[str]:
        """The cells of the proof's row, with the checksum last."""
        row = [str(cell) for cell in self[:-1]]
        return [*row, seal(row)]


# Article, part, key and words.
Key = tuple[str, str, str, str]
Proofs = dict[Key, Proof]


def by_key(proofs: Iterable[Proof]) -> Proofs:
    """Return the given proofs by key."""
    return {proof[:4]: proof for proof in proofs}


def write_proofs(proofs: Iterable[Proof]) -> str:
    """Return proofs as the content of anchors.csv: sorted, LF, RFC 4180 quoting."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for proof in sorted(
        proofs, key=lambda p: (p.article_id, p.part, p.start, p.end, p.key, p.words)
    ):
        writer.writerow(proof.cells)
    return out.getvalue()


def seal(row: list[str]) -> str:
    """Return the checksum of a row's other cells: 16 hexadecimal digits."""
    return hashlib.sha256("\x1f".join(row).encode()).hexdigest()[:16]


def read_proofs(path: Path, shown: str) -> Proofs:
    """Return the proofs in anchors.csv; `shown` is its name in messages.

    Raises `ProblemsError` with one problem per row that differs from what `anchor` wrote.
    """
    problems: list[Problem] = []
    proofs: Proofs = {}
    for proof in _rows(path, shown, problems):
        if proof[:4] in proofs:
            what = "a proof twice"
            problems.append(Problem(shown, what, FIX, line=proof.line, record=proof.words))
        proofs[proof[:4]] = proof
    if problems:
        raise ProblemsError(problems)
    return proofs


_IS_COUNT = re.compile("0|[1-9][0-9]{0,11}")


def _rows(path: Path, shown: str, problems: list[Problem]) -> Iterator[Proof]:
    """Yield the rows that `anchor` wrote, and report rows edited by hand."""
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
                    article, part, key, words, start, end, tokens, sha256, _ = row
                    span = int(start), int(end), int(tokens)
                    yield Proof(article, part, key, words, *span, sha256, line)
    except csv.Error as error:
        what = f"not valid CSV: {error}"
        problems.append(Problem(shown, what, FIX, line=reader.line_num))
    except (OSError, UnicodeDecodeError) as error:
        what = "missing" if isinstance(error, FileNotFoundError) else f"can't be read ({error})"
        problems.append(Problem(shown, what, FIX))


def _is_sealed(row: list[str]) -> bool:
    return all(map(_IS_COUNT.fullmatch, row[4:7])) and row[-1] == seal(row[:-1])
