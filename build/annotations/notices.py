"""Read the files of raw/ that are about rows and not rows: tombstones and corrections."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from build.annotations.records import Origin, find_line, show
from build.files.reading import plain
from build.problems import Problem, ProblemsError

# A notice, and the line at which it stands.
Notice = tuple[Mapping[str, str], int | None]


def read_notices(raw: Path, stem: str, kind: str, form: type[Any]) -> list[Notice]:
    """Return the notices of `raw/STEM.toml`, whose records are a `kind` of the given form.

    Raises `ProblemsError` with each that has not the form, all of whose fields are text.
    """
    path = raw / f"{stem}.toml"
    if not path.exists():
        return []
    shown = show(raw, path)
    try:
        document: dict[str, Any] = tomllib.loads(plain(path).read_text("utf-8"))
        notices = TypeAdapter(list[form]).validate_python(document.pop(kind, []))  # type: ignore[valid-type]
    except (OSError, ValidationError, ValueError, RecursionError) as error:
        if isinstance(error, ValidationError):
            fix = _form(kind, form)
            problems = []
            for found in error.errors():
                number, *where = found["loc"] or (0,)
                line = find_line(Origin(path, kind, int(number)), "")
                field = ".".join(map(str, where))
                problems.append(
                    Problem(shown, found["msg"].lower(), fix, line=line, field=field)
                )
            raise ProblemsError(problems) from error
        what = f"not valid TOML: {error}"
        raise ProblemsError([Problem(shown, what, "mend it")]) from error
    if document:
        what = f"unknown kind of record '{next(iter(document))}'"
        raise ProblemsError([Problem(shown, what, f"it may hold {kind}")])
    return [(n, find_line(Origin(path, kind, at), "")) for at, n in enumerate(notices)]


def _form(kind: str, form: type[Any]) -> str:
    needed = [f for f in form.__annotations__ if f in form.__required_keys__]
    others = " or ".join(f for f in form.__annotations__ if f in form.__optional_keys__)
    return f"a [[{kind}]] has {', '.join(needed)} and perhaps {others}, all text"
