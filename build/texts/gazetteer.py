"""Find the countries that a text names, by country name, people, capital or a given name.

Names, capitals and peoples are those of the package countryinfo. The result is a proposal:
annotators decide whether "Georgia" is the country.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from countryinfo import all_countries

from build.texts.article import Article, Span

# Short forms in newspapers that the package does not contain.
_MORE = {
    "USA": ("U.S.", "U.S", "US", "America", "Americans", "Washington"),
    "GBR": ("U.K.", "U.K", "UK", "Britain", "Britons"),
    "UKR": ("Kiev",),
}
# Capitals whose names usually mean something else.
_NOT_CAPITALS = frozenset(
    ("Victoria", "George Town", "Georgetown", "Kingston", "Washington D.C.")
)


class Named(NamedTuple):
    """The words by which a text names a country, and the place of the first one."""

    words: list[str]
    start: int


def named(article: Article, others: Iterable[tuple[str, str]]) -> dict[str, Named]:
    """Return the countries named in an article's codable part, by ISO 3166-1 alpha-3 code.

    `others` are codes and further names that stand for the countries. Only text that may be
    coded is searched, and case matters: "turkey" is not a country.
    """
    found: dict[str, dict[str, int]] = {}
    text = " ".join(article.text.split())
    for code, name in (*_names(), *others):
        # Most names are not in the text, and patterns take much longer to find that out.
        if name in text and (start := _find(article, name)) is not None:
            found.setdefault(code, {})[name] = start
    return {
        code: Named(list(starts), min(starts.values()))
        for code, starts in sorted(found.items())
    }


def names_of(code: str) -> list[str]:
    """Return the names of the country with an ISO 3166-1 alpha-3 code."""
    return [name for country, name in _names() if country == code]


def _find(article: Article, name: str) -> int | None:
    """Return where a name first stands in the part that may be coded."""
    # A hyphen ends a name ("UK-led"), but Guinea-Bissau is not Guinea: longer names go first.
    longer = [n for _, n in _names() if "-" in n and name in n and n != name]
    others = "".join(f"{_spaced(n)}|" for n in sorted(longer, key=len, reverse=True))
    pattern = rf"(?<!\w)(?:{others}({_spaced(name)}))(?!\w)"
    places = (m.span(1) for m in re.finditer(pattern, article.text) if m[1])
    return next((p[0] for p in places if not article.in_excluded(Span(0, 0, *p))), None)


def _spaced(name: str) -> str:
    """Return a pattern for a name with any white space between its words."""
    return r"\s+".join(map(re.escape, name.split()))


@cache
def _names() -> tuple[tuple[str, str], ...]:
    rows = []
    # A name shared by a state and its territories means the largest of them.
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
    """Return the texts in a field of the package, which has one value or a list."""
    values = value if isinstance(value, list) else [value]
    return [v for v in values if isinstance(v, str) and v]
