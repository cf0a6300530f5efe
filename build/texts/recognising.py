"""Find the passages of known articles in the words of a copy by their hashes.

A passage is looked up by its first words. A passage that a copy contains with something else in
the middle, such as a caption, an advertisement or one word that was put in, is found by its
first and last words; the hash of what remains decides here, too.

Left out on purpose: passages that are interrupted twice, or within their first or last words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from build.texts.tokens import digest

# A passage with this many words does not occur in another text by chance. Reprints of the same
# agency story share some passages, so a copy must contain more than a tenth of the passages.
_TELLING = 8
_LEAST_SHARE = 0.1
# Three words are rare enough, and only the shortest passages have fewer.
FIRST = 3
# The most words of one interruption, and the most places at which one passage is tried.
_MOST_WORDS = 200
_MOST_PLACES = 50

Words = tuple[str, ...]
Place = tuple[int, int]


class Passage(NamedTuple):
    """A passage to be proven: where it is, its cue, its first and last words and its hash.

    `tokens` is the number of its words. `last` is empty for a short passage, whose cue has all.
    """

    article_id: str
    place: Place
    cue: str
    first: Words
    last: Words
    tokens: int
    sha256: str


# Passages by the number of their first words and by these words.
Index = dict[int, dict[Words, list[Passage]]]
# The words of the proven passages of one article.
Proven = dict[Place, Words]


@dataclass
class CodedArticle:
    """What the dataset holds of one article.

    `passages` has its passages by their places, `quotes` the words of each quote, and
    `within` the places of the passages that support a quote.
    """

    passages: dict[Place, Passage] = field(default_factory=dict)
    quotes: dict[str, Words] = field(default_factory=dict)
    within: defaultdict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))

    def speaks(self, quote_id: str, proven: Proven) -> bool:
        """Return True if a proven passage contains a quote's words one after another."""
        spoken = f" {' '.join(self.quotes[quote_id])} "
        passages = (proven.get(place, ()) for place in self.within[quote_id])
        return any(spoken in f" {' '.join(passage)} " for passage in passages)


def index_of(passages: Iterable[Passage]) -> Index:
    """Return passages by the number of their first words and by these words."""
    index: Index = {}
    for passage in passages:
        by_first = index.setdefault(len(passage.first), {})
        by_first.setdefault(passage.first, []).append(passage)
    return index


def _begun(index: Index, copy: Words) -> Iterator[tuple[Passage, int]]:
    """Yield each place in the words of a copy where a passage may begin."""
    for size, by_first in index.items():
        # Every run of `size` words of the copy, in one pass.
        runs = zip(*(copy[n:] for n in range(size)), strict=False)
        for at, passages in enumerate(map(by_first.get, runs)):
            for passage in passages or ():
                yield passage, at


def recognise(
    articles: Mapping[str, CodedArticle],
    index: Index,
    shown: Iterable[Words],
    whole: Iterable[Words],
) -> dict[str, tuple[Proven, Proven]]:
    """Return the passages that a copy proves of each article that it is a copy of.

    `shown` are readings of what the copy shows, `whole` readings of it with what it hides. The
    passages of the first are returned first, then those of both.
    """
    proven, hidden = _find(index, shown), _find(index, whole)
    found = {a: (proven[a], hidden[a] | proven[a]) for a in sorted({*proven, *hidden})}
    return {a: both for a, both in found.items() if _is_copy(articles[a], both[1])}


def _is_copy(article: CodedArticle, proven: Proven) -> bool:
    telling = sum(article.passages[place].tokens >= _TELLING for place in proven)
    return telling > _LEAST_SHARE * len(article.passages)


def _find(index: Index, readings: Iterable[Words]) -> defaultdict[str, Proven]:
    """Return the passages that the readings of a copy contain, by article and place."""
    found: defaultdict[str, Proven] = defaultdict(dict)
    for reading in readings:
        for passage, at in _begun(index, reading):
            spoken = reading[at : at + passage.tokens]
            if digest(spoken) == passage.sha256:
                found[passage.article_id][passage.place] = spoken
    return found


def find_interruptions(
    passages: Iterable[Passage], readings: Iterable[Words]
) -> dict[Passage, Words]:
    """Return the words in the middle of each passage that the readings of a copy interrupt."""
    index = index_of(p for p in passages if p.last)
    found: dict[Passage, Words] = {}
    tried: Counter[Passage] = Counter()
    for reading in readings:
        for passage, at in _begun(index, reading):
            tried[passage] += 1
            if passage not in found and tried[passage] <= _MOST_PLACES:
                stretch = reading[at : at + passage.tokens + _MOST_WORDS]
                if between := _between(passage, stretch):
                    found[passage] = between
    return found


def _between(passage: Passage, stretch: Words) -> Words:
    """Return the words to leave out of a stretch so that it is a passage, or none."""
    size, first = passage.tokens, len(passage.first)
    ends = [
        end
        for end in range(size + 1, len(stretch) + 1)
        if stretch[end - len(passage.last) : end] == passage.last
    ]
    for end in ends[:_MOST_PLACES]:
        for cut in range(first, size):
            resumed = cut + end - size
            if digest(stretch[:cut] + stretch[resumed:end]) == passage.sha256:
                return stretch[cut:resumed]
    return ()
