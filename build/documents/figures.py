"""The command `python -m build plot`: three figures, and what they show in words.

`tables/plots/` gets each figure as SVG and PNG, and a README.md with the figures and their
text alternatives, which say all that a figure says. They are drawn by Vega-Lite (Altair) with
its offline renderer, from the package's database. Colours are those of Okabe and Ito (2008),
which the colour-blind tell apart; each is doubled by a shape or by words, so that a
black-and-white copy says the same.

Left out on purpose: events and positions that no article dates are named below a figure and not
placed on it.
"""

import calendar
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import altair as alt

from build.files.writing import create
from build.views.ask import query
from schemas import package as about
from schemas.vocabularies import MEASURE, STRENGTH

FOLDER = "tables/plots"
_INK, _GREY, _LIGHT = "#222222", "#767676", "#dddddd"
# Okabe and Ito's vermillion, blue and their mix with white: refusals, openness, promises.
_REFUSED, _OPEN, _PROMISED = "#d55e00", "#e8e8e8", "#0072b2"
_LABEL = {c.code: c.label for c in (*STRENGTH.codes, *MEASURE.codes)}
_LADDER = [c.label for c in reversed(STRENGTH.codes)]


class Figure(NamedTuple):
    """A figure: its name, title, chart, and what it shows in words, line by line."""

    name: str
    title: str
    chart: Any
    words: list[str]


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
    return "\n".join(f"{FOLDER}/{figure.name}.svg, .png" for figure in figures)


def images(figure: Figure) -> dict[str, bytes]:
    """Return a figure as SVG and as PNG, of twice the pixels it is drawn with."""
    import vl_convert

    specification = figure.chart.properties(description=" ".join(figure.words)).to_dict()
    specification["config"] = _CONFIG
    svg = vl_convert.vegalite_to_svg(specification)
    png = vl_convert.vegalite_to_png(specification, scale=2)
    return {"svg": (svg + "\n").encode(), "png": png}


_CONFIG: dict[str, Any] = {
    "background": "white",  # without one it is black on black in a dark page
    "font": "Liberation Sans, Arial, Helvetica, sans-serif",
    "padding": 24,  # room for a viewer whose letters are wider
    "title": {
        "anchor": "start",
        "color": _INK,
        "fontSize": 15,
        "subtitleColor": _GREY,
        "subtitleFontSize": 11.5,
        "offset": 12,
    },
    "axis": {
        "labelColor": _INK,
        "labelFontSize": 11,
        "titleColor": _GREY,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "gridColor": _LIGHT,
        "domainColor": _GREY,
        "tickColor": _GREY,
    },
    "header": {"labelColor": _INK, "labelFontSize": 12, "labelFontWeight": "bold"},
    "legend": {"labelFontSize": 11, "titleFontSize": 11, "orient": "bottom", "symbolSize": 90},
    "view": {"stroke": None},
}


def _page(figures: list[Figure]) -> str:
    lines = ["# Figures", ""]
    lines.append(f"Version {about.VERSION}. Drawn by `python -m build plot`; do not edit.")
    for figure in figures:
        lines += ["", f"## {figure.title}", ""]
        lines += [f"![{figure.title}; the text below says the same]({figure.name}.svg)", ""]
        lines += [f"- {line}" for line in figure.words]
    return "\n".join([*lines, ""])


