"""Step 5: check the frames against the schemas, with pandera.

Types, nullability, keys, vocabularies, patterns, ranges and rules of one row are in the
table's own schema. Foreign keys and rules over several tables are in a second schema, because
they need the other frames. All breaches of all tables are returned.

`unsound` finds the tables with any breach from the same declarations, with one or two queries
per table instead of several hundred by pandera.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaError, SchemaErrorReason, SchemaErrors

from build.problems import one_line
from schemas import TABLES, Table
from schemas.base import Reference, held
from schemas.cross_rules import CROSS_RULES, FOLLOWED, CrossRule


class Breach(NamedTuple):
    """A breach of a declaration of the schemas in a frame.

    `row` is the row number, or None for the whole table. A `Problem` adds the place in raw/; a
    `Finding` of a check adds the row of the package.
    """

    table: str
    row: int | None
    column: str | None
    rule: str
    message: str
    value: object = None


def validate(
    frames: Mapping[str, pl.DataFrame],
    tables: Collection[str] = tuple(TABLES),
    *,
    across: bool = True,
) -> list[Breach]:
    """Return every breach of the schemas in the frames, in the order of the tables.

    `tables` limits pandera to some tables, if the others are known to be sound. Foreign keys
    and rules over several tables are checked only if `across` is true.
    """
    breaches: list[Breach] = []
    # Environment variables can disable pandera's checks; this overrides them.
    with config_context(
        validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA
    ):
        for name, model in TABLES.items():
            if name not in tables:
                continue
            # Pandera fails on a missing key column, so check the column names first.
            wrong = [
                Breach(name, None, column, "columns", message)
                for column, message in model.wrong_columns(frames[name].columns)
            ]
            breaches += wrong or _run(name, model.to_schema(), frames[name])
        whole = all(f.row is not None for f in breaches)
        if whole and across:
            found = _run_across(frames)
            if any(f.rule in FOLLOWED for f in (*breaches, *found)):
                found = [f for f in found if f.rule not in _FOLLOWING]
            breaches += found
    return list(dict.fromkeys(breaches))


def unsound(frames: Mapping[str, pl.DataFrame]) -> set[str]:
    """Return the tables in which `validate` would find a breach."""
    if any(
        list(frames[name].schema.items()) != list(model.types().items())
        or (frames[name].is_empty() and not model.may_be_empty())
        for name, model in TABLES.items()
    ):
        return set(TABLES)  # queries may fail on such frames
    own = [(name, _holds_alone(name, frames)) for name in _filled(frames)]
    return _broken([*own, *_hold_across(frames)])


def _filled(frames: Mapping[str, pl.DataFrame]) -> list[str]:
    """Return the tables with rows; the others can't break a rule."""
    return [name for name in TABLES if not frames[name].is_empty()]


def _broken(queries: Sequence[tuple[str, pl.LazyFrame]]) -> set[str]:
    """Return the tables for which a query returns anything other than true."""
    answers = pl.collect_all([query for _, query in queries])
    return {
        table
        for (table, _), answer in zip(queries, answers, strict=True)
        if not all(answer.row(0))
    }


def _holds_alone(name: str, frames: Mapping[str, pl.DataFrame]) -> pl.LazyFrame:
    """Return a query with one column per declaration of a table about its own rows."""
    model = TABLES[name]
    tests = [test.predicate.all() for test in model.row_tests()]  # `all` ignores nulls
    tests += [pl.col(c.name).is_not_null().all() for c in model.columns() if not c.nullable]
    tests.append(pl.struct(model.key()).is_unique().all())
    # A single combined expression takes three times as long to plan.
    return frames[name].lazy().select(t.alias(str(n)) for n, t in enumerate(tests))


def _hold_across(frames: Mapping[str, pl.DataFrame]) -> Iterator[tuple[str, pl.LazyFrame]]:
    """Yield each table with a query for its foreign keys, and one per rule across tables."""
    context = pl.SQLContext(dict(frames))
    filled = _filled(frames)
    for name in filled:
        refer = [
            pl.col(c.name).is_in(_known(frames, c.references)).all()
            for c in TABLES[name].columns()
            if c.references is not None
        ]
        if refer:
            yield name, frames[name].lazy().select(refer)
    for rule in CROSS_RULES:
        if rule.table in filled:
            yield rule.table, context.execute(rule.query).select(pl.len() == 0)


