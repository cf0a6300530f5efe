"""The table `event_participants`: event × actor."""

from schemas.base import SLUG, Rule, Table, column
from schemas.vocabularies import ATTENDANCE, PARTICIPANT_ROLE


class EventParticipants(Table):
    """One row is an actor that took part in an event, or stayed away from it."""

    _month_of = "event_id.date_latest"
    _sort_by = ("event_id", "actor_id")
    _may_be_empty = True
    _rules = (
        Rule(
            "absent_has_no_attendance",
            "role NOT IN ('absent', 'target') OR attendance IS NULL",
            "who is absent or acted upon does not attend (codebook: event_participants)",
        ),
    )

    event_id: str = column(
        "The event.",
        key=True,
        pattern=SLUG,
        references="events.event_id",
        annotated=False,
        example="2026-01-06-paris-summit",
    )
    actor_id: str = column(
        "The actor; a group is not expanded into its members.",
        key=True,
        pattern=SLUG,
        references="actors.actor_id",
        example="emmanuel-macron",
    )
    role: str = column("Role in the event.", vocabulary=PARTICIPANT_ROLE, example="host")
    attendance: str = column(
        "How it attended; null where it is absent or acted upon, and where nobody attends: "
        "a report, an attack, a change of office.",
        nullable=True,
        vocabulary=ATTENDANCE,
        example="in_person",
    )
    note: str = column(
        "Why no passage names it, where none does.",
        nullable=True,
        example="Named in the sentence before.",
    )
