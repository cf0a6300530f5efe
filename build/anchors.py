"""The committed proofs, raw/anchors.csv: one row a thing that was found in a text.

`part` says what was found: the whole `text` (its SHA-256 is that of the UTF-8 file), an
`excluded` part, a stretch that is `not_quotation`, a `quote`, a `passage`, or the `name`
of a speaker. `seal` is a checksum over the row, so that a proof that was edited by hand is
noticed. It protects against slips, not against forgery: whoever holds the text can check
the proof itself (`verify`).
"""

import csv
import hashlib
import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

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

    `key` is a quote's id, a speaker's actor_id, or which of several places is meant;
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
        joined = "\x1f".join(map(str, self))
        return hashlib.sha256(joined.encode()).hexdigest()[:16]


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


def read_anchors(path: Path, shown: str) -> dict[tuple[str, str, str, str], tuple[Anchor, int]]:
    """Read anchors.csv into {(article, part, key, locator): (anchor, line)}.

    Raises `ProblemsError` with a problem for each row that is not as `anchor` wrote it.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = "missing" if isinstance(error, FileNotFoundError) else f"can't be read ({error})"
        raise ProblemsError([Problem(shown, None, "", "", what, FIX)]) from error
    anchors: dict[tuple[str, str, str, str], tuple[Anchor, int]] = {}
    problems = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            line = reader.line_num
            if line == 1:
                if tuple(row) != COLUMNS:
                    raise ProblemsError(
                        [Problem(shown, 1, "", "", f"the columns are not {COLUMNS}", FIX)]
                    )
                continue
            anchor = _anchor(row)
            if anchor is None or anchor.seal != row[-1]:
                name = row[3] if len(row) > 3 else ""
                problems.append(
                    Problem(shown, line, name, "", "a proof that was edited by hand", FIX)
                )
            elif (known := anchor[:4]) in anchors:
                problems.append(Problem(shown, line, anchor.locator, "", "a proof twice", FIX))
            else:
                anchors[known] = anchor, line
    except csv.Error as error:
        problems.append(Problem(shown, reader.line_num, "", "", f"not valid CSV: {error}", FIX))
    if problems:
        raise ProblemsError(problems)
    return anchors


def _anchor(row: list[str]) -> Anchor | None:
    if len(row) != len(COLUMNS) or not all(map(_is_count, row[4:7])):
        return None
    article_id, part, key, locator, start, end, tokens, sha256 = row[:8]
    return Anchor(article_id, part, key, locator, int(start), int(end), int(tokens), sha256)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 12
