"""Every file of another program, by its path in the package."""

from collections.abc import Iterator
from pathlib import Path

from build.formats.r_data import r_data
from build.formats.stata import stata_files
from build.formats.workbook import workbook
from schemas.package import R_DATA, WORKBOOK


def program_files(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the package in `root`, whose tables and views are built."""
    yield f"tables/{WORKBOOK}", workbook(root)
    yield f"tables/{R_DATA}", r_data(root)
    yield from stata_files(root)
