"""What the build's own code makes again from other cells of a package, to be compared."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from build.rules.codings_again import (
    wrong_agreement,
    wrong_alpha,
    wrong_confusions,
    wrong_levels,
    wrong_shares,
    wrong_shares_of_units,
    wrong_units,
)
from build.rules.passages_again import wrong_hashes, wrong_quotations


@dataclass(frozen=True)
class Remade:
    """A rule that cells can be made again; `broken` yields the keys of rows with others.

    It is given all tables, of declared types, codes, keys and without null where none may be.
    """

    name: str
    table: str
    column: str | None
    message: str
    broken: Callable[[Mapping[str, pl.DataFrame]], Iterator[str]]


REMADE = (
    Remade(
        "hash_of_whole_passage",
        "evidence",
        None,
        "cue_start is the whole passage, and tokens and sha256 are not those of it",
        wrong_hashes,
    ),
    Remade(
        "text_in_passage",
        "quotes",
        "text",
        "no passage that supports the quote can hold its words",
        wrong_quotations,
    ),
    Remade(
        "level_of_column",
        "reliability",
        "level",
        "it is not the level on which the column is measured",
        wrong_levels,
    ),
    Remade(
        "agreement_of_codings",
        "reliability",
        "agreement",
        "it is not the share of the units in which codings has no difference",
        wrong_agreement,
    ),
    Remade(
        "alpha_of_confusions",
        "reliability",
        "alpha",
        "it is not the alpha of the column's confusions",
        wrong_alpha,
    ),
    Remade(
        "confusions_of_codings",
        "confusions",
        "units",
        "codings has another number of units with these two values",
        wrong_confusions,
    ),
    Remade(
        "share_of_confusions",
        "confusions",
        "share",
        "it is not the share of the units to which the first coding gave its value",
        wrong_shares,
    ),
    Remade(
        "units_of_codings",
        "unitizing",
        None,
        "the units of a coding are not those of both and those that codings has of it alone",
        wrong_units,
    ),
    Remade(
        "shares_of_units",
        "unitizing",
        None,
        "precision, recall and f1 are not those of the numbers of units",
        wrong_shares_of_units,
    ),
)
