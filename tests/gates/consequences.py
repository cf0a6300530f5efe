"""What a corruption breaks besides, in rules that compare rows of several tables.

Written in Python, row by row, and not in SQL: it is the other opinion that the gates are held
against. Only rules that one cell can break by the way are here; the others have mutants that
touch nothing else.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

import polars as pl

from build.rules.derived import DERIVED
from build.rules.finding import MOST_ROWS
from build.rules.remade import REMADE
from schemas import TABLES
from schemas.cross_rules import CROSS_RULES
from schemas.vocabularies import VOCABULARIES
from tests.corpus import sound
from tests.gates.codings import Rows, codings

Place = tuple[str, str | None, str | None, str]
_COLUMNS = {r.name: r.column for r in CROSS_RULES}
_COLUMNS |= {r.name: r.column for r in DERIVED} | {r.name: r.column for r in REMADE}
_COUNTRY = ("iso2", "iso_numeric", "name", "cow_code", "gw_code")
_REFERENCE = ("wikidata", "eu_member", "nato_member")
_NOBODY_ATTENDS = (
    "media_report",
    "military_action",
    "invasion",
    "deployment",
    "transfer_of_power",
)


def consequences(frames: Mapping[str, pl.DataFrame]) -> set[Place]:
    """The places that the rules of this module find broken."""
    rows = {table: frame.to_dicts() for table, frame in frames.items()}
    found: dict[tuple[str, str], set[str]] = {}
    for table, rule, row in _broken(rows):
        key = [row[k] for k in TABLES[table].key()]
        if None not in key:
            found.setdefault((table, rule), set()).add("/".join(map(str, key)))
    return {
        (table, key, _COLUMNS[rule], rule)
        for (table, rule), keys in found.items()
        for key in sorted(keys)[:MOST_ROWS]
    }


def _broken(rows: Rows) -> Iterator[tuple[str, str, dict[str, Any]]]:
    quotes = {q["quote_id"]: q for q in rows["quotes"]}
    actors = {a["actor_id"]: a for a in rows["actors"]}
    for c in rows["commitments"]:
        quote, claimant = quotes.get(c["quote_id"]), actors.get(c["asserted_by"])
        if quote and c["instrument_id"] is None:
            if quote["said"] != c["stated"] or (quote["event_id"] or "") != (
                c["event_id"] or ""
            ):
                yield "commitments", "quote_of_occasion", c
        elif quote and (
            _before(c["stated_latest"], quote["said_earliest"])
            or _before(quote["said_latest"], c["stated_earliest"])
        ):
            yield "commitments", "quote_of_document", c
        if claimant and c["self_asserted"] is False:
            name = claimant["short_name"]
            name = claimant["name"] if name is None else name
            if c["summary"] is not None and name.lower() not in c["summary"].lower():
                yield "commitments", "claim_names_claimant", c
    yield from _attended(rows)
    yield from _anonymous(rows)
    yield from _of_two_sources(rows)
    yield from _signed_elsewhere(rows)
    yield from _too_early(rows)
    yield from _countries(rows["countries"])
    yield from _codes(rows["codes"])
    yield from _splices(rows)
    yield from _bases(rows)
    yield from codings(rows)
    yield from _derived(rows)


def _attended(rows: Rows) -> Iterator[tuple[str, str, dict[str, Any]]]:
    events = {e["event_id"]: e for e in rows["events"]}
    for p in rows["event_participants"]:
        event = events.get(p["event_id"])
        if event and p["role"] not in ("absent", "target"):
            nobody = event["event_type"] in _NOBODY_ATTENDS
            if (p["attendance"] is None) != nobody:
                yield "event_participants", "attended_occasion", p


def _anonymous(rows: Rows) -> Iterator[tuple[str, str, dict[str, Any]]]:
    kinds = {a["actor_id"]: a["kind"] for a in rows["actors"]}
    for q in rows["quotes"]:
        known = None not in (q["attribution"], kinds.get(q["speaker_id"]))
        if known and (q["attribution"] == "anonymous") != (
            kinds[q["speaker_id"]] == "anonymous"
        ):
            yield "quotes", "anonymous_speaker", q


def _of_two_sources(rows: Rows) -> Iterator[tuple[str, str, dict[str, Any]]]:
    positions = {c["commitment_id"]: c for c in rows["commitments"]}
    for r in rows["relations"]:
        said = [positions.get(r[end]) for end in ("subject_id", "object_id")]
        if r["relation"] in ("supersedes", "reiterates") and None not in said:
            first, second = [(c["self_asserted"], c["asserted_by"]) for c in said if c]
            if None not in (first[0], second[0]) and (
                first[0] != second[0] or (not first[0] and first[1] != second[1])
            ):
                yield "relations", "relation_of_one_source", r


def _signed_elsewhere(rows: Rows) -> Iterator[tuple[str, str, dict[str, Any]]]:
    signings = {i["instrument_id"]: i["event_id"] for i in rows["instruments"]}
    for c in rows["commitments"]:
        if signings.get(c["instrument_id"]) not in (None, c["event_id"]):
            yield "commitments", "event_of_instrument", c


def _too_early(rows: Rows) -> Iterator[tuple[str, str, dict[str, Any]]]:
    published = {a["article_id"]: a["published_latest"] for a in rows["articles"]}
    for q in rows["quotes"]:
        if _before(published.get(q["article_id"]), q["said_latest"]):
            yield "quotes", "said_before_publication", q
    reported: dict[str, list[Any]] = {}
    for e in rows["evidence"]:
        if e["record_table"] == "commitments" and e["stance"] == "supports":
            reported.setdefault(e["record_id"], []).append(published.get(e["article_id"]))
    for c in rows["commitments"]:
        if any(
            _before(day, c["stated_latest"]) for day in reported.get(c["commitment_id"], [])
        ):
            yield "commitments", "stated_before_publication", c


def _countries(countries: list[dict[str, Any]]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for c in countries:
        known = _known(c["country"])
        codes = tuple(c[column] for column in _COUNTRY)
        if None not in (c["country"], *codes[:3]) and codes != known[: len(codes)]:
            yield "countries", "codes_of_country", c
        cells = [c[column] for column in _REFERENCE]
        if any(a not in (None, b) for a, b in zip(cells, known[len(codes) :], strict=False)):
            yield "countries", "reference_of_country", c


@cache
def _known(country: str) -> tuple[Any, ...]:
    """The codes and memberships of a country of the sound table, and of one that tests add."""
    if country == "DNK":
        return "DK", 208, "Denmark", 390, 390, "Q35", True, True
    known = sound()["countries"].filter(pl.col("country") == country)
    return known.select(*_COUNTRY, *_REFERENCE).row(0) if known.height else ()


def _derived(rows: Rows) -> Iterator[tuple[str, str, dict[str, Any]]]:
    articles = {a["article_id"]: a for a in rows["articles"]}
    urls = {name: a["url"] for name, a in articles.items()}
    for e in rows["evidence"]:
        first, last = e["cue_start"], e["cue_end"]
        named = ("article_id", "sha256", "cue_start", "record_table", "record_id", "stance")
        if None not in [e[n] for n in named]:
            words = first if last is None else f"{first} … {last}"
            cells = e["sha256"], words, e["record_table"], e["record_id"], e["field"] or ""
            told = hashlib.sha256("\x1f".join((*cells, e["stance"])).encode()).hexdigest()
            if e["evidence_id"] != f"{e['article_id']}.e{told[:10]}":
                yield "evidence", "evidence_id_of_its_row", e
        article = articles.get(e["article_id"], {})
        if _before(article.get("text_tokens"), e["tokens"]):
            yield "evidence", "evidence_within_text", e
        page = urls.get(e["article_id"])
        if first is not None and e["url"] != (page and page + _fragment(first, last)):
            yield "evidence", "url_of_passage", e

    yield from _passages(rows["evidence"])
    yield from _words(rows)


def _passages(evidence: list[dict[str, Any]]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    place = ("start_char", "end_char", "tokens", "sha256")
    for named, same in (
        (("article_id", "cue_start", "cue_end"), place),
        (("article_id", "start_char", "end_char"), place[2:]),
        (("sha256",), ("tokens",)),
    ):
        told: dict[Any, list[dict[str, Any]]] = {}
        for e in evidence:
            told.setdefault(tuple(e[n] for n in named), []).append(e)
        for rows in told.values():
            if len({tuple(e[n] for n in same) for e in rows}) > 1:
                yield from (("evidence", "passage_of_one_place", e) for e in rows)


def _words(rows: Rows) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What the words of short passages and of quotations break."""
    passages: dict[str, list[dict[str, Any]]] = {}
    for e in rows["evidence"]:
        if e["record_table"] == "quotes" and e["stance"] == "supports":
            passages.setdefault(e["record_id"], []).append(e)
        if e["cue_start"] is not None and e["cue_end"] is None:
            words = _plain(e["cue_start"])
            told = hashlib.sha256(" ".join(words).encode()).hexdigest()
            if (e["tokens"], e["sha256"]) != (len(words), told):
                yield "evidence", "hash_of_whole_passage", e
    for q in rows["quotes"]:
        words = _plain(q["text"] or "")
        held = passages.get(q["quote_id"])
        if q["text"] is not None and held and not any(_holds(e, words) for e in held):
            yield "quotes", "text_in_passage", q


