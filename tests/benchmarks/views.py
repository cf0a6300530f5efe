"""How long each view takes on a synthetic dataset of 100,000 commitments.

Run by `make bench`. The rows are made up in DuckDB, seeded; other tables are in proportion
to the real dataset. Each view and macro is run whole, its rows materialised, three times;
the median is printed. Left out on purpose: whether the rows make sense.
"""

import os
import platform
import statistics
import sys
import time

import duckdb

from build.loaders.sql import dataset, enum, sql_type
from build.views.headers import read_views
from schemas import TABLES
from schemas.vocabularies import VOCABULARIES

COMMITMENTS = 100_000
TIMES = 3

ROWS = """
SELECT setseed(0.5);
INSERT INTO codes SELECT 'measure', code, n, NULL, code, code
  FROM (SELECT unnest(enum_range(NULL::measure_code))::VARCHAR AS code, generate_subscripts(enum_range(NULL::measure_code), 1) AS n);
INSERT INTO codes SELECT 'condition', code, n, NULL, code, code
  FROM (SELECT unnest(enum_range(NULL::condition_code))::VARCHAR AS code, generate_subscripts(enum_range(NULL::condition_code), 1) AS n);
INSERT INTO countries SELECT chr((65 + i // 26 % 26)::INTEGER) || chr((65 + i % 26)::INTEGER) || 'X', 'AA', 1, 'c', NULL, NULL, 'Q1', true, true, 'not_stated' FROM range(60) t(i);
INSERT INTO actors BY NAME SELECT 'actor-' || i AS actor_id, 'Actor ' || i AS name,
  CASE WHEN i < 60 THEN 'state' WHEN i % 7 = 0 THEN 'anonymous' ELSE 'person' END AS kind,
  CASE WHEN i < 60 THEN chr((65 + i // 26 % 26)::INTEGER) || chr((65 + i % 26)::INTEGER) || 'X' END AS country FROM range({n} // 20) t(i);
INSERT INTO articles BY NAME SELECT 'article-' || i AS article_id, 'p' AS publisher, '2025' AS published,
  DATE '2025-01-01' + (i % 700)::INTEGER AS published_earliest, DATE '2025-01-02' + (i % 700)::INTEGER AS published_latest,
  'text' AS published_basis, 'n' AS published_note, (['original', 'syndicated', 'paraphrase', 'relay'])[1 + i % 4]::derivation_code AS derivation,
  'work-' || i // 2 AS work_id, 'en' AS language, 'x' AS text_sha256, 700 AS text_tokens, 4000 AS codable_characters, 'n' AS notes
  FROM range({n} // 14) t(i);
INSERT INTO mentions SELECT DISTINCT 'article-' || i % ({n} // 14), chr((65 + i % 60 // 26 % 26)::INTEGER) || chr((65 + i % 60 % 26)::INTEGER) || 'X', 'background' FROM range({n} // 2) t(i);
INSERT INTO events BY NAME SELECT 'event-' || i AS event_id, 't' AS title, 'd' AS description, 'other' AS event_type,
  'occurred' AS status, '2025' AS date, DATE '2025-01-01' + (i % 600)::INTEGER AS date_earliest,
  DATE '2025-01-01' + (i % 600 + i % 5)::INTEGER AS date_latest, 'stated' AS date_basis, true AS in_scope FROM range({n} // 2) t(i);
INSERT INTO event_participants BY NAME SELECT 'event-' || i // 2 AS event_id, 'actor-' || i % ({n} // 20) AS actor_id,
  'participant' AS role, 'unknown' AS attendance FROM range({n}) t(i);
INSERT INTO quotes BY NAME SELECT 'article-' || i % ({n} // 14) || '.q' || i AS quote_id, 'article-' || i % ({n} // 14) AS article_id,
  'actor-' || i % ({n} // 20) AS speaker_id, 'indirect' AS form, 'g' AS gist, 'named' AS attribution, '2025' AS said,
  DATE '2025-01-01' + (i % 600)::INTEGER AS said_latest FROM range({n}) t(i);
INSERT INTO commitments BY NAME SELECT 'commitment-' || i AS commitment_id, 'actor-' || a AS actor_id,
  CASE WHEN a < 60 THEN chr((65 + a // 26 % 26)::INTEGER) || chr((65 + a % 26)::INTEGER) || 'X' END AS country, 'actor-1' AS beneficiary_id,
  (['ground_force', 'air_presence', 'sea_presence', 'military_aid', 'financial_aid'])[1 + i % 5]::measure_code AS measure,
  CASE WHEN i % 3 > 0 AND i % 11 = 0 THEN 'pledged' ELSE
    (['ruled_out', 'declined', 'withheld', 'undecided', 'floated', 'open'])[1 + i % 6] END::strength_code AS strength,
  CASE WHEN i % 3 > 0 AND i % 11 = 0 THEN 4 ELSE i % 6 - 3 END AS strength_rank, 'actor-' || (a + 1 + i % 50) AS asserted_by, i % 3 > 0 AS self_asserted,
  'not_stated' AS condition, 'unspecified' AS location,
  CASE WHEN i % 20 = 0 THEN i END AS quantity_best, CASE WHEN i % 20 = 0 THEN 'troops' END::quantity_unit_code AS quantity_unit,
  CASE WHEN i % 20 = 0 THEN 'about' END::quantity_bound_code AS quantity_bound, '2025' AS stated,
  CASE WHEN i % 4 > 0 THEN DATE '2025-01-01' + (i % 600)::INTEGER END AS stated_earliest,
  DATE '2025-01-01' + (i % 600 + i % 9)::INTEGER AS stated_latest, 's' AS summary
  FROM (SELECT i, (random() * ({n} // 21))::INTEGER AS a FROM range({n}) t(i));
INSERT INTO relations SELECT 'commitment-' || i, 'commitment-' || (i + 7), 'qualifies', NULL FROM range(0, {n} - 7, 3) t(i);
INSERT INTO evidence BY NAME SELECT 'evidence-' || i AS evidence_id, 'article-' || i % ({n} // 14) AS article_id,
  (['commitments', 'events', 'quotes', 'commitments'])[1 + i % 4]::record_table_code AS record_table,
  CASE i % 4 WHEN 1 THEN 'event-' || i // 4 % ({n} // 2) WHEN 2 THEN 'quote-' || i // 4 ELSE 'commitment-' || i // 4 % {n} END AS record_id,
  CASE WHEN i % 50 = 0 THEN 'condition' END AS field,
  CASE WHEN i % 50 = 0 THEN 'disputes'::stance_code ELSE 'supports'::stance_code END AS stance,
  'c' AS cue_start, (i // ({n} // 14) * 90) AS start_char, (i // ({n} // 14) * 90 + 120) AS end_char, 20 AS tokens, 'x' AS sha256
  FROM range({n} * 5) t(i);
"""

