"""`SHA256SUMS`: the hash of every file that is shipped beside the tables' own.

In the form of coreutils, so that `sha256sum -c SHA256SUMS` reads it. It is renewed by whatever
writes such a file: the build, `plot`, `refresh`, and `release`, whose zip has more files.

Left out on purpose: the database of a folder, whose bytes DuckDB does not fix; `check` compares
what it holds.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from build.files.by_month import NO_MONTH
from build.files.reading import is_plain
from build.files.writing import replacing
from build.package.fingerprint import sha256_of
from schemas import TABLES
from schemas.package import BESIDE_TABLES, BY_MONTH, FIGURES, MONTH, VIEWS

SUMS = "SHA256SUMS"
AT_ROOT = ("datapackage.json", "CITATION.cff", ".zenodo.json")
# Every file that belongs into tables/, by its path in the package.
IN_TABLES = frozenset(
    {f"tables/{t}.{s}" for t in TABLES for s in ("csv", "parquet")}
    | {f"tables/{name}" for name in BESIDE_TABLES}
    | {f"tables/plots/{name}.{s}" for name in FIGURES for s in ("svg", "png")}
    | {f"tables/stata/{name}.dta" for name in (*VIEWS, *TABLES)}
    | {"tables/plots/README.md"}
    | {f"tables/views/{name}.{s}" for name in VIEWS for s in ("csv", "parquet")}
)
# Those by month, where a build was asked for them.
_PARTED = "|".join(n for n, model in TABLES.items() if model.month_of())
BY_MONTH_FILE = re.compile(
    rf"tables/{BY_MONTH}/(({'|'.join(TABLES)})[.]parquet"
    rf"|({_PARTED})[.]parquet/{MONTH}=([0-9]{{4}}-[0-9]{{2}}|{NO_MONTH})/part-0[.]parquet)"
)


def by_month(root: Path) -> set[str]:
    """Return the files by month of the package in `root`, by path."""
    files = (root / "tables" / BY_MONTH).rglob("*.parquet")
    names = {p.relative_to(root).as_posix() for p in files if is_plain(p)}
    return {name for name in names if BY_MONTH_FILE.fullmatch(name)}


def shipped(*folders: Path) -> dict[str, Path]:
    """Return the files that are shipped, by path; those of the first folder that has them.

    The files by month are those of the first folder, as a build makes all of them or none.
    """
    found = {name: folders[0] / name for name in sorted(by_month(folders[0]))}
    for name in sorted({*AT_ROOT, *IN_TABLES}):
        file = next((f / name for f in folders if (f / name).is_file()), None)
        if file is not None:
            found[name] = file
    return found


def sums(hashes: Mapping[str, str] | Iterable[tuple[str, str]]) -> bytes:
    """Return the file for hashes by path."""
    lines = [f"{digest}  {name}\n" for name, digest in sorted(dict(hashes).items())]
    return "".join(lines).encode()


def sums_of(*folders: Path) -> bytes:
    """Return the file for what is shipped, from the first folder that has each."""
    return sums((name, sha256_of(path)) for name, path in shipped(*folders).items())


def renew(root: Path) -> None:
    """Write the file anew, for the package in `root`."""
    with replacing(root / SUMS) as out:
        out.write(sums_of(root))


def read_sums(text: str) -> dict[str, str]:
    """Return the hashes by path. Raises `ValueError` where a line is none of the form."""
    hashes = {}
    for line in text.splitlines():
        digest, gap, name = line.partition("  ")
        if len(digest) != 64 or not gap or name in hashes:
            raise ValueError(f"not a line of hash and path, once each: {line[:80]!r}")
        hashes[name] = digest
    return hashes
