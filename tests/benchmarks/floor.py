"""The floors of the benchmarks: the same work in plain DuckDB, without any check.

`write_floor` reads a synthetic raw/ (JSON Lines and proofs) and writes the same CSV and
Parquet files as the build, from the same columns in the same order of rows; the benchmark
compares the two. It believes everything: types, keys, references, proofs. `check_floor` asks the conditions
of the second gate in one query.
"""

import sys
from pathlib import Path

import duckdb
import polars as pl

from build.frames.columns import codes
from build.frames.frame import frames_of
from build.loaders.sql import quoted
from build.rules.row_tests import row_tests
from schemas import TABLES
from schemas.cross_rules import CROSS_RULES
from schemas.package import stem
from schemas.vocabularies import STRENGTH

_RANKS = " ".join(f"WHEN '{c.code}' THEN {c.rank}" for c in STRENGTH.codes)


def _lines(kind: str, path: str, columns: str) -> str:
    """Return SQL for the records of a kind in JSON Lines, with their declared columns."""
    return (
        f"SELECT {kind}.* FROM read_ndjson({path}, "
        f"columns = {{{kind}: 'STRUCT({columns})'}}) WHERE {kind} IS NOT NULL"
    )


_SQL_TYPES = {"String": "VARCHAR", "Boolean": "BOOLEAN", "Date": "DATE"}
_EXTRA = {
    "event": ", participants STRUCT(actor_id VARCHAR, role VARCHAR, attendance VARCHAR, note VARCHAR)[]",
    "quote": ", id VARCHAR",
}


def _struct(table: str, kind: str) -> str:
    columns = ", ".join(
        f'"{c.name}" {_SQL_TYPES.get(str(c.dtype), "BIGINT")}'
        for c in TABLES[table].columns()
        if c.spec.annotated
    )
    return columns + _EXTRA.get(kind, "")


def _low(name: str) -> str:
    return f"TRY_CAST(split_part(trim({name}, '[]'), '..', 1) AS DATE)"


def _high(name: str) -> str:
    return f"TRY_CAST(split_part(trim({name}, '[]'), '..', -1) AS DATE)"


def _edtf(name: str) -> str:
    return f"{_low(name)} AS {name}_earliest, {_high(name)} AS {name}_latest"


