"""Each way in which an annotation is not proven gives exactly its problem, and no other."""

import csv
from pathlib import Path

import pytest

from build.passages.proofs import read_proofs, write_proofs
from tests.conftest import Run, edit

NAME = "harbour-gazette-2030-03"
ARTICLE = f"raw/articles/{NAME}.toml"
SECOND = """\
[[passage]]
locator = "She called the plan “a first step"
supports = ["quotes/q02"]
"""
CLUB = '[[not_quotation]]\nwords = "harbour club"\n'
LEFT = '\n[[left]]\nlocator = "{}"\nreason = "The weather."\n'
THANKS = 'locator = "and Ukraine’s government thanked France"'


def proofs(package: Path, part: str) -> list[tuple[str, int, int]]:
    """The locators and spans of the proofs of a part."""
    with (package / "raw/anchors.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == part]
    return [(r["locator"], int(r["start"]), int(r["end"])) for r in rows]


@pytest.mark.sample(5)
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            SECOND,
            SECOND + "\n" + SECOND,
            [":96: She called the plan “a first step: stands twice; keep one of the two"],
            id="a passage twice",
        ),
        pytest.param(
            SECOND,
            SECOND + '\n[[passage]]\nlocator = "It rained in Lyon"\n',
            [
                ":96: It rained in Lyon: supports and disputes nothing; name the records, list "
                "it in [left], or remove the passage",
                ":100: Moscow’s envoy Ivan … in any shape: locator: stands at line 11, column 1, "
                "before the passage above it; put the passages in reading order",
            ],
            id="a passage for nothing",
        ),
        pytest.param(
            "She called the plan “a",
            "She called the plot “a",
            [
                ":93: She called the plot “a first step: locator: not found in the text; the "
                "text has 'she called the' at line 6, column 58, but not followed by 'plot'"
            ],
            id="a passage that is lost says nothing of its quote",
        ),
        pytest.param(
            CLUB,
            '[[not_quotation]]\nwords = "a first step"\nreason = "term"\n\n' + CLUB,
            [
                ":21: a first step: words: are coded as a quote, or listed twice; remove one "
                "of the two"
            ],
            id="listed though coded",
        ),
        pytest.param(
            'reason = "excluded"',
            'reason = "term"',
            [
                ":27: a first step: reason: 'term', but it stands in an excluded part; mend "
                "the reason"
            ],
            id="a term in a caption",
        ),
        pytest.param(
            "We will send two … reporters",
            "xylophones will send … reporters",
            [
                ":85: xylophones will send … reporters in Lyon: locator: not found in the "
                "text; the text does not have 'xylophones'"
            ],
            id="a word that the text has not",
        ),
        pytest.param(
            'locator = "Photo: Marie … in Lyon"',
            'locator = "… Lyon"',
            [
                ":18: … Lyon: locator: has a side without words; write first words … last "
                "words",
                ":27: a first step: reason: 'excluded', but it stands in no excluded part; "
                "mend the reason",
            ],
            id="an excluded part without words",
        ),
        pytest.param(
            CLUB,
            '[[not_quotation]]\nwords = "no such"\nreason = "term"\n\n' + CLUB,
            [
                ":21: no such: words: stand 0 times between quotation marks, but occurrence is "
                "1; remove the entry or mend its words"
            ],
            id="one listed for nothing hides no other",
        ),
        pytest.param(
            'locator = "Moscow’s envoy Ivan … in any shape"',
            'locator = "Moscow’s envoy … in any shape"',
            [
                ":97: Moscow’s envoy … in any shape: locator: has 2 first words, too few: take "
                "3 to 6; write first words … last words"
            ],
            id="two words a side",
        ),
        pytest.param(
            'locator = "It rained in Lyon all day"',
            'locator = "It rained … all day"',
            [
                ":109: It rained … all day: locator: has 2 first words, too few: take 3 to 6; "
                "write first words … last words",
            ],
            id="two words a side of what is left",
        ),
    ],
)
def test_one_thing_that_is_wrong_is_one_problem(
    package: Path, texts: Path, run: Run, old: str, new: str, expected: list[str]
) -> None:
    edit(package / ARTICLE, old, new)
    result = run("anchor", texts)
    assert result.code == 1
    assert result.errors == [f"{ARTICLE}{line}" for line in expected]


