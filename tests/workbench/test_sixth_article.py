"""A sixth article, by the guide: drafted, filled in, proven and built beside the five.

One of a hundred words, whose draft is filled in line by line; and one of six hundred, in the style
of an agency, with mixed marks, a quotation over paragraphs, a refusal, a shared event and a date
that contradicts it, as somebody coded it by the guide alone (tests/fixtures/sixth).
"""

import csv
import shutil
from pathlib import Path

import pytest

from build.__main__ import main
from schemas.package import stem
from tests.conftest import FIXTURES, ROOT, edit

NAME = "harbour-wire-2026-03"
TEXT = """\
Italy again keeps its troops at home

ROME - Italy will not send soldiers to Ukraine, Prime Minister Giorgia Meloni said on
Monday, two months after the summit in Paris. "Our soldiers stay at home,” she told
reporters.

France’s President Emmanuel Macron called the plan “a promise that we will keep." He had
hosted the summit of the coalition of the willing in January.

The Kremlin has not commented. It was raining in Rome.

Italy again keeps its troops at home
"""
# What a coder decides: each line of the draft that is empty, and what else the text says.
DECIDED = (
    ('publisher = ""', 'publisher = "Harbour Wire"'),
    ('voice_id = ""', 'voice_id = "harbour-wire"'),
    ('published = ""', 'published = "[2026-03-02..2026-03-03]"'),
    ('published_basis = ""', 'published_basis = "inferred"'),
    ('derivation = ""', 'derivation = "original"'),
    ('work_id = ""', f'work_id = "{NAME}"'),
    ('said = ""', "said = 2026-03-02"),
    (
        "# headline, byline, published_note, url, notes",
        'published_note = "The next day’s issue."\nnotes = "Neither author nor address."',
    ),
    ('FRA = ""', 'FRA = "participant"'),
    ('ITA = ""', 'ITA = "refuser"'),
    (
        'speaker_id = ""\ntext = "Our',
        'speaker_id = "giorgia-meloni"\nattribution = "role"\ntext = "Our',
    ),
    (
        'at home"\ngist = ""\ncue = ""',
        'at home"\ngist = "Italy sends no soldiers."\ncue = "told"',
    ),
    (
        'speaker_id = ""\ntext = "a',
        'speaker_id = "emmanuel-macron"\nform = "partial"\ntext = "a',
    ),
    ('keep"\ngist = ""\ncue = ""', 'keep"\ngist = "The plan stands."\ncue = "called"'),
    (
        '[[passage]]\nlocator = "He had',
        '[[passage]]\nsupports = ["2026-01-06-paris-summit"]\nlocator = "He had',
    ),
)
POSITION = """
[passage.ita-ground_force-2026-03-02]
strength = "ruled_out"
asserted_by = "giorgia-meloni"
location = "in_ukraine"
basis = {{ strength = "wording: will not send", measure = "wording: soldiers", condition = "none", self_asserted = "country" }}
summary = "Italy will not send soldiers to Ukraine."
reiterates = "{}"
"""
LEFT = '[left]\n"It was raining in Rome" = "The weather."\n\n# proposed: the countries'


@pytest.fixture
def five(tmp_path: Path) -> Path:
    """A copy of the package of the five articles, and the text of a sixth."""
    root = tmp_path / "five"
    shutil.copytree(ROOT / "raw", root / "raw")
    (tmp_path / f"{NAME}.txt").write_text(TEXT, "utf-8")
    return root


