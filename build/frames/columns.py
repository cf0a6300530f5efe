"""Step 3: turn records into the columns of the tables.

This step derives the columns that people do not write: the earliest and latest day of a date
(EDTF), ranks, country codes, keys, and one row of evidence per record that a passage supports
or disputes. Problems are returned with the columns and do not stop the run.

Left out on purpose: checks of the written values, which `validate` makes.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from build.annotations.model import KIND_OF_TABLE
from build.annotations.records import Corpus, Origin, Problems, Record
from build.frames.country_codes import read_countries, read_reference
from build.frames.dates import edtf_bounds, weekday_fault
from build.frames.evidence import Columns, Values, evidence
from build.passages.proofs import Proofs
from build.problems import suggest
from schemas import TABLES, vocabularies
from schemas.base import EDTF_FIX, Column
from schemas.vocabularies import STRENGTH, VOCABULARIES, CodeRow


def columns_of(corpus: Corpus, proofs: Proofs) -> tuple[dict[str, Columns], Problems]:
    """Return the columns of every table, and the problems with deriving them.

    Rows are in reading order; `proofs` must contain the proofs of all articles.
    """
    problems = Problems(corpus.raw)
    tables = {"codes": codes()}
    for table, kind in KIND_OF_TABLE.items():
        tables[table] = _annotated(table, corpus.of(kind), problems)
    _articles(corpus, tables["articles"], proofs, problems)
    published = tables["articles"].values["published_latest"]
    latest = max((day for day in published if day is not None), default=dt.date.max)
    _countries(corpus, tables["countries"], latest, problems)
    for table, kind in (("copies", "copy"), ("mentions", "mention")):
        tables[table].values["article_id"] = [r.article for r in corpus.of(kind)]
    _events(corpus, tables["events"], problems)
    tables["event_participants"] = _participants(corpus)
    _quotes(corpus, tables["quotes"])
    _commitments(corpus, tables["commitments"], problems)
    tables["evidence"] = evidence(corpus, proofs, problems)
    return tables, problems


def _annotated(table: str, records: Sequence[Record], problems: Problems) -> Columns:
    """Return the columns of a table with the annotated values; derived ones are null."""
    values: Values = {}
    rows = [record.data for record in records]
    for column in TABLES[table].columns():
        name, default = column.name, column.spec.default
        if not column.spec.annotated:
            values[name] = [None] * len(records)
        else:
            values[name] = [data.get(name, default) for data in rows]
    result = Columns(values, [r.origin for r in records])
    for column in TABLES[table].columns():
        if column.spec.edtf:
            _bounds(result, records, column, problems)
    return result


def _bounds(
    table: Columns, records: Sequence[Record], column: Column, problems: Problems
) -> None:
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
                problems.of(record, name, f"'{value}' is {error}", EDTF_FIX)
        earliest.append(low)
        latest.append(high)
    table.values[f"{name}_earliest"] = earliest
    table.values[f"{name}_latest"] = latest


def _articles(corpus: Corpus, table: Columns, proofs: Proofs, problems: Problems) -> None:
    excluded: dict[str, list[tuple[int, int]]] = {}
    for proof in proofs.values():
        if proof.part == "excluded":
            excluded.setdefault(proof.article_id, []).append((proof.start, proof.end))
    for row, record in enumerate(corpus.of("article")):
        text = proofs.get((record.article, "text", "", ""))
        if text is None:
            problems.ignore(record.origin, "text_sha256", "text_tokens", "codable_characters")
            continue
        table.values["text_sha256"][row] = text.sha256
        table.values["text_tokens"][row] = text.tokens
        covered = _length(excluded.get(record.article, []))
        table.values["codable_characters"][row] = text.end - covered


def _length(spans: list[tuple[int, int]]) -> int:
    """Return the number of characters that spans cover; overlaps count once."""
    covered, end = 0, 0
    for start, stop in sorted(spans):
        covered += max(0, stop - max(start, end))
        end = max(end, stop)
    return covered


def _countries(corpus: Corpus, table: Columns, day: dt.date, problems: Problems) -> None:
    """Fill in what is known of each country on a day."""
    known = read_countries()
    for row, record in enumerate(corpus.of("country")):
        code = record.data.get("country")
        if code not in known:
            if code is not None:
                fix = suggest(code, known, otherwise="write its ISO 3166-1 alpha-3 code")
                problems.of(record, "country", f"unknown country '{code}'", fix)
            looked_up = (c.name for c in TABLES["countries"].columns() if not c.spec.annotated)
            problems.ignore(record.origin, *looked_up)
            continue
        for name, value in (known[code]._asdict() | read_reference()[code].on(day)).items():
            table.values[name][row] = value


def _events(corpus: Corpus, table: Columns, problems: Problems) -> None:
    values = table.values
    for row, record in enumerate(corpus.of("event")):
        low, high = values["date_earliest"][row], values["date_latest"][row]
        words = values["date_text"][row] or ""
        if high is not None and (fault := weekday_fault(words, low, high)):
            what = f"{values['date'][row]} {fault}"
            problems.of(record, "date", what, "mend the date or date_text")


def _participants(corpus: Corpus) -> Columns:
    rows = [
        (record, index, participant)
        for record in corpus.of("event")
        for index, participant in enumerate(record.data.get("participants") or [])
        if isinstance(participant, dict)
    ]
    values: Values = {
        column.name: [participant.get(column.name) for _, _, participant in rows]
        for column in TABLES["event_participants"].columns()
    }
    values["event_id"] = [record.data.get("event_id") for record, _, _ in rows]
    origins = [record.origin for record, _, _ in rows]
    return Columns(values, origins, [f"participants[{index}]" for _, index, _ in rows])


def _quotes(corpus: Corpus, table: Columns) -> None:
    records = corpus.of("quote")
    table.values["quote_id"] = [
        f"{r.article}.{r.data['id']}" if isinstance(r.data.get("id"), str) else None
        for r in records
    ]
    table.values["article_id"] = [r.article for r in records]
    table.values["splice"] = [_of_article(r.article, r.data.get("splice")) for r in records]


def _of_article(article: str, splice: str | None) -> str | None:
    """Return a splice prefixed with its article, which people may leave out."""
    if splice is None or splice.startswith(f"{article}."):
        return splice
    return f"{article}.{splice}"


def _commitments(corpus: Corpus, table: Columns, problems: Problems) -> None:
    ranks = {code.code: code.rank for code in STRENGTH.codes}
    values = table.values
    values["strength_rank"] = [ranks.get(strength) for strength in values["strength"]]
    values["country"] = [corpus.actors.get(a, {}).get("country") for a in values["actor_id"]]
    for row, record in enumerate(corpus.of("commitment")):
        if values["strength_rank"][row] is None:
            problems.ignore(record.origin, "strength_rank")


def codes() -> Columns:
    """Return the columns of the table `codes`, taken from the vocabularies."""
    origin = Origin(Path(vocabularies.__file__), "vocabulary", line=1)
    rows = [row for v in VOCABULARIES for row in v.rows]
    values: Values = {name: [getattr(row, name) for row in rows] for name in CodeRow._fields}
    return Columns(values, [origin] * len(rows))
