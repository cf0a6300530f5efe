"""The command `python -m build new ARTICLE_ID TEXT`: draft the file of an article.

It contains what a program can see: one passage per sentence, in reading order, each with a
unique locator and below it a quote for each stretch between quotation marks; as excluded parts
what looks like a heading, credit or repeated block; and the countries that are named. Proposals
are marked. Nothing that takes judgement is filled in: `preview` names what is missing.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from build.annotations.read import read
from build.files.writing import replace
from build.passages.named_countries import countries_named
from build.problems import Problem, ProblemsError
from build.texts.article import Article, Span, paragraphs
from build.texts.coverage import sentences
from build.texts.gazetteer import Named
from build.texts.quotation_marks import Stretch, find_stretches
from schemas.base import SLUG

# Words that mark a line as the credit of a picture.
_CREDIT = re.compile(r"\b(Getty|Reuters|AFP|AP|EPA|Shutterstock|Photo|Handout|Pool)\b[ /.\w]*$")
# How a caption begins, and a line that leads to other articles.
_CAPTION = re.compile(r"(Photo|Image|Picture|Caption)\b")
_ELSEWHERE = re.compile(
    r"(Read (more|also|next)|Related|See also|Explore more|Sign up)\b", re.I
)
# Up to this many words, a line without a full stop is usually a heading.
_HEADING = 14
_ROLES = {"UKR": "beneficiary", "RUS": "adversary"}  # as the codebook has them throughout
_ARTICLE = """\
#:schema ../../schemas/toml/article.json

[article]
publisher = ""
voice_id = ""
published = ""
published_basis = ""
derivation = ""
work_id = ""
said = ""  # the day of most of what is said
# headline, byline, published_note, url, notes"""


class Block(NamedTuple):
    """A part of a text that does not look like body text: its span, locator and reason."""

    span: Span
    locator: str
    reason: str


def new(root: Path, article_id: str, text: Path) -> str:
    """Write the draft, and return the next steps.

    Raises `ProblemsError` where the id or the text is unfit, or the file exists already.
    """
    target = root / "raw" / "articles" / f"{article_id}.toml"
    problems = _unfit(article_id, text, target)
    if problems:
        raise ProblemsError(problems)
    replace(target, draft(root, text.read_bytes().decode("utf-8")).encode())
    shown = f"raw/articles/{article_id}.toml"
    return (
        f"{shown}: drafted; fill in what is empty, delete what is no evidence\n"
        f"  python -m build preview {text} --watch   says what is missing, while you write\n"
        "  python -m build find WORDS                says whether a record is there already"
    )


def _unfit(article_id: str, text: Path, target: Path) -> list[Problem]:
    problems = []
    if not re.fullmatch(SLUG, article_id):
        what = f"'{article_id}' is no id of an article"
        problems.append(Problem("ARTICLE_ID", what, "write publisher-2030-03"))
    elif target.exists():
        what = "is there already"
        problems.append(Problem(f"raw/articles/{target.name}", what, "take another id"))
    elif text.stem != article_id:
        what = f"is not named {article_id}.txt"
        problems.append(Problem(str(text), what, "rename the text, by which anchor knows it"))
    try:
        if not text.is_file():
            problems.append(Problem(str(text), "no such file", "check the path"))
        elif not text.read_bytes().decode("utf-8").strip():
            problems.append(Problem(str(text), "an empty text", "give the article's text"))
    except (OSError, UnicodeDecodeError):
        problems.append(Problem(str(text), "not UTF-8", "save it as UTF-8"))
    return problems


def draft(root: Path, text: str) -> str:
    """Return the content of the drafted file for the text of an article."""
    article = Article(text)
    blocks = list(_blocks(article))
    article.excluded = [block.span for block in blocks]
    countries = countries_named(article, _actors(root / "raw"))
    lines = [
        _ARTICLE,
        *_table("excluded", _reasons(blocks)),
        *_table("not_quotation", _quoted(article, blocks)),
        *("", "# proposed: the countries that the text names", "[mention]"),
        *(
            f"{code} = {_toml(_ROLES.get(code, ''))}  # {', '.join(found.words[:4])}"
            for code, found in countries.items()
        ),
        *("", "# Passages in reading order, one a sentence"),
        *_passages(article, countries),
    ]
    return "\n".join(lines) + "\n"