BASIS = """\
[[basis]]
commitment_id = "fra-sea_presence-2030-03-04"
field = "strength"
rule = "strength_wording"
cue = "pledged on Monday"
"""


def test_the_words_of_a_rule_stand_in_a_passage_of_the_position(
    package: Path, texts: Path, run: Run
) -> None:
    edit(package / ARTICLE, CLUB, f"{BASIS}\n{CLUB}")
    said = (
        f"{ARTICLE}:24: fra-sea_presence-2030-03-04: cue: no passage that supports the "
        "position has these words; give words of one as printed, or add the passage"
    )
    assert said not in run("anchor", texts).errors
    edit(package / ARTICLE, "pledged on Monday", "would not accept foreign")
    assert said in run("anchor", texts).errors


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("zz zz zz zz zz", (42, 45, 48, 51, 54)),
        ("zz zz zz zz zz zz", (42, 45, 48, 51, 54)),
        ("zz zz", (42, 45)),
    ],
)
def test_at_most_five_places_are_shown(
    package: Path, texts: Path, run: Run, words: str, shown: tuple[int, ...]
) -> None:
    edit(package / ARTICLE, THANKS, 'locator = "zz yy"')
    edit(texts / f"{NAME}.txt", "It rained", f"{words} It rained")
    (error,) = run("anchor", texts).errors
    places = "; ".join(f"line 12, column {column}" for column in shown)
    more = " …" if len(words.split()) > 5 else ""
    assert error.endswith(
        f"not found in the text; the text has 'zz' at {places}{more}, but not followed by 'yy'"
    )


def test_a_passage_may_only_dispute(package: Path, texts: Path, run: Run) -> None:
    supports = 'supports = ["mentions/UKR", "countries/UKR#coalition_role"]'
    edit(package / ARTICLE, supports, 'disputes = ["countries/UKR#coalition_role"]')
    # It proves, though what it no longer supports is missed.
    assert not [e for e in run("anchor", texts).errors if "supports and disputes" in e]


def test_an_excluded_part_to_the_end(package: Path, texts: Path, run: Run) -> None:
    part = '[[excluded]]\nreason = "boilerplate"\nlocator = "It rained"\n'
    edit(
        package / ARTICLE,
        'locator = "It rained in Lyon all day"',
        'locator = "in Lyon all day"',
    )
    edit(package / ARTICLE, CLUB, f"{part}\n{CLUB}")
    assert run("anchor", texts).code == 0
    assert proofs(package, "excluded")[-1] == ("It rained", 488, 497)
    edit(package / ARTICLE, part, f"{part}to_end = true\n")
    edit(package / ARTICLE, LEFT.format("in Lyon all day"), "")
    assert run("anchor", texts).code == 0
    assert proofs(package, "excluded")[-1] == ("It rained", 488, 513)


def test_the_second_of_two_is_excluded(package: Path, texts: Path, run: Run) -> None:
    part = '[[excluded]]\nreason = "boilerplate"\nlocator = "Lyon"\noccurrence = {}\n'
    edit(package / ARTICLE, CLUB, f"{part.format(5)}\n{CLUB}")
    (error,) = run("anchor", texts).errors
    assert error.endswith(
        "Lyon: locator: found 4 times, but occurrence is 5; give one that is there"
    )
    edit(package / ARTICLE, part.format(5), part.format(4))
    edit(package / ARTICLE, "It rained in Lyon all day", "It rained in")
    assert run("anchor", texts).code == 0
    assert proofs(package, "excluded")[-1] == ("Lyon", 501, 505)


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("old", "printed", "wrong"),
    [
        ("ships,” Lenoir", "ships.” Lenoir", "We will send two ships."),
        ("ships,” Lenoir", "ships!” Lenoir", "We will send two ships!"),
        ("any shape,”", "any shape.”", None),
        ("any shape,”", "any shape”", None),
    ],
)
def test_final_marks_follow_the_codebook(
    package: Path, texts: Path, run: Run, old: str, printed: str, wrong: str | None
) -> None:
    """A full stop belongs to a direct quotation and not to a part of a sentence."""
    edit(texts / f"{NAME}.txt", old, printed)
    errors = run("anchor", texts).errors
    if wrong is None:
        assert errors == []
        return
    (error,) = errors
    assert error.endswith(
        f"differs from the article in its characters; the article has: {wrong}"
    )
    edit(package / ARTICLE, 'text = "We will send two ships"', f'text = "{wrong}"')
    assert run("anchor", texts).code == 0


