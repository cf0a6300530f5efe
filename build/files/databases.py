"""Open DuckDB: files of somebody else, which reach nothing; and memory, of a fitting size."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

# How somebody else's database, or query, is run: it reaches no file and no network.
_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}
# Below this many bytes starting threads takes longer than the work they share.
_SMALL = 8 * 2**20


def connect_locked(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a database file read-only; what runs on it reaches no other file and no network.

    Raises `duckdb.Error` where it is none.
    """
    openable(path)
    return duckdb.connect(str(path), read_only=True, config=_LOCKED)


def connect_for(files: Iterable[Path]) -> duckdb.DuckDBPyConnection:
    """Open a database in memory, with threads where the files to be read are worth them."""
    small = sum(p.stat().st_size for p in files if p.is_file()) < _SMALL
    return duckdb.connect(config={"threads": 1} if small else {})


def literal(path: Path) -> str:
    """Return a path in which DuckDB reads no pattern."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in str(path))


def csv_as_text(columns: Iterable[str], *, null: str = "") -> str:
    """Return SQL for the rows of a CSV file, every cell as text; its path is the parameter.

    Nothing is guessed or mended: whatever is not of these columns is an error of DuckDB. Cells
    that hold `null`, without quotation marks, are null.
    """
    return (
        f"read_csv(?, columns = {dict.fromkeys(columns, 'VARCHAR')}, header = true, "
        f"auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '{null}', "
        "allow_quoted_nulls = false, strict_mode = true, null_padding = false)"
    )


def openable(path: Path) -> None:
    """Raise `duckdb.IOException` for a path that DuckDB misreads or can't take."""
    real = str(path.resolve())
    if "?" in real or real.encode("utf-8", "replace").decode() != real:
        what = "DuckDB opens no database where a folder's name holds '?' or is not UTF-8"
        raise duckdb.IOException(f"{what}; rename the folder")
