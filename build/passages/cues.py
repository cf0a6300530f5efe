"""Find the words that decide how a position is coded, in a passage that supports it.

Left out on purpose: whether they decide it. That is for a reader.
"""

from collections.abc import Iterator, Sequence

from build.annotations.records import Problems
from build.passages.claims import Claim
from build.passages.locating import Found, Passages
from build.texts.article import Article, Span


def find_cues(
    article: Article, claims: Sequence[Claim], passages: Passages, problems: Problems
) -> Iterator[Found]:
    """Yield where each cue stands: the first place in a passage of its position.

    A passage of one column of the position (`#condition`) is as good.
    """
    spans_of: dict[str, list[Span]] = {}
    for reference, supporting in passages.supporting.items():
        spans = spans_of.setdefault(reference.partition("#")[0], [])
        spans += [span for _, span in supporting]
    for claim in claims:
        (cue,) = claim.words
        reference = f"commitments/{claim.key.rpartition('/')[0]}"
        spans = spans_of.get(reference, [])
        place = next((p for p in article.codable(cue) if any(s.holds(p) for s in spans)), None)
        if place is not None:
            yield Found(claim, cue, place)
        elif reference not in passages.lost:  # else its passage is not found, and that is said
            what = "no passage that supports the position has these words"
            fix = "give words of one as printed, or add the passage"
            problems.of(claim.record, "cue", what, fix)
