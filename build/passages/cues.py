"""Find the cues, which decide a code of a position, in the passages that support it.

Left out on purpose: whether a cue does decide the code, which only a reader can judge.
"""

from collections.abc import Iterator, Sequence

from build.annotations.records import Problems
from build.passages.claims import Claim
from build.passages.locating import Found, Passages
from build.texts.article import Article, Span


def find_cues(
    article: Article, claims: Sequence[Claim], passages: Passages, problems: Problems
) -> Iterator[Found]:
    """Yield the first place of each cue in a passage of its position; report the others.

    Passages that support a single column of the position (`#condition`) count as well.
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
        elif reference not in passages.lost:  # otherwise the lost passage is reported
            what = "no passage that supports the position has these words"
            fix = "give words of one as printed, or add the passage"
            problems.of(claim.record, "cue", what, fix)