def stances(root: Path) -> Figure:
    """Draw how far each country went on each measure on its own word, as a matrix."""
    sql = (
        "SELECT n.name, s.measure, s.strongest_strength, s.strongest_rank, "
        "l.refused FROM country_stances s JOIN countries n USING (country) "
        "JOIN (SELECT country, measure, bool_or(strength_rank < 0) AS refused "
        "FROM commitments WHERE self_asserted GROUP BY ALL) l USING (country, measure) "
        "ORDER BY n.name, s.measure"
    )
    rows = [
        {
            "country": name,
            "measure": _LABEL[measure],
            "rank": rank,
            "stance": _LABEL[strength] + (" †" if refused and rank >= 0 else ""),
            "ink": "white" if rank >= 7 else _INK,
        }
        for name, measure, strength, rank, refused in query(root, sql).rows
    ]
    measures = [
        _LABEL[c] for c in MEASURE.values if any(r["measure"] == _LABEL[c] for r in rows)
    ]
    title = "How far each country went, on its own word"
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("country:N", title=None, axis=_AXIS_TOP),
        y=alt.Y(
            "measure:N", title=None, sort=measures, axis=alt.Axis(domain=False, ticks=False)
        ),
    )
    scale = alt.Scale(domain=[-3, 1, 8], range=[_REFUSED, _OPEN, _PROMISED], interpolate="rgb")
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color("rank:Q", scale=scale, legend=None)
    )
    labels = base.mark_text(fontSize=10.5).encode(
        text="stance:N", color=alt.Color("ink:N", scale=None)
    )
    # Ink is a colour as it is, and on no scale.
    chart = (
        alt.layer(cells, labels)
        .resolve_scale(color="independent")
        .properties(
            width=96 * len({r["country"] for r in rows}),
            height=28 * len(measures),
            title=alt.TitleParams(
                title,
                subtitle=[
                    "The strongest stance in the country's own words or signature: orange "
                    "refuses, blue undertakes.",
                    "† It also refused or held back at some time. Empty: no article has "
                    "its word.",
                ],
            ),
        )
    )
    words = [
        f"{country}: "
        + "; ".join(
            f"{r['measure'].lower()}: {r['stance'].lower()}"
            for r in rows
            if r["country"] == country
        )
        + "."
        for country in sorted({r["country"] for r in rows})
    ]
    words.append("† It also refused or held back at some time.")
    return Figure("stances", title, chart, words)


_AXIS_TOP = alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False)
# A course needs a beginning, a middle and an end.
_LEAST_STEPS = 3


def ladder(root: Path) -> Figure:
    """Draw how stances moved, position by position, for what was spoken of most."""
    sql = (
        "SELECT n.name, t.measure, t.step, t.stated_latest, t.stated, t.strength, t.own_word, "
        "a.name FROM stance_timeline t JOIN countries n USING (country) "
        "JOIN actors a ON a.actor_id = t.asserted_by "
        "QUALIFY count(*) OVER (PARTITION BY t.country, t.measure) >= "
        f"{_LEAST_STEPS} ORDER BY n.name, t.measure, t.step"
    )
    rows = []
    for name, measure, step, day, stated, strength, own, speaker in query(root, sql).rows:
        exact = stated == day.isoformat()
        rows.append(
            {
                "panel": f"{name}: {_LABEL[measure].lower()}",
                "step": step,
                "when": f"{step:03}{'' if exact else 'by '}{day.day} {day:%b %Y}",
                "strength": _LABEL[strength],
                "word": _OWN if own else _CLAIM,
                "speaker": speaker,
            }
        )
    title = "How stances moved"
    base = alt.Chart().encode(
        # The number before a date keeps positions of one day apart and in order.
        x=alt.X(
            "when:N",
            title=None,
            axis=alt.Axis(labelAngle=-45, labelExpr="slice(datum.label, 3)", grid=False),
        ),
        y=alt.Y(
            "strength:N",
            title=None,
            sort=_LADDER,
            scale=alt.Scale(domain=_LADDER),
            axis=alt.Axis(grid=True),
        ),
    )
    zero = (
        alt.Chart()
        .mark_rule(color=_GREY, strokeDash=[3, 3])
        .encode(y=alt.datum(_LABEL["undecided"]))
    )
    line = base.mark_line(color=_PROMISED, strokeWidth=1.5).transform_filter(
        alt.datum.word == _OWN
    )
    points = base.mark_point(size=90, strokeWidth=1.8, opacity=1).encode(
        shape=alt.Shape("word:N", title=None, scale=_shapes("circle", "diamond")),
        color=alt.Color("word:N", title=None, scale=_shapes(_PROMISED, _REFUSED)),
        fill=alt.Fill("word:N", title=None, scale=_shapes(_PROMISED, "white")),
    )
    chart = (
        alt.layer(zero, line, points, data=alt.InlineData(values=rows))
        .properties(width=230, height=190)
        .facet(facet=alt.Facet("panel:N", title=None), columns=3, spacing=18)
        .resolve_scale(x="independent")
        .properties(
            title=alt.TitleParams(
                title,
                subtitle=[
                    "From ruled out to implemented, by country and measure; those with at "
                    f"least {_LEAST_STEPS} positions.",
                    "A date with “by” is the last day on which it can have been stated.",
                ],
            )
        )
    )
    panels = dict.fromkeys(r["panel"] for r in rows)
    words = [
        f"{panel}: "
        + "; ".join(
            f"{r['when'][3:]}, {r['strength'].lower()} ({r['word']}: {r['speaker']})"
            for r in rows
            if r["panel"] == panel
        )
        + "."
        for panel in panels
    ]
    return Figure("ladder", title, chart, words)


