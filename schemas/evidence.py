"""The table `evidence`: one row a passage that supports or disputes a record.

An offset is a Unicode code point position in the text that was coded (W3C Web Annotation,
TextPositionSelector); a deep link follows WICG Scroll-To-Text-Fragment. The hash lets
anyone with any copy of the article verify the passage (build/texts/tokens.py).
"""

import polars as pl

from schemas.base import HTTPS, SHA256, SLUG, Rule, Table, column
from schemas.vocabularies import RECORD_TABLE, STANCE


class Evidence(Table):
    """One row is a passage of an article that supports or disputes a record."""

    _month_of = "article_id.published_latest"
    _sort_by = (
        "article_id",
        "start_char",
        "end_char",
        "record_table",
        "record_id",
        "field",
        "stance",
    )
    _rules = (
        Rule("passage_order", "start_char < end_char", "a passage ends after it begins"),
        Rule(
            "evidence_id_of_article",
            "starts_with(evidence_id, article_id || '.e')",
            "the id of evidence begins with its article (codebook: evidence)",
        ),
        Rule(
            "record_of_article",
            "(record_table <> 'quotes' OR starts_with(record_id, article_id || '.')) "
            "AND (record_table <> 'mentions' OR starts_with(record_id, article_id || '/'))",
            "a passage supports quotes and mentions of its own article (codebook: evidence)",
        ),
        Rule(
            "passage_holds_its_tokens",
            "end_char - start_char >= tokens",
            "a passage of so many tokens is longer than that",
        ),
        Rule(
            "dispute_names_field",
            "stance <> 'disputes' OR field IS NOT NULL",
            "a passage disputes one column of a record, not the whole (codebook: evidence)",
        ),
    )

    evidence_id: str = column(
        "Article and the first 10 digits of a hash over passage, record, field and stance.",
        key=True,
        annotated=False,
        pattern=SLUG + "[.]e[0-9a-f]{10}",
        example="kyiv-independent-2025-02.e0123456789",
    )
    article_id: str = column(
        "The article.",
        pattern=SLUG,
        references="articles.article_id",
        annotated=False,
        example="kyiv-independent-2025-02",
    )
    record_table: str = column(
        "Table of the record.",
        annotated=False,
        vocabulary=RECORD_TABLE,
        example="commitments",
    )
    record_id: str = column(
        "Key of the record; the parts of a composite key are joined by a slash.",
        annotated=False,
        pattern="[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?",
        example="usa-backstop-2025-02-24-trump",
    )
    field: str = column(
        "The one column that the passage supports or disputes; null for the whole record.",
        nullable=True,
        annotated=False,
        pattern="[a-z_]+",
        example="condition",
    )
    stance: str = column(
        "Whether the passage supports or disputes it.",
        annotated=False,
        vocabulary=STANCE,
        example="supports",
    )
    cue_start: str = column(
        "First words of the passage, or all of a short one.",
        annotated=False,
        verbatim=True,
        example="When asked if",
    )
    cue_end: str = column(
        "Last words of the passage; null where cue_start holds all of it.",
        nullable=True,
        annotated=False,
        verbatim=True,
        example="getting into details",
    )
    start_char: pl.Int32 = column(
        "Where the passage begins in the text that was coded.",
        annotated=False,
        unit="code points",
        minimum=0,
        example=1503,
    )
    end_char: pl.Int32 = column(
        "Where the passage ends (exclusive).",
        annotated=False,
        unit="code points",
        minimum=1,
        example=1603,
    )
    tokens: pl.Int32 = column(
        "Number of word tokens of the passage.",
        annotated=False,
        unit="tokens",
        minimum=1,
        example=18,
    )
    sha256: str = column(
        "SHA-256 of the passage's normalised tokens, joined by one space, in UTF-8.",
        annotated=False,
        pattern=SHA256,
        example="0f3c" + "0" * 60,
    )
    url: str = column(
        "Deep link to the passage; null where the article has no address.",
        nullable=True,
        annotated=False,
        pattern=HTTPS,
        example="https://example.org/article#:~:text=When%20asked%20if,details",
    )
