"""Parse TOML, but no key of so many parts that Python's parser would fill the memory with it.

The parser keeps every beginning of a dotted key: one of 50,000 parts, a tenth of a megabyte,
takes 15 GB. Left out on purpose: deep arrays, at which the parser itself stops.
"""

import re
import tomllib
from typing import Any

# A record's own keys have four parts at most (`passage.q01.position.basis`).
_MOST_PARTS = 32
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_TOO_MANY = re.compile(f"(?:{_PART}){{{_MOST_PARTS}}}")


def parse_toml(text: str) -> dict[str, Any]:
    """Return the document. Raises `ValueError` or `RecursionError`, as tomllib does.

    A key of more than 32 parts is an error, also where a text only looks like one.
    """
    if found := _TOO_MANY.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise ValueError(f"a key has more than {_MOST_PARTS} parts (at line {line}, column 1)")
    return tomllib.loads(text)
