"""Renew what documents say of the dataset: its version, its extent, and rows of tables.

Version and extent stand between two comments, which a reader does not see; a table's rows stand
in the second cell of the line that begins with its name. Left out on purpose: numbers in prose,
which say what was found and not how much there is.
"""

import re
from collections.abc import Mapping

import polars as pl

from build.package.abstract import extent
from schemas import package as about
from schemas.package import FLAT

_EXTENT = re.compile("(?<=<!-- extent -->)[^<]*(?=<!-- end -->)")
_VERSION = re.compile("(?<=<!-- version -->)[^<]*(?=<!-- end -->)")
_ROWS = re.compile(r"^(\| \[`(\w+)`\]\([^|]*\) \| )[\d,]+( \|)", re.M)


def with_counts(text: str, frames: Mapping[str, pl.DataFrame]) -> str:
    """Return a document with the version and the counts of today's tables, `frames` by name."""
    rows = {name: frame.height for name, frame in frames.items()}
    rows[FLAT] = rows["commitments"]  # a row of the flat table for each

    def counted(line: re.Match[str]) -> str:
        before, table, after = line.groups()
        return f"{before}{rows[table]:,}{after}" if table in rows else line[0]

    text = _VERSION.sub(about.VERSION, text)
    return _ROWS.sub(counted, _EXTENT.sub(extent(frames["articles"]), text))
