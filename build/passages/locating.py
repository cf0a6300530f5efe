"""Find the places that locators name: excluded parts, and passages in the codable part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from build.annotations.records import Origin, Problems, Record
from build.annotations.shorthand import QUOTE
from build.passages.claims import Claim
from build.texts.article import Article, Span
from build.texts.locators import ELLIPSIS, MOST_WHOLE, locator_fault, split_locator
from build.texts.quotation_marks import between_marks, find_stretches
from build.texts.tokens import words
from schemas.vocabularies import RECORD_TABLE


class Found(NamedTuple):
    """A claim found in a text: the words by which it was found, and their place."""

    claim: Claim
    words: str
    span: Span


@dataclass
class Passages:
    """The passages found in a text.

    `supporting` maps a record to the passages that support it, with their spans. `lost`
    contains the records whose passage was not found or refers to them incorrectly. `idle`
    contains the passages that refer to no record; both faults are already reported.
    """

    found: list[Found] = field(default_factory=list)
    supporting: dict[str, list[tuple[Record, Span]]] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    idle: list[Span] = field(default_factory=list)

    def spans_of(self, reference: str) -> list[Span]:
        """Return the spans of the passages that support a record."""
        return [span for _, span in self.supporting.get(reference, ())]


def find_excluded(article: Article, claims: Sequence[Claim], problems: Problems) -> list[Found]:
    """Return the excluded parts, and report those that are not found."""
    result = []
    for claim in claims:
        record = claim.record
        if not _well_formed(record, problems, evidence=False):
            continue
        locator, count = record.data["locator"], record.data.get("occurrence", 1)
        found = list(article.matches(locator))
        if len(found) < count:
            what = f"found {len(found)} times, but occurrence is {count}"
            fix = "give one that is there" if found else _hint(article, locator)
            problems.of(record, "locator", what, fix)
            continue
        span = found[count - 1]
        if record.data.get("to_end"):
            span = article.span(span.first, len(article.words))
        result.append(Found(claim, locator, span))
    return result


def find_left(article: Article, records: Sequence[Record], problems: Problems) -> list[Span]:
    """Return the spans of the sentences in `[left]`; report each that does not occur once."""
    formed = (r for r in records if _well_formed(r, problems, evidence=True))
    found = (_once(article, record, problems) for record in formed)
    return [span for span in found if span is not None]


def find_marked(article: Article, claims: Sequence[Claim], problems: Problems) -> list[Found]:
    """Return the `[marked]` stretches, whose quotation marks a program pairs incorrectly.

    Report each that has no mark on both sides, or that the program finds without help.
    """
    result = []
    unaided = {stretch.span for stretch in find_stretches(article)} if claims else set()
    for claim in claims:
        record = claim.record
        if not _well_formed(record, problems, evidence=False):
            continue
        span = _once(article, record, problems)
        if span is None:
            continue
        if span in unaided:
            problems.of(record, "", "is found without it", "remove the entry")
        elif between_marks(article.text, span) is None:
            what = "does not stand between quotation marks"
            fix = "name what stands between one mark and its pair"
            problems.of(record, "locator", what, fix)
        else:
            result.append(Found(claim, record.data["locator"], span))
    return result


def find_passages(article: Article, claims: Sequence[Claim], problems: Problems) -> Passages:
    """Return the passages; report each that does not occur once in the codable part."""
    result = Passages()
    before: Span | None = None
    for claim in claims:
        record = claim.record
        supports = [r for r in record.data.get("supports") or [] if isinstance(r, str)]
        if not _well_formed(record, problems, evidence=True):
            result.lost.update(supports)
            continue
        if not supports and not record.data.get("disputes"):
            fix = "name the records, list it in [left], or remove the passage"
            problems.of(record, "", "supports and disputes nothing", fix)
        span = _once(article, record, problems)
        if span is None:
            result.lost.update(supports)
            continue
        # Records from programs may be in any order.
        if record.by_hand and before is not None and span.start < before.start:
            what = f"stands at {article.place(span.start)}, before the passage above it"
            problems.of(record, "locator", what, "put the passages in reading order")
        before = span
        if not supports:
            result.idle.append(span)
        result.lost.update(f"quotes/{q}" for r in supports if (q := _misnamed(r)))
        result.found.append(Found(claim, record.data["locator"], span))
        for reference in supports:
            result.supporting.setdefault(reference, []).append((record, span))
    return result


def shorten_pasted(article: Article, records: Sequence[Record]) -> dict[Origin, str]:
    """Replace each pasted whole sentence by a locator in its record; return these locators."""
    pasted = {}
    for record in records:
        locator = record.data.get("locator")
        if (
            not isinstance(locator, str)
            or ELLIPSIS in locator
            or len(locator.split()) <= MOST_WHOLE
        ):
            continue
        found = article.codable(locator)
        if len(found) == 1 and (short := article.locate(found[0])) is not None:
            record.data["locator"] = pasted[record.origin] = short
    return pasted


def _misnamed(reference: str) -> str | None:
    """Return the short id of a quote if the reference to it is invalid, else None."""
    table, _, rest = reference.partition("/")
    short = rest.partition("#")[0].rpartition(".")[2]
    wrong = table not in RECORD_TABLE.values or short != rest.partition("#")[0]
    return short if wrong and QUOTE.fullmatch(short) else None


def _once(article: Article, record: Record, problems: Problems) -> Span | None:
    """Return the one place of a locator in the codable part; report any other number."""
    locator = record.data["locator"]
    found = article.codable(locator)
    if len(found) != 1:
        problems.of(record, "locator", *_not_once(article, locator, found))
        return None
    return found[0]


def _well_formed(record: Record, problems: Problems, *, evidence: bool) -> bool:
    """Return True if a record has a locator of the right form; report one of the wrong form."""
    locator = record.data.get("locator")
    if locator is None:
        return False
    fault = locator_fault(locator, evidence=evidence)
    if fault:
        problems.of(record, "locator", fault, "write first words … last words")
    return fault is None


def _not_once(article: Article, locator: str, found: list[Span]) -> tuple[str, str]:
    if found:
        what = f"found {len(found)} times, at {_places(article, found)}"
        return what, "take more words, up to six a side"
    if elsewhere := list(article.matches(locator)):
        what = f"found only in or across an excluded part, at {_places(article, elsewhere)}"
        return what, "name a passage of the body"
    return "not found in the text", _hint(article, locator)


def _places(article: Article, spans: list[Span]) -> str:
    return _few(article.place(s.start) for s in spans)


def _hint(article: Article, locator: str) -> str:
    """Return which words of a locator the text contains, and where."""
    for side in split_locator(locator):
        wanted = words(side or "")
        if wanted and not _has(article, wanted):
            starts = (n for n in range(1, len(wanted)) if _has(article, wanted[:n]))
            known = max(starts, default=0)
            if not known:
                return f"the text does not have '{wanted[0]}'"
            found = (article.tokens[p].start for p in article.find(wanted[:known]))
            places = map(article.place, found)
            return (
                f"the text has '{' '.join(wanted[:known])}' at {_few(places)}, but not "
                f"followed by '{wanted[known]}'"
            )
    return "the last words do not come after the first"


def _has(article: Article, wanted: tuple[str, ...]) -> bool:
    return next(article.find(wanted), None) is not None


def _few(places: Iterable[str]) -> str:
    listed = list(places)
    return "; ".join(listed[:5]) + (" …" if len(listed) > 5 else "")
