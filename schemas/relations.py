"""The table `relations`: commitment × commitment."""

from schemas.base import SLUG, Rule, Table, column
from schemas.vocabularies import RELATION


class Relations(Table):
    """One row is how a commitment stands to another."""

    _month_of = "subject_id.stated_latest"
    _sort_by = ("subject_id", "object_id", "relation")
    _may_be_empty = True
    _rules = (
        Rule(
            "not_to_itself",
            "subject_id <> object_id",
            "a commitment has no relation to itself (codebook: relations)",
        ),
        Rule(
            "contradiction_once",
            "relation <> 'contradicts' OR subject_id < object_id",
            "contradicts is stored once, the smaller id first (codebook: relations)",
        ),
    )

    subject_id: str = column(
        "The commitment that stands in the relation.",
        key=True,
        pattern=SLUG,
        references="commitments.commitment_id",
        example="deu-ground_force-2026-01",
    )
    object_id: str = column(
        "The commitment that it stands to.",
        key=True,
        pattern=SLUG,
        references="commitments.commitment_id",
        example="deu-reassurance_force-2025-09",
    )
    relation: str = column(
        "The relation, read from subject to object.",
        key=True,
        vocabulary=RELATION,
        example="supersedes",
    )
    note: str = column(
        "The annotator's note.",
        nullable=True,
        example="An offer becomes a signed declaration.",
    )