# One pass over the articles' files, as many as kinds of records; the records of an article
# follow its own line, which is how they are told apart.
_ARTICLES = """
CREATE TABLE entries AS
SELECT last_value(article.article_id IGNORE NULLS) OVER (PARTITION BY filename ORDER BY n) AS article_id,
  article, quote, copy, mention, passage
FROM (SELECT *, row_number() OVER () AS n FROM read_ndjson({articles}, filename = true, columns = {{
  article: 'STRUCT({article})', quote: 'STRUCT({quote})', copy: 'STRUCT({copy})', mention: 'STRUCT({mention})',
  passage: 'STRUCT(locator VARCHAR, supports VARCHAR[], disputes VARCHAR[])'}}));
CREATE TABLE proofs AS SELECT * FROM read_csv({anchors}, all_varchar = true, header = true);
CREATE TABLE actors AS {actors};
CREATE TABLE events_read AS {events};
CREATE TABLE events AS SELECT *, {edtf_date} FROM events_read;
CREATE TABLE event_participants AS SELECT event_id, p.* FROM (SELECT event_id, unnest(participants) AS p FROM events_read);
CREATE TABLE instruments AS {instruments};
CREATE TABLE relations AS {relations};
CREATE TABLE commitments AS SELECT c.* REPLACE (coalesce(expression, 'stated') AS expression), {edtf_stated}, CASE strength {ranks} END AS strength_rank, a.country
  FROM ({commitments}) c JOIN actors a USING (actor_id);
CREATE TABLE articles AS SELECT a.*, {edtf_published},
    p.sha256 AS text_sha256, p.tokens::INTEGER AS text_tokens, p."end"::INTEGER AS codable_characters
  FROM (SELECT unnest(article) FROM entries WHERE article IS NOT NULL) a JOIN proofs p USING (article_id) WHERE p.part = 'text';
CREATE TABLE countries AS SELECT c.* EXCLUDE (country), c.country,
    r.* EXCLUDE (country, eu_from, eu_until, nato_from),
    coalesce(eu_from <= day AND day <= coalesce(eu_until, day), false) AS eu_member,
    coalesce(nato_from <= day, false) AS nato_member
  FROM ({countries}) c JOIN known r USING (country)
  CROSS JOIN (SELECT max(published_latest) AS day FROM articles);
CREATE TABLE copies AS SELECT article_id, unnest(copy) FROM entries WHERE copy IS NOT NULL;
CREATE TABLE memberships (group_id VARCHAR, actor_id VARCHAR, role VARCHAR, note VARCHAR);
CREATE TABLE mentions AS SELECT article_id, unnest(mention) FROM entries WHERE mention IS NOT NULL;
CREATE TABLE quotes AS SELECT *, article_id || '.' || id AS quote_id, {edtf_said}
  FROM (SELECT article_id, unnest(quote) FROM entries WHERE quote IS NOT NULL);
CREATE TABLE evidence AS
WITH named AS (
  SELECT article_id, passage.locator AS locator, unnest(passage.supports) AS reference, 'supports' AS stance FROM entries WHERE passage IS NOT NULL
  UNION ALL
  SELECT article_id, passage.locator, unnest(passage.disputes), 'disputes' FROM entries WHERE passage IS NOT NULL
), parts AS (
  SELECT *, split_part(reference, '/', 1) AS record_table,
    CASE split_part(reference, '/', 1) WHEN 'quotes' THEN article_id || '.' WHEN 'mentions' THEN article_id || '/' ELSE '' END
      || split_part(substr(reference, position('/' IN reference) + 1), '#', 1) AS record_id,
    nullif(split_part(reference, '#', 2), '') AS field,
    trim(split_part(locator, '…', 1)) AS cue_start, nullif(trim(split_part(locator, '…', 2)), '') AS cue_end
  FROM named
)
SELECT article_id || '.e' || left(sha256(concat_ws(chr(31), p.sha256, locator, record_table, record_id, coalesce(field, ''), stance)), 10) AS evidence_id,
  article_id, record_table, record_id, field, stance, cue_start, cue_end,
  p.start::INTEGER AS start_char, p."end"::INTEGER AS end_char, p.tokens::INTEGER AS tokens, p.sha256,
  a.url || '#:~:text=' || replace(url_encode(cue_start), '-', '%2D') || coalesce(',' || replace(url_encode(cue_end), '-', '%2D'), '') AS url
FROM parts JOIN articles a USING (article_id) JOIN proofs p USING (article_id, locator) WHERE p.part = 'passage';
"""


def _codes() -> pl.DataFrame:
    return frames_of({"codes": codes()})["codes"].frame


