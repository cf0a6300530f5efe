"""Find the places of values in TOML files, for messages and for edits.

`tomllib` does not keep positions, so when a message needs a line, the file is parsed again
with tree-sitter's TOML grammar. Columns are left out on purpose.
"""

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from build.annotations.records import Steps


@dataclass
class Place:
    """A value in a file: its line, its first byte, the byte after its last, and its parts."""

    line: int
    start: int
    end: int
    parts: dict[str | int, "Place"] = field(default_factory=dict)

    def part(self, step: str | int) -> "Place | None":
        """Return a part by its key or number, or None if there is none.

        A number also selects from a table of pairs, which is a list in the plain record.
        """
        found = self.parts.get(step)
        if found is None and isinstance(step, int):
            return dict(enumerate(self.parts.values())).get(step)
        return found


def place_of(file: Path, path: Steps) -> Place | None:
    """Return the place of the value at `path`, or of the nearest value that contains it.

    Return None if the file has nothing at the first step of the path.
    """
    stat = file.stat()
    document = _document(file, stat.st_mtime_ns, stat.st_size)
    found: Place | None = None
    for step in path:
        below = (found or document).part(step)
        if below is None:
            break
        found = below
    return found


def value_at(file: Path, path: Steps) -> Place:
    """Return the place of the value at `path`. Raises `LookupError` if there is no value."""
    *above, last = path
    parent = place_of(file, tuple(above))
    if parent is None or (found := parent.parts.get(last)) is None:
        raise LookupError(f"{file}: nothing at {path}")
    return found


@lru_cache(maxsize=8)
def _document(file: Path, changed: int, size: int) -> Place:
    """Return the places of all values in a file; a changed file gets a new cache entry."""
    tree = Parser(Language(tree_sitter_toml.language())).parse(file.read_bytes())
    document = Place(1, 0, size)
    for node in tree.root_node.children:
        if node.type in ("table", "table_array_element"):
            is_item = node.type == "table_array_element"
            _pairs(node, _table(document, node, is_item=is_item))
        elif node.type == "pair":
            _pair(node, document)
    return document


def _table(document: Place, node: Node, *, is_item: bool) -> Place:
    """Return the place of the table or list item that a header opens."""
    *above, last = _keys(node.named_children[0])
    parent = document
    for key in above:
        parent = _newest(parent.parts.setdefault(key, _new(node)))
    if is_item:
        parent = parent.parts.setdefault(last, _new(node))
        last_item = len(parent.parts)
        parent.parts[last_item] = _new(node)
        return parent.parts[last_item]
    return parent.parts.setdefault(last, _new(node))


def _newest(place: Place) -> Place:
    """Return the last item of a list of tables, to which the headers after it belong."""
    return place.parts.get(len(place.parts) - 1, place)


def _new(node: Node) -> Place:
    return Place(node.start_point[0] + 1, node.start_byte, node.end_byte)


def _pairs(node: Node, place: Place) -> None:
    for child in node.named_children:
        if child.type == "pair":
            _pair(child, place)


def _pair(pair: Node, place: Place) -> None:
    *above, last = _keys(pair.named_children[0])
    for key in above:
        place = place.parts.setdefault(key, _new(pair))
    value = pair.named_children[-1]
    place.parts[last] = _value(value, line=pair.start_point[0] + 1)


def _value(node: Node, line: int) -> Place:
    place = Place(line, node.start_byte, node.end_byte)
    if node.type == "inline_table":
        _pairs(node, place)
    elif node.type == "array":
        items = [n for n in node.named_children if n.type != "comment"]
        for number, item in enumerate(items):
            place.parts[number] = _value(item, item.start_point[0] + 1)
    return place


def _keys(node: Node) -> list[str]:
    """Return the keys of a header or pair, with dots and quotes parsed."""
    text = (node.text or b"").decode("utf-8", "replace")
    try:
        value = tomllib.loads(f"{text} = 0")
    except tomllib.TOMLDecodeError:  # the file is not valid TOML
        return [text]
    keys = []
    while isinstance(value, dict):
        ((key, value),) = value.items()
        keys.append(key)
    return keys
