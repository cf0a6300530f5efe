"""Open databases of DuckDB that others made, and read files in DuckDB as they stand."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

# Settings for untrusted databases and queries: no access to other files or the network.
_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}


def connect_locked(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a database file read-only, without access to other files or the network.

    Raises `duckdb.Error` if it is not a database or its path can't be opened.
    """
    openable(path)
    return duckdb.connect(str(path), read_only=True, config=_LOCKED)


def literal(path: Path) -> str:
    """Return a path as text in which DuckDB sees no pattern."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in str(path))


def csv_as_text(columns: Iterable[str]) -> str:
    """Return SQL for the rows of a CSV file, every cell as text; its path is the parameter.

    Nothing is guessed or corrected: anything other than these columns is an error of DuckDB.
    Empty cells without quotation marks are null.
    """
    return (
        f"read_csv(?, columns = {dict.fromkeys(columns, 'VARCHAR')}, header = true, "
        f"auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
        "allow_quoted_nulls = false, strict_mode = true, null_padding = false)"
    )


def openable(path: Path) -> None:
    """Raise `duckdb.IOException` for a path that DuckDB would misread or can't open."""
    real = str(path.resolve())
    if "?" in real or real.encode("utf-8", "replace").decode() != real:
        what = "DuckDB opens no database where a folder's name holds '?' or is not UTF-8"
        raise duckdb.IOException(f"{what}; rename the folder")
