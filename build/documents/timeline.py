"""The figure of events: what happened when, and when the articles were published."""

import altair as alt

from build.documents.drawing import (
    INK,
    Figure,
    Row,
    dates,
    give_sides,
    heading,
    moment,
    signed,
    time_axis,
)
from build.explorer.colours import PROMISED, REFUSED
from build.package.dataset import Dataset

TITLE = "What happened, and when it was published"
# Events before the first article are background; they would squeeze the rest.
_SINCE = "2025-01-01"
_SHAPES = {"occurred": "circle", "planned": "triangle-right", "proposed": "square"}
# Names of lines that are nearer would overlap.
_APART = 21 * 86_400_000


def _join_near(sources: list[Row]) -> None:
    """Write the names of lines that stand close together at the first of them."""
    first = None
    for source in sources:
        source["name"] = source["source"]
        if first is not None and source["to"] - first["to"] < _APART:
            first["name"] += f", {source['name']}"
            source["name"] = ""
        else:
            first = source


def _label(date: str) -> str:
    """Return a date in EDTF as a reader has it: one of these days, or from day to day."""
    start, _, end = date.strip("[]").replace("/", "..", 1).partition("..")
    end = end.removeprefix("..")
    if not start:
        return f"by {end}"
    if not end:
        return start if ".." not in date else f"{start} or later"
    return f"{start} – {end}"


def timeline(data: Dataset) -> Figure:
    """Draw when events happened, and when the articles that report them were published."""
    sql = (
        "SELECT title, CAST(status AS VARCHAR), coalesce(date_earliest, date_latest), "
        f"date_latest, date FROM events WHERE in_scope AND date_latest >= DATE '{_SINCE}' "
        "ORDER BY date_latest, date_earliest, title"
    )
    rows = [
        {
            # Two events may have a title; the axis tells them apart by their order.
            "event": f"{n:03}{title}",
            "status": status,
            "from": moment(low),
            "to": moment(high),
            "date": date,
            "label": _label(date),
        }
        for n, (title, status, low, high, date) in enumerate(data.ask(sql).rows)
    ]
    give_sides(rows, "to")
    sources = [
        {"to": moment(high), "day": high.isoformat(), "source": publisher}
        for high, publisher in data.ask(
            "SELECT published_latest, string_agg(publisher, ', ' ORDER BY publisher) "
            "FROM articles GROUP BY ALL ORDER BY ALL",
        ).rows
    ]
    _join_near(sources)
    undated, background, early = data.ask(
        "SELECT count(*) FILTER (in_scope AND date IS NULL), count(*) FILTER (NOT in_scope), "
        f"count(*) FILTER (in_scope AND date_latest < DATE '{_SINCE}') FROM events",
    ).rows[0]
    y = alt.Y(
        "event:N",
        title=None,
        sort=None,
        axis=alt.Axis(labelExpr="slice(datum.label, 3)", labelLimit=380, grid=True),
    )
    published = (
        alt.Chart(alt.InlineData(values=sources))
        .mark_rule(color=REFUSED, strokeDash=[4, 3], strokeWidth=1.2)
        .encode(x=time_axis("to:T"))
    )
    names = (
        alt.Chart(alt.InlineData(values=sources))
        .mark_text(angle=325, align="left", baseline="middle", dx=3, dy=-4, fontSize=10.5)
        .encode(x=time_axis("to:T"), y=alt.value(0), text="name:N", color=alt.value(INK))
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=y)
    spans = base.mark_rule(strokeWidth=5, color=PROMISED, opacity=0.45).encode(
        # Vega's own description of a bar would have its end in local time.
        x=time_axis("from:T"),
        x2=alt.X2("to:T"),
        description="date:N",
    )
    points = base.mark_point(size=80, strokeWidth=1.8, opacity=1, color=PROMISED).encode(
        x=time_axis("to:T"),
        shape=alt.Shape(
            "status:N",
            scale=alt.Scale(domain=list(_SHAPES), range=list(_SHAPES.values())),
            legend=None,
        ),
    )
    beside = dates(base.encode(x=time_axis("to:T")), size=10)
    chart = alt.layer(spans, published, names, *beside, points).properties(
        width=620,
        height=21 * len(rows),
        title=heading(
            TITLE,
            "Circles occurred, triangles are planned, squares are proposed. A bar spans the "
            "days that the date admits.",
            "Dashed lines: the last possible day of publication of the articles.",
        ),
    )
    words = [f"{r['date']}: {r['event'][3:]} ({r['status']})." for r in rows]
    words += [f"Published by {s['day']}: {s['source']}." for s in sources]
    words.append(
        f"Not shown: {undated} events without a date, {background} that are background, "
        f"{early} before {_SINCE[:4]}."
    )
    return Figure("timeline", TITLE, signed(data, chart), words)