def _known(frames: Mapping[str, pl.DataFrame], references: Reference) -> pl.Series:
    """Return the values that a foreign key may have, as a series with a single list."""
    return frames[references.table][references.column].drop_nulls().implode()


# Rules whose breaches may merely follow from a wrong key or code.
_FOLLOWING = frozenset(r.name for r in CROSS_RULES if not r.reference)


def _run_across(frames: Mapping[str, pl.DataFrame]) -> list[Breach]:
    """Return the breaches of foreign keys and of rules over several tables.

    Pandera checks only the tables for which a query finds a breach.
    """
    context = pl.SQLContext(dict(frames), eager=True)
    broken = _broken(list(_hold_across(frames)))
    breaches = []
    for name, model in TABLES.items():
        if name in broken:
            rules = [r for r in CROSS_RULES if r.table == name]
            breaches += _run(name, _across(model, rules, frames, context), frames[name])
    return breaches


def _run(table: str, schema: pa.DataFrameSchema, frame: pl.DataFrame) -> list[Breach]:
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        found = [f for error in errors.schema_errors for f in _breaches(table, error, frame)]
        # A wrong type makes all other breaches of the table meaningless.
        return [f for f in found if f.rule == "type"] or found
    return []


_RULES = {
    "not_nullable": ("not_null", "must not be null"),
    "multiple_fields_uniqueness": ("primary_key", "the key is not unique"),
}


def _breaches(table: str, error: SchemaError, frame: pl.DataFrame) -> list[Breach]:
    check = error.check
    if isinstance(check, str):
        name, message = _RULES.get(check, (check, str(error)))
        if check.startswith("dtype"):
            name, message = "type", f"is not of the declared type {check[6:-1]}"
    else:
        name, message = str(check.name), str(check.error)
    column = getattr(error.schema, "name", None)
    if column not in frame.columns:  # a check of the whole frame has it as its description
        column = None if isinstance(check, str) else check.description
    output = error.check_output
    if error.reason_code is SchemaErrorReason.CHECK_ERROR:
        # A check that can't run is a breach, not a pass. `_run` drops it if a type is wrong.
        what = f"could not be checked ({one_line(error.failure_cases)})"
        return [Breach(table, None, column, name, what)]
    if output is None or name in ("type", "not_empty"):
        return [Breach(table, None, column, name, message)]
    rows = [n for n, ok in enumerate(output.to_series(-1).to_list()) if ok is False]
    values = frame[column].to_list() if column else None
    return [
        Breach(table, row, column, name, message, values[row] if values else None)
        for row in rows
    ]


def _across(
    model: type[Table],
    rules: list[CrossRule],
    frames: Mapping[str, pl.DataFrame],
    context: pl.SQLContext[pl.DataFrame],
) -> pa.DataFrameSchema:
    # Checks of the whole frame: column checks would repeat those of types and nulls.
    checks = [
        _foreign_key(frames, column.name, column.references)
        for column in model.columns()
        if column.references is not None
    ]
    checks += [
        pa.Check(
            _holds(rule, model.key(), context),
            name=rule.name,
            error=rule.message,
            description=rule.column,
        )
        for rule in rules
    ]
    return pa.DataFrameSchema({}, checks=checks, strict=False)


def _foreign_key(
    frames: Mapping[str, pl.DataFrame], column: str, references: Reference
) -> pa.Check:
    known = _known(frames, references)

    def check(data: PolarsData) -> pl.LazyFrame | bool:
        return held(data, pl.col(column).is_in(known))

    return pa.Check(
        check, name="foreign_key", error=f"is not in {references}", description=column
    )


def _holds(
    rule: CrossRule, key: tuple[str, ...], context: pl.SQLContext[pl.DataFrame]
) -> Callable[[PolarsData], pl.LazyFrame | bool]:
    def check(data: PolarsData) -> pl.LazyFrame | bool:
        broken = context.execute(rule.query, eager=True)
        if broken.is_empty():
            return True
        broken = broken.unique().with_columns(pl.lit(False).alias("__held"))
        return (
            data.lazyframe.select(key)
            .join(broken.lazy(), on=list(key), how="left", maintain_order="left")
            .select(pl.col("__held").fill_null(True))
        )

    return check
