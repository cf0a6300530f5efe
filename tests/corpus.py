"""Three articles that we wrote ourselves, one of them coded twice, for tests that need rows.

`tests/fixtures/corpus` holds the first (pier-post-2026-01) and what the three share. The second
(tests/fixtures/sixth) says more of the same events, as a new article does; the third is that of
the test package, whose two codings differ in a strength and in a quote. Rows of the real dataset
change when they are corrected; these do not.
"""

import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from build.artefacts.build import all_frames
from tests.conftest import FIXTURES, code_twice, edit

GAZETTE = "harbour-gazette-2030-03"
_POSITION = "fra-sea_presence-2030-03"
# The decisions on what the second coder of the Gazette coded differently: a strength, and no q02.
STRENGTH = f"""
[[difference]]
table = "commitments"
first = "{_POSITION}-04"
second = "{_POSITION}"
fields = ["strength"]
decision = "first"
reason = "The minister undertakes a named act."
"""
QUOTE = f"""
[[difference]]
table = "quotes"
first = "{GAZETTE}.q02"
decision = "first"
reason = "Words between marks are a quote."
"""


def write_corpus(root: Path) -> Path:
    """Write the annotations of the three articles below `root`, and the two codings of one."""
    raw = root / "raw"
    shutil.copytree(FIXTURES / "corpus/raw", raw)
    for name in ("actors", "countries"):
        _append(raw / f"{name}.toml", FIXTURES / f"sixth/{name}.toml")
    shutil.copy(FIXTURES / "sixth/harbour-wire-2026-03.toml", raw / "articles")
    code_twice(raw, FIXTURES / "package/raw")
    differ(raw)
    return root


def write_texts(folder: Path) -> Path:
    """Copy the texts of the three articles into a folder."""
    folder.mkdir()
    for source in ("corpus/texts", "sixth", "texts"):
        for text in (FIXTURES / source).glob("*.txt"):
            shutil.copy(text, folder)
    return folder


def differ(raw: Path) -> None:
    """Let the second coding of the Gazette differ from the first, and add the decisions."""
    second = raw / f"codings/second/{GAZETTE}"
    edit(second / "commitments.toml", f'"{_POSITION}-04"', f'"{_POSITION}"')
    edit(second / "commitments.toml", 'strength = "pledged"', 'strength = "open"')
    article = second / f"articles/{GAZETTE}.toml"
    text = article.read_text("utf-8").replace(
        f"commitments/{_POSITION}-04", f"commitments/{_POSITION}"
    )
    start = text.index('[[quote]]\nid = "q02"')
    text = text[:start] + text[text.index('[[quote]]\nid = "q03"') :]
    text = text.replace('supports = ["quotes/q02"]', 'supports = ["mentions/FRA"]')
    article.write_text(text, "utf-8")
    anchors = second / "anchors.csv"
    lines = anchors.read_text("utf-8").splitlines(keepends=True)
    anchors.write_text("".join(x for x in lines if ",quote,q02," not in x), "utf-8")
    decisions = raw / f"codings/adjudication/{GAZETTE}.toml"
    decisions.parent.mkdir()
    decisions.write_text(STRENGTH + QUOTE, "utf-8")


def _append(path: Path, more: Path) -> None:
    path.write_text(f"{path.read_text('utf-8')}\n{more.read_text('utf-8')}", "utf-8")


@cache
def sound() -> Mapping[str, pl.DataFrame]:
    """Return the tables of the three articles, codes as text."""
    with TemporaryDirectory() as folder:
        return all_frames(write_corpus(Path(folder)) / "raw")
