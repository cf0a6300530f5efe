"""What the figures share: words, the look, and a line on what they are drawn from."""

import calendar
import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import altair as alt

from build.package.dataset import Dataset
from schemas import package as about
from schemas.vocabularies import MEASURE, STRENGTH

Row = dict[str, Any]
INK, GREY, LIGHT = "#222222", "#6b6b6b", "#dddddd"
LABEL = {c.code: c.label for c in (*STRENGTH.codes, *MEASURE.codes)}
LADDER = [c.label for c in reversed(STRENGTH.codes)]
OWN, CLAIM = "on its own word", "as others claim"
SHOWN_BELOW = 26


class Figure(NamedTuple):
    """A figure: its name, title, chart, and what it shows in words, line by line."""

    name: str
    title: str
    chart: Any
    words: list[str]


def within(label: str) -> str:
    """Return a label as it stands within a sentence: NATO stays NATO."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def moment(day: dt.date) -> int:
    """Return a day as the milliseconds of its midnight in UTC, which no time zone shifts."""
    return calendar.timegm(day.timetuple()) * 1000


def time_axis(field: str, *, title: str | None = None) -> alt.X:
    """Return an axis of months in UTC; all layers need the same, or it is in local time."""
    axis = alt.Axis(format="%b %Y", tickCount="month", labelAngle=-45, grid=False)
    return alt.X(field, title=title, scale=alt.Scale(type="utc", nice="month"), axis=axis)


def heading(title: str, *lines: str) -> alt.TitleParams:
    """Return the title of a figure, with lines that say how to read it."""
    return alt.TitleParams(title, subtitle=list(lines))


def signed(data: Dataset, chart: Any) -> Any:
    """Return a chart with a line below on what it is drawn from."""
    held = f"{data.rows['commitments']} positions, {data.rows['articles']} articles."
    text = f"{about.TITLE}, version {about.VERSION}; {held}"
    line = (
        alt.Chart(alt.InlineData(values=[{"text": text}]))
        .mark_text(align="left", baseline="middle", color=GREY, fontSize=10.5)
        .encode(text="text:N", x=alt.value(0))
        .properties(height=14, width=20)
    )
    # Parts of the chart keep their own axes; the line is no part of them.
    return alt.vconcat(chart, line, spacing=SHOWN_BELOW).resolve_scale(
        x="independent", y="independent", color="independent", shape="independent"
    )


def give_sides(rows: Collection[Row], day: str) -> None:
    """Give each row the `side` of its mark that has room for a date: that of the middle."""
    days = [row[day] for row in rows]
    middle = (min(days) + max(days)) / 2 if days else 0
    for row in rows:
        row["side"] = "left" if row[day] < middle else "right"


def sentences(rows: Iterable[Row], by: str, say: Callable[[Row], str]) -> list[str]:
    """Return what a figure says of each subject, in words; its rows are together."""
    return [
        f"{subject}: {'; '.join(map(say, of_it))}."
        for subject, of_it in groupby(rows, itemgetter(by))
    ]


def dates(base: Any, *, size: float) -> Iterator[Any]:
    """Yield the layers that write `label` beside each mark, on the `side` that has room.

    A white edge keeps lines from striking it out.
    """
    for side, dx in (("left", 10), ("right", -10)):
        beside = base.transform_filter(alt.datum.side == side).encode(text="label:N")
        for edge in ({"stroke": "white", "strokeWidth": 4}, {}):
            yield beside.mark_text(align=side, dx=dx, fontSize=size, color=INK, **edge)


CONFIG: dict[str, Any] = {
    "background": "white",  # without one it is black on black in a dark page
    "font": "Liberation Sans, Arial, Helvetica, sans-serif",
    "padding": 24,  # room for a viewer whose letters are wider
    "title": {
        "anchor": "start",
        "color": INK,
        "fontSize": 16,
        "subtitleColor": GREY,
        "subtitleFontSize": 12,
        "offset": 12,
    },
    "axis": {
        "labelColor": INK,
        "labelFontSize": 11.5,
        "titleColor": GREY,
        "titleFontSize": 11.5,
        "titleFontWeight": "normal",
        "gridColor": LIGHT,
        "domainColor": GREY,
        "tickColor": GREY,
    },
    "header": {"labelColor": INK, "labelFontSize": 12.5, "labelFontWeight": "bold"},
    "legend": {"labelFontSize": 11.5, "titleFontSize": 11.5, "symbolSize": 110},
    "view": {"stroke": None},
}