def _plain(text: str) -> list[str]:
    """The words of a text without marks other than apostrophes and widths of nothing."""
    text = re.sub("['’\u200b]", "", unicodedata.normalize("NFKC", text).casefold())
    return re.findall(r"[^\W_]+", text)


def _holds(e: dict[str, Any], words: list[str]) -> bool:
    if e["cue_end"] is None:
        return " ".join(words) in " ".join(_plain(e["cue_start"]))
    told = hashlib.sha256(" ".join(words).encode()).hexdigest()
    return (e["tokens"] or 0) > len(words) or e["sha256"] == told


def _fragment(first: str, last: str | None) -> str:
    sides = [first] if last is None else [first, last]
    return "#:~:text=" + ",".join(quote(s, safe="").replace("-", "%2D") for s in sides)


def _codes(codes: list[dict[str, Any]]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    counts = Counter(c["vocabulary"] for c in codes)
    declared = {v.name: len(v.codes) for v in VOCABULARIES}
    first = min(counts, default=None) if len(counts) != len(declared) else None
    for c in codes:
        name = c["vocabulary"]
        if name == first or counts[name] != declared.get(name):
            yield "codes", "codes_are_whole", c
    known = {
        (v.name, code.code, n, code.rank, code.label, code.definition)
        for v in VOCABULARIES
        for n, code in enumerate(v.codes, 1)
    }
    for c in codes:
        row = tuple(
            c[n] for n in ("vocabulary", "code", "position", "rank", "label", "definition")
        )
        if None not in (*row[:3], *row[4:]) and row not in known:
            yield "codes", "code_as_declared", c


def _before(one: Any, other: Any) -> bool:
    return one is not None and other is not None and one < other


def _splices(rows: Rows) -> Iterator[tuple[str, str, dict[str, Any]]]:
    passages: dict[str, list[tuple[int, int, str]]] = {}
    for e in rows["evidence"]:
        if e["record_table"] == "quotes" and e["stance"] == "supports":
            place = e["start_char"], e["end_char"], e["cue_start"]
            passages.setdefault(e["record_id"], []).append(place)
    spliced: dict[str, list[dict[str, Any]]] = {}
    for q in rows["quotes"]:
        if q["splice"] is not None:
            spliced.setdefault(q["splice"], []).append(q)
    for together in spliced.values():
        for q in together:
            if len(together) == 1:
                yield "quotes", "splice_is_shared", q
            joined = any(
                _joined(q, one, other, another)
                for other in together
                if other["quote_id"] != q["quote_id"]
                for one in passages.get(q["quote_id"], [])
                for another in passages.get(other["quote_id"], [])
            )
            if not joined:
                yield "quotes", "splice_is_one_quotation", q


def _joined(
    q: dict[str, Any],
    one: tuple[int, int, str],
    other: dict[str, Any],
    another: tuple[int, int, str],
) -> bool:
    if one[0] < another[1] and another[0] < one[1]:
        return True
    if q["speaker_id"] != other["speaker_id"]:
        return False
    later, cue = (q, one[2]) if one[0] > another[0] else (other, another[2])
    text = later["text"]
    return text is not None and (text.startswith(cue) or cue.startswith(text))


def _bases(rows: Rows) -> Iterator[tuple[str, str, dict[str, Any]]]:
    positions = {c["commitment_id"]: c for c in rows["commitments"]}
    given: dict[Any, set[Any]] = {}
    shown = {
        (e["record_id"], e["field"])
        for e in rows["evidence"]
        if e["record_table"] == "commitments" and e["stance"] == "supports"
    }
    for b in rows["basis"]:
        for field in ("measure", "condition"):
            if b["rule"] == f"{field}_context" and (b["commitment_id"], field) not in shown:
                yield "basis", f"context_of_{field}", b
        given.setdefault(b["commitment_id"], set()).add(b["field"])
        if b["commitment_id"] in positions and b["rule"] is not None:
            for rule in _contradictions(b, positions[b["commitment_id"]]):
                yield "basis", rule, b
    for c in rows["commitments"] if given else ():
        if len(given.get(c["commitment_id"], set()) - {None}) < 4:
            yield "commitments", "has_basis", c


def _contradictions(b: dict[str, Any], c: dict[str, Any]) -> Iterator[str]:
    rule = b["rule"]
    if b["field"] == "self_asserted" and (rule == "self_asserted_claim") == c["self_asserted"]:
        yield "basis_of_word"
    if b["field"] == "self_asserted" and (rule == "self_asserted_described") != (
        c["expression"] == "described"
    ):
        yield "basis_of_description"
    stated = c["condition"] != "not_stated"
    if b["field"] == "condition" and (rule == "condition_none") == stated:
        yield "basis_of_condition"
    if rule == "strength_document" and c["instrument_id"] is None:
        yield "basis_of_document"
    if rule == "strength_deal" and c["strength"] != "floated":
        yield "basis_of_deal"
    if rule == "strength_claim" and c["self_asserted"]:
        yield "basis_of_claim"
    if rule == "measure_open_domain" and c["measure"] != "reassurance_force":
        yield "basis_of_force"
