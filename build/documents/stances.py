"""The figure of stances: each country's latest word on each measure, as a matrix."""

import altair as alt

from build.documents.drawing import LABEL, Figure, heading, sentences, signed, within
from build.explorer.colours import colour, ink
from build.package.dataset import Dataset
from schemas.vocabularies import MEASURE, STRENGTH

TITLE = "What each country last said, on its own word"
# What marks a cell, and how the figure and its text explain it.
_MOVED, _REPLACED = "†", "‡"
_NOTES = {
    _MOVED: "Its word was once another: it went further, or refused more or less firmly.",
    _REPLACED: "Its later word on another measure supersedes it.",
}


def stances(data: Dataset) -> Figure:
    """Draw each country's latest word on each measure, as a matrix."""
    sql = (
        "SELECT n.name, s.measure, s.latest_strength, s.latest_rank, "
        "s.furthest_rank > s.latest_rank "
        "OR coalesce(s.hardest_rank, 0) < least(s.latest_rank, 0), s.superseded_by IS NOT NULL "
        "FROM country_stances s JOIN countries n USING (country) "
        "WHERE s.latest_rank IS NOT NULL ORDER BY n.name, s.measure"
    )
    rows = [
        {
            "country": name,
            "measure": LABEL[measure],
            "strength": LABEL[strength],
            "stance": " ".join(
                [LABEL[strength], *[_MOVED] * bool(moved), *[_REPLACED] * bool(replaced)]
            ),
            "ink": ink(colour(rank)),
        }
        for name, measure, strength, rank, moved, replaced in data.ask(sql).rows
    ]
    measures = [LABEL[c] for c in MEASURE.values if LABEL[c] in {r["measure"] for r in rows}]
    codes = [c for c in STRENGTH.codes if c.label in {r["strength"] for r in rows}]
    scale = alt.Scale(
        domain=[c.label for c in codes], range=[colour(c.rank or 0) for c in codes]
    )
    top = alt.Axis(
        orient="top", labelAngle=0, domain=False, ticks=False, labelFontWeight="bold"
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("country:N", title=None, axis=top),
        y=alt.Y(
            "measure:N", title=None, sort=measures, axis=alt.Axis(domain=False, ticks=False)
        ),
    )
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color(
            "strength:N",
            scale=scale,
            legend=alt.Legend(orient="top", title=None, direction="horizontal", labelLimit=400),
        )
    )
    labels = base.mark_text(fontSize=11).encode(
        text="stance:N",
        color=alt.Color("ink:N", scale=None),  # a colour as it is, and on no scale
    )
    chart = (
        alt.layer(cells, labels)
        .resolve_scale(color="independent")
        .properties(
            width=100 * len({r["country"] for r in rows}),
            height=30 * len(measures),
            title=heading(
                TITLE,
                "The latest position in its own words or signature: orange refuses, blue "
                "undertakes, grey is undecided. Empty: no article has its word.",
                "  ".join(f"{mark} {note}" for mark, note in _NOTES.items()),
            ),
        )
    )
    words = sentences(
        rows, "country", lambda r: f"{within(r['measure'])}: {within(r['stance'])}"
    )
    words += [f"{mark} {note}" for mark, note in _NOTES.items()]
    return Figure("stances", TITLE, signed(data, chart), words)
