"""Tables as Markdown, and values as text, the same in every output."""

from collections.abc import Iterable, Iterator
from typing import Any

from build.problems import visible


def markdown(columns: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """Yield the lines of a Markdown table; null is an empty cell."""
    names = list(columns)
    yield "| " + " | ".join(names) + " |"
    yield "| " + " | ".join("---" for _ in names) + " |"
    for row in rows:
        cells = (visible(cell_text(v, "")).replace("|", "\\|") for v in row)
        yield "| " + " | ".join(cells) + " |"


def cell_text(value: Any, null: str) -> str:
    """Return a value as the CSV files have it; `null` is what stands for null."""
    if isinstance(value, bool):
        return str(value).lower()
    return null if value is None else str(value)
