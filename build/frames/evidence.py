"""The rows of `evidence`: one for each record that a passage supports or disputes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as percent

import polars as pl

from build.annotations.records import Batch, Faults, Origin, Record
from build.passages.anchors import Anchor, Proofs
from build.problems import suggest
from build.texts.locators import ELLIPSIS, split_locator
from schemas import TABLES
from schemas.vocabularies import RECORD_TABLE

_RECORD_TABLES = frozenset(RECORD_TABLE.values)
# Tables whose records belong to an article: in its file their keys leave the article out.
_OWN = {"quotes": ".", "mentions": "/"}


Values = dict[str, list[Any] | pl.Series]


@dataclass
class Columns:
    """The columns of a table, of equal length, and where its rows come from.

    `origins` has one for each row; or, where a record has several rows, one for each record,
    with the place among them that each row comes from in `of`, and which item of a list in its
    record it is in `places`.
    """

    values: Values
    origins: list[Origin]
    of: pl.Series | None = None
    places: list[int] | None = None


_TYPES = {c.name: c.dtype for c in TABLES["evidence"].columns()}
# What an evidence_id is made from beside its passage, in this order.
_TARGET = ("record_table", "record_id", "field", "stance")


def evidence(batch: Batch, proofs: Proofs, faults: Faults) -> Columns:
    """Return the columns of `evidence`, rows in reading order.

    A reference that names no record goes to `faults`, and so does, without a complaint, a
    passage without a proof, which is said already.
    """
    urls = {r.article: r.data.get("url") for r in batch.of("article")}
    passages: list[dict[str, Any]] = []
    rows: list[tuple[str, *Target]] = []
    origins: list[Origin] = []
    of: list[int] = []
    places: list[int] = []
    for record in batch.of("passage"):
        locator = str(record.data.get("locator"))
        proof = proofs.get((record.article, "passage", "", locator))
        anchor = proof[0] if proof else None
        if anchor is None:
            faults.leave_out(record.origin, *_TYPES)
        passage = _passage(record, locator, anchor, urls.get(record.article))
        sha256, first, last = passage["sha256"], passage["cue_start"], passage["cue_end"]
        named = first if last is None else f"{first} {ELLIPSIS} {last}"
        for place, target in _targets(record, faults):
            rows.append((evidence_id(record.article, sha256, named, target), *target))
            of.append(len(passages))
            places.append(place)
        passages.append(passage)
        origins.append(record.origin)
    which = pl.Series(of, dtype=pl.UInt32)
    values: Values = {
        name: [row[number] for row in rows]
        for number, name in enumerate(("evidence_id", *_TARGET))
    }
    for name, dtype in _TYPES.items():
        if name not in values:  # what all rows of a passage share is made once
            shared = pl.Series(
                [passage[name] for passage in passages], dtype=dtype, strict=True
            )
            values[name] = shared.gather(which)
    return Columns(values, origins, which, places)


Target = tuple[str, str, str | None, str]


def evidence_id(article: str, sha256: str | None, locator: str, target: Target) -> str:
    """Return the id of a row: its article, and a hash over its passage and its target.

    `sha256` is that of the passage, None where it has no proof; `locator` are the words that
    name it; `target` is record_table, record_id, field and stance.
    """
    table, key, field, stance = target
    passage = f"{sha256 or locator}\x1f{locator}"
    return id_of(article, f"{passage}\x1f{table}\x1f{key}\x1f{field or ''}\x1f{stance}")


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


def _targets(record: Record, faults: Faults) -> Iterator[tuple[int, Target]]:
    """Yield the place in its list and the target of each reference of a passage."""
    for stance in ("supports", "disputes"):
        for place, reference in enumerate(record.data.get(stance) or ()):
            if not isinstance(reference, str):
                continue
            table, _, rest = reference.partition("/")
            key, _, field = rest.partition("#")
            if table not in _RECORD_TABLES or not key:
                known = RECORD_TABLE.values
                fix = suggest(table, known, otherwise=f"the tables are {', '.join(known)}")
                what = f"'{reference}' names no record of a table"
                faults.of(record, f"{stance}[{place}]", what, fix)
                continue
            if table in _OWN:
                own = f"{record.article}{_OWN[table]}"
                if key.startswith(own):
                    what = f"'{reference}' names the article, which its own file leaves out"
                    fix = f"write '{table}/{key.removeprefix(own)}'"
                    faults.of(record, f"{stance}[{place}]", what, fix)
                    continue
                key = own + key
            yield place, (table, key, field or None, stance)


def deep_link(url: str, first: str, last: str | None) -> str:
    """Return the address of a passage: a text fragment (WICG Scroll-To-Text-Fragment)."""

    def encode(text: str) -> str:
        plain = text.replace(" ", "")
        if plain.isascii() and plain.isalnum():  # as most are, and much faster
            return text.replace(" ", "%20")
        return percent(text, safe="").replace("-", "%2D")

    end = "" if last is None else "," + encode(last)
    return f"{url}#:~:text={encode(first)}{end}"