def rows(root: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table as text."""
    with (root / f"{stem(table)}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_it_is_drafted_filled_in_proven_and_built(
    five: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, article = tmp_path / f"{NAME}.txt", five / f"raw/articles/{NAME}.toml"
    assert main(["--root", str(five), "new", NAME, str(text)]) == 0
    assert main(["--root", str(five), "preview", str(text)]) == 1  # nothing is decided yet
    for old, new in DECIDED:
        edit(article, old, new)
    edit(article, "# proposed: the countries", LEFT)
    edit(article, '\n[[passage]]\nlocator = "It was raining in Rome"\n', "")
    (italian,) = [
        c["commitment_id"]
        for c in rows(ROOT, "commitments")
        if c["country"] == "ITA" and c["strength_rank"].startswith("-")
    ]
    first = 'supports = ["FRA", "ITA", "UKR"]\n'
    edit(article, first, first + POSITION.format(italian))
    with (five / "raw/actors.toml").open("a", encoding="utf-8") as actors:
        actors.write('\n[actor.harbour-wire]\nname = "Harbour Wire"\nkind = "media"\n')
    capsys.readouterr()
    assert main(["--root", str(five), "preview", str(text)]) == 0, capsys.readouterr().err
    assert main(["--root", str(five), "anchor", str(text)]) == 0
    assert main(["--root", str(five)]) == 0
    assert len(rows(five, "articles")) == 6
    (refusal,) = [c for c in rows(five, "commitments") if c["stated"] == "2026-03-02"]
    assert (refusal["country"], refusal["self_asserted"]) == ("ITA", "true")
    assert (refusal["measure"], refusal["strength_rank"]) == ("ground_force", "-3")
    summit = [e for e in rows(five, "evidence") if e["record_id"] == "2026-01-06-paris-summit"]
    assert NAME in {e["article_id"] for e in summit}
    # What was proven of the five stays as it was.
    before = (ROOT / "raw/anchors.csv").read_text("utf-8").splitlines()
    after = (five / "raw/anchors.csv").read_text("utf-8").splitlines()
    assert [line for line in after if NAME not in line] == before


LONG = "harbour-wire-2026-03"
SIXTH = FIXTURES / "sixth"


@pytest.mark.thorough
def test_an_article_of_six_hundred_words_is_built_beside_the_five(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, text = tmp_path / "five", SIXTH / f"{LONG}.txt"
    shutil.copytree(ROOT / "raw", root / "raw")
    assert main(["--root", str(root), "new", LONG, str(text)]) == 0
    article = root / f"raw/articles/{LONG}.toml"
    draft = article.read_text("utf-8")
    # Each stretch between marks is drafted, and what is no body text is proposed.
    assert draft.count("speaker_id") == 12
    assert '"READ MORE: Five questions on the force for Ukraine" = "boilerplate"' in draft
    assert (
        '"Photo: Carla Ferri and Paul Aubert leave the station in Paris" = "caption"' in draft
    )
    shutil.copy(SIXTH / f"{LONG}.toml", article)
    for name in ("actors", "countries"):
        with (root / f"raw/{name}.toml").open("a", encoding="utf-8") as shared:
            shared.write("\n" + (SIXTH / f"{name}.toml").read_text("utf-8"))
    spokesman = 'names = ["German government spokesman"]'
    more = 'names = ["German government spokesman", "spokesman for the government in Berlin"]'
    edit(root / "raw/actors.toml", spokesman, more)
    capsys.readouterr()
    assert main(["--root", str(root), "anchor", str(text)]) == 0, capsys.readouterr().err
    assert main(["--root", str(root)]) == 0, capsys.readouterr().err
    ours = [q for q in rows(root, "quotes") if q["article_id"] == LONG]
    assert len(ours) == 31
    stated = {c["commitment_id"]: c["strength"] for c in rows(root, "commitments")}
    assert stated["ita-ground_force-2026-03-03"] == "ruled_out"
    assert len(stated) == len(rows(ROOT, "commitments")) + 21
    disputed = [e for e in rows(root, "evidence") if e["stance"] == "disputes"]
    assert ("2026-01-06-paris-summit", "date") in {
        (e["record_id"], e["field"]) for e in disputed if e["article_id"] == LONG
    }
    # What two codings of the five differ in stays as it was decided.
    assert rows(root, "codings") == rows(ROOT, "codings")
    before = (ROOT / "raw/anchors.csv").read_text("utf-8").splitlines()
    after = (root / "raw/anchors.csv").read_text("utf-8").splitlines()
    assert [line for line in after if LONG not in line] == before


def test_what_was_never_decided_is_named_line_by_line(
    five: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / f"{NAME}.txt"
    main(["--root", str(five), "new", NAME, str(text)])
    draft = (five / f"raw/articles/{NAME}.toml").read_text("utf-8").splitlines()
    capsys.readouterr()
    main(["--root", str(five), "preview", str(text)])
    told = capsys.readouterr().err
    for number, line in enumerate(draft, 1):
        if line.partition("  #")[0].endswith(' = ""'):
            assert f"raw/articles/{NAME}.toml:{number}: " in told, line
