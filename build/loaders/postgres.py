"""`tables/load/load.postgres.sql`: loads the CSV files into PostgreSQL, by psql.

It makes enums, tables with their keys and checks, comments, the views, and a function for each
table macro: all that load.sql makes. It stops at the first error and leaves nothing.
"""

from collections.abc import Mapping

from build.loaders.dialects import script
from build.loaders.sql import comments, counted, create_table, dataset, enum, head
from schemas import TABLES
from schemas.package import stem
from schemas.vocabularies import VOCABULARIES

_HEAD = """\
-- From elsewhere: psql -d DATABASE -v folder=FOLDER -f FOLDER/tables/load/load.postgres.sql
\\set ON_ERROR_STOP on
\\if :{?folder}
  \\cd :folder
\\endif
BEGIN;
DO $$ BEGIN
  IF to_regclass('articles') IS NOT NULL THEN
    RAISE EXCEPTION 'The tables are there already: take an empty database, or drop them first.';
  END IF;
END $$;
CREATE FUNCTION error(message text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION '%', message;
END $$;
"""


def load_postgres(fingerprint: str, rows: Mapping[str, int]) -> str:
    """Return the script for psql (PostgreSQL 15 or later), with the fingerprint.

    `rows` is how many each table has. Fifteen is the first that can refuse a file whose
    header names other columns.
    """
    parts = [head("psql -d DATABASE -f tables/load/load.postgres.sql") + _HEAD]
    parts += [enum(v.name, v.values) for v in VOCABULARIES]
    for name, model in TABLES.items():
        parts += ["", create_table(model), *comments(model)]
        parts.append(f"\\copy {name} FROM '{stem(name)}.csv' WITH (FORMAT csv, HEADER MATCH)")
        parts.append(counted(name, rows[name]))
    parts += ["", *dataset(fingerprint)]
    return "\n".join([*parts, *script("postgres"), "", "COMMIT;", ""])
