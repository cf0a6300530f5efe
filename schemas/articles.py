"""The table `articles`: one row a source document."""

import polars as pl

from schemas.base import HTTPS, SHA256, SLUG, Rule, Table, column
from schemas.vocabularies import DERIVATION, PUBLISHED_BASIS, URL_KIND


class Articles(Table):
    """One row is a source document that was coded."""

    _sort_by = ("article_id",)
    _rules = (
        Rule(
            "published_order",
            "published_earliest <= published_latest",
            "the earliest day of publication must not be after the latest",
        ),
        Rule(
            "window_has_note",
            "(published_earliest = published_latest) = (published_note IS NULL)",
            "where the day of publication is not known, published_note says what the last "
            "possible one rests on, and only there (codebook: articles)",
        ),
        Rule(
            "url_has_kind",
            "(url IS NULL) = (url_kind IS NULL)",
            "url_kind is null with url, and only with it (codebook: articles)",
        ),
        Rule(
            "gaps_noted",
            "(headline IS NOT NULL AND url IS NOT NULL) OR notes IS NOT NULL",
            "what is not established is null, and notes says so (codebook: articles)",
        ),
    )

    article_id: str = column(
        "Publisher and month.", key=True, pattern=SLUG, example="kyiv-independent-2025-02"
    )
    publisher: str = column(
        "Name of the publisher, or unidentified.", example="The Kyiv Independent"
    )
    headline: str = column(
        "Headline; null where the text gives none and none is established.",
        nullable=True,
        verbatim=True,
        example="UK and France Vow Troop Deployment in Ukraine After Ceasefire",
    )
    byline: str = column(
        "Authors, separated by commas; null where not established.",
        nullable=True,
        example="Valerie Leroux, Francesco Fontemaggi, Stuart Williams",
    )
    wire: str = column(
        "Agency or service whose story it is; null where it is the publisher's own.",
        nullable=True,
        example="AFP",
    )
    voice_id: str = column(
        "Who speaks where the article judges in its own voice: the publisher, or the agency "
        "whose story it prints; null where no row rests on that.",
        nullable=True,
        pattern=SLUG,
        references="actors.actor_id",
        example="agence-france-presse",
    )
    published: str = column(
        "Day of first publication of the page, in EDTF.",
        edtf=True,
        example="[2025-09-04..2025-09-07]",
    )
    published_earliest: pl.Date = column(
        "Earliest day that published admits.", annotated=False, example="2025-09-04"
    )
    published_latest: pl.Date = column(
        "Latest day that published admits.", annotated=False, example="2025-09-07"
    )
    published_basis: str = column(
        "What the date of publication rests on.",
        vocabulary=PUBLISHED_BASIS,
        example="inferred",
    )
    published_note: str = column(
        "What the last possible day rests on, words of the text or the date of a copy; null "
        "where the day is known.",
        nullable=True,
        example="“Thursday” and “this week” admit the days to the end of that week.",
    )
    url: str = column(
        "Address of the article; null where none is established.",
        nullable=True,
        pattern=HTTPS,
        example="https://kyivindependent.com/macron-wins-no-security-guarantees-"
        "from-trump-on-peacekeepers-plan-ft-reports/",
    )
    url_kind: str = column(
        "Whose address it is; null with url.",
        nullable=True,
        vocabulary=URL_KIND,
        example="canonical",
    )
    derivation: str = column(
        "Whether the story is the publisher's own.", vocabulary=DERIVATION, example="relay"
    )
    work_id: str = column(
        "Underlying story; articles that carry the same one share it, and independence "
        "of sources is counted over it.",
        pattern=SLUG,
        example="financial-times-2025-02-25",
    )
    language: str = column(
        "Language of the text (BCP 47).",
        pattern="[a-z]{2,3}(-[A-Za-z0-9]+)*",
        default="en",
        example="en",
    )
    text_sha256: str = column(
        "SHA-256 of the UTF-8 file that was coded.",
        annotated=False,
        pattern=SHA256,
        example="0f3c" + "0" * 60,
    )
    text_tokens: pl.Int32 = column(
        "Number of word tokens of the text that was coded.",
        annotated=False,
        unit="tokens",
        minimum=1,
        example=388,
    )
    codable_characters: pl.Int32 = column(
        "Size of the text outside its excluded parts.",
        annotated=False,
        unit="code points",
        minimum=1,
        example=2327,
    )
    notes: str = column(
        "What is known and not known about the document.",
        nullable=True,
        example="The text gives no headline, author or date.",
    )
