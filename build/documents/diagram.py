"""The entity-relationship diagram of the tables, as Mermaid and as SVG.

Both are generated from the declared keys. In the SVG a table stands one column to the right of
every table that it refers to, and a line leads from each foreign key to what it refers to, in a
colour of its own for each table that is referred to. Broken lines lead to what no key declares:
from `record_id` to the tables whose rows it may name, and from every table with coded columns
to `codes`.
Left out on purpose: columns that are no key, which the dictionary lists.
"""

from collections.abc import Iterator
from functools import cache
from html import escape

from schemas import TABLES, Column, Table

_WIDTH, _ROW, _GAP_X, _GAP_Y, _MARGIN = 190, 18, 130, 26, 32


@cache
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
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="group" '
        f'aria-label="{escape(_words())}" font-size="12">'
    ]
    for name in TABLES:
        parts += _lines(name, places)
    for name in TABLES:
        parts += _box(name, *places[name])
    return "\n".join([*parts, "</svg>"])


def _words() -> str:
    """Return the diagram in words."""
    keys = [
        f"{name}.{c.name} refers to {c.references}."
        for name, model in TABLES.items()
        for c in _keys(model)
        if c.references
    ]
    named = [
        f"{n}.record_id names rows of {', '.join(_named(n))}." for n in TABLES if _named(n)
    ]
    coded = ", ".join(n for n in TABLES if _is_coded(n))
    return " ".join([*keys, *named, f"Tables with codes of codes: {coded}."])


def _row_y(name: str, column: str, y: int) -> float:
    names = [c.name for c in _keys(TABLES[name])]
    return y + (names.index(column) + 1.5) * _ROW


# Of Okabe and Ito, and darker ones, each told from white by 3 to 1 at least (WCAG 2.2, AA).
_COLOURS = (
    "#0072b2",
    "#d55e00",
    "#00735c",
    "#a3528a",
    "#7a5c00",
    "#5b4ea0",
    "#a02020",
    "#444444",
)


@cache
def _colour(table: str) -> str:
    """Return the colour of the lines that lead to a table."""
    referred = [n for n in TABLES if any(_refers(o, n) for o in TABLES)]
    return _COLOURS[referred.index(table) % len(_COLOURS)]


def _refers(name: str, to: str) -> bool:
    keys = any(c.references and c.references.table == to for c in _keys(TABLES[name]))
    return keys or to in _named(name) or (to == "codes" and _is_coded(name))


def _named(name: str) -> tuple[str, ...]:
    """Return the tables whose rows a table names by `record_table` and `record_id`."""
    columns = {c.name: c for c in TABLES[name].columns()}
    vocabulary = columns["record_table"].spec.vocabulary if "record_table" in columns else None
    names = vocabulary.values if vocabulary is not None and "record_id" in columns else ()
    return tuple(name for name in names if name in TABLES)


def _is_coded(name: str) -> bool:
    return name != "codes" and any(c.spec.vocabulary for c in TABLES[name].columns())


def _lines(name: str, places: dict[str, tuple[int, int]]) -> Iterator[str]:
    y = places[name][1]
    head = y + _ROW / 2
    for column in _keys(TABLES[name]):
        if (to := column.references) is not None:
            _, y_of = places[to.table]
            from_y, to_y = _row_y(name, column.name, y), _row_y(to.table, to.column, y_of)
            line = _line(places[name], places[to.table], from_y, to_y)
            yield _drawn(line, to.table, f"{name}.{column.name} → {to}")
    for other in _named(name):
        told = f"{name}.record_id → {other}, where record_table is {other}"
        line = _line(places[name], places[other], head, places[other][1] + _ROW / 2)
        yield _drawn(line, other, told, broken=True)
    if _is_coded(name):
        to_y = places["codes"][1] + _ROW / 2
        line = _line(places[name], places["codes"], head, to_y)
        yield _drawn(line, "codes", f"codes of {name} → codes", broken=True)


def _line(box: tuple[int, int], other: tuple[int, int], from_y: float, to_y: float) -> str:
    """Return the way from the left of a box to the right of another, or beside both."""
    same_column = other[0] == box[0]
    bend = _MARGIN if same_column else _GAP_X / 2
    to_x = other[0] if same_column else other[0] + _WIDTH
    to_bend = to_x - bend if same_column else to_x + bend
    return f"M{box[0]},{from_y} C{box[0] - bend},{from_y} {to_bend},{to_y} {to_x},{to_y}"


def _drawn(line: str, to: str, told: str, *, broken: bool = False) -> str:
    dashes = ' stroke-dasharray="2 4"' if broken else ""
    return (
        f'<path d="{line}" fill="none" stroke="{_colour(to)}" stroke-width="1.4"{dashes}>'
        f"<title>{told}</title></path>"
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
