"""Lines of values in TOML files, for messages.

`tomllib` forgets where things stand, so the file is parsed once more, by tree-sitter's
TOML grammar, when a message needs a line. Left out on purpose: columns.
"""

from functools import lru_cache
from pathlib import Path

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

Places = dict[tuple[str, int], dict[str, int]]


def line_of(file: Path, kind: str, index: int, path: str) -> int | None:
    """Return the line of the value at `path` (`participants[1].role`) in a record.

    The `index`-th record `[[kind]]` of the file is meant. Where the value is not there,
    the line of the nearest thing that holds it is given.
    """
    places = _places(file).get((kind, index))
    if places is None:
        return None
    while path and path not in places:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return places[path]


def span_of(file: Path, header: str, number: int, key: str = "locator") -> tuple[int, int]:
    """Return where the value of a key stands in a table, in bytes.

    Raises `LookupError` where the table or the key is not there.
    """
    tree = Parser(Language(tree_sitter_toml.language())).parse(file.read_bytes())
    tables = [
        node
        for node in tree.root_node.children
        if node.type in ("table", "table_array_element")
        and _key(node.named_children[0]) == header
    ]
    for pair in tables[number].named_children:
        if pair.type == "pair" and _key(pair.named_children[0]) == key:
            value = pair.named_children[-1]
            return value.start_byte, value.end_byte
    raise LookupError(f"{file}: {header} {number} has no {key}")


def _places(file: Path) -> Places:
    told = file.stat()
    return _places_of(file, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=8)
def _places_of(file: Path, changed: int, size: int) -> Places:
    """Return the places of a file as it was then: another run may find it changed."""
    tree = Parser(Language(tree_sitter_toml.language())).parse(file.read_bytes())
    places: Places = {}
    counts: dict[str, int] = {}
    for node in tree.root_node.children:
        if node.type in ("table", "table_array_element"):
            header = _key(node.named_children[0])
            counts[header] = counts.get(header, -1) + 1
            found = places[header, counts[header]] = {"": node.start_point[0] + 1}
            _pairs(node, "", found)
            _lend(header, found, places, counts)
        elif node.type == "pair":
            places[_key(node.named_children[0]), 0] = {"": node.start_point[0] + 1}
    return places


def _lend(header: str, found: dict[str, int], places: Places, counts: dict[str, int]) -> None:
    """Give the places of a table `[event.participants]` to the event above it, too.

    Its pairs may be items of a list to the model, so that they are known by number as well.
    """
    above, _, name = header.rpartition(".")
    if above in counts:
        held = places[above, counts[above]]
        for number, (path, line) in enumerate(found.items()):
            held.setdefault(f"{name}.{path}".rstrip("."), line)
            if path:
                held.setdefault(f"{name}[{number - 1}]", line)


def _pairs(node: Node, prefix: str, found: dict[str, int]) -> None:
    for child in node.named_children:
        if child.type == "pair":
            path = f"{prefix}.{_key(child.named_children[0])}".lstrip(".")
            found[path] = child.start_point[0] + 1
            _value(child.named_children[-1], path, found)


def _value(node: Node, path: str, found: dict[str, int]) -> None:
    if node.type == "inline_table":
        _pairs(node, path, found)
    elif node.type == "array":
        items = [n for n in node.named_children if n.type != "comment"]
        for index, item in enumerate(items):
            found[f"{path}[{index}]"] = item.start_point[0] + 1
            _value(item, f"{path}[{index}]", found)


def _key(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace").strip("\"'")
