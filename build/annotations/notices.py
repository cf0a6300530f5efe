"""Read the files of raw/ about rows: tombstones, corrections and adjudications.

The form of each file is declared once, as a pydantic type, next to the checks of its content.
This module uses it to read the file; the JSON Schema for editors is made from it, too.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NotRequired

from pydantic import TypeAdapter, ValidationError

from build.annotations.model import record_type
from build.annotations.records import Origin, find_line, show
from build.files.reading import plain
from build.files.toml import parse_toml
from build.problems import Problem, ProblemsError

# A notice and its line.
Notice = tuple[Mapping[str, Any], int | None]


def read_notices(raw: Path, stem: str, kind: str, form: type[Any]) -> list[Notice]:
    """Return the notices of `raw/STEM.toml`, which are `[[kind]]` records of the given form.

    Raises `ProblemsError` with every deviation from the form.
    """
    path = raw / f"{stem}.toml"
    if not path.exists():
        return []
    needed = ", ".join(f for f in form.__annotations__ if f in form.__required_keys__)
    others = ", ".join(f for f in form.__annotations__ if f in form.__optional_keys__)
    fix = f"a [[{kind}]] has {needed}, and may have {others}"
    notices = read_form(raw, path, notices_form(kind, form), fix).get(kind, [])
    return [(n, find_line(Origin(path, kind, (kind, at)), "")) for at, n in enumerate(notices)]


def notices_form(kind: str, form: type[Any]) -> Any:
    """Return the form of a whole file of `[[kind]]` records of the given form."""
    return record_type(f"{kind}s", {kind: NotRequired[list[form]]})  # type: ignore[valid-type]


def read_form(raw: Path, path: Path, form: Any, fix: str) -> Any:
    """Return the content of a TOML file of the given form; `fix` describes it in messages.

    Raises `ProblemsError` with every deviation from the form, or if the file can't be read.
    """
    try:
        document = parse_toml(plain(path).read_text("utf-8"))
        return TypeAdapter(form).validate_python(document)
    except ValidationError as error:
        raise ProblemsError(_problems(raw, path, error, fix)) from error
    except OSError as error:
        what = f"can't be read ({error.strerror or error})"
        fix = "check path and permissions"
        raise ProblemsError([Problem(show(raw, path), what, fix)]) from error
    except (ValueError, RecursionError) as error:
        raise ProblemsError(
            [Problem(show(raw, path), f"not valid TOML: {error}", fix)]
        ) from error


def _problems(raw: Path, path: Path, error: ValidationError, fix: str) -> Iterator[Problem]:
    for found in error.errors():
        steps = found["loc"]
        # The line already identifies the record, so the field leaves out kind and number.
        is_item = len(steps) > 1 and isinstance(steps[1], int)
        field = ".".join(map(str, steps[2:] if is_item else steps))
        line = find_line(Origin(path, str(steps[0]), steps), "")
        yield Problem(show(raw, path), _fault(found), fix, line=line, field=field)


def _fault(found: Any) -> str:
    key = found["loc"][-1]
    named = {"missing": f"missing field '{key}'", "extra_forbidden": f"unknown key '{key}'"}
    return named.get(found["type"]) or str(found["msg"]).lower()
