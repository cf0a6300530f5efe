"""The table `quotes`: one row an utterance that an article attributes."""

import polars as pl

from schemas.base import SLUG, Rule, Table, column
from schemas.vocabularies import ATTRIBUTION, MEASURE, QUOTE_FORM


class Quotes(Table):
    """One row is an utterance that an article attributes to somebody."""

    _month_of = "said_latest"
    _sort_by = ("quote_id",)
    _rules = (
        Rule(
            "text_unless_indirect",
            "(form = 'indirect') = (text IS NULL)",
            "text is null for indirect, and only for it (codebook: quotes)",
        ),
        Rule(
            "no_final_comma",
            "text NOT LIKE '%,'",
            "a final comma is kept out of a quotation (codebook: quotes)",
        ),
        Rule(
            "partial_without_full_stop",
            "form <> 'partial' OR text NOT LIKE '%.'",
            "a final full stop is kept out of a partial quotation (codebook: quotes)",
        ),
        Rule(
            "said_order",
            "said_earliest <= said_latest",
            "the earliest day must not be after the latest",
        ),
        Rule(
            "quote_id_of_article",
            "starts_with(quote_id, article_id || '.q')",
            "the id of a quote begins with its article (codebook: quotes)",
        ),
        Rule(
            "splice_of_article",
            "starts_with(splice, article_id || '.s')",
            "a splice joins rows of one article (codebook: quotes)",
        ),
        Rule(
            "not_via_itself",
            "via_actor_id <> speaker_id",
            "nobody is relayed by themselves; via_actor_id is somebody else or null",
        ),
    )

    quote_id: str = column(
        "Article and number in reading order.",
        key=True,
        annotated=False,
        pattern=SLUG + "[.]q[0-9]{2,}",
        example="kyiv-independent-2025-02.q01",
    )
    article_id: str = column(
        "The article.",
        pattern=SLUG,
        references="articles.article_id",
        annotated=False,
        example="kyiv-independent-2025-02",
    )
    speaker_id: str = column(
        "Who says it; a document speaks through its signatories.",
        pattern=SLUG,
        references="actors.actor_id",
        example="emmanuel-macron",
    )
    form: str = column(
        "How it is quoted.",
        vocabulary=QUOTE_FORM,
        follows="indirect without text, direct with it",
        example="direct",
    )
    text: str = column(
        "The words between the quotation marks, verbatim; null for indirect speech.",
        nullable=True,
        verbatim=True,
        example="a turning point",
    )
    gist: str = column(
        "What is said, in one sentence of the annotator.",
        follows="the summary of the one position written below it",
        example="Some Europeans are willing to provide guarantees.",
    )
    cue: str = column(
        "The verb that introduces it; null where there is none.",
        nullable=True,
        verbatim=True,
        example="said",
    )
    attribution: str = column(
        "How the speaker is referred to.",
        vocabulary=ATTRIBUTION,
        follows="anonymous where the speaker is, else named",
        example="named",
    )
    via_actor_id: str = column(
        "Who relays it to the article.",
        nullable=True,
        pattern=SLUG,
        references="actors.actor_id",
        example="financial-times",
    )
    said: str = column(
        "When it was said, in EDTF.",
        edtf=True,
        follows="the date of its event, else said of its article",
        example="2025-02-24",
    )
    said_earliest: pl.Date = column(
        "Earliest day that said admits; null where open to the past.",
        nullable=True,
        annotated=False,
        example="2025-02-24",
    )
    said_latest: pl.Date = column(
        "Latest day that said admits.", annotated=False, example="2025-02-24"
    )
    event_id: str = column(
        "The occasion at which it was said, or the report in which it stands; null where "
        "neither is known. What it speaks of is not its event.",
        nullable=True,
        pattern=SLUG,
        references="events.event_id",
        example="2025-09-04-paris-summit",
    )
    about_actor_id: str = column(
        "Whom it is about.",
        nullable=True,
        follows="the actor of the position written below it; united-states for backstop",
        pattern=SLUG,
        references="actors.actor_id",
        example="united-states",
    )
    measure: str = column(
        "The measure it is about.",
        nullable=True,
        vocabulary=MEASURE,
        follows="the measure of the position written below it",
        example="backstop",
    )
    splice: str = column(
        "Shared by rows that the article prints as one quotation or joins in one sentence.",
        nullable=True,
        follows="the splice of its passage",
        pattern=SLUG + "[.]s[0-9]+",
        example="kyiv-independent-2025-02.s1",
    )
    note: str = column(
        "The annotator's note.",
        nullable=True,
        example="What “that” stands for is open.",
    )