def test_indirect_speech_stands_before_quotations(package: Path, texts: Path, run: Run) -> None:
    first = '[[quote]]\nid = "q00"\nspeaker_id = "marie-lenoir"\nform = "indirect"\n'
    first += 'gist = "x"\nattribution = "named"\nsaid = 2030-03-04\n\n'
    edit(package / ARTICLE, '[[quote]]\nid = "q01"', first + '[[quote]]\nid = "q01"')
    edit(package / ARTICLE, '"quotes/q01"', '"quotes/q00", "quotes/q01"')
    assert run("anchor", texts).errors == []
    assert len(proofs(package, "quote")) == 3


def test_an_article_without_anything(package: Path, texts: Path, run: Run) -> None:
    text = (package / ARTICLE).read_text("utf-8")
    (package / ARTICLE).write_text(text[: text.index("[[excluded]]")], "utf-8")
    (texts / f"{NAME}.txt").write_text("Nothing was said. It rained.\n", "utf-8")
    said = [e for e in run("anchor", texts).errors if "neither coded nor left" in e]
    assert said == [
        f"{ARTICLE}:1: {NAME}: the sentence at line 1, column {column} is neither coded nor "
        f"left; code it, or list '{words}' in [left] with the reason"
        for column, words in ((1, "Nothing was said"), (19, "It rained"))
    ]


def test_the_same_words_twice_in_one_passage(package: Path, texts: Path, run: Run) -> None:
    """Two quotations of the same words are two stretches, each taken once."""
    edit(texts / f"{NAME}.txt", "The so-called", "It is “a first step” indeed. The so-called")
    locator = 'locator = "She called the plan … first step” indeed"'
    edit(package / ARTICLE, 'locator = "She called the plan “a first step"', locator)
    left, listed = run("anchor", texts).errors
    assert (
        "the words between quotation marks at line 9, column 37, 'a first step', are not"
        in left
    )
    assert "it stands in no excluded part" in listed  # the second of three now
    # The one more is the third, so that the third is the fourth.
    edit(package / ARTICLE, 'id = "q03"', 'id = "q04"')
    edit(package / ARTICLE, '"quotes/q03"', '"quotes/q04"')
    edit(package / "raw/commitments.toml", "2030-03.q03", "2030-03.q04")
    quote = '[[quote]]\nid = "q02"\nspeaker_id = "marie-lenoir"\nform = "partial"\n'
    more = quote.replace("q02", "q03") + (
        'text = "a first step"\ngist = "x"\nattribution = "coreference"\nsaid = 2030-03-04\n\n'
    )
    edit(package / ARTICLE, quote, more + quote)
    edit(package / ARTICLE, '"quotes/q02"', '"quotes/q02", "quotes/q03"')
    edit(package / ARTICLE, "occurrence = 2", "occurrence = 3")
    result = run("anchor", texts)
    assert (result.code, result.errors) == (0, [])
    # In the order of the annotations, the first stretch that is free.
    assert [place[1:] for place in proofs(package, "quote")] == [
        (148, 170),
        (225, 237),
        (247, 259),
        (461, 473),
    ]


FIX = "run: python -m build anchor TEXTS"


def test_a_proof_of_other_words_is_told_though_it_is_sealed(package: Path, run: Run) -> None:
    """Where a passage is named by all of its words, they are what the hash is of."""
    path = package / "raw/anchors.csv"
    stored = read_proofs(path, "raw/anchors.csv")
    forged = [
        proof._replace(sha256="0" * 64) if proof.part == "passage" else proof
        for proof in stored.values()
    ]
    path.write_text(write_proofs(forged), "utf-8")
    assert [e for e in run().errors if "edited" in e] == [
        f"{ARTICLE}:{line}: {locator}: locator: was edited after it was proven; {FIX}"
        for line, locator in (
            (93, "She called the plan “a first step"),
            (101, "and Ukraine’s government thanked France"),
        )
    ]


def test_a_proof_that_is_not_there_for_one_record(package: Path, run: Run) -> None:
    path = package / "raw/anchors.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "LYON MEETING" not in line), "utf-8")
    assert run().errors == [
        f"{ARTICLE}:14: LYON MEETING ENDS WITH A PLEDGE: locator: no proof; {FIX}"
    ]


