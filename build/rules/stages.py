"""What a gate that asks in SQL does, one thing after another, whatever engine answers.

Tables are loaded first; then come their rows and keys, references, rules that only ask whether
a record is there, and last the rules that follow keys and codes from table to table. A stage
whose ground is broken is not asked, as it would only repeat that in other words. Every question
is SQL of DuckDB, made from the declarations; an engine that speaks otherwise translates it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar, NamedTuple, TypeVar

from build.rules.derived import DERIVED
from build.rules.finding import MOST_ROWS, Finding
from schemas import TABLES, Table
from schemas.cross_rules import CROSS_RULES, FOLLOWED

Item = TypeVar("Item")
Found = TypeVar("Found")


class Question(NamedTuple):
    """A rule, and a query whose one column `key` names the rows of `table` that break it."""

    table: str
    column: str | None
    rule: str
    message: str
    query: str


class Stages(ABC):
    """A gate that asks in SQL; a subclass is an engine."""

    gate: ClassVar[str]

    def __init__(self) -> None:
        # Tables that can be asked.
        self.sound: set[str] = set()

    @abstractmethod
    def load(self, model: type[Table]) -> Iterator[Finding]:
        """Make a table ready to be asked, note it as `sound`, and yield what is wrong."""

    @abstractmethod
    def rows(self, model: type[Table]) -> Iterator[Finding]:
        """Yield what single rows of a table break, and that it has none.

        A table that turns out to be unreadable is taken out of `sound`.
        """

    @abstractmethod
    def answers(self, questions: Sequence[Question]) -> Iterator[tuple[Question, str]]:
        """Yield each question with the first keys that answer it, in their order."""

    def key_source(self, table: str) -> str:
        """Return where keys and references of a table are read."""
        return table

    def each(
        self, ask: Callable[[Item], Iterable[Found]], items: Iterable[Item]
    ) -> Iterable[list[Found]]:
        """Return what is found of each item, in their order."""
        return [list(ask(item)) for item in items]

    def known(self, model: type[Table]) -> bool:
        """Say whether a table's rows and key need not be asked of."""
        return False

    def run(self) -> list[Finding]:
        """Return every breach that is found."""
        findings = [f for found in self.each(self.load, TABLES.values()) for f in found]
        asked = [model for model in self._sound() if not self.known(model)]
        for model in asked:
            findings += self.rows(model)
        findings += self._asked(self._key(m) for m in asked if m.table() in self.sound)
        whole = all(f.row is not None for f in findings)
        if whole and self.sound == set(TABLES):
            broken = {f.rule for f in findings}
            following = [q for m in TABLES.values() for q in self._references(m)]
            findings += self._asked([*following, *_across(reference=True)])
            if not (broken | {f.rule for f in findings}) & FOLLOWED:
                findings += self._asked([*_across(reference=False), *_derived()])
        return findings

    def _sound(self) -> list[type[Table]]:
        return [model for name, model in TABLES.items() if name in self.sound]

    def _asked(self, questions: Iterable[Question]) -> Iterator[Finding]:
        for asked, key in self.answers(list(questions)):
            yield Finding(self.gate, asked.table, key, asked.column, asked.rule, asked.message)

    def _key(self, model: type[Table]) -> Question:
        parts = ", ".join(f"x.{k}" for k in model.key())
        query = (
            f"SELECT {joined_key(model, 'x')} AS key FROM {self.key_source(model.table())} x "
            f"GROUP BY {parts} HAVING count(*) > 1"
        )
        return Question(model.table(), None, "primary_key", "the key is not unique", query)

    def _references(self, model: type[Table]) -> Iterator[Question]:
        name = model.table()
        for column in model.columns():
            if (to := column.references) is not None:
                own = column.name
                query = (
                    f"SELECT {joined_key(model, 'x')} AS key FROM {self.key_source(name)} x "
                    f"ANTI JOIN {self.key_source(to.table)} r ON r.{to.column} = x.{own} "
                    f"WHERE x.{own} IS NOT NULL"
                )
                yield Question(name, own, "foreign_key", f"is not in {to}", query)


def joined_key(model: type[Table], alias: str) -> str:
    """Return the SQL of a row's key, its parts joined by a slash; a null part is empty."""
    return " || '/' || ".join(f"coalesce({alias}.{k}, '')" for k in model.key())


def only_in(model: type[Table], one: str, other: str) -> str:
    """Return the query for the first keys of rows that are in one query and not in another."""
    return (
        f"SELECT DISTINCT {joined_key(model, 'x')} FROM ({one} EXCEPT ALL {other}) x "
        f"ORDER BY 1 LIMIT {MOST_ROWS}"
    )


def _across(*, reference: bool) -> Iterator[Question]:
    for rule in CROSS_RULES:
        if rule.reference == reference:
            # A row whose key is null is told by not_null.
            key = " || '/' || ".join(f"r.{k}" for k in TABLES[rule.table].key())
            query = f"SELECT {key} AS key FROM ({rule.query}) r"
            yield Question(rule.table, rule.column, rule.name, rule.message, query)


def _derived() -> Iterator[Question]:
    for rule in DERIVED:
        query = f"SELECT d.key FROM ({rule.query()}) d (key)"
        yield Question(rule.table, rule.column, rule.name, rule.message, query)
