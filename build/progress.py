"""Say on a terminal what a long command is doing; in a pipe or a file, nothing.

Left out on purpose: bars and percentages. No step knows beforehand how long it takes.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Say = Callable[[str], None]


def silent(_: str) -> None:
    """Say nothing."""


@contextmanager
def progress() -> Iterator[Say]:
    """Give a function that shows a line on standard error, in the place of the one before."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console  # takes a tenth of a second, for people only
    from rich.markup import escape

    with Console(stderr=True).status("") as status:
        yield lambda text: status.update(escape(text))
