"""Check that all words between quotation marks are coded as quotes or listed as none.

The words of a quote must occur, character by character, in a passage that supports it, apart
from the codebook's rule on final commas and full stops.
"""

from collections.abc import Iterator, Sequence

from build.annotations.records import Problems, Record
from build.passages.claims import Claim
from build.passages.locating import Found, Passages
from build.problems import shorten, suggest
from build.texts.article import Article, Span
from build.texts.quotation_marks import Stretch, find_stretches
from build.texts.tokens import words


class Stretches:
    """The stretches of an article between quotation marks; a taken one is accounted for."""

    def __init__(self, article: Article, marked: Sequence[Span] = ()) -> None:
        """Find the stretches and index them by their words; people listed those in `marked`."""
        self._all = list(find_stretches(article, marked))
        self._by_words: dict[tuple[str, ...], list[int]] = {}
        for number, stretch in enumerate(self._all):
            spoken = tuple(article.words[stretch.span.first : stretch.span.last])
            self._by_words.setdefault(spoken, []).append(number)
        self._taken: set[int] = set()

    def __getitem__(self, number: int) -> Stretch:
        """Return a stretch by its number."""
        return self._all[number]

    def of(self, text: str) -> list[int]:
        """Return the numbers of the stretches with the words of `text`."""
        return self._by_words.get(words(text), [])

    def take(self, number: int) -> bool:
        """Take a stretch, and return False if it was taken before."""
        free = number not in self._taken
        self._taken.add(number)
        return free

    def is_free(self, number: int) -> bool:
        """Return True if a stretch is not taken yet."""
        return number not in self._taken

    def advice(self, text: str, reference: str) -> str:
        """Return a fix for a quotation that is not found: the most similar stretch, if any."""
        near = suggest(text, [s.text for s in self._all], otherwise="")
        if near and not self.of(text):
            return near
        return f'give the words as printed, and a passage with "{reference}"'

    def instead(self, text: str, within: Sequence[Span]) -> int | None:
        """Return the free stretch that a quotation that was not found probably means, or None.

        It is the one with similar words, or else the only one in the quotation's passages.
        """
        free = [n for n in range(len(self._all)) if self.is_free(n)]
        inside = [n for n in free if any(s.holds(self._all[n].span) for s in within)]
        near = [n for n in free if suggest(text, [self._all[n].text], otherwise="")]
        candidates = near or inside
        return candidates[0] if near or len(inside) == 1 else None

    def left(self) -> Iterator[Stretch]:
        """Yield the stretches that are not taken."""
        return (s for number, s in enumerate(self._all) if self.is_free(number))


def find_quotes(
    stretches: Stretches, claims: Sequence[Claim], passages: Passages, problems: Problems
) -> Iterator[Found]:
    """Yield the direct quotations; report each that no passage contains verbatim."""
    for claim in claims:
        record, text = claim.record, claim.record.data["text"]
        reference = f"quotes/{claim.key}"
        within = passages.spans_of(reference)
        alike = stretches.of(text)
        found = [
            n
            for n in alike
            if stretches.is_free(n) and any(s.holds(stretches[n].span) for s in within)
        ]
        idle = any(s.holds(stretches[n].span) for n in alike for s in passages.idle)
        if not found and (reference in passages.lost or (idle and not within)):
            # The faulty passage of the quote is already reported.
            problems.ignore(record.origin, "text")
            for number in alike[:1]:
                stretches.take(number)
            continue
        if not found:
            meant = stretches.instead(text, within)
            if meant is not None:  # so that its words are not reported as well
                stretches.take(meant)
            what = "not found between quotation marks in a passage that supports it"
            problems.of(record, "text", what, stretches.advice(text, reference))
            continue
        stretches.take(found[0])
        stretch = stretches[found[0]]
        expected = _trim(stretch.text, record.data.get("form"))
        if text != expected:
            what, fix = "differs from the article in its characters", "the article has: "
            if text == f"{expected}.":
                what, fix = (
                    "ends with a full stop, which a partial quotation leaves out",
                    "take: ",
                )
            problems.of(record, "text", what, fix + expected)
        yield Found(claim, claim.words[0], stretch.span)


def look_in_order(
    records: Sequence[Record], passages: Passages, article: Article, problems: Problems
) -> None:
    """Report quotes written by people that are not numbered in reading order.

    A quote found after later ones were numbered has `late = true` and is exempt.
    """
    before: tuple[str, int] = ("", 0)
    for record in sorted(records, key=lambda r: str(r.data.get("id"))):
        id_ = str(record.data.get("id"))
        starts = [span.start for span in passages.spans_of(f"quotes/{id_}")]
        if not record.by_hand or not starts:
            continue
        in_order = starts[0] >= before[1]
        if record.data.get("late"):
            if in_order:
                problems.of(record, "late", "stands in reading order", "remove the line")
            continue
        if not in_order:
            what = f"stands at {article.place(starts[0])}, before {before[0]}"
            fix = "number the quotes in reading order, or say late = true of one found later"
            problems.of(record, "id", what, fix)
        before = (id_, starts[0])


def find_listed(
    article: Article, stretches: Stretches, claims: Sequence[Claim], problems: Problems
) -> Iterator[Found]:
    """Yield the stretches listed in `[not_quotation]`, and report wrong entries."""
    for claim in claims:
        record = claim.record
        text, count = record.data.get("words", ""), record.data.get("occurrence", 1)
        found = stretches.of(text)
        if len(found) < count:
            stand = f"stand {len(found)} times between quotation marks"
            what = f"{stand}, but occurrence is {count}"
            problems.of(record, "words", what, "remove the entry or mend its words")
            continue
        number = found[count - 1]
        if not stretches.take(number):
            what = "are coded as a quote, or listed twice"
            problems.of(record, "words", what, "remove one of the two")
            continue
        span = stretches[number].span
        excluded = article.in_excluded(span)
        reason = record.data.get("reason", "")
        if (reason == "term" and excluded) or (reason == "excluded" and not excluded):
            where = "in an" if excluded else "in no"
            what = f"'{reason}', but it stands {where} excluded part"
            problems.of(record, "reason", what, "mend the reason")
        yield Found(claim, text, span)


def report_left(
    article: Article, stretches: Stretches, record: Record, problems: Problems
) -> None:
    """Report the stretches that are neither a quote nor listed."""
    for stretch in stretches.left():
        what = (
            f"the words between quotation marks at {article.place(stretch.span.start)}, "
            f"'{shorten(stretch.text)}', are not accounted for"
        )
        fix = (
            "add a quote or list them in [not_quotation]; paired wrongly, name them in [marked]"
        )
        problems.of(record, "", what, fix)


def _trim(text: str, form: str | None) -> str:
    """Return a text after applying the codebook's rule on final commas and full stops."""
    text = text.removesuffix(",")
    return text.removesuffix(".") if form == "partial" else text
