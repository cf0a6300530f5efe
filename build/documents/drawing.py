"""What the figures share: colours, words, the look, and a line on what they are drawn from.

Colours are mixed from those of Okabe and Ito (2008), which the colour-blind tell apart; each
is doubled by a shape or by words, so that a black-and-white copy says the same. Text on a
colour has a contrast of 4.5 to 1 at least (WCAG 2.2, AA).
"""

import calendar
import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import altair as alt

from build.views.ask import query
from schemas import package as about
from schemas.vocabularies import MEASURE, STRENGTH

INK, GREY, LIGHT = "#222222", "#6b6b6b", "#dddddd"
# Vermillion for refusals, blue for promises, grey for what is undecided between them.
REFUSED, UNDECIDED, PROMISED = "#d55e00", "#ececec", "#0072b2"
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


def colour(rank: int) -> str:
    """Return the colour of a rank: grey at zero, and further from it the stronger."""
    ranks = [code.rank or 0 for code in STRENGTH.codes]
    end, reach = (PROMISED, max(ranks)) if rank > 0 else (REFUSED, -min(ranks))
    # A step beside zero is still told from it.
    share = 0.25 + 0.75 * abs(rank) / reach if rank else 0.0
    mixed = (
        round(a + (b - a) * share) for a, b in zip(_rgb(UNDECIDED), _rgb(end), strict=True)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


def ink(background: str) -> str:
    """Return the colour of text on a colour: black or white, whichever is told better."""
    return max(("#000000", "#ffffff"), key=lambda text: contrast(text, background))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2), from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _rgb(colour_: str) -> tuple[int, ...]:
    return tuple(int(colour_[n : n + 2], 16) for n in (1, 3, 5))


def _luminance(colour_: str) -> float:
    parts = [p / 255 for p in _rgb(colour_)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


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


def legend() -> alt.Legend:
    """Return a legend in one line on top."""
    return alt.Legend(orient="top", title=None, direction="horizontal", labelLimit=400)


def signed(root: Path, chart: Any) -> Any:
    """Return a chart with a line below on what it is drawn from."""
    positions, articles = query(
        root, "SELECT (SELECT count(*) FROM commitments), (SELECT count(*) FROM articles)"
    ).rows[0]
    text = (
        f"{about.TITLE}, version {about.VERSION}; {positions} positions, {articles} articles."
    )
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


def give_sides(rows: Collection[dict[str, Any]], day: str) -> None:
    """Give each row the `side` of its mark that has room for a date: that of the middle."""
    days = [row[day] for row in rows]
    middle = (min(days) + max(days)) / 2 if days else 0
    for row in rows:
        row["side"] = "left" if row[day] < middle else "right"


def sentence(subject: str, parts: Iterable[str]) -> str:
    """Return what a figure says of one subject, in words."""
    return f"{subject}: {'; '.join(parts)}."


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
