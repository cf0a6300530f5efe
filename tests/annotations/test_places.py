"""A wrong value is reported with its own line, in whichever of TOML's forms it is written."""

from pathlib import Path

import pytest

from tests.conftest import FIXTURES, Run

EVENTS = FIXTURES / "package/raw/events.toml"
FIELDS = EVENTS.read_text("utf-8").split("[[event]]\n")[1].split("participants")[0]
INLINE = ", ".join(FIELDS.strip().splitlines())
# Without the id, which stands in the header.
LINES, PARTS = FIELDS.partition("\n")[2], INLINE.partition(", ")[2]
ID = "2030-03-04-lyon-meeting"
WRONG = 'role = "speeker"'
UNKNOWN = "unknown participant role 'speeker'; did you mean 'speaker'?"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(
            f"[[event]]\n{FIELDS}participants = [\n"
            f'\n  {{ actor_id = "marie-lenoir", {WRONG} }},\n]\n',
            15,
            id="an inline table in an array",
        ),
        pytest.param(
            f"[[event]]\n{FIELDS}participants = [\n"
            '  { actor_id = "marie-lenoir", role = "speaker" },\n'
            f'  # the second\n  {{ actor_id = "ivan-petrov", {WRONG} }},\n]\n',
            16,
            id="after another inline table and a comment",
        ),
        pytest.param(
            f'[[event]]\n{FIELDS}\n[[event.participants]]\nactor_id = "marie-lenoir"\n{WRONG}\n',
            16,
            id="an array of tables below the event",
        ),
        pytest.param(
            f"[event.{ID}]\n{LINES}\n[event.{ID}.participants]\n"
            'ivan-petrov = "speaker"\nmarie-lenoir = "speeker"\n',
            15,
            id="a table of pairs",
        ),
        pytest.param(
            f'[event]\n"{ID}" = {{ {PARTS},'
            f'participants = [{{ actor_id = "marie-lenoir", {WRONG} }}] }}\n',
            2,
            id="the event itself an inline table under a quoted key",
        ),
        pytest.param(
            f'event = [\n  {{ {INLINE}, participants = [{{ actor_id = "marie-lenoir", {WRONG} '
            "}] },\n]\n",
            2,
            id="an array of inline tables",
        ),
    ],
)
def test_a_value_is_found_in_every_form(package: Path, run: Run, text: str, line: int) -> None:
    (package / "raw/events.toml").write_text(text, "utf-8")
    actor = "ivan-petrov" if "the second" in text else "marie-lenoir"
    told = [e for e in run().errors if "speeker" in e]
    assert told == [f"raw/events.toml:{line}: {ID}/{actor}: role: {UNKNOWN}"]


def test_passages_may_be_inline_tables(package: Path, run: Run) -> None:
    path = package / "raw/articles/harbour-gazette-2030-03.toml"
    records = path.read_text("utf-8").partition("[[passage]]")[0]
    passage = '{ locator = "Words that … nobody ever wrote", supports = ["quotes/q09"] }'
    path.write_text(f"passage = [{passage}]\n{records}", "utf-8")
    assert [e for e in run().errors if "q09" in e] == [
        "raw/articles/harbour-gazette-2030-03.toml:1: Words that: supports[0]: quotes has no "
        "record 'harbour-gazette-2030-03.q09'; did you mean 'harbour-gazette-2030-03.q01'?"
    ]