_OWN, _CLAIM = "on its own word", "as others claim"


def _shapes(own: str, claimed: str) -> alt.Scale:
    return alt.Scale(domain=[_OWN, _CLAIM], range=[own, claimed])


_AXIS_MONTHS = alt.Axis(format="%b %Y", tickCount="month", labelAngle=0)


def _time(field: str) -> alt.X:
    """Return an axis of months in UTC; all layers need the same, or it is in local time."""
    scale = alt.Scale(type="utc", nice="month")
    return alt.X(field, title=None, scale=scale, axis=_AXIS_MONTHS)


def _moment(day: dt.date) -> int:
    """Return a day as the milliseconds of its midnight in UTC, which no time zone shifts."""
    return calendar.timegm(day.timetuple()) * 1000


# Events before the first article are background; they would squeeze the rest.
_SINCE = "2025-01-01"


def timeline(root: Path) -> Figure:
    """Draw when events happened, and when the articles that report them were published."""
    sql = (
        "SELECT title, status, coalesce(date_earliest, date_latest), date_latest, date "
        f"FROM events WHERE in_scope AND date_latest >= DATE '{_SINCE}' "
        "ORDER BY date_latest, date_earliest, title"
    )
    status = {"occurred": "occurred", "planned": "planned", "proposed": "proposed"}
    rows = [
        {
            # Two events may have a title; the axis tells them apart by their order.
            "event": f"{n:03}{title}",
            "status": status.get(state, state),
            "from": _moment(low),
            "to": _moment(high),
            "open": str(date).startswith(".."),
            "date": date,
        }
        for n, (title, state, low, high, date) in enumerate(query(root, sql).rows)
    ]
    sources = [
        {
            "to": _moment(high),
            "day": high.isoformat(),
            "source": publisher,
        }
        for high, publisher in query(
            root,
            "SELECT published_latest, string_agg(publisher, ', ' ORDER BY "
            "publisher) FROM articles GROUP BY ALL ORDER BY ALL",
        ).rows
    ]
    left_out = query(
        root,
        "SELECT count(*) FILTER (date IS NULL), count(*) FILTER (NOT in_scope) FROM events",
    ).rows[0]
    title = "What happened, and when it was published"
    y = alt.Y(
        "event:N",
        title=None,
        sort=None,
        axis=alt.Axis(labelExpr="slice(datum.label, 3)", labelLimit=340, grid=True),
    )
    published = (
        alt.Chart(alt.InlineData(values=sources))
        .mark_rule(color=_REFUSED, strokeDash=[4, 3], strokeWidth=1.2)
        .encode(x=_time("to:T"))
    )
    names = (
        alt.Chart(alt.InlineData(values=sources))
        .mark_text(angle=325, align="left", baseline="middle", dx=3, dy=-4, fontSize=10)
        .encode(x=_time("to:T"), y=alt.value(0), text="source:N")
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=y)
    spans = base.mark_rule(strokeWidth=5, color=_PROMISED, opacity=0.45).encode(
        x=_time("from:T"), x2=alt.X2("to:T")
    )
    points = base.mark_point(size=70, filled=False, strokeWidth=1.8, opacity=1).encode(
        x=_time("to:T"),
        shape=alt.Shape(
            "status:N",
            title=None,
            scale=alt.Scale(domain=["occurred", "planned"], range=["circle", "triangle-right"]),
        ),
        color=alt.value(_PROMISED),
    )
    early = (
        base.mark_text(text="←", dx=-9, fontSize=11, color=_PROMISED)
        .encode(x=_time("to:T"))
        .transform_filter(alt.datum.open)
    )
    chart = alt.layer(spans, published, names, points, early).properties(
        width=560,
        height=18 * len(rows),
        title=alt.TitleParams(
            title,
            subtitle=[
                "Events that concern guarantees, with the days that their dates admit (bar; ← "
                "open to the past);",
                "dashed lines: the last possible day of publication of the articles.",
            ],
        ),
    )
    words = [f"{r['date']}: {r['event'][3:]} ({r['status']})." for r in rows]
    words += [f"Published by {s['day']}: {s['source']}." for s in sources]
    words.append(
        f"Not shown: {left_out[0]} events without a date, {left_out[1]} that are background."
    )
    return Figure("timeline", title, chart, words)


FIGURES: tuple[Callable[[Path], Figure], ...] = (stances, ladder, timeline)