def test_a_passage_that_does_not_hold_its_quote(package: Path, run: Run) -> None:
    """Moved in raw/ without the texts at hand: the proofs tell."""
    edit(package / ARTICLE, 'supports = ["quotes/q02"]', 'supports = ["quotes/q01"]')
    edit(package / ARTICLE, '  "quotes/q01",\n', '  "quotes/q02",\n')
    errors = [e for e in run().errors if "stands in no passage" in e]
    assert errors == [
        f"{ARTICLE}:{line}: {quote}: text: stands in no passage that supports it; add "
        f'"quotes/{quote}" to the passage that holds it'
        for line, quote in ((33, "q01"), (46, "q02"))
    ]


def test_a_column_of_a_participant_needs_no_name(package: Path, texts: Path, run: Run) -> None:
    """That a passage dates or notes a participation says nothing of who is named there."""
    reference = "event_participants/2030-03-04-lyon-meeting/marie-lenoir#note"
    edit(
        package / ARTICLE,
        'supports = ["mentions/UKR"',
        f'supports = ["{reference}", "mentions/UKR"',
    )
    assert run("anchor", texts).code == 0
    assert run().errors == []


def test_an_actor_that_is_not_there_is_told_by_its_own_name(
    package: Path, texts: Path, run: Run
) -> None:
    edit(package / ARTICLE, 'speaker_id = "marie-lenoir"', 'speaker_id = "mary-lenoir"')
    edit(package / "raw/actors.toml", 'names = ["Petrov"]', 'names = ["Petroff"]')
    for errors in (run("anchor", texts).errors, run().errors):
        assert [e for e in errors if "mary" in e] == [
            f"{ARTICLE}:31: {NAME}.q01: speaker_id: unknown actor 'mary-lenoir'; did you mean "
            "'marie-lenoir'?"
        ]
    assert any("is not proven to name 'ivan-petrov'" in e for e in errors)


INDIRECT = """[[quote]]
id = "q02"
speaker_id = "marie-lenoir"
form = "indirect"
gist = "More may follow."
attribution = "coreference"
said = 2030-03-04
"""


@pytest.mark.parametrize(
    ("antecedent", "expected"),
    [
        (
            "",
            "the passage of an indirect quote does not name 'marie-lenoir'; mend the speaker, "
            "or give in antecedent the wording that the pronoun stands for",
        ),
        (
            'antecedent = "Petrov"\n',
            "'Petrov' is no wording that the speaker is known by; mend it, or add the wording "
            "to names in actors",
        ),
        (
            'antecedent = "Lenoir\'s"\n',
            "'Lenoir's' does not stand before the passage; give the wording that stands there",
        ),
        ('antecedent = "Lenoir"\n', None),
        # The full name is as good as the short one.
        ('antecedent = "Marie Lenoir"\n', None),
    ],
)
def test_a_pronoun_stands_for_a_wording(
    antecedent: str, expected: str | None, package: Path, texts: Path, run: Run
) -> None:
    """Reported speech has no marks: what it does not name itself is said."""
    text = (package / ARTICLE).read_text("utf-8")
    start = text.index('[[quote]]\nid = "q02"')
    stop = text.index('[[quote]]\nid = "q03"')
    listed = '[[not_quotation]]\nwords = "a first step"\nreason = "term"\n\n'
    text = text[:start] + INDIRECT + antecedent + "\n" + text[stop:]
    (package / ARTICLE).write_text(text.replace("[[quote]]", listed + "[[quote]]", 1), "utf-8")
    errors = run("anchor", texts).errors
    line = (text[:start] + listed).count("\n") + 1 + (7 if antecedent else 0)
    where = f"{ARTICLE}:{line}: q02: "
    assert errors == ([f"{where}antecedent: {expected}"] if expected else [])


def test_a_sentence_that_no_locator_names_is_said_by_its_place(
    package: Path, texts: Path, run: Run
) -> None:
    text = texts / f"{NAME}.txt"
    text.write_text(text.read_text("utf-8") + "\nIt snowed then.\n\nIt snowed then.\n", "utf-8")
    said = "is neither coded nor left; code it, or list its words in [left] with the reason"
    assert run("anchor", texts).errors == [
        f"{ARTICLE}:1: {NAME}: the sentence at line {line}, column 1 {said}"
        for line in (14, 16)
    ]
