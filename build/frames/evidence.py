"""Derive the rows of `evidence`: one per record that a passage supports or disputes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as percent

from build.annotations.records import Corpus, Origin, Problems, Record
from build.passages.proofs import Proofs
from build.problems import suggest
from build.texts.locators import ELLIPSIS, split_locator
from schemas.vocabularies import RECORD_TABLE

_RECORD_TABLES = frozenset(RECORD_TABLE.values)
# Tables whose keys begin with the article, which the article's own file leaves out, and the
# separator after it.
_OWN = {"quotes": ".", "mentions": "/"}


Values = dict[str, list[Any]]


@dataclass
class Columns:
    """The columns of a table, of equal length, and the origin of each row.

    If the rows are items of lists in records, `within` contains the path of each in its record.
    """

    values: Values
    origins: list[Origin]
    within: list[str] | None = None


# Null where the passage has no proof.
_PROVEN = ("start_char", "end_char", "tokens", "sha256")
_COLUMNS = (
    *("evidence_id", "article_id", "record_table", "record_id", "field", "stance"),
    *("cue_start", "cue_end", *_PROVEN, "url"),
)


def evidence(corpus: Corpus, proofs: Proofs, problems: Problems) -> Columns:
    """Return the columns of `evidence`, with rows in reading order.

    Report references that name no table. Passages without a proof are reported elsewhere.
    """
    rows: list[tuple[Any, ...]] = []
    origins, paths = [], []
    urls = {article: r.data.get("url") for article, r in corpus.articles.items()}
    for record in corpus.of("passage"):
        article, locator = record.article, str(record.data.get("locator"))
        proof = proofs.get((article, "passage", "", locator))
        if proof is None:
            problems.ignore(record.origin, *_PROVEN)
        first, last = split_locator(locator)
        named = first if last is None else f"{first} {ELLIPSIS} {last}"
        proven = (proof.start, proof.end, proof.tokens, proof.sha256) if proof else (None,) * 4
        url = urls.get(article)
        link = deep_link(url, first, last) if url else None
        for within, target in _targets(record, problems):
            id_ = evidence_id(article, proven[-1], named, target)
            rows.append((id_, article, *target, first, last, *proven, link))
            origins.append(record.origin)
            paths.append(within)
    values = zip(_COLUMNS, zip(*rows, strict=True), strict=False)  # without rows, no values
    return Columns({name: list(cells) for name, cells in values}, origins, paths)


Target = tuple[str, str, str | None, str]


def evidence_id(article: str, sha256: str | None, locator: str, target: Target) -> str:
    """Return the id of a row: its article, and a hash of its passage and target.

    `sha256` is the hash of the passage, or None without a proof; `locator` contains its first
    and last words; `target` is record_table, record_id, field and stance.
    """
    table, key, field, stance = target
    passage = f"{sha256 or locator}\x1f{locator}"
    return id_of(article, f"{passage}\x1f{table}\x1f{key}\x1f{field or ''}\x1f{stance}")


def id_of(article: str, target: str) -> str:
    """Return the id of a row from its article, and its passage and target joined by U+001F."""
    return f"{article}.e{hashlib.sha256(target.encode()).hexdigest()[:10]}"


def _targets(record: Record, problems: Problems) -> Iterator[tuple[str, Target]]:
    """Yield the path and the target of each reference of a passage; report invalid ones."""
    for stance in ("supports", "disputes"):
        for place, reference in enumerate(record.data.get(stance) or ()):
            if not isinstance(reference, str):
                continue
            within = f"{stance}[{place}]"
            table, _, rest = reference.partition("/")
            key, _, field = rest.partition("#")
            if table not in _RECORD_TABLES or not key:
                known = RECORD_TABLE.values
                fix = suggest(table, known, otherwise=f"the tables are {', '.join(known)}")
                what = f"'{reference}' names no record of a table"
                problems.of(record, within, what, fix)
                continue
            if table in _OWN:
                own = f"{record.article}{_OWN[table]}"
                if key.startswith(own):
                    what = f"'{reference}' names the article, which its own file leaves out"
                    fix = f"write '{table}/{key.removeprefix(own)}'"
                    problems.of(record, within, what, fix)
                    continue
                key = own + key
            yield within, (table, key, field or None, stance)


def deep_link(url: str, first: str, last: str | None) -> str:
    """Return the URL of a passage with a text fragment (WICG Scroll-To-Text-Fragment).

    An existing fragment of `url` is kept before it.
    """

    def encode(text: str) -> str:
        plain = text.replace(" ", "")
        if plain.isascii() and plain.isalnum():  # the common case, and much faster
            return text.replace(" ", "%20")
        return percent(text, safe="").replace("-", "%2D")

    end = "" if last is None else "," + encode(last)
    mark = "" if "#" in url else "#"
    return f"{url}{mark}:~:text={encode(first)}{end}"
