"""The tables do not depend on the file or the order in which a record is written.

The records of three articles are written as JSON Lines, each shared one in any file that may
hold it, the articles in any number of files and any order.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from build.annotations.model import ARTICLE_KINDS, SHARED_KINDS
from build.annotations.read import read
from build.annotations.records import Record
from build.artefacts.build import all_frames
from tests.corpus import sound, write_corpus

# Shared records that an article's file may hold as well.
_ANYWHERE = [kind for kinds in SHARED_KINDS.values() for kind in kinds if kind in ARTICLE_KINDS]
_STEMS = {kind: stem for stem, kinds in SHARED_KINDS.items() for kind in kinds}


@cache
def records() -> dict[str, list[Record]]:
    """The records of the three articles by kind, with all that is inferred."""
    with TemporaryDirectory() as folder:
        corpus = read(write_corpus(Path(folder)) / "raw")
        assert corpus.problems.found == []
        return {kind: list(found) for kind, found in corpus.records.items()}


def line(kind: str, record: Record) -> str:
    return json.dumps({kind: record.data}, default=str) + "\n"


def article_lines(random: Random, article: str) -> Iterator[str]:
    """The lines of an article: its own, and then its records in any order."""
    (own,) = (r for r in records()["article"] if r.article == article)
    yield line("article", own)
    lines = [
        line(kind, record)
        for kind, found in records().items()
        if kind != "article" and (kind not in _ANYWHERE or kind == "basis")
        for record in found
        if record.article == article
    ]
    yield from random.sample(lines, len(lines))


def shuffle(random: Random, raw: Path) -> None:
    """Write the records to files below `raw` as chance will have it."""
    articles = [record.article for record in records()["article"]]
    bodies = {article: list(article_lines(random, article)) for article in articles}
    shared: dict[str, list[str]] = {}
    for kind, found in records().items():
        if kind not in _STEMS or kind == "basis":
            continue
        for record in found:
            homes = [_STEMS[kind], *(articles if kind in _ANYWHERE else [])]
            home = random.choice(homes)
            if home in bodies:
                place = random.randint(1, len(bodies[home]))
                bodies[home].insert(place, line(kind, record))
            else:
                shared.setdefault(home, []).append(line(kind, record))
    for stem, lines in shared.items():
        random.shuffle(lines)
        (raw / f"{stem}.jsonl").write_text("".join(lines), "utf-8")
    files: dict[str, list[str]] = {}
    for article in random.sample(articles, len(articles)):
        files.setdefault(random.choice("abc"), []).extend(bodies[article])
    for name, lines in files.items():
        (raw / f"articles/{name}.jsonl").write_text("".join(lines), "utf-8")


@pytest.mark.sample(4)
@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_records_changes_no_table(seed: int, tmp_path: Path) -> None:
    raw = write_corpus(tmp_path) / "raw"
    for path in [*raw.glob("*.toml"), *(raw / "articles").iterdir()]:
        if path.stem in SHARED_KINDS or path.parent != raw:
            path.unlink()
    shuffle(Random(seed), raw)
    frames = all_frames(raw)
    assert {name: frame.to_dicts() for name, frame in frames.items()} == {
        name: frame.to_dicts() for name, frame in sound().items()
    }
