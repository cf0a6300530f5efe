"""List the differences between two codings: one per cell, and one per unit that one lacks.

Left out on purpose: the meaning of a difference, which people decide (`adjudication`).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from build.reliability.matching import Matched
from build.reliability.units import Unit, as_text, variables
from schemas import TABLES


class Difference(NamedTuple):
    """A cell that the codings code differently, or a unit that only one of them has.

    `first` and `second` are the unit's keys, each in its coding, None where that coding has no
    such unit. `field` is None for the unit as a whole. Values are text as CSV writes it; those
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
        """The table and keys that name the unit in its article."""
        return self.table, self.first, self.second

    @property
    def lone(self) -> bool:
        """Whether a coding lacks the unit."""
        return self.first is None or self.second is None


def differences(matchings: Iterable[Matched]) -> Iterator[Difference]:
    """Yield every difference, unit by unit in the order of the matchings.

    A unit that only one coding has is followed by its non-null cells.
    """
    for matched in matchings:
        fields = fields_of(matched.table)
        for one, other in matched.units:
            keys = one.key if one else None, other.key if other else None
            unit = Difference(matched.article, matched.table, *keys)
            if unit.lone:
                yield unit
            for field in fields:
                mine, others = _value(one, field), _value(other, field)
                if mine != others:
                    yield unit._replace(field=field, first_value=mine, second_value=others)


def fields_of(table: str) -> list[str]:
    """Return the columns to compare, with an EDTF date in place of its two bounds."""
    edtf = {c.name for c in TABLES[table].columns() if c.spec.edtf}
    fields = []
    for column, _ in variables(table):
        base = column.name.removesuffix("_earliest").removesuffix("_latest")
        fields.append(base if base in edtf else column.name)
    return list(dict.fromkeys(fields))


def _value(unit: Unit | None, field: str) -> str | None:
    """Return a cell as text, None where the unit is missing or the cell is null."""
    return as_text(unit.cells[field]) if unit else None
