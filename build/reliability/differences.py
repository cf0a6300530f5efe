"""Where two codings differ: a difference for each cell, and for each unit that only one found.

Left out on purpose: what a difference means, which people decide (`adjudication`).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from build.reliability.matching import Matched
from build.reliability.units import Unit, as_text, variables
from schemas import TABLES


class Difference(NamedTuple):
    """A cell of a unit that the codings have otherwise, or a unit that one of them lacks.

    `first` and `second` are the unit's keys, each in its coding, None where that coding has no
    such unit; `field` is None for the unit as a whole. Values are text as CSV writes it; those
    of the second coding that name a record are the first's ids as far as known.
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
        """What names the unit in its article: table and keys."""
        return self.table, self.first, self.second


def differences(matchings: Iterable[Matched]) -> Iterator[Difference]:
    """Yield every difference, unit by unit in the order of the matching.

    A unit that only one coding has comes with its coded cells.
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
    """Return the columns whose cells are compared: dates in EDTF for their two bounds."""
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
