"""Step 2: prove that every passage and quotation stands in the article's text.

`prove` needs the texts and makes the proofs (`python -m build anchor TEXTS`); `check`
needs only the proofs and refuses annotations that do not agree with them, so that the
build itself runs without the texts.

Left out on purpose: whether a passage says what the record holds. That is for a reader.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from build.anchors import FIX, Anchor
from build.locate import ELLIPSIS, Article, Span, locator_fault, split_locator
from build.model import Corpus, Record, record_name
from build.problems import Problem
from build.tokens import digest, words

Key = tuple[str, str, str, str]
Proofs = dict[Key, tuple[Anchor, int]]


class Coverage(NamedTuple):
    """How much of an article's codable text the passages touch.

    `untouched` lists the sentences that none touches: start, end and first words.
    """

    article_id: str
    passages: int
    sentences: int
    untouched: tuple[tuple[int, int, str], ...]


class Result(NamedTuple):
    """The proofs of one article and its coverage."""

    anchors: list[Anchor]
    coverage: Coverage


def article_records(corpus: Corpus, kind: str) -> dict[str, list[Record]]:
    """Return the records of a kind by article."""
    grouped: dict[str, list[Record]] = {}
    for record in corpus.of(kind):
        grouped.setdefault(record.article, []).append(record)
    return grouped


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
            kind: article_records(corpus, kind).get(article_id, [])
            for kind in ("article", "excluded", "not_quotation", "quote", "passage")
        }
        self.passages: dict[str, list[Span]] = {}
        self.spans: list[Span] = []

    def run(self, file_sha256: str) -> Result:
        size = len(self.article.words)
        self.anchors.append(
            Anchor(self.id, "text", "", "", 0, len(self.article.text), size, file_sha256)
        )
        self._excluded()
        self._passages()
        self._quotations()
        self._names()
        return Result(self.anchors, self._coverage())

    def _add(self, part: str, key: str, locator: str, span: Span) -> None:
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
            locator, nth = record.data.get("locator"), record.data.get("occurrence", 1)
            if locator is None or not self._well_formed(record, locator):
                continue
            found = list(self.article.matches(locator))
            if len(found) < nth:
                self._problem(
                    record,
                    "locator",
                    f"found {len(found)} times, but occurrence is {nth}",
                    self._hint(locator),
                )
                continue
            span = found[nth - 1]
            if record.data.get("to_end"):
                span = self.article.span(span.first, len(self.article.words))
            spans.append(span)
            self._add("excluded", _nth(record.data.get("reason", ""), nth), locator, span)
        self.article.excluded = spans

    def _well_formed(self, record: Record, locator: str) -> bool:
        fault = locator_fault(locator)
        if fault:
            self._problem(record, "locator", fault, "write first words … last words")
        return fault is None

    def _passages(self) -> None:
        seen: set[str] = set()
        for record in self.records["passage"]:
            locator = record.data.get("locator")
            if locator is None or not self._well_formed(record, locator):
                continue
            if locator in seen:
                self._problem(record, "locator", "given twice", "join the two passages")
                continue
            seen.add(locator)
            found = self.article.codable(locator)
            if len(found) == 1:
                self.spans.append(found[0])
                self._add("passage", "", locator, found[0])
                for reference in record.data.get("supports", []):
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
            self._add("quote", str(record.data.get("id")), "", stretches[number].span)
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
            text, nth = record.data.get("words", ""), record.data.get("occurrence", 1)
            found = by_words.get(words(text), [])
            if len(found) < nth:
                self._problem(
                    record,
                    "words",
                    f"stand {len(found)} times between quotation marks, but occurrence "
                    f"is {nth}",
                    "remove the entry or mend its words",
                )
                continue
            number = found[nth - 1]
            if number in taken:
                self._problem(record, "words", "are coded as a quote", "remove one of the two")
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
            self._add("not_quotation", _nth(reason, nth), text, spans[number])

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
        names = {
            r.data.get("actor_id"): r.data.get("names", []) for r in self.corpus.of("actor")
        }
        done: set[str] = set()
        for record in self.records["quote"]:
            speaker = record.data.get("speaker_id")
            if speaker is None or speaker in done or speaker not in names:
                continue
            done.add(speaker)
            found = next(
                (
                    (name, span)
                    for name in names[speaker]
                    for span in self.article.codable(name)
                ),
                None,
            )
            if found is None:
                self._problem(
                    record,
                    "speaker_id",
                    f"the article does not name '{speaker}'",
                    f"it is known by {names[speaker]}; add the wording to names in "
                    "actors or mend the speaker",
                )
            else:
                self._add("name", speaker, *found)

    def _coverage(self) -> Coverage:
        from sentencex import get_sentence_boundaries  # only anchoring segments sentences

        untouched = []
        count = 0
        # A single line break inside a paragraph is layout, not the end of a sentence.
        text = _unwrap(self.article.text)
        for sentence in get_sentence_boundaries("en", text):
            start, end = sentence["start_index"], sentence["end_index"]
            span = Span(0, 0, start, end)
            inside = [
                t
                for t in _between(self.article, start, end)
                if not self.article.in_excluded(Span(0, 0, t.start, t.end))
            ]
            if not inside:
                continue
            count += 1
            if not any(s.start < span.end and span.start < s.end for s in self.spans):
                first = self.article.text[inside[0].start :].split(maxsplit=5)[:5]
                untouched.append((inside[0].start, inside[-1].end, " ".join(first)))
        return Coverage(self.id, len(self.spans), count, tuple(untouched))


def _between(article: Article, start: int, end: int) -> Iterator[Span]:
    from bisect import bisect_left

    first = bisect_left(article.tokens, start, key=lambda t: t.start)
    last = bisect_left(article.tokens, end, key=lambda t: t.start)
    for place in range(first, last):
        yield article.span(place, place + 1)


def _unwrap(text: str) -> str:
    """Turn line breaks inside paragraphs into spaces, keeping every offset."""
    wrapped = "\n\n" in text.strip()
    if not wrapped:
        return text
    paragraphs = text.split("\n\n")
    return "\n\n".join(p.replace("\n", " ") for p in paragraphs)


def _trim(text: str, form: str | None) -> str:
    """Apply the codebook's rule on final commas and full stops."""
    text = text.removesuffix(",")
    return text.removesuffix(".") if form == "partial" else text


