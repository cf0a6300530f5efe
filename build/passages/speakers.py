"""Find in the text that each speaker is named there, by one of the wordings it is known by."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from build.annotations.records import Faults, Record
from build.passages.locating import Found
from build.texts.article import Article


def find_speakers(
    article: Article,
    quotes: Sequence[Record],
    actors: Mapping[Any, dict[str, Any]],
    faults: Faults,
) -> Iterator[Found]:
    """Yield the first place that names each speaker of a quote."""
    done: set[str] = set()
    for record in quotes:
        speaker = record.data.get("speaker_id")
        if speaker is None or speaker in done or speaker not in actors:
            continue
        done.add(speaker)
        given = actors[speaker].get("names") or []
        names = [n for n in given if isinstance(n, str)]
        found = next(((name, s) for name in names for s in article.codable(name)), None)
        if found is None:
            what = f"the article does not name '{speaker}'"
            fix = (
                f"it is known by {names}; add the wording to names in actors or mend the "
                "speaker"
            )
            faults.of(record, "speaker_id", what, fix)
        else:
            name, span = found
            yield Found(record, "name", speaker, name, span)
