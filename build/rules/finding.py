"""What every gate reports: a finding, in one form."""

from typing import NamedTuple

from build.problems import shorten, visible

# No key of a sound table is longer.
_KEY = 300


class Finding(NamedTuple):
    """One breach: gate, table, key of the row (None: the table), column, rule, what."""

    gate: str
    table: str
    row: str | None
    column: str | None
    rule: str
    message: str

    def __str__(self) -> str:
        """Return the finding on one line: `gate: table: row: column: rule: what`."""
        place = [self.table, self.row and shorten(self.row, _KEY), self.column]
        return visible(
            ": ".join([self.gate, *(p for p in place if p), self.rule, self.message])
        )


# A file that breaks a rule throughout is told by its first rows; more would hide the rest.
MOST_ROWS = 20
