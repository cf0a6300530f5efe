"""Account for all words between quotation marks: each is a quote, or listed as none.

A quote's words stand in a passage that supports it, character by character, but for the
codebook's rule on final commas and full stops.
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
    """The stretches of an article between quotation marks, and which are accounted for."""

    def __init__(self, article: Article, marked: Sequence[Span] = ()) -> None:
        """Find the stretches, `marked` those that people named, and index them by words."""
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
        """Return the numbers of the stretches that have the words of `text`."""
        return self._by_words.get(words(text), [])

    def take(self, number: int) -> bool:
        """Account for a stretch; False where that was done before."""
        free = number not in self._taken
        self._taken.add(number)
        return free

    def is_free(self, number: int) -> bool:
        """Say whether a stretch is not accounted for yet."""
        return number not in self._taken

    def advice(self, text: str, reference: str) -> str:
        """Say what to do about a quotation that is not found: the nearest that is printed."""
        near = suggest(text, [s.text for s in self._all], otherwise="")
        if near and not self.of(text):
            return near
        return f'give the words as printed, and a passage with "{reference}"'

    def instead(self, text: str, within: Sequence[Span]) -> int | None:
        """Return the free stretch that must be meant by a quotation that is not found.

        That whose words are nearest, else the only one in the passages of the quotation.
        """
        free = [n for n in range(len(self._all)) if self.is_free(n)]
        inside = [n for n in free if any(s.holds(self._all[n].span) for s in within)]
        near = [n for n in free if suggest(text, [self._all[n].text], otherwise="")]
        candidates = near or inside
        return candidates[0] if near or len(inside) == 1 else None

    def left(self) -> Iterator[Stretch]:
        """Yield the stretches that are not accounted for."""
        return (s for number, s in enumerate(self._all) if self.is_free(number))


def find_quotes(
    stretches: Stretches, claims: Sequence[Claim], passages: Passages, problems: Problems
) -> Iterator[Found]:
    """Yield the verbatim quotations, each in a passage that supports it."""
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
            # Its passage was not found, or is named wrongly; that is said already.
            problems.ignore(record.origin, "text")
            for number in alike[:1]:
                stretches.take(number)
            continue
        if not found:
            meant = stretches.instead(text, within)
            if meant is not None:  # of its words nothing more need be said
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
    """Say of quotes that people wrote which of them are not numbered in reading order.

    One that was found when others had their numbers, which they keep, says that it is `late`.
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
    """Yield the stretches that are listed as no quotation."""
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
    """Say which words between quotation marks nobody accounts for."""
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
    """Apply the codebook's rule on final commas and full stops."""
    text = text.removesuffix(",")
    return text.removesuffix(".") if form == "partial" else text