def _actors(raw: Path) -> list[dict[str, Any]]:
    """Return the known actors, or none if raw/ can't be read, as before the first article."""
    try:
        return [record.data for record in read(raw).of("actor")]
    except ProblemsError:
        return []


def _table(name: str, rows: Mapping[str, str | list[str]]) -> Iterator[str]:
    if rows:
        yield from ("", "# proposed", f"[{name}]")
        yield from (f"{_toml(key)} = {_toml(value)}" for key, value in rows.items())


def _reasons(blocks: list[Block]) -> dict[str, str | list[str]]:
    """Return the reason for each excluded locator, or the reasons if it stands repeatedly."""
    reasons: dict[str, list[str]] = {}
    for block in blocks:
        reasons.setdefault(block.locator, []).append(block.reason)
    return {locator: all_ if len(all_) > 1 else all_[0] for locator, all_ in reasons.items()}


def _quoted(article: Article, blocks: list[Block]) -> dict[str, str]:
    """Return the words between quotation marks in excluded parts, with the reason."""
    return {
        stretch.text: "heading" if block.reason == "heading" else "excluded"
        for stretch in find_stretches(article)
        for block in blocks
        if block.span.holds(stretch.span)
    }


def _passages(article: Article, countries: Mapping[str, Named]) -> Iterator[str]:
    """Yield a passage for each sentence, and the quotes in it."""
    stretches = [s for s in find_stretches(article) if not article.in_excluded(s.span)]
    number = 0
    for span in _joined(article, stretches):
        yield from ("", "[[passage]]")
        locator = article.locate(span)
        where = f"  # {article.place(span.start)}: no six words a side are unique"
        yield f"locator = {_toml(locator or '')}{'' if locator else where}"
        first = [c for c, n in countries.items() if span.start <= n.start < span.end]
        if first:
            yield f"supports = {_toml(first)}"
        for stretch in stretches:
            if span.holds(stretch.span):
                number += 1
                yield from ("", f"[passage.q{number:02}]", 'speaker_id = ""')
                yield f"text = {_toml(_quoted_words(stretch.text))}"
                yield from ('gist = ""', 'cue = ""', "# form, about_actor_id, measure")


def _joined(article: Article, stretches: list[Stretch]) -> list[Span]:
    """Return the span of each sentence; sentences that a quotation joins are one."""
    joined: list[Span] = []
    for sentence in sentences(article):
        first = sentence.first
        if joined and any(
            s.span.first < joined[-1].last <= first < s.span.last for s in stretches
        ):
            first = joined.pop().first
        joined.append(article.span(first, sentence.last))
    return joined


def _quoted_words(text: str) -> str:
    """Return a quotation without its last comma, or stop where it begins within a sentence."""
    text = text.removesuffix(",")
    return text.removesuffix(".") if text[:1].islower() else text


def _toml(value: str | list[str]) -> str:
    """Return text as TOML, which refuses one character that JSON allows (DEL)."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _blocks(article: Article) -> Iterator[Block]:
    """Yield the parts that do not look like body text."""
    seen: set[tuple[str, ...]] = set()
    given: list[str] = []
    blocks = paragraphs(article.text)
    if len(blocks) == 1:  # nothing separates paragraphs, so that each line is one
        blocks = [match.span() for match in re.finditer(r"[^\n]+", article.text)]
    for start, end in blocks:
        numbers = article.between(start, end)
        if not numbers:
            continue
        span = article.span(numbers.start, numbers.stop)
        spoken = tuple(article.words[numbers.start : numbers.stop])
        line = " ".join(article.text[start:end].split())
        reason = ""
        if spoken in seen:
            reason = "duplicate"
        elif _ELSEWHERE.match(line):
            reason = "boilerplate"
        elif _CAPTION.match(line):
            reason = "caption"
        elif _CREDIT.search(line):
            reason = "caption" if len(spoken) > _HEADING else "credit"
        elif len(spoken) <= _HEADING and line[-1] not in '.!?”"’':
            reason = "heading"
        seen.add(spoken)
        locator = _locator(article, span, given) if reason else None
        if locator is not None:
            given.append(locator)
            yield Block(span, locator, reason)


def _locator(article: Article, span: Span, given: list[str]) -> str | None:
    """Return the locator of an excluded part; the same words may be given repeatedly."""
    if (found := article.locate(span)) is not None:
        return found
    whole = " ".join(article.text[span.start : span.end].split())
    places = list(article.matches(whole))
    return whole if span in places and places.index(span) == given.count(whole) else None
