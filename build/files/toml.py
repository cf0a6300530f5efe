"""Parse TOML, and refuse keys with so many parts that Python's parser would run out of memory.

The parser stores every prefix of a dotted key, so that a key of 50,000 parts (100 KB) takes
15 GB. Left out on purpose: deeply nested arrays, which the parser itself refuses.
"""

import re
import tomllib
from typing import Any

# A record's own keys have four parts at most (`passage.q01.position.basis`).
_MOST_PARTS = 32
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
# A search that began in the middle of a long word would read the rest of the word each time.
_TOO_MANY = re.compile(rf"(?<![\w-])(?:{_PART}){{{_MOST_PARTS}}}")


def parse_toml(text: str) -> dict[str, Any]:
    """Return the document. Raises `ValueError` or `RecursionError`, as tomllib does.

    A key with more than 32 parts is an error, even inside a string.
    """
    if found := _TOO_MANY.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise ValueError(f"a key has more than {_MOST_PARTS} parts (at line {line}, column 1)")
    return tomllib.loads(text)
