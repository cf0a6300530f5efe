"""Step 3: turn records into the columns of the tables.

What people do not write is worked out here: the earliest and latest day of a date (EDTF),
ranks, codes of countries, keys, and one row of evidence for each record that a passage
supports or disputes. What is wrong is returned beside them; the run goes on.

Left out on purpose: checks of what is written, which are `validate`'s.
"""

from collections.abc import Sequence
from pathlib import Path

from build.annotations.model import KIND_OF_TABLE
from build.annotations.records import Batch, Faults, Origin, Record
from build.frames.countries import read_countries
from build.frames.dates import edtf_bounds, weekday_fault
from build.frames.evidence import Columns, Values, evidence
from build.passages.anchors import Proofs
from build.problems import suggest
from schemas import TABLES, vocabularies
from schemas.base import EDTF_FIX, Column
from schemas.vocabularies import STRENGTH, VOCABULARIES, CodeRow


def resolve(batch: Batch, proofs: Proofs) -> tuple[dict[str, Columns], Faults]:
    """Return the columns of every table but `codes`, and what can't be worked out.

    Rows are in reading order; the proofs are those of the batch's articles.
    """
    faults = Faults(batch.raw)
    tables: dict[str, Columns] = {}
    for table, kind in KIND_OF_TABLE.items():
        tables[table] = _annotated(table, batch.of(kind), faults)
    _articles(batch, tables["articles"], proofs, faults)
    _countries(batch, tables["countries"], faults)
    for table, kind in (("copies", "copy"), ("mentions", "mention")):
        tables[table].values["article_id"] = [r.article for r in batch.of(kind)]
    _events(batch, tables["events"], faults)
    tables["event_participants"] = _participants(batch)
    _quotes(batch, tables["quotes"])
    _commitments(batch, tables["commitments"], faults)
    tables["evidence"] = evidence(batch, proofs, faults)
    return tables, faults


def _annotated(table: str, records: Sequence[Record], faults: Faults) -> Columns:
    """Take over what is annotated; what is derived is null until it is filled in."""
    values: Values = {}
    told = [record.data for record in records]
    for column in TABLES[table].columns():
        name, default = column.name, column.spec.default
        if not column.spec.annotated:
            values[name] = [None] * len(records)
        else:
            values[name] = [data.get(name, default) for data in told]
    result = Columns(values, [r.origin for r in records])
    for column in TABLES[table].columns():
        if column.spec.edtf:
            _bounds(result, records, column, faults)
    return result


def _bounds(table: Columns, records: Sequence[Record], column: Column, faults: Faults) -> None:
    name = column.name
    earliest, latest = [], []
    for record, value in zip(records, table.values[name], strict=True):
        low = high = None
        if value is not None:
            try:
                low, high = edtf_bounds(value)
                if "/" in value and not column.spec.lasts:
                    raise ValueError(f"an interval, and what {name} dates does not last")
            except ValueError as error:
                faults.of(record, name, f"'{value}' is {error}", EDTF_FIX)
        earliest.append(low)
        latest.append(high)
    table.values[f"{name}_earliest"] = earliest
    table.values[f"{name}_latest"] = latest


def _articles(batch: Batch, table: Columns, proofs: Proofs, faults: Faults) -> None:
    excluded: dict[str, list[tuple[int, int]]] = {}
    for anchor, _ in proofs.values():
        if anchor.part == "excluded":
            excluded.setdefault(anchor.article_id, []).append((anchor.start, anchor.end))
    for row, record in enumerate(batch.of("article")):
        proof = proofs.get((record.article, "text", "", ""))
        if proof is None:
            faults.leave_out(record.origin, "text_sha256", "text_tokens", "codable_characters")
            continue
        table.values["text_sha256"][row] = proof[0].sha256
        table.values["text_tokens"][row] = proof[0].tokens
        table.values["codable_characters"][row] = proof[0].end - _length(
            excluded.get(record.article, [])
        )


def _length(spans: list[tuple[int, int]]) -> int:
    """Return how many places the spans cover; what several cover counts once."""
    covered, end = 0, 0
    for start, stop in sorted(spans):
        covered += max(0, stop - max(start, end))
        end = max(end, stop)
    return covered


def _countries(batch: Batch, table: Columns, faults: Faults) -> None:
    known = read_countries()
    for row, record in enumerate(batch.of("country")):
        code = record.data.get("country")
        if code not in known:
            if code is not None:
                fix = suggest(code, known, otherwise="write its ISO 3166-1 alpha-3 code")
                faults.of(record, "country", f"unknown country '{code}'", fix)
            faults.leave_out(record.origin, "iso2", "iso_numeric", "name")
            continue
        for name, value in known[code]._asdict().items():
            table.values[name][row] = value


def _events(batch: Batch, table: Columns, faults: Faults) -> None:
    values = table.values
    for row, record in enumerate(batch.of("event")):
        low, high = values["date_earliest"][row], values["date_latest"][row]
        words = values["date_text"][row] or ""
        if high is not None and (fault := weekday_fault(words, low, high)):
            what = f"{values['date'][row]} {fault}"
            faults.of(record, "date", what, "mend the date or date_text")


def _participants(batch: Batch) -> Columns:
    rows = [
        (record, index, given)
        for record in batch.of("event")
        for index, given in enumerate(record.data.get("participants") or [])
        if isinstance(given, dict)
    ]
    values: Values = {
        column.name: [given.get(column.name) for _, _, given in rows]
        for column in TABLES["event_participants"].columns()
    }
    values["event_id"] = [record.data.get("event_id") for record, _, _ in rows]
    return Columns(values, [record.origin for record, _, _ in rows])


def _quotes(batch: Batch, table: Columns) -> None:
    records = batch.of("quote")
    table.values["quote_id"] = [
        f"{r.article}.{r.data['id']}" if isinstance(r.data.get("id"), str) else None
        for r in records
    ]
    table.values["article_id"] = [r.article for r in records]
    table.values["splice"] = [_of_article(r.article, r.data.get("splice")) for r in records]


def _of_article(article: str, splice: str | None) -> str | None:
    """Return a splice with its article before it, which people may leave out."""
    if splice is None or splice.startswith(f"{article}."):
        return splice
    return f"{article}.{splice}"


def _commitments(batch: Batch, table: Columns, faults: Faults) -> None:
    ranks = {code.code: code.rank for code in STRENGTH.codes}
    values = table.values
    values["strength_rank"] = [ranks.get(strength) for strength in values["strength"]]
    values["country"] = [batch.actors.get(a, {}).get("country") for a in values["actor_id"]]
    for row, record in enumerate(batch.of("commitment")):
        if values["strength_rank"][row] is None:
            faults.leave_out(record.origin, "strength_rank")


def codes() -> Columns:
    """Return the columns of the table `codes`, from the vocabularies."""
    origin = Origin(Path(vocabularies.__file__), "vocabulary", 0, 1)
    rows = [row for v in VOCABULARIES for row in v.rows]
    values: Values = {name: [getattr(row, name) for row in rows] for name in CodeRow._fields}
    return Columns(values, [origin] * len(rows))