def _nth(reason: str, occurrence: int) -> str:
    return reason if occurrence == 1 else f"{reason} {occurrence}"


def _few(places: Iterable[int]) -> str:
    listed = list(places)
    return ", ".join(map(str, listed[:5])) + (" …" if len(listed) > 5 else "")


def check(corpus: Corpus, proofs: Proofs, shown: str) -> None:
    """Compare the annotations with the committed proofs, without any text.

    A passage without a proof, a proof without a passage, and a proof that no longer
    agrees with what it proves go to `corpus.problems`. `shown` names the proofs' file.
    """
    used: set[Key] = set()
    names = {r.data.get("actor_id"): r.data.get("names", []) for r in corpus.of("actor")}
    speakers: dict[tuple[str, str], Anchor] = {
        (k[0], k[2]): a for k, (a, _) in proofs.items() if k[1] == "name"
    }
    counts = Counter(k[:2] for k in proofs)
    for key, record, field in _claims(corpus):
        if key not in proofs:
            what = "no proof" if counts[key[0], "text"] else "the article has no proofs yet"
            _no(corpus, record, field, what, FIX)
            continue
        used.add(key)
        if _disagrees(record, proofs[key][0]):
            _no(corpus, record, field, "was edited after it was proven", FIX)
    for record in corpus.of("quote"):
        speaker = str(record.data.get("speaker_id"))
        if speaker not in names:
            continue  # the foreign key says so
        anchor = speakers.get((record.article, speaker))
        if anchor is None or anchor.locator not in names[speaker]:
            what = f"the article is not proven to name '{speaker}'"
            _no(corpus, record, "speaker_id", what, FIX)
        if anchor is not None:
            used.add(anchor[:4])
    for key, (anchor, line) in proofs.items():
        if key not in used:
            name = anchor.locator or anchor.key or anchor.article_id
            corpus.problems.append(
                Problem(shown, line, name, "", f"a proof of no {anchor.part} in raw/", FIX)
            )


def _no(corpus: Corpus, record: Record, field: str, what: str, fix: str) -> None:
    corpus.problem(
        record.origin, record_name(record.origin.kind, record.data), field, what, fix
    )


def _claims(corpus: Corpus) -> Iterator[tuple[Key, Record, str]]:
    """Yield what has to be proven: the key of its proof, the record, the field."""
    for record in corpus.of("article"):
        yield (record.article, "text", "", ""), record, ""
    for record in corpus.of("excluded"):
        key = _nth(record.data.get("reason", ""), record.data.get("occurrence", 1))
        yield (
            (record.article, "excluded", key, record.data.get("locator", "")),
            record,
            "locator",
        )
    for record in corpus.of("not_quotation"):
        key = _nth(record.data.get("reason", ""), record.data.get("occurrence", 1))
        yield (
            (record.article, "not_quotation", key, record.data.get("words", "")),
            record,
            "words",
        )
    for record in corpus.of("quote"):
        if record.data.get("text") is not None:
            yield (record.article, "quote", record.data.get("id", ""), ""), record, "text"
    for record in corpus.of("passage"):
        yield (
            (record.article, "passage", "", record.data.get("locator", "")),
            record,
            "locator",
        )


def _disagrees(record: Record, anchor: Anchor) -> bool:
    """Say whether what is written can't be what was proven."""
    if anchor.part == "quote":
        return digest(words(record.data["text"])) != anchor.sha256
    if anchor.part == "passage" and ELLIPSIS not in anchor.locator:
        return digest(words(anchor.locator)) != anchor.sha256
    return False
