"""Check that every country named in a text has a mention.

Separate from `names`, which every build imports, because only runs with texts need the
gazetteer.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from build.annotations.records import Problems, Record
from build.passages.claims import known_by
from build.texts.article import Article
from build.texts.gazetteer import Named, named


def countries_named(article: Article, actors: Iterable[Mapping[str, Any]]) -> dict[str, Named]:
    """Return how a text names each country: by its own name or by an actor that means it."""
    known = ((a["country"], n) for a in actors if a.get("country") for n in known_by(a))
    return named(article, ((code, name) for code, name in known if name[:1].isupper()))


def find_countries(
    article: Article,
    records: Mapping[str, Sequence[Record]],
    states: Iterable[Mapping[str, Any]],
    problems: Problems,
) -> None:
    """Report countries named in a text without a mention, and wrong `[not_mention]` entries.

    `records` are the records of the article by kind; `states` are the actors whose names also
    name their country.
    """
    mentioned = {r.data.get("country") for r in records.get("mention", ())}
    denied = {r.data.get("country"): r for r in records.get("not_mention", ())}
    found = countries_named(article, states)
    for code, naming in found.items():
        if code not in mentioned and code not in denied:
            what = f"'{naming.words[0]}' at {article.place(naming.start)} seems to name {code}"
            fix = "add it to [mention], or list it in [not_mention] with the reason"
            problems.of(records["article"][0], "", what, fix)
    for listed, record in denied.items():
        if listed in mentioned or listed not in found:
            what = "is a mention too" if listed in mentioned else "is not named in the text"
            fix = "remove the entry; a country goes by its ISO 3166-1 alpha-3 code"
            problems.of(record, "country", what, fix)
