"""List the differences between two codings: one per cell, and one per unit that one lacks.

Left out on purpose: the meaning of a difference, which people decide (`adjudication`).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from build.reliability.matching import Matched
from build.reliability.units import Unit, as_text, variables
from schemas import TABLES


class Difference(NamedTuple):
    """A cell that the two codings code differently, or a unit that one of them lacks.

    `first` and `second` are the keys of the unit in the two codings, or None if a coding lacks
    the unit. `field` is None for the unit as a whole. Values are text as in CSV files; ids in
    values of the second coding are replaced by the first coding's ids if known.
    """

    article: str
    table: str
    first: str | None
    second: str | None
    field: str | None = None
    first_value: str | None = None
    second_value: str | None = None

    @property
    def unit(self) -> tuple[str, str | None, str | None]:
        """The identity of the unit in its article: its table and its keys."""
        return self.table, self.first, self.second


def differences(matchings: Iterable[Matched]) -> Iterator[Difference]:
    """Yield every difference, unit by unit in the order of the matchings.

    A unit that only one coding has is followed by its non-null cells.
    """
    for matched in matchings:
        fields = fields_of(matched.table)
        for one, other in matched.pairs:
            for field in fields:
                mine, others = as_text(one.cells[field]), as_text(other.cells[field])
                if mine != others:
                    yield Difference(
                        matched.article,
                        matched.table,
                        one.key,
                        other.key,
                        field,
                        mine,
                        others,
                    )
        for unit in matched.first_only:
            yield Difference(matched.article, matched.table, unit.key, None)
            for field, value in _cells(unit, fields):
                yield Difference(matched.article, matched.table, unit.key, None, field, value)
        for unit in matched.second_only:
            yield Difference(matched.article, matched.table, None, unit.key)
            for field, value in _cells(unit, fields):
                yield Difference(
                    matched.article, matched.table, None, unit.key, field, None, value
                )


def fields_of(table: str) -> list[str]:
    """Return the columns to compare, with an EDTF date in place of its two bounds."""
    edtf = {c.name for c in TABLES[table].columns() if c.spec.edtf}
    fields = []
    for name in variables(table):
        base = name.removesuffix("_earliest").removesuffix("_latest")
        fields.append(base if base in edtf else name)
    return list(dict.fromkeys(fields))


def _cells(unit: Unit, fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    for field in fields:
        value = as_text(unit.cells[field])
        if value is not None:
            yield field, value
