"""The command `python -m build new ARTICLE_ID TEXT`: draft the file of an article.

The draft contains what a program can recognise: one passage per sentence, in reading order and
with a unique locator; a quote per stretch between quotation marks; excluded parts that look
like headings, credits or repetitions; and the countries named. Proposals are marked as such.
Fields that need a judgement stay empty, and `preview` reports them.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from build.annotations.read import read
from build.files.writing import replace
from build.passages.named_countries import countries_named
from build.problems import Problem, ProblemsError
from build.texts.article import Article, Span
from build.texts.coverage import sentences
from build.texts.quotation_marks import Stretch, find_stretches
from schemas.base import SLUG

# Words that identify a line as the credit of a picture.
_CREDIT = re.compile(r"\b(Getty|Reuters|AFP|AP|EPA|Shutterstock|Photo|Handout|Pool)\b[ /.\w]*$")
# Beginnings of captions, and of lines that link elsewhere.
_CAPTION = re.compile(r"(Photo|Image|Picture|Caption)\b")
_ELSEWHERE = re.compile(
    r"(Read (more|also|next)|Related|See also|Explore more|Sign up)\b", re.I
)
# Up to this many words, a line without a full stop is usually a heading.
_HEADING = 14
_ROLES = {"UKR": "beneficiary", "RUS": "adversary"}  # always so in the codebook


def new(root: Path, article_id: str, text: Path) -> str:
    """Write the draft, and return the next steps.

    Raises `ProblemsError` if the id or the text is invalid, or if the file exists or can't be
    written.
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
    proposed = list(_blocks(article))
    article.excluded = [span for span, _, _ in proposed]
    lines = ["#:schema ../../schemas/toml/article.json", "", "[article]"]
    lines += [f'{key} = ""' for key in ("publisher", "voice_id", "published")]
    lines += ['published_basis = ""', 'derivation = ""', 'work_id = ""']
    lines += [
        'said = ""  # the day of most of what is said',
        "# headline, byline, published_note, url, notes",
    ]
    if proposed:
        lines += ["", "# proposed", "[excluded]"]
        reasons: dict[str, list[str]] = {}
        for _, excluded, reason in proposed:
            reasons.setdefault(excluded, []).append(reason)
        lines += [f"{_key(k)} = {_key(v[0] if len(v) == 1 else v)}" for k, v in reasons.items()]
    lines += _quoted(article, proposed)
    actors = _actors(root / "raw")
    lines += ["", "# proposed: the countries that the text names", "[mention]"]
    countries = countries_named(article, actors)
    for code, found in countries.items():
        lines.append(f"{code} = {_key(_ROLES.get(code, ''))}  # {', '.join(found.words[:4])}")
    lines += ["", "# Passages in reading order, one a sentence"]
    stretches = [s for s in find_stretches(article) if not article.in_excluded(s.span)]
    number = 0
    for span in _passages(article, stretches):
        locator = article.locate(span)
        lines += ["", "[[passage]]"]
        lines.append(f"locator = {_key(locator or '')}")
        if locator is None:
            lines[-1] += f"  # {article.place(span.start)}: no six words a side are unique"
        first = [c for c, n in countries.items() if span.start <= n.start < span.end]
        if first:
            lines.append(f"supports = [{', '.join(map(_key, first))}]")
        for stretch in stretches:
            if span.holds(stretch.span):
                number += 1
                lines += ["", f"[passage.q{number:02}]", 'speaker_id = ""']
                lines += [f"text = {_key(_quoted_words(stretch.text))}", 'gist = ""']
                lines += ['cue = ""', "# form, about_actor_id, measure"]
    return "\n".join(lines) + "\n"


def _actors(raw: Path) -> list[dict[str, Any]]:
    """Return the actors in raw/, or an empty list before the first article."""
    try:
        return [record.data for record in read(raw).of("actor")]
    except ProblemsError:
        return []


def _quoted(article: Article, proposed: list[tuple[Span, str, str]]) -> Iterator[str]:
    """Yield the lines of `[not_quotation]` for words between marks in an excluded part."""
    listed: dict[str, str] = {}
    for stretch in find_stretches(article):
        for span, _, reason in proposed:
            if span.holds(stretch.span):
                listed[stretch.text] = "heading" if reason == "heading" else "excluded"
    if listed:
        yield from ("", "# proposed", "[not_quotation]")
        yield from (f"{_key(text)} = {_key(reason)}" for text, reason in listed.items())


def _quoted_words(text: str) -> str:
    """Return a quotation without a final comma, or full stop if it begins in lower case."""
    text = text.removesuffix(",")
    return text.removesuffix(".") if text[:1].islower() else text


def _key(text: str | list[str]) -> str:
    """Return text as TOML, which unlike JSON requires an escape for one character (DEL)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _passages(article: Article, stretches: list[Stretch]) -> list[Span]:
    """Return a span for each sentence; sentences that a quotation joins are one."""
    joined: list[Span] = []
    for sentence in sentences(article):
        first = sentence.first
        if joined and any(
            s.span.first < joined[-1].last <= first < s.span.last for s in stretches
        ):
            first = joined.pop().first
        joined.append(article.span(first, sentence.last))
    return joined


def _blocks(article: Article) -> Iterator[tuple[Span, str, str]]:
    """Yield the span, locator and reason of each block that does not look like body text."""
    seen: set[tuple[str, ...]] = set()
    locators: list[str] = []
    # If blank lines separate the paragraphs, a paragraph can have several lines.
    spaced = "\n\n" in article.text.strip()
    for match in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+" if spaced else r"[^\n]+", article.text):
        numbers = article.between(*match.span())
        if not numbers:
            continue
        span = article.span(numbers.start, numbers.stop)
        spoken = tuple(article.words[numbers.start : numbers.stop])
        line = match.group().strip()
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
        locator = _locator(article, span, locators) if reason else None
        if locator is not None:
            locators.append(locator)
            yield span, locator, reason


def _locator(article: Article, span: Span, earlier: list[str]) -> str | None:
    """Return the locator of an excluded part; it may recur, once per use in `earlier`."""
    if (found := article.locate(span)) is not None:
        return found
    whole = " ".join(article.text[span.start : span.end].split())
    places = list(article.matches(whole))
    return whole if span in places and places.index(span) == earlier.count(whole) else None
