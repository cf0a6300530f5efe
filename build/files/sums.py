"""`SHA256SUMS`: the hash of every file that is shipped, made or written by hand.

In the form of coreutils, so that `sha256sum -c SHA256SUMS` reads it. Left out on purpose: the
database of a folder, whose bytes DuckDB does not fix; the zip of a release names its own.
"""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple, Self

SUMS = "SHA256SUMS"


class File(NamedTuple):
    """The size of a file in bytes, and its SHA-256 in hexadecimal digits."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> Self:
        """Return those of a content."""
        return cls(len(content), hashlib.sha256(content).hexdigest())


def sums(hashes: Mapping[str, str]) -> bytes:
    """Return the file for hashes by path."""
    lines = [f"{digest}  {name}\n" for name, digest in sorted(hashes.items())]
    return "".join(lines).encode()


def read_sums(text: str) -> dict[str, str]:
    """Return the hashes by path. Raises `ValueError` if a line has another form."""
    hashes = {}
    for line in text.splitlines():
        digest, gap, name = line.partition("  ")
        if len(digest) != 64 or not gap or name in hashes:
            raise ValueError(f"not a line of hash and path, once each: {line[:80]!r}")
        hashes[name] = digest
    return hashes
