"""Three figures as SVG and PNG, and what they show in words.

`tables/plots/README.md` has the figures and their text alternatives, which say all that a
figure says. They are drawn by Vega-Lite (Altair) with its offline renderer.

Left out on purpose: events and positions that no article dates are named below a figure and not
placed on it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from build.documents.drawing import CONFIG, Figure
from build.documents.ladder import ladder
from build.documents.stances import stances
from build.documents.timeline import timeline
from build.package.dataset import Dataset
from schemas import package as about

FIGURES: Mapping[str, Callable[[Dataset], Figure]] = {
    "stances": stances,
    "ladder": ladder,
    "timeline": timeline,
}


def svg(name: str, data: Dataset) -> str:
    """Return a figure as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(_specification(name, data))) + "\n"


def png(name: str, data: Dataset) -> bytes:
    """Return a figure as PNG, of twice the pixels it is drawn with."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(_specification(name, data), scale=2))


def _specification(name: str, data: Dataset) -> dict[str, Any]:
    figure = data.once(FIGURES[name])
    drawn: dict[str, Any] = figure.chart.properties(
        description=" ".join(figure.words)
    ).to_dict()
    return drawn | {"config": CONFIG}


def figures_page(data: Dataset) -> str:
    """Return the page of all figures."""
    lines = [
        "# Figures",
        "",
        f"Version {about.VERSION}. Made by `python -m build`; do not edit.",
    ]
    for figure in map(data.once, FIGURES.values()):
        lines += ["", f"## {figure.title}", ""]
        lines += [f"![{figure.title}; the text below says the same]({figure.name}.svg)", ""]
        lines += [f"- {line}" for line in figure.words]
    return "\n".join([*lines, ""])
