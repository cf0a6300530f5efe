"""The table `memberships`: who belongs to a group, or speaks for it, as far as articles say.

It answers who the coalition and the signatories are, and it is what makes the word of one the
word of another: a position rests on the actor's own word only where somebody of its country, or
somebody declared here, says or signs it (schemas/cross_rules.py, `own_word_of_its_own`).
"""

from schemas.base import SLUG, Rule, Table, column
from schemas.vocabularies import MEMBERSHIP


class Memberships(Table):
    """One row is an actor that belongs to a group, or speaks for it."""

    _sort_by = ("group_id", "actor_id")
    _may_be_empty = True
    _rules = (
        Rule("not_its_own_member", "group_id <> actor_id", "a group is no member of itself"),
    )

    group_id: str = column(
        "The group.",
        key=True,
        pattern=SLUG,
        references="actors.actor_id",
        example="coalition-of-the-willing",
    )
    actor_id: str = column(
        "Who belongs to it or speaks for it.",
        key=True,
        pattern=SLUG,
        references="actors.actor_id",
        example="france",
    )
    role: str = column(
        "Whether it is a member or speaks for the group.",
        vocabulary=MEMBERSHIP,
        example="member",
    )
    note: str = column(
        "The annotator's note.",
        nullable=True,
        example="The host, who announces the pledge in the group's presence.",
    )