_MACROS = {
    "positions_as_of": "positions_as_of('2025-12-01')",
    "known_on": "known_on('2025-12-01')",
    "between_articles": "between_articles('article-1', 'article-2')",
    "citation": "citation('commitments', 'commitment-7')",
}


def empty(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables without keys and rules, which made-up rows do not hold."""
    for vocabulary in VOCABULARIES:
        connection.execute(enum(vocabulary.name, vocabulary.values))
    for name, model in TABLES.items():
        columns = ", ".join(f"{c.name} {sql_type(c)}" for c in model.columns())
        connection.execute(f"CREATE TABLE {name} ({columns})")
    for statement in dataset("", commented=False):
        connection.execute(statement)


def main() -> None:
    """Build the synthetic dataset and print the table of timings."""
    connection = duckdb.connect()
    empty(connection)
    for view in read_views():
        connection.execute(view.sql)
    connection.execute(ROWS.format(n=COMMITMENTS))
    print(f"Views on {COMMITMENTS:,} commitments, median of {TIMES} runs, all rows made.")
    print(
        f"{os.cpu_count()} cores, Python {platform.python_version()}, DuckDB {duckdb.__version__}"
    )
    print()
    print("| view | rows | seconds |")
    print("| --- | ---: | ---: |")
    slow = []
    for view in read_views():
        source = _MACROS.get(view.name, view.name)
        seconds = []
        rows = 0
        for _ in range(TIMES):
            start = time.perf_counter()
            table = connection.sql(f"SELECT * FROM {source}").to_arrow_table()
            rows = len(table)
            seconds.append(time.perf_counter() - start)
        median = statistics.median(seconds)
        print(f"| {view.name} | {rows} | {median:.3f} |")
        if median > 1:
            slow.append(view.name)
    print(f"\nOver one second: {', '.join(slow) or 'none'}")
    sys.exit(bool(slow))


if __name__ == "__main__":
    main()
