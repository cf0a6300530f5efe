"""Alter a package as somebody would who renews every hash that it has."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from build.files.sums import SUMS, File, read_sums, sums

# Where a file of DuckDB in the oldest format begins with blocks of the size that the build asks.
_START, _BLOCK = 3 * 4096, 16384


def renew(root: Path) -> None:
    """Give every file of tables/ its hash, in SHA256SUMS and in the descriptor."""
    files = [p for p in sorted(root.rglob("*")) if p.is_file() and not p.is_symlink()]
    hashes = {p.relative_to(root).as_posix(): File.of(p.read_bytes()).sha256 for p in files}
    old = read_sums((root / SUMS).read_text("utf-8"))
    descriptor = (root / "datapackage.json").read_text("utf-8")
    for name, digest in old.items():
        descriptor = descriptor.replace(digest, hashes.get(name, digest))
    told = json.loads(descriptor)
    for resource in told["resources"]:
        for file in (resource, resource["parquet"]):
            file["bytes"] = (root / file["path"]).stat().st_size
    (root / "datapackage.json").write_text(json.dumps(told, indent=2) + "\n", "utf-8")
    hashes["datapackage.json"] = File.of((root / "datapackage.json").read_bytes()).sha256
    (root / SUMS).write_bytes(sums({n: d for n, d in hashes.items() if n != SUMS}))


def lie_in_parquet(path: Path, column: str) -> str:
    """Let a file say that its greatest value of a column is the least; return the greatest."""
    data = path.read_bytes()
    size = int.from_bytes(data[-8:-4], "little") + 8
    group = pq.read_metadata(path).row_group(0)
    chunks = [group.column(n) for n in range(group.num_columns)]
    (told,) = (c.statistics for c in chunks if c.path_in_schema == column)
    rows, footer = data[:-size], data[-size:]
    assert len(told.min) == len(told.max)
    path.write_bytes(rows + footer.replace(told.max.encode(), told.min.encode()))
    return str(told.max)


def lie_in_database(path: Path, table: str, column: str) -> str:
    """Let a database say so of a column of text, with the checksums that it then has."""
    with duckdb.connect(str(path), read_only=True) as connection:
        query = f"SELECT min({column}), max({column}) FROM {table}"
        least, greatest = connection.execute(query).fetchone() or ("", "")
    # Statistics hold the first eight bytes, after their number and before the next field.
    said = b"\x08" + greatest.encode()[:8] + b"\xca\x00"
    old = path.read_bytes()
    assert said in old
    new = bytearray(old.replace(said, b"\x08" + least.encode()[:8] + b"\xca\x00"))
    for start in range(_START, len(new), _BLOCK):
        block = new[start + 8 : start + _BLOCK]
        if block != old[start + 8 : start + _BLOCK]:
            new[start : start + 8] = _checksum(bytes(block))
    path.write_bytes(new)
    return str(greatest)


def _checksum(block: bytes) -> bytes:
    """Return DuckDB's checksum of a block (src/common/checksum.cpp)."""
    result = 5381
    for at in range(0, len(block), 8):
        word = int.from_bytes(block[at : at + 8], "little")
        result ^= word * 0xBF58476D1CE4E5B9 % 2**64
    return result.to_bytes(8, "little")


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Return a function that puts other bytes in the first place of some, which must be there."""

    def replace(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return replace
