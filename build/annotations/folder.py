"""Find the files of raw/ that contain records, and report those that do not belong there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from build.annotations.model import ARTICLE_KINDS, SHARED_KINDS
from build.annotations.records import Problems, show
from build.problems import Problem, ProblemsError, suggest, visible
from schemas import TABLES


class Source(NamedTuple):
    """A file with records: its path, the kinds it may contain, and if it is an article."""

    path: Path
    kinds: dict[str, Any]
    is_article: bool


# Files and folders of raw/ other than records of tables.
_OTHERS = (
    "articles",
    "anchors.csv",
    "README.md",
    "codings",
    "corrections.toml",
    "notes.md",  # written by the coder
    "tombstones.toml",
    "releases.csv",
    "ids.csv",
)
_SUFFIXES = (".toml", ".jsonl")
BASIS_FIX = "write basis in the position, in the file of the article whose words decide"


def find_sources(raw: Path, problems: Problems) -> list[Source]:
    """Return the files with records, shared ones first, and report faults to `problems`.

    Raises `ProblemsError` if `raw` can't be read or contains no article.
    """
    sources = list(_sources(raw, problems))
    if not any(source.is_article for source in sources):
        what, fix = "there is no annotated article", "see raw/README.md for how to write one"
        where = show(raw, raw / "articles")
        raise ProblemsError([*problems.found, Problem(where, what, fix)])
    return sources


def missing_tables(
    raw: Path, sources: list[Source], seen: set[str], problems: Problems
) -> None:
    """Report each shared table that has neither a file nor a record and may not be empty.

    `seen` are the kinds with at least one record: records that are written in articles need
    no shared file.
    """
    present = {source.path.stem for source in sources if not source.is_article}
    for stem, kinds in sorted(SHARED_KINDS.items()):
        if stem not in present and not kinds.keys() & seen and not TABLES[stem].may_be_empty():
            problems.file(raw / f"{stem}.toml", "missing", "add it; see raw/README.md")


def _sources(raw: Path, problems: Problems) -> Iterator[Source]:
    known = {f"{stem}{suffix}" for stem in SHARED_KINDS for suffix in _SUFFIXES}
    try:
        names = sorted(p.name for p in raw.iterdir())
        articles = sorted((raw / "articles").iterdir()) if "articles" in names else []
    except OSError as error:
        what = f"can't be read ({error.strerror or error})"
        raise ProblemsError(
            [Problem(show(raw, raw), what, "check path and permissions")]
        ) from error
    for name in names:
        if name in known and _is_file(raw / name, problems):
            yield Source(raw / name, SHARED_KINDS[name.rsplit(".", 1)[0]], False)
        elif name not in known and name not in _OTHERS and name[0] != ".":
            fix = suggest(name, known, otherwise="move it away")
            if Path(name).stem == "basis":
                fix = BASIS_FIX
            problems.found.append(Problem(show(raw, raw / name), "unknown file", fix))
    for path in articles:
        if path.suffix in _SUFFIXES:
            if _is_file(path, problems):
                yield Source(path, ARTICLE_KINDS, True)
        elif path.name[0] != ".":
            fix = "articles are .toml or .jsonl; texts stay outside the package"
            problems.found.append(Problem(show(raw, path), "not an annotation file", fix))


def _is_file(path: Path, problems: Problems) -> bool:
    """Return True for a regular file with a printable name; report any other.

    Reading a pipe would never end.
    """
    what = ""
    if not path.is_file():
        what = "not a file"
    elif not path.name.isprintable():
        what = "a name that is not printable text"
    if what:
        problems.file(path.with_name(visible(path.name)), what, "replace or rename it")
    return not what
