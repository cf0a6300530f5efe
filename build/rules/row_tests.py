"""What each row of a table must hold, as SQL on its text and on its typed values."""

import re
from collections.abc import Iterator
from typing import Literal

import polars as pl

from build.loaders.sql import quoted
from schemas import Column, Table
from schemas.base import too_long
from schemas.vocabularies import Vocabulary

# A number, boolean or date is written in one way only, so that every reader agrees.
WRITTEN: dict[type[pl.DataType], tuple[str, str]] = {
    pl.Boolean: ("BOOLEAN", "true|false"),
    pl.Date: ("DATE", "[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    pl.Int32: ("INTEGER", "0|-?[1-9][0-9]*"),
    pl.Int64: ("BIGINT", "0|-?[1-9][0-9]*"),
    # Decimals of three digits at most, as polars, DuckDB and Python write them.
    pl.Float64: ("DOUBLE", "-?(0|[1-9][0-9]*)[.]([0-9]{0,2}[1-9]|0)"),
}
# A rule, its column, what it says, and SQL that is true where it is broken.
Test = tuple[str, str | None, str, str]
# What stands beside the typed values `t`: their text in the CSV file, `x`; a text that is what
# DuckDB writes for each, whose types were compared with the Parquet file's; nothing.
Beside = Literal["text", "alike", "nothing"]


def row_tests(model: type[Table], beside: Beside = "text") -> Iterator[Test]:
    """Yield what each row of a table must hold, and no more than is not known already."""
    mistyped = ["false"]
    for column in model.columns():
        for test in _column_tests(column, beside):
            yield test
            if test[0] == "type":
                mistyped.append(f"({test[-1]})")
    # A rule says nothing of a row that holds a value of no type.
    typed = f"NOT ({' OR '.join(mistyped)})"
    for rule in model.rules():
        test_sql = f"{typed} AND NOT ({_prefixed(model, rule.predicate)})"
        yield rule.name, None, rule.message, test_sql


def _prefixed(model: type[Table], predicate: str) -> str:
    """Return a rule's predicate with its columns as those of the typed table, `t`."""
    names = "|".join(c.name for c in model.columns())
    parts = re.split(r"('[^']*')", predicate)  # text between quotation marks is left
    return "".join(
        p if p.startswith("'") else re.sub(rf"\b({names})\b", r"t.\1", p) for p in parts
    )


def _column_tests(column: Column, beside: Beside) -> Iterator[Test]:
    name, spec = column.name, column.spec
    typed = f"t.{name}"
    text = typed if beside == "nothing" else f"x.{name}"
    if not column.nullable:
        yield "not_null", name, "must not be null", f"{text} IS NULL"
    if beside == "text" or (beside == "alike" and column.kind == "date"):
        yield from _type_test(column, alike=beside == "alike")
    if spec.vocabulary is not None:
        message = f"is not a code of the vocabulary {spec.vocabulary.name}"
        yield "vocabulary", name, message, f"{text} NOT IN ({_codes(spec.vocabulary)})"
    elif (pattern := column.full_pattern) is not None:
        match = f"NOT regexp_full_match({text}, {quoted(pattern)})"
        if column.pattern is not None:
            yield "pattern", name, column.pattern_message, match
        else:
            # Text of as many bytes as characters is ASCII, and that is in form NFC.
            wide = f"strlen({text}) <> length({text})"
            test = f"{match} OR ({wide} AND nfc_normalize({text}) <> {text})"
            yield "text", name, column.pattern_message, test
    if (longest := column.longest) is not None:
        test = f"strlen({text}) > {longest} AND length({text}) > {longest}"
        yield "length", name, too_long(longest), test
    if spec.minimum is not None:
        yield "minimum", name, f"is less than {spec.minimum}", f"{typed} < {spec.minimum}"
    if spec.maximum is not None:
        yield "maximum", name, f"is more than {spec.maximum}", f"{typed} > {spec.maximum}"


def _type_test(column: Column, *, alike: bool) -> Iterator[Test]:
    if written := WRITTEN.get(column.dtype.base_type()):
        text, typed = f"x.{column.name}", f"t.{column.name}"
        match = f"regexp_full_match({text}, {quoted(written[1])})"
        test = f"{text} IS NOT NULL AND (NOT {match} OR {typed} IS NULL)"
        if alike:  # a date of a year that has not four digits is written otherwise
            test = f"{text} IS NOT NULL AND length({text}) <> 10"
        yield "type", column.name, f"is not of the declared type '{column.dtype}'", test


def _codes(vocabulary: Vocabulary) -> str:
    return ", ".join(map(quoted, vocabulary.values))
