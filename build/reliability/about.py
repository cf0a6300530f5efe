"""raw/codings/about.toml: what people say about the two codings as wholes.

`codebook` is the SHA-256 of the codebook by which the second coding was made. In
`[same.ARTICLE]` stands which actor of the second coding is which of the first, where neither id
nor name nor Wikidata item says so. `[named]` lists, by table, the units of the first coding
whose case a hard case or a decision of the codebook names, so that both coders knew what to
decide.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build.annotations.records import show
from build.files.reading import plain
from build.problems import Problem, ProblemsError, suggest
from build.reliability.codings import FOLDER, Pair
from build.reliability.units import MEASURED
from schemas import TABLES
from schemas.base import SHA256

_SHAPE = "codebook, [same.ARTICLE] and [named]; see raw/codings/README.md"


@dataclass(frozen=True)
class About:
    """The codebook of the second coding, actors that are the same, units that it names."""

    codebook: str
    same: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)


def read_about(raw: Path, pairs: list[Pair]) -> About:
    """Return what raw/codings/about.toml says.

    Raises `ProblemsError` for what can't be read, and for each entry that matches nothing.
    """
    path = raw / FOLDER / "about.toml"
    shown = show(raw, path)
    try:
        given = tomllib.loads(plain(path).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProblemsError([Problem(shown, f"can't be read ({error})", _SHAPE)]) from error
    if wrong := _shape(given):
        raise ProblemsError([Problem(shown, wrong, _SHAPE)])
    about = About(
        given["codebook"],
        given.get("same", {}),
        {table: frozenset(keys) for table, keys in given.get("named", {}).items()},
    )
    problems = [
        Problem(shown, what, fix, record=record)
        for record, what, fix in _unmatched(about, pairs)
    ]
    if problems:
        raise ProblemsError(problems)
    return about


def _shape(given: dict[str, Any]) -> str:
    """Say what is of another form than it should be; empty where nothing is."""
    if unknown := given.keys() - {"codebook", "same", "named"}:
        return f"unknown key '{min(unknown)}'"
    codebook = given.get("codebook")
    if not isinstance(codebook, str) or not re.fullmatch(SHA256, codebook):
        return "codebook is no SHA-256"
    same, named = given.get("same", {}), given.get("named", {})
    pairs = list(same.values()) if isinstance(same, dict) else [None]
    if not all(isinstance(p, dict) and all(map(_is_text, p.values())) for p in pairs):
        return "same holds no pairs of actors"
    lists = list(named.values()) if isinstance(named, dict) else [None]
    if not all(isinstance(keys, list) and all(map(_is_text, keys)) for keys in lists):
        return "named holds no lists of ids"
    return ""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _unmatched(about: About, pairs: list[Pair]) -> Iterator[tuple[str, str, str]]:
    """Yield (record, what is wrong, what to do) for each entry that matches nothing."""
    by_article = {pair.article: pair for pair in pairs}
    for article, same in about.same.items():
        pair = by_article.get(article)
        if pair is None:
            yield article, "is no article that was coded twice", "mend it, or remove it"
            continue
        for second, first in same.items():
            for id_, tables in ((second, pair.second), (first, pair.first)):
                known = tables["actors"]["actor_id"].to_list()
                if id_ not in known:
                    fix = suggest(id_, known, otherwise="mend it, or remove it")
                    yield f"same.{article}", f"no actor '{id_}' in that coding", fix
    for table, keys in about.named.items():
        if table not in MEASURED:
            yield f"named.{table}", "no table that is measured", ", ".join(MEASURED)
            continue
        known = TABLES[table].keys_of(pairs[0].first[table]) if pairs else []
        for key in sorted(keys - set(known)):
            fix = suggest(key, known, otherwise="mend it, or remove it")
            yield f"named.{table}", f"the first coding has no '{key}'", fix
