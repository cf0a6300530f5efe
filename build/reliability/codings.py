"""Read and check the two codings in raw/codings, and split them by article."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from build.annotations.records import show
from build.frames.pipeline import make_tables
from build.problems import Problem, ProblemsError
from build.progress import Say, silent

FOLDER = "codings"
Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Pair:
    """All tables of the first and of the second coding of an article."""

    article: str
    first: Tables
    second: Tables


def read_codings(raw: Path, say: Say = silent) -> list[Pair]:
    """Return the articles that were coded twice, in order, or an empty list without codings.

    Raises `ProblemsError` with every problem in their files, as a build does for raw/, and if
    the two codings of an article cover different texts or articles.
    """
    folder = raw / FOLDER
    if {path.name for path in folder.glob("*")} <= {"README.md"}:  # how it is done, for later
        return []
    problems: list[Problem] = []
    first = _read(raw, folder / "first", problems, say)
    second = {
        path.name: _read(raw, path, problems, say)
        for path in sorted((folder / "second").glob("*/"))
    }
    if problems:
        raise ProblemsError(problems)
    pairs = []
    texts = _texts(first)
    for article, tables in second.items():
        shown = show(raw, folder / "second" / article)
        if article not in texts:
            what, fix = "an article that the first coding does not have", "remove the folder"
            problems.append(Problem(shown, what, fix))
        elif _texts(tables) != {article: texts[article]}:
            what = "is the coding of another text, or of several"
            problems.append(Problem(shown, what, "code the text that the first coding has"))
        else:
            pairs.append(Pair(article, first, tables))
    problems += [
        Problem(show(raw, folder / "second"), f"{article} is missing", "code it, too")
        for article in texts
        if article not in second
    ]
    if problems:
        raise ProblemsError(problems)
    return pairs


def _texts(tables: Tables) -> dict[str, str]:
    return dict(tables["articles"].select("article_id", "text_sha256").iter_rows())


def _read(raw: Path, folder: Path, problems: list[Problem], say: Say) -> Tables:
    """Return the tables of a coding, none where its files have problems, which are added."""
    try:
        return make_tables(folder, say)
    except ProblemsError as error:
        before = show(raw, folder.parent)
        problems += [replace(p, file=f"{before}/{p.file}") for p in error.problems]
        return {}
