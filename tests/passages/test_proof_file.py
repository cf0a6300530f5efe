"""A file of proofs that is not as `anchor` wrote it, or texts that are not the articles'.

Each gives exactly the problems of it, with the line, whatever else the file holds.
"""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from build.passages.proofs import COLUMNS, Proof, seal, write_proofs
from tests.conftest import Run

NAME = "harbour-gazette-2030-03"
PROOFS = "raw/anchors.csv"
FIX = "run: python -m build anchor TEXTS"
BY_HAND = "a proof that was edited by hand"
ENVOY = "Moscow’s envoy Ivan … in any shape"

Change = Callable[[list[str]], list[str]]


def altered(number: int, old: str, new: str) -> Change:
    """A change of one line, counted from 1."""

    def change(lines: list[str]) -> list[str]:
        assert old in lines[number - 1]
        return [
            line.replace(old, new, 1) if n == number else line
            for n, line in enumerate(lines, 1)
        ]

    return change


def columns(lines: list[str]) -> list[str]:
    return [lines[0].replace("part,key", "key,part"), *lines[1:]]


def more_cells(lines: list[str]) -> list[str]:
    return [*lines[:2], lines[2] + ",more", *lines[3:]]


def few_cells(lines: list[str]) -> list[str]:
    return [*lines[:2], "harbour,passage", *lines[3:]]


def three_cells(lines: list[str]) -> list[str]:
    return [*lines[:2], "harbour,passage,", *lines[3:]]


def four_cells(lines: list[str]) -> list[str]:
    return [*lines[:2], "harbour,passage,,We … Lyon", *lines[3:]]


def two_by_hand(lines: list[str]) -> list[str]:
    return altered(2, ",31,", ",30,")(altered(12, ",444,", ",443,")(lines))


def sealed_again(number: int, old: str, new: str) -> Change:
    """The same, with the seal of what stands there then."""

    def change(lines: list[str]) -> list[str]:
        lines = altered(number, old, new)(lines)
        cells = next(csv.reader([lines[number - 1]]))
        return altered(number, cells[-1], seal(cells[:-1]))(lines)

    return change


def a_line_between(lines: list[str]) -> list[str]:
    return [*lines[:2], "", *lines[2:]]


def twice(lines: list[str]) -> list[str]:
    return [*lines[:11], lines[11], *lines[11:]]


def twice_apart(lines: list[str]) -> list[str]:
    return [*lines, lines[11], lines[11]]


@pytest.mark.sample(6)
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(columns, [f":1: the columns are not {COLUMNS}; {FIX}"], id="columns"),
        pytest.param(
            more_cells, [f":3: Photo: Marie … in Lyon: {BY_HAND}; {FIX}"], id="a cell too many"
        ),
        pytest.param(few_cells, [f":3: {BY_HAND}; {FIX}"], id="two cells"),
        pytest.param(three_cells, [f":3: {BY_HAND}; {FIX}"], id="three cells"),
        pytest.param(four_cells, [f":3: We … Lyon: {BY_HAND}; {FIX}"], id="four cells"),
        pytest.param(
            two_by_hand,
            [
                f":2: LYON MEETING ENDS WITH A PLEDGE: {BY_HAND}; {FIX}",
                f":12: {ENVOY}: {BY_HAND}; {FIX}",
            ],
            id="two rows",
        ),
        pytest.param(
            altered(12, ",444,", ",0444,"),
            [f":12: {ENVOY}: {BY_HAND}; {FIX}"],
            id="a number written otherwise",
        ),
        pytest.param(
            altered(12, ",356,", ",x,"), [f":12: {ENVOY}: {BY_HAND}; {FIX}"], id="no number"
        ),
        pytest.param(
            sealed_again(12, ",444,", ",0444,"),
            [f":12: {ENVOY}: {BY_HAND}; {FIX}"],
            id="a number written otherwise, and sealed",
        ),
        pytest.param(a_line_between, [f":3: {BY_HAND}; {FIX}"], id="an empty line"),
        pytest.param(twice, [f":13: {ENVOY}: a proof twice; {FIX}"], id="a proof twice"),
        pytest.param(
            twice_apart,
            [f":{n}: {ENVOY}: a proof twice; {FIX}" for n in (18, 19)],
            id="a proof thrice",
        ),
        pytest.param(
            altered(5, "Petrov", '"Petrov'),
            [":17: not valid CSV: unexpected end of data; " + FIX],
            id="a mark that is not closed",
        ),
    ],
)
def test_each_damage_is_told_with_its_line(
    package: Path, run: Run, change: Change, expected: list[str]
) -> None:
    path = package / PROOFS
    lines = path.read_text("utf-8").splitlines()
    assert (len(lines), ENVOY in lines[11]) == (17, True)
    path.write_text("".join(f"{line}\n" for line in change(lines)), "utf-8")
    result = run()
    assert (result.code, result.errors[: len(expected)]) == (
        1,
        [f"{PROOFS}{line}" for line in expected],
    )
    assert not [e for e in result.errors[len(expected) :] if e.startswith(PROOFS)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(None, "missing", id="missing"),
        pytest.param(b"\xff\n", "can't be read ('utf-8' codec can't decode", id="no UTF-8"),
    ],
)
def test_a_file_that_is_none(
    package: Path, run: Run, content: bytes | None, expected: str
) -> None:
    path = package / PROOFS
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    told = [error for error in run().errors if error.startswith(PROOFS)]
    assert len(told) == 1
    assert told[0].startswith(f"{PROOFS}: {expected}")
    assert told[0].endswith(f"; {FIX}")


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda content: content.replace(b"\n", b"\r\n"), id="CRLF"),
        pytest.param(lambda content: content.removesuffix(b"\n"), id="no line feed at the end"),
    ],
)
def test_other_line_ends_say_the_same(
    built: Path, run: Run, change: Callable[[bytes], bytes]
) -> None:
    assert run().code == 0
    before = {p.name: p.read_bytes() for p in (built / "tables").glob("*.csv")}
    path = built / PROOFS
    path.write_bytes(change(path.read_bytes()))
    assert run().code == 0
    assert {p.name: p.read_bytes() for p in (built / "tables").glob("*.csv")} == before


