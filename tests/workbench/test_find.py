"""Whether a record is there already: by surname, misspelt, by a day, by what it says."""

import pytest

from tests.conftest import Run


@pytest.mark.parametrize(
    ("question", "kind", "id_"),
    [
        ("lenoir", "actor", "marie-lenoir"),
        ("Lenor", "actor", "marie-lenoir"),
        ("ivan petrof", "actor", "ivan-petrov"),
        ("4 March", "event", "2030-03-04-lyon-meeting"),
        ("Mar. 4 meeting", "event", "2030-03-04-lyon-meeting"),
        ("2030-03-04", "event", "2030-03-04-lyon-meeting"),
        ("ships truce", "commitment", "fra-sea_presence-2030-03-04"),
        ("more follow", "quote", "harbour-gazette-2030-03.q02"),
        ("ruled out", "code of strength", "ruled_out"),
        ("harbour gazette", "article", "harbour-gazette-2030-03"),
    ],
)
def test_it_is_found(ask: Run, question: str, kind: str, id_: str) -> None:
    result = ask("find", *question.split())
    assert result.code == 0
    lines = [line.split("  ") for line in result.out.splitlines()]
    found = [(cells[0], next(c for c in cells[1:] if c).strip()) for cells in lines]
    assert (kind, id_) in found[:3]


@pytest.mark.parametrize("question", ["quux", "6 March", "the", "lenoir quux"])
def test_what_is_not_there(ask: Run, question: str) -> None:
    result = ask("find", *question.split())
    assert result.code == 2
    assert result.out.startswith("nothing like it")
