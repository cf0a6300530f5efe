"""The rows of `evidence`: one for each record that a passage supports or disputes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as percent

from build.annotations.records import Batch, Faults, Origin, Record
from build.passages.anchors import Anchor, Proofs
from build.problems import suggest
from build.texts.locators import ELLIPSIS, split_locator
from schemas import TABLES
from schemas.vocabularies import RECORD_TABLE

_RECORD_TABLES = RECORD_TABLE.values
# Tables whose records belong to an article: in its file their keys leave the article out.
_OWN = {"quotes": ".", "mentions": "/"}


@dataclass
class Columns:
    """The columns of a table, of equal length, and the origin of each row.

    `places` says which item of a list in its record a row comes from, where it comes from
    one.
    """

    values: dict[str, list[Any]]
    origins: list[Origin]
    places: list[int] | None = None


def evidence(batch: Batch, proofs: Proofs, faults: Faults) -> Columns:
    """Return the columns of `evidence`, rows in reading order.

    A reference that names no record goes to `faults`, and so does, without a complaint, a
    passage without a proof, which is said already.
    """
    urls = {r.article: r.data.get("url") for r in batch.of("article")}
    columns = [c.name for c in TABLES["evidence"].columns()]
    values: dict[str, list[Any]] = {name: [] for name in columns}
    origins: list[Origin] = []
    places: list[int] = []
    for record in batch.of("passage"):
        locator = str(record.data.get("locator"))
        proof = proofs.get((record.article, "passage", "", locator))
        anchor = proof[0] if proof else None
        if anchor is None:
            faults.leave_out(record.origin, *columns)
        passage = _passage(record, locator, anchor, urls.get(record.article))
        sha256, first, last = (passage[c] for c in ("sha256", "cue_start", "cue_end"))
        for place, target in _targets(record, faults):
            told = [target[part] for part in _TARGET]
            id_ = evidence_id(record.article, sha256, first, last, told)
            row = {"evidence_id": id_, **passage, **target}
            for name in columns:
                values[name].append(row[name])
            origins.append(record.origin)
            places.append(place)
    return Columns(values, origins, places)


# What an evidence_id is made from beside its passage, in this order.
_TARGET = ("record_table", "record_id", "field", "stance")


def evidence_id(
    article: str, sha256: str | None, first: str, last: str | None, target: list[str | None]
) -> str:
    """Return the id of a row: its article, and a hash over its passage and its target.

    `sha256` is that of the passage, None where it has no proof; `first` and `last` are the
    words that name it; `target` is record_table, record_id, field and stance.
    """
    locator = first if last is None else f"{first} {ELLIPSIS} {last}"
    told = (sha256 or locator, locator, *(part or "" for part in target))
    return id_of(article, "\x1f".join(told))


def id_of(article: str, told: str) -> str:
    """Return the id of a row, from its passage and target joined by U+001F."""
    return f"{article}.e{hashlib.sha256(told.encode()).hexdigest()[:10]}"


def _passage(
    record: Record, locator: str, anchor: Anchor | None, url: str | None
) -> dict[str, Any]:
    """Return the cells that all rows of a passage share."""
    first, last = split_locator(locator)
    return {
        "article_id": record.article,
        "cue_start": first,
        "cue_end": last,
        "start_char": anchor.start if anchor else None,
        "end_char": anchor.end if anchor else None,
        "tokens": anchor.tokens if anchor else None,
        "sha256": anchor.sha256 if anchor else None,
        "url": deep_link(url, first, last) if url else None,
    }


def _targets(record: Record, faults: Faults) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the place in its list and the target of each reference of a passage."""
    for stance in ("supports", "disputes"):
        for place, reference in enumerate(record.data.get(stance) or ()):
            if not isinstance(reference, str):
                continue
            table, _, rest = reference.partition("/")
            key, _, field = rest.partition("#")
            if table not in _RECORD_TABLES or not key:
                known = ", ".join(_RECORD_TABLES)
                fix = suggest(table, _RECORD_TABLES, otherwise=f"the tables are {known}")
                what = f"'{reference}' names no record of a table"
                faults.of(record, f"{stance}[{place}]", what, fix)
                continue
            if table in _OWN and key.startswith(own := f"{record.article}{_OWN[table]}"):
                short = key.removeprefix(own)
                what = f"'{reference}' names the article, which its own file leaves out"
                faults.of(record, f"{stance}[{place}]", what, f"write '{table}/{short}'")
                continue
            if table in _OWN:
                key = f"{record.article}{_OWN[table]}{key}"
            row = {"record_table": table, "record_id": key, "field": field or None}
            yield place, row | {"stance": stance}


def deep_link(url: str, first: str, last: str | None) -> str:
    """Return the address of a passage: a text fragment (WICG Scroll-To-Text-Fragment)."""

    def encode(text: str) -> str:
        plain = text.replace(" ", "")
        if plain.isascii() and plain.isalnum():  # as most are, and much faster
            return text.replace(" ", "%20")
        return percent(text, safe="").replace("-", "%2D")

    end = "" if last is None else "," + encode(last)
    return f"{url}#:~:text={encode(first)}{end}"
