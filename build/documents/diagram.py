"""The entity-relationship diagram of the tables, as Mermaid and as SVG.

Both are generated from the declared keys. In the SVG a table stands one column to the right of
every table that it refers to, and a line leads from each foreign key to what it refers to.
Left out on purpose: columns that are no key, which the dictionary lists.
"""

from collections.abc import Iterator
from html import escape

from schemas import TABLES, Column, Table

_WIDTH, _ROW, _GAP_X, _GAP_Y, _MARGIN = 190, 18, 90, 26, 12


def _keys(model: type[Table]) -> list[Column]:
    return [c for c in model.columns() if c.spec.key or c.references]


def mermaid() -> str:
    """Return the diagram as Mermaid draws it (GitHub shows it as a picture)."""
    lines = ["erDiagram"]
    for name, model in TABLES.items():
        lines.append(f"  {name} {{")
        for column in _keys(model):
            marks = ["PK"] * column.spec.key + ["FK"] * bool(column.references)
            lines.append(f"    {str(column.dtype).lower()} {column.name} {', '.join(marks)}")
        lines.append("  }")
    for name, model in TABLES.items():
        for column in _keys(model):
            if (to := column.references) is not None:
                one = "o|" if column.nullable else "||"
                lines.append(f"  {to.table} {one}--o{{ {name} : {column.name}")
    return "\n".join(lines)


def _depth(name: str) -> int:
    """Return how many tables stand to the left: the longest way along foreign keys."""
    to = {c.references.table for c in _keys(TABLES[name]) if c.references}
    return max((_depth(other) + 1 for other in to - {name}), default=0)


def svg() -> str:
    """Return the diagram as an SVG element, to be put into a page."""
    places: dict[str, tuple[int, int]] = {}
    heights: dict[int, int] = {}
    for name in TABLES:
        depth = _depth(name)
        y = heights.get(depth, _MARGIN)
        places[name] = _MARGIN + depth * (_WIDTH + _GAP_X), y
        heights[depth] = y + (len(_keys(TABLES[name])) + 1) * _ROW + _GAP_Y
    width = max(x for x, _ in places.values()) + _WIDTH + _MARGIN
    height = max(heights.values())
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(_words())}" font-size="12">'
    ]
    for name in TABLES:
        parts += _lines(name, places)
    for name in TABLES:
        parts += _box(name, *places[name])
    return "\n".join([*parts, "</svg>"])


def _words() -> str:
    """Return the diagram in words."""
    return " ".join(
        f"{name}.{c.name} refers to {c.references}."
        for name, model in TABLES.items()
        for c in _keys(model)
        if c.references
    )


def _row_y(name: str, column: str, y: int) -> float:
    names = [c.name for c in _keys(TABLES[name])]
    return y + (names.index(column) + 1.5) * _ROW


def _lines(name: str, places: dict[str, tuple[int, int]]) -> Iterator[str]:
    x, y = places[name]
    for column in _keys(TABLES[name]):
        if (to := column.references) is not None:
            from_y = _row_y(name, column.name, y)
            x_of, y_of = places[to.table]
            to_x, to_y = x_of + _WIDTH, _row_y(to.table, to.column, y_of)
            if to.table == name:  # a loop beside the box
                to_x = x
            bend = _GAP_X / 2
            yield (
                f'<path d="M{x},{from_y} C{x - bend},{from_y} '
                f'{to_x + (bend if to.table != name else -bend)},{to_y} {to_x},{to_y}" '
                f'fill="none" stroke="#767676"><title>{name}.{column.name} → '
                f"{to}</title></path>"
            )


def _box(name: str, x: int, y: int) -> Iterator[str]:
    columns = _keys(TABLES[name])
    height = (len(columns) + 1) * _ROW
    yield f'<a href="#{name}"><rect x="{x}" y="{y}" width="{_WIDTH}" height="{height}" '
    yield 'fill="white" stroke="#222"/>'
    yield f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_ROW}" fill="#0072b2"/>'
    yield f'<text x="{x + 8}" y="{y + 13}" fill="white" font-weight="bold">{name}</text></a>'
    for n, column in enumerate(columns, 1):
        weight = ' font-weight="bold"' if column.spec.key else ""
        yield f'<text x="{x + 8}" y="{y + n * _ROW + 13}"{weight}>{column.name}</text>'
