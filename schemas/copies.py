"""The table `copies`: one row an address at which a reader may find an article's words.

An address is a fact; the words behind it stay out of the dataset. What a copy proves is for
`verify` to say: it takes a saved page and lists the passages that stand in it.
"""

from schemas.base import SLUG, WEB, Table, column
from schemas.vocabularies import COPY_BASIS, COPY_KIND


class Copies(Table):
    """One row is an address of a copy, or of another edition, of an article."""

    _sort_by = ("article_id", "url")
    _may_be_empty = True

    article_id: str = column(
        "The article.",
        key=True,
        annotated=False,
        pattern=SLUG,
        references="articles.article_id",
        example="new-york-post-2025-08",
    )
    url: str = column(
        "Address of the copy.", key=True, pattern=WEB, example="https://example.org/copy"
    )
    kind: str = column(
        "How its text stands to the article's.", vocabulary=COPY_KIND, example="same_story"
    )
    basis: str = column(
        "How that was established.", vocabulary=COPY_BASIS, example="compared_by_eye"
    )
    note: str = column(
        "The annotator's note.",
        nullable=True,
        example="Whether it is the origin is not established.",
    )
