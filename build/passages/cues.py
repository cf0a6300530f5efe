"""Find the words that decide how a position is coded, in a passage that supports it.

Left out on purpose: whether they decide it. That is for a reader.
"""

from collections.abc import Iterator, Sequence

from build.annotations.records import Faults, Record
from build.passages.locating import Found, Passages
from build.texts.article import Article


def cue_key(record: Record) -> str:
    """Return the key of a cue's proof: the position and the column that it decides."""
    return f"{record.data.get('commitment_id')}/{record.data.get('field')}"


def find_cues(
    article: Article, records: Sequence[Record], passages: Passages, faults: Faults
) -> Iterator[Found]:
    """Yield where each cue stands: the first place in a passage of its position.

    A passage of one column of the position (`#condition`) is as good.
    """
    for record in records:
        cue, reference = record.data.get("cue"), f"commitments/{record.data['commitment_id']}"
        if cue is None:
            continue
        spans = [
            span
            for named, supporting in passages.supporting.items()
            if named.partition("#")[0] == reference
            for _, span in supporting
        ]
        place = next((p for p in article.codable(cue) if any(s.holds(p) for s in spans)), None)
        if place is not None:
            yield Found(record, "cue", cue_key(record), cue, place)
        elif reference not in passages.lost:  # else its passage is not found, and that is said
            what = "no passage that supports the position has these words"
            faults.of(record, "cue", what, "give words of one as printed, or add the passage")
