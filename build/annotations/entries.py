"""Parse an annotation file into entries: TOML written by people, or JSON Lines.

In JSON Lines each line is an object with one key, the kind of the record:
`{"quote": {...}}`. If a file can't be parsed, the entries before the fault are returned and
the fault is reported.

Left out on purpose: comments and the order of keys.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from build.annotations.records import Origin, Problems, show
from build.annotations.shorthand import unfold
from build.files.reading import plain, plain_bytes
from build.files.toml import parse_toml
from build.problems import Problem

# The origin of a record, and its values as written.
Entry = tuple[Origin, Any]


def entries(path: Path, problems: Problems) -> Iterator[Entry]:
    """Yield the entries of a file, and report its faults to `problems`."""
    read = _toml if path.suffix == ".toml" else _json_lines
    try:
        yield from read(path, problems)
    except OSError as error:
        what = f"can't be read ({error.strerror or error})"
        problems.file(path, what, "check path and permissions")


def _toml(path: Path, problems: Problems) -> Iterator[Entry]:
    try:
        text = plain_bytes(path).decode("utf-8")
        if text.startswith("\ufeff"):
            problems.file(
                path, "begins with a byte order mark", "save it as UTF-8 without one", 1
            )
            return
        document = parse_toml(text)
    except UnicodeDecodeError as error:
        _not_utf_8(problems, path, error.object[: error.start].count(b"\n") + 1, error)
        return
    except (RecursionError, ValueError) as error:
        what, line = _syntax(str(error))
        problems.file(path, f"not valid TOML: {what}", _mending(what), line)
        return
    yield from unfold(path, document)


def _mending(what: str) -> str:
    """Return a likely fix for a parser's error."""
    if "array" in what and ("Unclosed" in what or "Invalid value" in what):
        return "a ] or a comma is probably missing in the lines above"
    if "Unclosed" in what or "Unterminated" in what or "Illegal character" in what:
        return 'a closing " is probably missing, or a \\ before one inside the text'
    return "mend it"


def _syntax(message: str) -> tuple[str, int | None]:
    what, _, place = message.partition(" (at ")
    line = place.removeprefix("line ").partition(",")[0]
    return what, int(line) if line.isdigit() else None


def _json_lines(path: Path, problems: Problems) -> Iterator[Entry]:
    with plain(path).open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                entry = _json_line(path, number, line, problems)
            except UnicodeDecodeError as error:
                _not_utf_8(problems, path, number, error)
                return
            for kind, data in entry.items():
                yield Origin(path, kind, line=number), data


def _json_line(path: Path, number: int, line: bytes, problems: Problems) -> dict[str, Any]:
    """Return the record of a line under its kind, or an empty dict if there is none."""
    text = line.decode("utf-8")
    if not text.strip():
        return {}
    try:
        entry = json.loads(text, object_pairs_hook=_once_each)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        problems.file(path, f"not valid JSON: {reason}", "mend it", number)
        return {}
    if isinstance(entry, dict) and len(entry) == 1:
        return entry
    what, fix = "not an object with one key", 'write {"quote": {...}}, one record a line'
    problems.found.append(Problem(show(problems.raw, path), what, fix, line=number))
    return {}


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object; refuse equal keys, of which Python would keep the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        ((twice, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise ValueError(f"the key '{twice}' stands twice in one object")
    return found


def _not_utf_8(problems: Problems, path: Path, line: int, error: UnicodeDecodeError) -> None:
    what = f"not UTF-8 (byte 0x{error.object[error.start]:02x})"
    problems.file(path, what, "save the file as UTF-8 text", line)
