"""What stands in a file of annotations, entry by entry: TOML that people write, JSON Lines.

In JSON Lines each line is an object with one key, the kind of the record:
`{"quote": {...}}`. A file that can't be parsed gives what stands before the fault, and the
fault.

Left out on purpose: comments and order of keys, and JSON objects that repeat a key.
"""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from build.annotations.model import line_adapter
from build.annotations.records import Origin, Problems, show
from build.annotations.shorthand import unfold
from build.files.reading import plain, plain_bytes
from build.problems import Problem


class Entry(NamedTuple):
    """What is written for one record, and whether it was checked against the model."""

    origin: Origin
    data: Any
    checked: bool


def entries(path: Path, problems: Problems) -> Iterator[Entry]:
    """Yield the entries of a file; what is wrong with it goes to `problems`."""
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
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        _not_utf_8(problems, path, error.object[: error.start].count(b"\n") + 1, error)
        return
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        what, line = _syntax(str(error))
        problems.file(path, f"not valid TOML: {what}", _mending(what), line)
        return
    for origin, data in unfold(path, document):
        yield Entry(origin, data, checked=False)


def _mending(what: str) -> str:
    """Say what is probably missing where a parser only says what it can't read."""
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
    validate = line_adapter().validator.validate_json
    with plain(path).open("rb") as file:
        for number, line in enumerate(file, 1):
            entry: Any = None
            try:
                # Parsed and checked at once; only what fails is parsed by itself.
                entry, checked = validate(line), True
            except ValidationError:
                checked = False
            if not entry or len(entry) != 1:
                try:
                    entry, checked = _json_line(path, number, line, problems), False
                except UnicodeDecodeError as error:
                    _not_utf_8(problems, path, number, error)
                    return
                if entry is None:
                    continue
            ((kind, data),) = entry.items()
            yield Entry(Origin(path, kind, line=number), data, checked)


def _json_line(
    path: Path, number: int, line: bytes, problems: Problems
) -> dict[str, Any] | None:
    """Parse a line that does not pass as it is; None where it holds no record."""
    text = line.decode("utf-8")
    if not text.strip():
        return None
    try:
        entry = json.loads(text)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        problems.file(path, f"not valid JSON: {reason}", "mend it", number)
        return None
    if not isinstance(entry, dict) or len(entry) != 1:
        fix = 'write {"quote": {...}}, one record a line'
        where = show(problems.raw, path)
        problems.found.append(Problem(where, "not an object with one key", fix, line=number))
        return None
    return entry


def _not_utf_8(problems: Problems, path: Path, line: int, error: UnicodeDecodeError) -> None:
    what = f"not UTF-8 (byte 0x{error.object[error.start]:02x})"
    problems.file(path, what, "save the file as UTF-8 text", line)
