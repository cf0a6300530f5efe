"""Replace sentences pasted as locators by their first and last words, in their files.

Only the text of the value is replaced; comments, order and layout stay.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from build.annotations.places import value_at
from build.annotations.records import Origin


def shortened(pasted: Mapping[Origin, str]) -> dict[Path, bytes]:
    """Return the new content of each TOML file, given the new locator of each record."""
    by_file: dict[Path, list[tuple[int, int, bytes]]] = {}
    for origin, locator in pasted.items():
        if origin.line is None:
            place = value_at(origin.file, (*origin.path, "locator"))
            new = json.dumps(locator, ensure_ascii=False).encode()
            by_file.setdefault(origin.file, []).append((place.start, place.end, new))
    return {path: _exchange(path.read_bytes(), spans) for path, spans in by_file.items()}


def _exchange(content: bytes, spans: Iterable[tuple[int, int, bytes]]) -> bytes:
    for start, end, new in sorted(spans, reverse=True):
        content = content[:start] + new + content[end:]
    return content
