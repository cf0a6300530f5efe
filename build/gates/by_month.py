"""The Parquet files by month of a package: part of gate 2, where there are any.

They must hold the rows that the tables hold, each in its month, and every part must say of its
columns what is declared.

Left out on purpose: the order of rows, which is that of the whole files.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from build.files.reading import plain
from build.gates.parquet import check_parquet
from build.loaders.sql import quoted
from build.problems import one_line
from build.rules.finding import Finding
from build.rules.stages import only_in
from schemas import TABLES, Table
from schemas.package import MONTH

GATE = "files"
RULE = "by_month"


def check_by_month(connection: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with the files in `folder`.

    `connection` holds the tables as the CSV files have them, typed.
    """
    for name, model in TABLES.items():
        path = folder / f"{name}.parquet"
        files = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
        if not files:
            what = f"{folder.name}/{path.name} holds no part"
            yield Finding(GATE, name, None, None, "readable", what)
            continue
        try:
            for file in files:
                yield from _said(model, folder, file)
            yield from _rows(connection, model, files, parted=path.is_dir())
        except (duckdb.Error, pa.ArrowException, OSError) as error:
            what = f"{folder.name}/{path.name}: {one_line(error)}"
            yield Finding(GATE, name, None, None, "readable", what)


def _said(model: type[Table], folder: Path, file: Path) -> Iterator[Finding]:
    """Yield what a part says otherwise of its columns than they are declared."""
    part = file.relative_to(folder.parent).as_posix()
    for found in check_parquet(model, plain(file)):
        yield found._replace(message=found.message.replace(file.name, part, 1))


def _rows(
    connection: duckdb.DuckDBPyConnection,
    model: type[Table],
    files: list[Path],
    *,
    parted: bool,
) -> Iterator[Finding]:
    """Compare the rows, and the month of each, with those of the table, both ways."""
    name = model.table()
    columns = ", ".join(f"CAST(t.{c.name} AS VARCHAR) AS {c.name}" for c in model.columns())
    month, joined = _month(model) if parted else ("NULL", "")
    source = "[" + ", ".join(quoted(str(f)) for f in files) + "]"
    hive = f", hive_types = {{'{MONTH}': VARCHAR}}" if parted else ""
    found = (
        f"SELECT {columns}, {f't.{MONTH}' if parted else 'NULL'} AS in_month "
        f"FROM read_parquet({source}, hive_partitioning = {str(parted).lower()}{hive}) t"
    )
    wanted = f"SELECT {columns}, {month} AS in_month FROM {name} t {joined}"
    sides = (
        ("is missing among the files by month", wanted, found),
        ("is in no month, or in another, in the table", found, wanted),
    )
    for what, one, other in sides:
        for (key,) in connection.execute(only_in(model, one, other)).fetchall():
            yield Finding(GATE, name, key, None, RULE, f"the row as it is {what}")


def _month(model: type[Table]) -> tuple[str, str]:
    """Return the SQL of a row's month, and the join that it needs."""
    own, _, far = str(model.month_of()).partition(".")
    to = next(c.references for c in model.columns() if c.name == own)
    if to is None:
        return f"strftime(t.{own}, '%Y-%m')", ""
    return f"strftime(r.{far}, '%Y-%m')", f"LEFT JOIN {to.table} r ON r.{to.column} = t.{own}"
