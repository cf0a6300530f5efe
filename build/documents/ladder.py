"""The figure of the ladder: how stances moved in time, position by position."""

from itertools import pairwise
from typing import Any

import altair as alt

from build.documents.drawing import (
    CLAIM,
    GREY,
    LABEL,
    LADDER,
    OWN,
    Figure,
    Row,
    dates,
    give_sides,
    heading,
    moment,
    sentences,
    signed,
    time_axis,
    within,
)
from build.explorer.colours import PROMISED, REFUSED
from build.package.dataset import Dataset

TITLE = "How stances moved"
# A course needs a beginning, a middle and an end.
_LEAST_STEPS = 3
_COLUMNS = 2


def ladder(data: Dataset) -> Figure:
    """Draw how stances moved, for what was spoken of most."""
    rows = _rows(data)
    marks = _marks(rows)
    base = alt.Chart().encode(
        x=time_axis("day:T"),
        y=alt.Y("strength:N", title=None, sort=LADDER, scale=alt.Scale(domain=LADDER)),
    )
    zero = (
        alt.Chart()
        .mark_rule(color=GREY, strokeDash=[3, 3])
        .encode(y=alt.datum(LABEL["undecided"]))
    )
    line = (
        base.mark_line(color=PROMISED, strokeWidth=1.5)
        .encode(order="step:Q")
        .transform_filter(alt.datum.word == OWN)
    )
    points = base.mark_point(size=95, strokeWidth=1.8, opacity=1).encode(
        shape=alt.Shape("word:N", scale=_scale("circle", "diamond"), legend=None),
        color=alt.Color("word:N", scale=_scale(PROMISED, REFUSED), legend=None),
        fill=alt.Fill("word:N", scale=_scale(PROMISED, "white"), legend=None),
    )
    chart = (
        alt.layer(zero, line, *dates(base, size=10), points, data=alt.InlineData(values=marks))
        .properties(width=380, height=250)
        .facet(facet=alt.Facet("panel:N", title=None), columns=_COLUMNS, spacing=22)
        .properties(
            title=heading(
                TITLE,
                f"Filled circles: {OWN}. Open diamonds: {CLAIM}. Country and measure with "
                f"at least {_LEAST_STEPS} positions.",
                "A date with “by” is the last day on which it can have been stated; "
                "×2: two positions of one day and strength.",
            ),
        )
    )
    words = sentences(
        rows,
        "panel",
        lambda r: f"{r['when']}, {within(r['strength'])} ({r['word']}: {r['speaker']})",
    )
    return Figure("ladder", TITLE, signed(data, chart), words)


def _rows(data: Dataset) -> list[Row]:
    sql = (
        "SELECT n.name, t.measure, t.step, t.stated_latest, t.stated, t.strength, "
        "t.self_asserted, a.name FROM stance_timeline t JOIN countries n USING (country) "
        "JOIN actors a ON a.actor_id = t.asserted_by "
        "QUALIFY count(*) OVER (PARTITION BY t.country, t.measure) >= "
        f"{_LEAST_STEPS} ORDER BY n.name, t.measure, t.stated_latest, t.step, "
        "t.commitment_id"
    )
    return [
        {
            "panel": f"{name}: {within(LABEL[measure])}",
            "step": step,
            "day": moment(day),
            "when": ("" if stated == day.isoformat() else "by ") + f"{day.day} {day:%b %Y}",
            "strength": LABEL[strength],
            "word": OWN if own else CLAIM,
            "speaker": speaker,
        }
        for name, measure, step, day, stated, strength, own, speaker in data.ask(sql).rows
    ]


def _marks(rows: list[Row]) -> list[Row]:
    """Return one mark for the positions of one day, strength and word, with its date."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = (row["panel"], row["day"], row["strength"], row["word"])
        found.setdefault(key, row | {"count": 0})["count"] += 1
    give_sides(found.values(), "day")
    for row in found.values():
        row["label"] = row["when"] + (f" ×{row['count']}" if row["count"] > 1 else "")
    # Marks of one place but different words would hide each other's date.
    places: dict[tuple[Any, ...], list[Row]] = {}
    for row in found.values():
        places.setdefault((row["panel"], row["strength"], row["side"]), []).append(row)
    for same in places.values():
        for one, other in pairwise(same):
            if abs(other["day"] - one["day"]) < 40 * 86_400_000:
                joined = ", ".join(dict.fromkeys([one["label"], other["label"]]))
                # The outer of the two marks has the room.
                outer, inner = (other, one) if one["side"] == "left" else (one, other)
                outer["label"], inner["label"] = joined, ""
    return list(found.values())


def _scale(own: str, claimed: str) -> alt.Scale:
    return alt.Scale(domain=[OWN, CLAIM], range=[own, claimed])
