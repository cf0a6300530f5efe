"""Find passages that a copy contains with something else in the middle.

A caption, an advertisement or a word that was put in keeps a passage from being proven. The
hash decides here, too: without the words in the middle, the passage is the one that was coded.

Left out on purpose: passages that are interrupted twice, or within their first or last words.
"""

from collections import Counter
from collections.abc import Iterable

from build.passages.published import Passage, Words, begun, index_of
from build.texts.tokens import digest

# The most words of one interruption, and the most places at which one passage is tried.
_MOST_WORDS = 200
_MOST_PLACES = 50


def find_interruptions(
    passages: Iterable[Passage], readings: Iterable[Words]
) -> dict[Passage, Words]:
    """Return the words in the middle of each passage that the readings of a copy interrupt."""
    index = index_of(p for p in passages if p.last)
    found: dict[Passage, Words] = {}
    tried: Counter[Passage] = Counter()
    for reading in readings:
        for passage, at in begun(index, reading):
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
