"""What every table must be: columns, keys, vocabularies and rules, declared once.

Each table is a pandera model: `Commitments.validate(frame)` checks a polars DataFrame.
`TABLES` lists the tables in the order in which their foreign keys can be filled.
Nothing here reads or writes a file, and nothing here imports from `build`.
"""

from schemas.actors import Actors
from schemas.articles import Articles
from schemas.base import Column, Rule, Spec, Table
from schemas.basis import Basis
from schemas.codes import Codes
from schemas.codings import Codings
from schemas.commitments import Commitments
from schemas.copies import Copies
from schemas.countries import Countries
from schemas.event_participants import EventParticipants
from schemas.events import Events
from schemas.evidence import Evidence
from schemas.instruments import Instruments
from schemas.memberships import Memberships
from schemas.mentions import Mentions
from schemas.quotes import Quotes
from schemas.relations import Relations
from schemas.reliability import Confusions, Reliability, Unitizing

TABLES: dict[str, type[Table]] = {
    model.table(): model
    for model in (
        Codes,
        Countries,
        Actors,
        Articles,
        Copies,
        Memberships,
        Mentions,
        Events,
        EventParticipants,
        Instruments,
        Quotes,
        Commitments,
        Basis,
        Relations,
        Evidence,
        Codings,
        Reliability,
        Unitizing,
        Confusions,
    )
}

__all__ = [
    "TABLES",
    "Actors",
    "Articles",
    "Basis",
    "Codes",
    "Codings",
    "Column",
    "Commitments",
    "Confusions",
    "Copies",
    "Countries",
    "EventParticipants",
    "Events",
    "Evidence",
    "Instruments",
    "Memberships",
    "Mentions",
    "Quotes",
    "Relations",
    "Reliability",
    "Rule",
    "Spec",
    "Table",
    "Unitizing",
]
