"""Which countries a text names: by name, people, capital, and by other names that are given.

Names, capitals and peoples are those of the package countryinfo. A proposal: whether "Georgia"
is the country is for the annotator to say.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from countryinfo import all_countries

from build.texts.article import Article, Span

# Short forms that newspapers use, which the package does not have.
_MORE = {
    "USA": ("U.S.", "U.S", "US", "America", "Americans", "Washington"),
    "GBR": ("U.K.", "U.K", "UK", "Britain", "Britons"),
    "UKR": ("Kiev",),
}
# Capitals that are words or names of others more often than capitals.
_NOT_CAPITALS = frozenset(
    ("Victoria", "George Town", "Georgetown", "Kingston", "Washington D.C.")
)


class Named(NamedTuple):
    """How a text names a country: the words, and where the first of them stands."""

    words: list[str]
    start: int


def named(article: Article, others: Iterable[tuple[str, str]]) -> dict[str, Named]:
    """Return how a text names each country, by ISO 3166-1 alpha-3 code.

    `others` are codes and names that stand for the countries, too. Only what may be coded is
    looked at, and capitals count: "turkey" is no country.
    """
    found: dict[str, Named] = {}
    text = " ".join(article.text.split())  # seen much faster than by a pattern
    for code, name in (*_names(), *others):
        start = _stands(article, name) if name in text else None
        if start is None:
            continue
        known = found.get(code, Named([], start))
        if name not in known.words:
            found[code] = Named([*known.words, name], min(known.start, start))
    return dict(sorted(found.items()))


def names_of(code: str) -> list[str]:
    """Return the names by which a text may name a country, by ISO 3166-1 alpha-3 code."""
    return [name for country, name in _names() if country == code]


def _stands(article: Article, name: str) -> int | None:
    # Words joined to it by a hyphen ("UK-led") are others, unless they are part of a name.
    others = "".join(f"{_spaced(n)}|" for n in _compounds() if name in n and n != name)
    pattern = rf"(?<!\w)(?:{others}({_spaced(name)}))(?!\w)"
    places = (m.span(1) for m in re.finditer(pattern, article.text) if m[1])
    return next((p[0] for p in places if not article.in_excluded(Span(0, 0, *p))), None)


def _spaced(name: str) -> str:
    """Return the pattern of a name, with any space between its words."""
    return r"\s+".join(map(re.escape, name.split()))


@cache
def _compounds() -> list[str]:
    """Return the names that have a hyphen, the longest first."""
    return sorted((n for _, n in _names() if "-" in n), key=len, reverse=True)


@cache
def _names() -> tuple[tuple[str, str], ...]:
    rows = []
    # Where a people is that of several, a state and its territories, the largest is meant.
    largest = sorted(
        (country.info() for country in all_countries()),
        key=lambda data: -(data.get("population") or 0),
    )
    taken: set[str] = set()
    for data in largest:
        code = (data.get("ISO") or {}).get("alpha3")
        if not code:
            continue
        people = _listed(data.get("demonym"))
        names = _listed(data.get("name")) + people + [f"{p}s" for p in people]
        names += [c for c in _listed(data.get("capital")) if c not in _NOT_CAPITALS]
        names += [n for n in _listed(data.get("altSpellings")) if len(n) > 3]
        own = dict.fromkeys(n for n in (*names, *_MORE.get(code, ())) if n not in taken)
        taken.update(own)
        rows += [(code, n) for n in own]
    return tuple(rows)


def _listed(value: object) -> list[str]:
    """Return what the package gives for a field, of which it has one or several."""
    given = value if isinstance(value, list) else [value]
    return [v for v in given if isinstance(v, str) and v]
