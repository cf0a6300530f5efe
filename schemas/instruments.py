"""The table `instruments`: one row a document that was signed or adopted."""

import polars as pl

from schemas.base import HTTPS, SLUG, Table, column
from schemas.vocabularies import INSTRUMENT_FORM, LEGAL_STATUS


class Instruments(Table):
    """One row is a document that was signed or adopted."""

    _sort_by = ("instrument_id",)
    _may_be_empty = True

    instrument_id: str = column(
        "Slug of the title, and the date.",
        key=True,
        pattern=SLUG,
        example="paris-declaration-2026-01-06",
    )
    title: str = column("Title.", example="Paris Declaration of the Coalition of the Willing")
    form: str = column(
        "Form of the document.", vocabulary=INSTRUMENT_FORM, example="declaration"
    )
    legal_status: str = column(
        "Whether it binds legally.", vocabulary=LEGAL_STATUS, example="political"
    )
    event_id: str = column(
        "The event at which it was signed or adopted.",
        pattern=SLUG,
        references="events.event_id",
        example="2026-01-06-paris-declaration",
    )
    signed_on: pl.Date = column("Day of signing or adoption.", example="2026-01-06")
    url: str = column(
        "Address of the text; null where none is established.",
        nullable=True,
        pattern=HTTPS,
        example="https://example.org/declaration",
    )
