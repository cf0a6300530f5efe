"""Step 2, with the texts: prove that every passage and quotation stands in its article.

`python -m build anchor TEXTS` makes the proofs here, once; every build checks that the
annotations still agree with them (`proofs`).

Left out on purpose: whether a passage says what the record holds. That is for a reader.
"""

from collections.abc import Iterable
from typing import NamedTuple

from build.anchors import Anchor
from build.coverage import Coverage, cover
from build.locate import Article, Span, locator_fault, split_locator
from build.model import Corpus, Record, record_name
from build.proofs import nth, wording
from build.tokens import words


class Result(NamedTuple):
    """The proofs of one article and its coverage."""

    anchors: list[Anchor]
    coverage: Coverage


def prove(corpus: Corpus, article_id: str, text: str, file_sha256: str) -> Result:
    """Find all that an article's annotations name in its text.

    What is not found, found twice or left unaccounted for goes to `corpus.problems`.
    """
    return _Proof(corpus, article_id, text).run(file_sha256)


class _Proof:
    """The proofs of one article, made in the order in which they need each other."""

    def __init__(self, corpus: Corpus, article_id: str, text: str) -> None:
        self.corpus = corpus
        self.id = article_id
        self.article = Article(text)
        self.anchors: list[Anchor] = []
        self.records = {
            kind: corpus.by_article(kind).get(article_id, [])
            for kind in ("article", "excluded", "not_quotation", "quote", "passage")
        }
        self.passages: dict[str, list[Span]] = {}
        self.spans: list[Span] = []
        self.given: set[tuple[str, str, str]] = set()
        self.lost: set[str] = set()

    def run(self, file_sha256: str) -> Result:
        size = len(self.article.words)
        self.anchors.append(
            Anchor(self.id, "text", "", "", 0, len(self.article.text), size, file_sha256)
        )
        self._excluded()
        self._passages()
        self._quotations()
        self._names()
        return Result(self.anchors, cover(self.id, self.article, self.spans))

    def _add(self, record: Record, part: str, key: str, locator: str, span: Span) -> None:
        if (part, key, locator) in self.given:
            self._problem(record, "", "stands twice", "keep one of the two")
            return
        self.given.add((part, key, locator))
        tokens, sha256 = self.article.proof(span)
        self.anchors.append(
            Anchor(self.id, part, key, locator, span.start, span.end, tokens, sha256)
        )

    def _problem(self, record: Record, field: str, what: str, fix: str) -> None:
        name = record_name(record.origin.kind, record.data)
        self.corpus.problem(record.origin, name, field, what, fix)

    def _excluded(self) -> None:
        spans = []
        for record in self.records["excluded"]:
            locator, count = record.data.get("locator"), record.data.get("occurrence", 1)
            if locator is None or not self._well_formed(record, locator, False):
                continue
            found = list(self.article.matches(locator))
            if len(found) < count:
                self._problem(
                    record,
                    "locator",
                    f"found {len(found)} times, but occurrence is {count}",
                    self._hint(locator),
                )
                continue
            span = found[count - 1]
            if record.data.get("to_end"):
                span = self.article.span(span.first, len(self.article.words))
            spans.append(span)
            self._add(record, "excluded", nth(record), locator, span)
        self.article.excluded = spans

    def _well_formed(self, record: Record, locator: str, evidence: bool = True) -> bool:
        fault = locator_fault(locator, evidence=evidence)
        if fault:
            self._problem(record, "locator", fault, "write first words … last words")
        return fault is None

    def _passages(self) -> None:
        for record in self.records["passage"]:
            locator = record.data.get("locator")
            supports = [r for r in record.data.get("supports") or [] if isinstance(r, str)]
            self.lost.update(supports)
            if locator is None or not self._well_formed(record, locator):
                continue
            if not supports and not record.data.get("disputes"):
                fix = "name the records, or remove the passage"
                self._problem(record, "", "supports and disputes nothing", fix)
            found = self.article.codable(locator)
            if len(found) == 1:
                self.lost.difference_update(supports)
                self.spans.append(found[0])
                self._add(record, "passage", "", locator, found[0])
                for reference in supports:
                    self.passages.setdefault(reference, []).append(found[0])
            else:
                self._problem(record, "locator", *self._not_once(locator, found))

    def _not_once(self, locator: str, found: list[Span]) -> tuple[str, str]:
        if found:
            places = ", ".join(f"{s.start}-{s.end}" for s in found)
            return (
                f"found {len(found)} times, at {places}",
                "take more words, up to six a side",
            )
        elsewhere = list(self.article.matches(locator))
        if elsewhere:
            places = ", ".join(f"{s.start}-{s.end}" for s in elsewhere)
            return (
                f"found only in or across an excluded part, at {places}",
                "name a passage of the body",
            )
        return "not found in the text", self._hint(locator)

    def _hint(self, locator: str) -> str:
        """Say which words of a locator the text does have, and where."""
        for side in split_locator(locator):
            wanted = words(side or "")
            if wanted and next(self.article.find(wanted), None) is None:
                known = max(
                    (n for n in range(len(wanted)) if any(self.article.find(wanted[:n]))),
                    default=0,
                )
                if not known:
                    return f"the text does not have '{wanted[0]}'"
                places = [
                    self.article.tokens[p].start for p in self.article.find(wanted[:known])
                ]
                return (
                    f"the text has '{' '.join(wanted[:known])}' at {_few(places)}, but not "
                    f"followed by '{wanted[known]}'"
                )
        return "the last words do not come after the first"

    def _quotations(self) -> None:
        stretches = self.article.stretches()
        by_words: dict[tuple[str, ...], list[int]] = {}
        for number, stretch in enumerate(stretches):
            spoken = tuple(self.article.words[stretch.span.first : stretch.span.last])
            by_words.setdefault(spoken, []).append(number)
        taken: set[int] = set()
        for record in self.records["quote"]:
            text = record.data.get("text")
            if text is None:
                continue
            reference = f"quotes/{record.data.get('id')}"
            within = self.passages.get(reference, [])
            found = [
                n
                for n in by_words.get(words(text), [])
                if n not in taken
                and any(
                    s.first <= stretches[n].span.first and stretches[n].span.last <= s.last
                    for s in within
                )
            ]
            if not found and reference in self.lost:
                # Its passage was not found; that is said already.
                taken.update(by_words.get(words(text), [])[:1])
                continue
            if not found:
                self._problem(
                    record,
                    "text",
                    "not found between quotation marks in a passage that supports it",
                    f'give the words as printed, and a passage with "{reference}"',
                )
                continue
            number = found[0]
            taken.add(number)
            expected = _trim(stretches[number].text, record.data.get("form"))
            if text != expected:
                self._problem(
                    record,
                    "text",
                    "differs from the article in its characters",
                    f"the article has: {expected}",
                )
            self._add(
                record,
                "quote",
                str(record.data.get("id")),
                wording(record),
                stretches[number].span,
            )
        self._not_quotations(by_words, taken, [s.span for s in stretches])
        for number, stretch in enumerate(stretches):
            if number not in taken:
                self._unaccounted(stretch.span.start, stretch.text)

    def _not_quotations(
        self,
        by_words: dict[tuple[str, ...], list[int]],
        taken: set[int],
        spans: list[Span],
    ) -> None:
        for record in self.records["not_quotation"]:
            text, count = record.data.get("words", ""), record.data.get("occurrence", 1)
            found = by_words.get(words(text), [])
            if len(found) < count:
                self._problem(
                    record,
                    "words",
                    f"stand {len(found)} times between quotation marks, but occurrence "
                    f"is {count}",
                    "remove the entry or mend its words",
                )
                continue
            number = found[count - 1]
            if number in taken:
                what = "are coded as a quote, or listed twice"
                self._problem(record, "words", what, "remove one of the two")
                continue
            taken.add(number)
            excluded = self.article.in_excluded(spans[number])
            reason = record.data.get("reason", "")
            if (reason == "term" and excluded) or (reason == "excluded" and not excluded):
                where = "in" if excluded else "in no"
                self._problem(
                    record,
                    "reason",
                    f"'{reason}', but it stands {where} excluded part",
                    "mend the reason",
                )
            self._add(record, "not_quotation", nth(record), text, spans[number])

    def _unaccounted(self, start: int, text: str) -> None:
        record = self.records["article"][0]
        shown = text if len(text) <= 60 else text[:57] + "…"
        self._problem(
            record,
            "",
            f"the words between quotation marks at {start}, '{shown}', are not accounted for",
            "add a [[quote]] or list them as [[not_quotation]]",
        )

    def _names(self) -> None:
        done: set[str] = set()
        for record in self.records["quote"]:
            speaker = record.data.get("speaker_id")
            if speaker is None or speaker in done or speaker not in self.corpus.actors:
                continue
            given = self.corpus.actors[speaker].get("names") or []
            names = [n for n in given if isinstance(n, str)]
            done.add(speaker)
            found = next(
                ((name, span) for name in names for span in self.article.codable(name)),
                None,
            )
            if found is None:
                self._problem(
                    record,
                    "speaker_id",
                    f"the article does not name '{speaker}'",
                    f"it is known by {names}; add the wording to names in "
                    "actors or mend the speaker",
                )
            else:
                self._add(record, "name", speaker, *found)


def _trim(text: str, form: str | None) -> str:
    """Apply the codebook's rule on final commas and full stops."""
    text = text.removesuffix(",")
    return text.removesuffix(".") if form == "partial" else text


def _few(places: Iterable[int]) -> str:
    listed = list(places)
    return ", ".join(map(str, listed[:5])) + (" …" if len(listed) > 5 else "")
