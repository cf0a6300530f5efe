"""Rules that compute cells again with the build's own code, and compare them."""

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
    """A rule about cells that follow from others; `broken` yields the keys of differing rows.

    `broken` gets all tables, after their types, codes, keys and nulls have been checked.
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
        "tokens and sha256 are not those of cue_start, which is the whole passage",
        wrong_hashes,
    ),
    Remade(
        "text_in_passage",
        "quotes",
        "text",
        "no passage that supports the quote can contain its words",
        wrong_quotations,
    ),
    Remade(
        "level_of_column",
        "reliability",
        "level",
        "level differs from the level at which the column is measured",
        wrong_levels,
    ),
    Remade(
        "agreement_of_codings",
        "reliability",
        "agreement",
        "agreement differs from the share of units without a row in codings",
        wrong_agreement,
    ),
    Remade(
        "alpha_of_confusions",
        "reliability",
        "alpha",
        "alpha differs from the value computed from the column's confusions",
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
        "share differs from units divided by the units with the same first_value",
        wrong_shares,
    ),
    Remade(
        "units_of_codings",
        "unitizing",
        None,
        "the units of a coding are not both_units plus its own units in codings",
        wrong_units,
    ),
    Remade(
        "shares_of_units",
        "unitizing",
        None,
        "precision, recall and f1 do not follow from the numbers of units",
        wrong_shares_of_units,
    ),
)
