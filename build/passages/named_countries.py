"""Look whether every country that a text names has a mention.

Apart from `names`, which every build imports: the gazetteer is for those who hold a text.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from build.annotations.records import Problems, Record
from build.passages.claims import known_by
from build.texts.article import Article
from build.texts.gazetteer import Named, named


def countries_named(article: Article, actors: Iterable[Mapping[str, Any]]) -> dict[str, Named]:
    """Return how a text names each country: by itself, or by an actor that stands for it."""
    known = ((a["country"], n) for a in actors if a.get("country") for n in known_by(a))
    return named(article, ((code, name) for code, name in known if name[:1].isupper()))


def find_countries(
    article: Article,
    records: Mapping[str, Sequence[Record]],
    states: Iterable[Mapping[str, Any]],
    problems: Problems,
) -> None:
    """Say which countries the text names and no mention holds, or is said to name and does not.

    `records` are those of the article, by kind; `states` the actors that stand for a country.
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
