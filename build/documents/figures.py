"""The command `python -m build plot`: three figures, and what they show in words.

`tables/plots/` gets each figure as SVG and PNG, and a README.md with the figures and their
text alternatives, which say all that a figure says. They are drawn by Vega-Lite (Altair) with
its offline renderer, from the package's database.

Left out on purpose: events and positions that no article dates are named below a figure and not
placed on it.
"""

from collections.abc import Callable
from pathlib import Path

from build.documents.drawing import CONFIG, Figure
from build.documents.ladder import ladder
from build.documents.stances import stances
from build.documents.timeline import timeline
from build.files.writing import create
from build.package.sums import renew
from schemas import package as about

FOLDER = "tables/plots"
FIGURES: tuple[Callable[[Path], Figure], ...] = (stances, ladder, timeline)


def plot(root: Path) -> str:
    """Draw all figures of the package in `root` and return what was written.

    Raises `ProblemsError` where the database is not built.
    """
    folder = root / FOLDER
    figures = [draw(root) for draw in FIGURES]
    folder.mkdir(parents=True, exist_ok=True)
    for figure in figures:
        for suffix, content in images(figure).items():
            with create(folder / f"{figure.name}.{suffix}") as out:
                out.write(content)
    with create(folder / "README.md") as out:
        out.write(_page(figures).encode())
    renew(root)
    return "\n".join(f"{FOLDER}/{figure.name}.svg, .png" for figure in figures)


def images(figure: Figure) -> dict[str, bytes]:
    """Return a figure as SVG and as PNG, of twice the pixels it is drawn with."""
    import vl_convert

    specification = figure.chart.properties(description=" ".join(figure.words)).to_dict()
    specification["config"] = CONFIG
    svg = vl_convert.vegalite_to_svg(specification)
    png = vl_convert.vegalite_to_png(specification, scale=2)
    return {"svg": (svg + "\n").encode(), "png": png}


def _page(figures: list[Figure]) -> str:
    lines = ["# Figures", ""]
    lines.append(f"Version {about.VERSION}. Drawn by `python -m build plot`; do not edit.")
    for figure in figures:
        lines += ["", f"## {figure.title}", ""]
        lines += [f"![{figure.title}; the text below says the same]({figure.name}.svg)", ""]
        lines += [f"- {line}" for line in figure.words]
    return "\n".join([*lines, ""])
