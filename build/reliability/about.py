"""Read raw/codings/about.toml, which describes the two codings as a whole.

`codebook` is the SHA-256 of the codebook for the second coding. `[same.ARTICLE]` maps actors of
the second coding to actors of the first if ids, names and Wikidata items do not. `[named]`
lists, by table, the units of the first coding that the codebook discusses as a hard case or a
decision, so that both coders knew how to code them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NotRequired

from pydantic import BaseModel, ConfigDict, Field

from build.annotations.model import record_type
from build.annotations.notices import read_form
from build.annotations.records import show
from build.problems import Problem, ProblemsError, suggest
from build.reliability.codings import FOLDER, Pair
from build.reliability.units import MEASURED
from schemas import TABLES
from schemas.base import SHA256

_FORM = "it has codebook (a SHA-256), [same.ARTICLE] and [named]; see raw/codings/README.md"
_Named: Any = record_type("named", dict.fromkeys(MEASURED, NotRequired[list[str]]))


class About(BaseModel):
    """The codebook of the second coding, identical actors, and units that it discusses."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    codebook: Annotated[str, Field(pattern=f"^{SHA256}$", description="Its SHA-256.")]
    same: dict[str, dict[str, str]] = Field(
        default_factory=dict,
        description="By article, which actor of the second is which of the first.",
    )
    named: _Named = Field(
        default_factory=dict, description="Units whose case the codebook names."
    )


def read_about(raw: Path, pairs: list[Pair]) -> About:
    """Return the content of raw/codings/about.toml.

    Raises `ProblemsError` if the file can't be read or has another form, and with each entry
    that matches nothing in the codings.
    """
    path = raw / FOLDER / "about.toml"
    about: About = read_form(raw, path, About, _FORM)
    problems = [
        Problem(show(raw, path), what, fix, record=record)
        for record, what, fix in _unmatched(about, pairs)
    ]
    if problems:
        raise ProblemsError(problems)
    return about


def _unmatched(about: About, pairs: list[Pair]) -> Iterator[tuple[str, str, str]]:
    """Yield the record, fault and fix of each entry that matches nothing in the codings."""
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
        known = TABLES[table].keys_of(pairs[0].first[table]) if pairs else []
        for key in sorted(set(keys).difference(known)):
            fix = suggest(key, known, otherwise="mend it, or remove it")
            yield f"named.{table}", f"the first coding has no '{key}'", fix
