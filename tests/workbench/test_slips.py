"""Slips that people make while they code: one slip, one message, in these words.

The table is the program's promise to annotators; a message that changes is changed here, too.
"""

from pathlib import Path

import pytest

from tests.conftest import Run, edit

# What was done, in which file, and what `preview` says of it.
SLIPS = (
    (
        "a quotation mark is missing",
        "articles/harbour-gazette-2030-03.toml",
        'gist = "More may follow."',
        'gist = "More may follow.',
        "raw/articles/harbour-gazette-2030-03.toml:47: not valid TOML: Illegal character '\\n'; a closing \" is probably missing, or a \\ before one inside the text",
    ),
    (
        "a bracket is missing",
        "articles/harbour-gazette-2030-03.toml",
        'supports = ["quotes/q02"]',
        'supports = ["quotes/q02"',
        "raw/articles/harbour-gazette-2030-03.toml:96: not valid TOML: Unclosed array; a ] or a comma is probably missing in the lines above",
    ),
    (
        "a field twice",
        "articles/harbour-gazette-2030-03.toml",
        'gist = "More may follow."',
        'gist = "More may follow."\ngist = "More."',
        "raw/articles/harbour-gazette-2030-03.toml:48: not valid TOML: Cannot overwrite a value; mend it",
    ),
    (
        "a field misspelt",
        "articles/harbour-gazette-2030-03.toml",
        'gist = "More may follow."',
        'gits = "More may follow."',
        "raw/articles/harbour-gazette-2030-03.toml:47: q02: gits: unknown key 'gits'; did you mean 'gist'?",
    ),
    (
        "a field empty",
        "articles/harbour-gazette-2030-03.toml",
        'gist = "More may follow."',
        'gist = ""',
        "raw/articles/harbour-gazette-2030-03.toml:47: q02: gist: is empty; fill it in, or delete the line",
    ),
    (
        "a field left out",
        "commitments.toml",
        'summary = "France sends ships after a truce."\n',
        "",
        "raw/commitments.toml:1: fra-sea_presence-2030-03-04: summary: missing field 'summary'; add it; see commitment in raw/README.md",
    ),
    (
        "a number as text",
        "commitments.toml",
        "quantity_best = 2",
        'quantity_best = "2"',
        "raw/commitments.toml:10: fra-sea_presence-2030-03-04: quantity_best: '2' is not an integer; write digits without quotation marks",
    ),
    (
        "true as text",
        "commitments.toml",
        'self_asserted = true\ncondition = "ceasefire"',
        'self_asserted = "true"\ncondition = "ceasefire"',
        "raw/commitments.toml:8: fra-sea_presence-2030-03-04: self_asserted: 'true' is neither true nor false; write true or false without quotation marks",
    ),
    (
        "a day that does not exist",
        "events.toml",
        "date = 2030-03-04",
        'date = "2030-02-30"',
        "raw/events.toml:7: 2030-03-04-lyon-meeting: date: '2030-02-30' is not a date that exists; write 2025-02-24, or \"[2025-02-24..2025-02-26]\" for one of these days",
    ),
    (
        "a weekday that does not fit",
        "events.toml",
        'date_text = "Monday"',
        'date_text = "Tuesday"',
        "raw/events.toml:7: 2030-03-04-lyon-meeting: date: 2030-03-04 has no Tuesday, which date_text names (2030-03-04 is a Monday); mend the date or date_text",
    ),
    (
        "a date in another order",
        "articles/harbour-gazette-2030-03.toml",
        'published = "[2030-03-04..2030-03-05]"',
        'published = "[2030-03-05..2030-03-04]"',
        "raw/articles/harbour-gazette-2030-03.toml:3: harbour-gazette-2030-03: published: '[2030-03-05..2030-03-04]' is a date that ends before it begins; write 2025-02-24, or \"[2025-02-24..2025-02-26]\" for one of these days",
    ),
    (
        "a code misspelt",
        "commitments.toml",
        'strength = "pledged"',
        'strength = "pledge"',
        "raw/commitments.toml:6: fra-sea_presence-2030-03-04: strength: unknown strength 'pledge'; did you mean 'pledged'?",
    ),
    (
        "an actor misspelt",
        "articles/harbour-gazette-2030-03.toml",
        'speaker_id = "ivan-petrov"',
        'speaker_id = "ivan-petrow"',
        "raw/articles/harbour-gazette-2030-03.toml:54: harbour-gazette-2030-03.q03: speaker_id: unknown actor 'ivan-petrow'; did you mean 'ivan-petrov'?",
    ),
    (
        "an event that is not there",
        "articles/harbour-gazette-2030-03.toml",
        'event_id = "2030-03-04-lyon-meeting"',
        'event_id = "2030-03-05-lyon-meeting"',
        "raw/articles/harbour-gazette-2030-03.toml:38: harbour-gazette-2030-03.q01: event_id: unknown event '2030-03-05-lyon-meeting'; did you mean '2030-03-04-lyon-meeting'?",
    ),
    (
        "a quote that is not there",
        "articles/harbour-gazette-2030-03.toml",
        'supports = ["quotes/q02"]',
        'supports = ["quotes/q02", "quotes/q09"]',
        "raw/articles/harbour-gazette-2030-03.toml:94: She called the plan “a first step: supports[1]: quotes has no record 'harbour-gazette-2030-03.q09'; did you mean 'harbour-gazette-2030-03.q01'?",
    ),
    (
        "a record of no table",
        "articles/harbour-gazette-2030-03.toml",
        'supports = ["quotes/q02"]',
        'supports = ["quote/q02"]',
        "raw/articles/harbour-gazette-2030-03.toml:94: She called the plan “a first step: supports[0]: 'quote/q02' names no record of a table; did you mean 'quotes'?",
    ),
    (
        "a column that is none",
        "articles/harbour-gazette-2030-03.toml",
        "fra-sea_presence-2030-03-04#condition",
        "fra-sea_presence-2030-03-04#conditions",
        "raw/articles/harbour-gazette-2030-03.toml:80: Defence minister Marie Lenoir: supports[1]: commitments has no column 'conditions'; did you mean 'condition'?",
    ),
    (
        "a long id where a short one is asked",
        "articles/harbour-gazette-2030-03.toml",
        'supports = ["quotes/q02"]',
        'supports = ["quotes/harbour-gazette-2030-03.q02"]',
        "raw/articles/harbour-gazette-2030-03.toml:94: She called the plan “a first step: supports[0]: 'quotes/harbour-gazette-2030-03.q02' names the article, which its own file leaves out; write 'quotes/q02'",
    ),
    (
        "a locator with a word changed",
        "articles/harbour-gazette-2030-03.toml",
        "She called the plan “a first step",
        "She called the plot “a first step",
        "raw/articles/harbour-gazette-2030-03.toml:93: She called the plot “a first step: locator: not found in the text; the text has 'she called the' at line 6, column 58, but not followed by 'plot'",
    ),
    (
        "a locator that stands twice",
        "articles/harbour-gazette-2030-03.toml",
        'locator = "It rained in Lyon all day"',
        'locator = "in Lyon"',
        "raw/articles/harbour-gazette-2030-03.toml:109: in Lyon: locator: found 2 times, at line 6, column 49; line 12, column 52; take more words, up to six a side",
    ),
    (
        "a locator with too few words",
        "articles/harbour-gazette-2030-03.toml",
        "We will send two … reporters in Lyon",
        "We will … reporters in Lyon",
        "raw/articles/harbour-gazette-2030-03.toml:85: We will … reporters in Lyon: locator: has 2 first words, too few: take 3 to 6; write first words … last words",
    ),
    (
        "a locator with too many words",
        "articles/harbour-gazette-2030-03.toml",
        "We will send two … reporters in Lyon",
        "We will send two ships Lenoir told … reporters in Lyon",
        "raw/articles/harbour-gazette-2030-03.toml:85: We will send two ships Lenoir told … reporters in Lyon: locator: has 7 first words, too many: take 3 to 6; write first words … last words",
    ),
    (
        "a locator in a caption",
        "articles/harbour-gazette-2030-03.toml",
        "She called the plan “a first step",
        "Photo Marie Lenoir calls the",
        "raw/articles/harbour-gazette-2030-03.toml:93: Photo Marie Lenoir calls the: locator: found only in or across an excluded part, at line 9, column 1; name a passage of the body",
    ),
    (
        "a quotation with a word changed",
        "articles/harbour-gazette-2030-03.toml",
        'text = "We will send two ships"',
        'text = "We shall send two ships"',
        "raw/articles/harbour-gazette-2030-03.toml:33: q01: text: not found between quotation marks in a passage that supports it; did you mean 'We will send two ships,'?",
    ),
    (
        "a quotation without its mark",
        "articles/harbour-gazette-2030-03.toml",
        'text = "in any shape"',
        'text = "in any form"',
        'raw/articles/harbour-gazette-2030-03.toml:56: q03: text: not found between quotation marks in a passage that supports it; give the words as printed, and a passage with "quotes/q03"',
    ),
    (
        "a partial quotation with its stop",
        "articles/harbour-gazette-2030-03.toml",
        'text = "a first step"',
        'text = "a first step."',
        "raw/articles/harbour-gazette-2030-03.toml:46: q02: text: ends with a full stop, which a partial quotation leaves out; take: a first step",
    ),
    (
        "words between marks that nobody accounts for",
        "articles/harbour-gazette-2030-03.toml",
        '[[not_quotation]]\nwords = "harbour club"\nreason = "term"\n\n',
        "",
        "raw/articles/harbour-gazette-2030-03.toml:1: harbour-gazette-2030-03: the words between quotation marks at line 7, column 23, 'harbour club', are not accounted for; add a quote or list them in [not_quotation]; paired wrongly, name them in [marked]",
    ),
    (
        "a reason that is none",
        "articles/harbour-gazette-2030-03.toml",
        'words = "harbour club"\nreason = "term"',
        'words = "harbour club"\nreason = "name"',
        "raw/articles/harbour-gazette-2030-03.toml:22: harbour club: reason: unknown reason 'name'; one of term, heading, excluded",
    ),
    (
        "a speaker whom the article does not name",
        "actors.toml",
        'names = ["Petrov"]',
        'names = ["Petrovsky"]',
        "raw/articles/harbour-gazette-2030-03.toml:54: q03: speaker_id: the article does not name 'ivan-petrov'; it is known by ['Petrovsky']; add the wording to names in actors or mend the speaker",
    ),
    (
        "the wrong speaker",
        "articles/harbour-gazette-2030-03.toml",
        'id = "q03"\nspeaker_id = "ivan-petrov"',
        'id = "q03"\nspeaker_id = "marie-lenoir"',
        "raw/commitments.toml:30: rus-accept_foreign_forces-2030-03: quote_id: 'harbour-gazette-2030-03.q03': the quote is by somebody other than the one on whose word the position rests",
    ),
    (
        "a sentence that is neither coded nor left",
        "articles/harbour-gazette-2030-03.toml",
        '\n[[left]]\nlocator = "It rained in Lyon all day"\nreason = "The weather."\n',
        "",
        "raw/articles/harbour-gazette-2030-03.toml:1: harbour-gazette-2030-03: the sentence at line 12, column 42 is neither coded nor left; code it, or list 'It rained in Lyon all day' in [left] with the reason",
    ),
    (
        "a passage that supports nothing",
        "articles/harbour-gazette-2030-03.toml",
        'supports = ["quotes/q02"]\n',
        "",
        "raw/articles/harbour-gazette-2030-03.toml:92: She called the plan “a first step: supports and disputes nothing; name the records, list it in [left], or remove the passage",
    ),
    (
        "a formula",
        "commitments.toml",
        'summary = "France sends ships after a truce."',
        'summary = "=1+1"',
        "raw/commitments.toml:17: fra-sea_presence-2030-03-04: summary: '=1+1' is not clean text (hidden characters, space at an end, a first character that spreadsheets run as a formula, or not in Unicode's form NFC)",
    ),
    (
        "a hidden character",
        "commitments.toml",
        'summary = "France sends ships after a truce."',
        'summary = "France sends\u200b ships after a truce."',
        "raw/commitments.toml:17: fra-sea_presence-2030-03-04: summary: 'France sends\\u200b ships after a truce.' is not clean text (hidden characters, space at an end, a first character that spreadsheets run as a formula, or not in Unicode's form NFC)",
    ),
)


@pytest.mark.sample(15)
@pytest.mark.parametrize(
    ("file", "old", "new", "expected"), [slip[1:] for slip in SLIPS], ids=[s[0] for s in SLIPS]
)
def test_one_slip_is_one_message(
    file: str, old: str, new: str, expected: str, package: Path, texts: Path, run: Run
) -> None:
    edit(package / "raw" / file, old, new)
    assert run("preview", texts).errors == [expected]


def test_there_are_thirty() -> None:
    assert len(SLIPS) >= 30
