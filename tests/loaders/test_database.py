"""DuckDB gets real tables with keys, enums, checks and comments, by a script for anyone."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import duckdb
import pytest

from build.views.headers import read_views
from schemas import TABLES
from schemas.package import DATABASE, stem
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of the committed tables, made by the script with the DuckDB shell."""
    folder = tmp_path_factory.mktemp("anywhere")
    shutil.copytree(ROOT / "tables", folder / "tables")
    shell = Path(sys.executable).with_name("duckdb")
    done = subprocess.run(
        [shell, "my.duckdb", "-init", "tables/load/load.sql", "-c", "SELECT 1"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Error" not in done.stdout + done.stderr
    shutil.rmtree(folder / "tables")  # the database does not need the files
    with duckdb.connect(str(folder / "my.duckdb")) as connection:
        yield connection


@pytest.mark.parametrize("table", TABLES)
def test_a_table_holds_the_rows_of_its_csv(
    database: duckdb.DuckDBPyConnection, table: str
) -> None:
    path = ROOT / f"{stem(table)}.csv"
    of_csv = f"SELECT * FROM read_csv('{path}', all_varchar = true, header = true)"
    columns = ", ".join(f'"{c.name}"::VARCHAR' for c in TABLES[table].columns())
    of_table = f"SELECT {columns} FROM {table}"
    assert database.execute(f"({of_csv}) EXCEPT ALL ({of_table})").fetchall() == []
    assert database.execute(f"({of_table}) EXCEPT ALL ({of_csv})").fetchall() == []


def test_every_table_and_column_has_a_comment(database: duckdb.DuckDBPyConnection) -> None:
    assert (
        database.execute(
            "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL"
        ).fetchall()
        == []
    )
    assert (
        database.execute(
            "SELECT table_name, column_name FROM duckdb_columns() "
            "WHERE comment IS NULL AND NOT internal"
        ).fetchall()
        == []
    )


def test_vocabularies_are_enums_in_order(database: duckdb.DuckDBPyConnection) -> None:
    assert database.execute(
        "SELECT strength FROM commitments GROUP BY strength ORDER BY strength"
    ).fetchall()[:3] == [("ruled_out",), ("declined",), ("withheld",)]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO mentions SELECT * FROM mentions LIMIT 1",
        "INSERT INTO mentions VALUES ('kyiv-independent-2025-02', 'XXX', 'host')",
        "INSERT INTO mentions VALUES ('kyiv-independent-2025-02', 'CHN', 'hots')",
        "INSERT INTO mentions VALUES ('kyiv-independent-2025-02', 'CHN', 'beneficiary')",
        "INSERT INTO mentions VALUES (NULL, 'CHN', 'host')",
        "UPDATE commitments SET strength_rank = 4 WHERE strength = 'signed'",
    ],
)
def test_keys_codes_and_rules_are_enforced(
    database: duckdb.DuckDBPyConnection, statement: str
) -> None:
    with pytest.raises(duckdb.Error, match=r"Constraint|Conversion"):
        database.execute(statement)


def test_the_script_says_where_it_must_run(tmp_path: Path) -> None:
    script = (ROOT / "tables/load/load.sql").read_text("utf-8")
    with (
        chdir(tmp_path),
        duckdb.connect() as connection,
        pytest.raises(duckdb.Error, match="No Parquet files"),
    ):
        connection.execute(script)


@pytest.mark.parametrize("folder", [None, ".", "tables"])
def test_the_script_finds_the_files(tmp_path: Path, folder: str | None) -> None:
    """From the package's folder and from below; from elsewhere it is told where they are."""
    script = (ROOT / "tables/load/load.sql").read_text("utf-8")
    with chdir(ROOT / folder if folder else tmp_path), duckdb.connect() as connection:
        if folder is None:
            connection.execute(f"SET VARIABLE tables = '{ROOT}/tables'")
        connection.execute(script)
        assert connection.execute("SELECT count(*) > 0 FROM basis").fetchone() == (True,)


def test_the_built_database_is_what_the_script_makes(
    database: duckdb.DuckDBPyConnection,
) -> None:
    with duckdb.connect(str(ROOT / DATABASE), read_only=True) as built:
        shape = (
            "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() "
            "WHERE NOT internal ORDER BY ALL"
        )
        assert built.execute(shape).fetchall() == database.execute(shape).fetchall()


def test_no_column_is_a_reserved_word() -> None:
    """Of DuckDB or of the SQL standard, as PostgreSQL keeps it: nobody has to quote a name."""
    with duckdb.connect() as connection:
        reserved = {
            word
            for (word,) in connection.execute(
                "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
            ).fetchall()
        }
    assert "end" in reserved
    columns = {c.name for model in TABLES.values() for c in model.columns()}
    columns |= {name for view in read_views() for name in view.columns}
    assert columns & reserved == set()
