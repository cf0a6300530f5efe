"""The table `events`: one row a thing that happened, is planned or is spoken of."""

import polars as pl

from schemas.base import ALPHA3, SLUG, Rule, Table, column
from schemas.vocabularies import (
    DATE_BASIS,
    EVENT_STATUS,
    EVENT_TYPE,
    PARTICIPANTS_UNIT,
    QUANTITY_BOUND,
)


class Events(Table):
    """One row is a thing that happened, is planned, or is spoken of."""

    _month_of = "date_latest"
    _sort_by = ("event_id",)
    _rules = (
        Rule(
            "occurred_has_date",
            "status <> 'occurred' OR date IS NOT NULL",
            "date is null only where status is not occurred (codebook: events)",
        ),
        Rule(
            "undated_has_no_date",
            "starts_with(event_id, 'undated-') = (date IS NULL)",
            "event_id begins with undated- where date is null, and only there (codebook: "
            "events)",
        ),
        Rule(
            "date_has_basis",
            "(date IS NULL) = (date_basis IS NULL)",
            "date_basis is null with date, and only with it (codebook: events)",
        ),
        Rule(
            "date_order",
            "date_earliest <= date_latest",
            "the earliest day must not be after the latest",
        ),
        Rule(
            "external_date_has_note",
            "date_basis <> 'external' OR note IS NOT NULL",
            "note is required where date_basis is external (codebook: events)",
        ),
        Rule(
            "count_has_bound",
            "(participants_low IS NULL AND participants_high IS NULL) "
            "= (participants_bound IS NULL)",
            "a count of participants has a bound, and a bound a count (codebook: events)",
        ),
        Rule(
            "count_has_unit",
            "(participants_low IS NULL AND participants_high IS NULL) "
            "= (participants_unit IS NULL)",
            "a count of participants has a unit, and a unit a count (codebook: events)",
        ),
        Rule(
            "count_order",
            "participants_low <= participants_high",
            "participants_low must not be more than participants_high",
        ),
        Rule(
            "not_its_own_parent",
            "parent_event_id <> event_id",
            "an event is not part of itself",
        ),
    )

    event_id: str = column(
        "Date, as far as known, and a slug.",
        key=True,
        pattern=SLUG,
        example="2026-01-06-paris-summit",
    )
    title: str = column("Short title.", example="Macron visits Trump in Washington")
    description: str = column(
        "What it is, in one sentence of the annotator.",
        example="Macron and Trump discuss options for Ukraine's security after the war.",
    )
    event_type: str = column("Kind of event.", vocabulary=EVENT_TYPE, example="summit")
    status: str = column(
        "Whether it has happened.",
        vocabulary=EVENT_STATUS,
        default="occurred",
        example="occurred",
    )
    date: str = column(
        "When, in EDTF: a day, `[A..B]` for one of these days, or `A/B` for what lasts; never "
        "the date of publication in its place.",
        nullable=True,
        edtf=True,
        lasts=True,
        example="2026-01-06",
    )
    date_earliest: pl.Date = column(
        "Earliest day that date admits; null where open to the past.",
        nullable=True,
        annotated=False,
        example="2026-01-06",
    )
    date_latest: pl.Date = column(
        "Latest day that date admits; null where open to the future.",
        nullable=True,
        annotated=False,
        example="2026-01-06",
    )
    date_basis: str = column(
        "What the date rests on; null with date.",
        nullable=True,
        follows="resolved where there is a date",
        vocabulary=DATE_BASIS,
        example="resolved",
    )
    date_text: str = column(
        "The article's words for the date.", nullable=True, verbatim=True, example="Tuesday"
    )
    place: str = column("Place, as far as an article gives it.", nullable=True, example="Paris")
    country: str = column(
        "Country of the place (ISO 3166-1 alpha-3).",
        nullable=True,
        pattern=ALPHA3,
        references="countries.country",
        example="FRA",
    )
    parent_event_id: str = column(
        "The event that it is part of.",
        nullable=True,
        pattern=SLUG,
        references="events.event_id",
        example="2026-01-06-paris-summit",
    )
    participants_low: pl.Int32 = column(
        "Lower bound of the participants that an article counts.",
        nullable=True,
        unit="participants_unit",
        minimum=0,
        example=30,
    )
    participants_high: pl.Int32 = column(
        "Upper bound of the participants that an article counts.",
        nullable=True,
        unit="participants_unit",
        minimum=0,
        example=40,
    )
    participants_bound: str = column(
        "How the count is bounded.",
        nullable=True,
        vocabulary=QUANTITY_BOUND,
        example="more_than",
    )
    participants_unit: str = column(
        "What is counted.", nullable=True, vocabulary=PARTICIPANTS_UNIT, example="leaders"
    )
    in_scope: bool = column(
        "Whether it concerns guarantees (false: background).", default=True, example="true"
    )
    note: str = column(
        "The annotator's note; required where date_basis is external.",
        nullable=True,
        example="No article dates it.",
    )