def write_floor(raw: Path, out: Path) -> None:
    """Write to `out` the CSV and Parquet files of the corpus in `raw`, believing it."""
    from build.frames.country_codes import read_countries, read_reference

    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = true")
    connection.execute(
        "CREATE TABLE known (country VARCHAR, iso2 VARCHAR, iso_numeric INTEGER, name VARCHAR, "
        "cow_code INTEGER, gw_code INTEGER, wikidata VARCHAR, eu_from DATE, eu_until DATE, nato_from DATE)"
    )
    connection.executemany(
        f"INSERT INTO known VALUES ({', '.join('?' * 10)})",
        [(iso, *codes, *read_reference()[iso]) for iso, codes in read_countries().items()],
    )
    one = {
        "actors": "actor",
        "countries": "country",
        "events": "event",
        "instruments": "instrument",
        "relations": "relation",
        "commitments": "commitment",
    }
    shared = {
        table: _lines(kind, quoted(str(raw / f"{table}.jsonl")), _struct(table, kind))
        for table, kind in one.items()
    }
    connection.execute(
        _ARTICLES.format(
            articles=quoted(str(raw / "articles" / "*.jsonl")),
            anchors=quoted(str(raw / "anchors.csv")),
            article="article_id VARCHAR, "
            + _struct("articles", "article").replace('"article_id" VARCHAR, ', ""),
            quote=_struct("quotes", "quote"),
            copy=_struct("copies", "copy"),
            mention=_struct("mentions", "mention"),
            ranks=_RANKS,
            edtf_date=_edtf("date"),
            edtf_stated=_edtf("stated"),
            edtf_published=_edtf("published"),
            edtf_said=_edtf("said"),
            **shared,
        )
    )
    for name in ("basis", "codings", "reliability", "unitizing", "confusions"):  # none
        columns = ", ".join(f"{c.name} VARCHAR" for c in TABLES[name].columns())
        connection.execute(f"CREATE TABLE {name} ({columns})")
    frame = _codes()  # noqa: F841 (DuckDB finds it by its name)
    connection.execute("CREATE TABLE codes AS SELECT * FROM frame")
    for name, model in TABLES.items():
        columns = ", ".join(c.name for c in model.columns())
        order = ", ".join(f"{c} NULLS FIRST" for c in model.sort_by())
        rows = f"(SELECT {columns} FROM {name} ORDER BY {order})"
        connection.execute(f"CREATE TEMP TABLE sorted AS {rows}")
        connection.execute(f"COPY sorted TO {quoted(str(out / f'{name}.csv'))} (HEADER)")
        connection.execute(
            f"COPY sorted TO {quoted(str(out / f'{name}.parquet'))} (FORMAT parquet, COMPRESSION zstd)"
        )
        connection.execute("DROP TABLE sorted")
    connection.close()


def check_floor(package: Path) -> int:
    """Return how many findings one query over the files has: the conditions of gate 2.

    The conditions on a row are the gate's own; how the files are read, joined and compared
    is written here as one would at once, without names of rows, rules and columns.
    """
    names = {c.name: "VARCHAR" for model in TABLES.values() for c in model.columns()}
    with_, count = [], []
    for name, model in TABLES.items():
        columns = ", ".join(
            f"{quoted(c.name)}: {quoted(names[c.name])}" for c in model.columns()
        )
        source = f"read_csv({quoted(str(package / f'{stem(name)}.csv'))}, columns = {{{columns}}}, header = true, nullstr = '')"
        typed = ", ".join(
            f"TRY_CAST({c.name} AS {_SQL_TYPES.get(str(c.dtype), 'BIGINT')}) AS {c.name}"
            for c in model.columns()
        )
        key = ", ".join(k for k in model.key())
        with_ += [
            f"{name}__text AS MATERIALIZED (SELECT * FROM {source})",
            f"{name} AS MATERIALIZED (SELECT {typed} FROM {name}__text)",
        ]
        broken = " OR ".join(f"({test})" for *_, test in row_tests(model))
        count += [
            f"SELECT count(*) AS n FROM {name} t POSITIONAL JOIN {name}__text x WHERE {broken}",
            f"SELECT count(*) - count(DISTINCT ({key})) FROM {name}",
        ]
        for column in model.columns():
            if column.spec.references:
                table, _, to = column.spec.references.partition(".")
                own = column.name
                count.append(
                    f"SELECT count(*) FROM {name} WHERE {own} IS NOT NULL AND {own} NOT IN (SELECT {to} FROM {table})"
                )
        texts = ", ".join(f"CAST({c.name} AS VARCHAR)" for c in model.columns())
        parquet = f"SELECT {texts} FROM read_parquet({quoted(str(package / f'{stem(name)}.parquet'))})"
        text = f"SELECT * FROM {name}__text"
        count += [
            f"SELECT count(*) FROM ({one} EXCEPT ALL {other})"
            for one, other in ((text, parquet), (parquet, text))
        ]
    count += [f"SELECT count(*) FROM ({rule.query})" for rule in CROSS_RULES]
    query = f"WITH {', '.join(with_)} SELECT sum(n) FROM ({' UNION ALL '.join(count)})"
    row = duckdb.connect().execute(query).fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    write_floor(Path(sys.argv[1]), Path(sys.argv[2]))