def test_the_file_is_sorted_and_quoted(package: Path) -> None:
    def anchor(article: str, part: str, key: str, locator: str, start: int, end: int) -> Proof:
        return Proof(article, part, key, locator, start, end, 1, "0" * 64)

    wanted = [
        anchor("a", "name", "", 'one, "two"', 5, 6),
        anchor("a", "passage", "", "b", 1, 2),
        anchor("a", "passage", "", "a", 1, 3),
        anchor("a", "passage", "x", "a", 1, 3),
        anchor("a", "passage", "x", "b", 1, 3),
        anchor("a", "passage", "", "a", 11, 12),
        anchor("b", "excluded", "", "a", 0, 1),
    ]
    written = write_proofs(reversed(wanted)).splitlines()
    assert written[0] == ",".join(COLUMNS)
    assert written[1] == f'a,name,,"one, ""two""",5,6,1,{"0" * 64},{wanted[0].cells[-1]}'
    assert [line.rsplit(",", 1)[1] for line in written[1:]] == [
        proof.cells[-1] for proof in wanted
    ]


def test_a_seal_is_of_every_cell() -> None:
    first = Proof("a", "passage", "k", "l", 1, 2, 3, "0").cells[:-1]
    others = [[*first[:n], "7", *first[n + 1 :]] for n in range(8)]
    assert len({seal(row) for row in (first, *others)}) == 9
    assert len(seal(first)) == 16


def test_texts_that_are_not_the_articles(package: Path, texts: Path, run: Run) -> None:
    text = next(texts.iterdir())
    (texts / "harbour-gazete-2030-03.txt").write_text("x", "utf-8")
    (texts / "paper.txt").write_text("x", "utf-8")
    other = package.parent / "second"
    other.mkdir()
    shutil.copy(text, other)
    result = run("anchor", texts, other)
    assert result.code == 1
    assert result.errors == [
        f"{other / text.name}: a second text of {NAME}, beside {text}; give one of them",
        f"{texts / 'harbour-gazete-2030-03.txt'}: the text of no article in raw/; did you "
        f"mean '{NAME}'?",
        f"{texts / 'paper.txt'}: the text of no article in raw/; name it ARTICLE_ID.txt",
    ]


def test_no_text_and_one_that_is_not_utf_8(texts: Path, run: Run) -> None:
    text = next(texts.iterdir())
    text.write_bytes(b"\xff")
    assert run("anchor", texts).errors[0] == (
        f"{text}: not UTF-8; give the text that was coded, in UTF-8"
    )
    text.unlink()
    assert "TEXTS: no text there; check the path" in run("anchor", texts).errors


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("number", "record", "field"),
    [
        pytest.param(2, "LYON MEETING ENDS WITH A PLEDGE", "locator", id="excluded"),
        pytest.param(6, "harbour club", "words", id="not_quotation"),
        pytest.param(7, "a first step", "words", id="the second occurrence"),
        pytest.param(12, ENVOY, "locator", id="passage"),
        pytest.param(14, "q01", "text", id="quote"),
    ],
)
def test_a_proof_that_is_gone_is_asked_for_by_its_record(
    package: Path, run: Run, number: int, record: str, field: str
) -> None:
    path = package / PROOFS
    lines = path.read_text("utf-8").splitlines(keepends=True)
    del lines[number - 1]
    path.write_text("".join(lines), "utf-8")
    (told,) = run().errors
    where, rest = told.split(": ", 1)
    assert where.startswith(f"raw/articles/{NAME}.toml:")
    assert rest == f"{record}: {field}: no proof; {FIX}"


def test_an_article_without_proofs_is_one_problem(package: Path, run: Run) -> None:
    path = package / PROOFS
    path.write_text(path.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    assert run().errors == [
        f"raw/articles/{NAME}.toml:1: {NAME}: the article has no proofs yet; {FIX}"
    ]
