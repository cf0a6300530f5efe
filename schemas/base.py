"""What all tables share: how a column, a rule and a table are declared.

A table is a pandera `DataFrameModel` (polars backend). Its columns are declared once,
by an annotation (the type) and `column(...)` (everything else); its rules once, as SQL
predicates in the subset that polars and DuckDB read alike. From these declarations come
the pandera checks, the Arrow schema, the DuckDB DDL and comments, `datapackage.json` and
the data dictionary.

Nothing is coerced: a wrong type is a finding. A column of codes may be text, as in the build,
or an Enum or Categorical, as polars reads it from Parquet (`CodeType`). A rule holds unless it
is false, so a null operand satisfies it, as in a CHECK constraint of SQL.

Left out on purpose: checks that need more than one table (`schemas/cross_rules.py`) and
everything about files (`build/`).
"""

from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, dataclass
from functools import cache, partial
from typing import Any, ClassVar, Literal, NamedTuple, ParamSpec

import pandera.polars as pa
import polars as pl
from pandera.api.polars.container import DataFrameSchema
from pandera.api.polars.types import PolarsData
from pandera.dtypes import immutable
from pandera.engines.polars_engine import DataType, Engine

from schemas.vocabularies import Vocabulary

# Characters that no cell may hold: controls, line separators, and all that Unicode calls
# Default_Ignorable_Code_Point, which hide text or turn its direction (UTR 36), variation
# selectors among them; and the blank of Braille.
HIDDEN = (
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x61C, 0x61C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
# With those above, all that Unicode calls White_Space. `\s` would be these characters to Rust
# and Python, and those of ASCII alone to RE2.
SPACES = (
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
)


# A dozen times the longest text of the articles coded so far; readers of CSV give up at
# 131,072 characters (Python's csv), spreadsheets at 32,767.
MOST_CHARACTERS = 10_000


def text_pattern(verbatim: bool) -> str:
    """Return the pattern of a text cell: no hidden characters, no space at either end.

    RE2, Rust, Python, JavaScript, Java and R read it alike. `verbatim` admits a first character
    that a spreadsheet would run as a formula (`=`, `+`, `-`, `@`; OWASP, CSV injection), for
    words that are not ours to change.
    """
    hidden, spaces = _ranges(HIDDEN), _ranges(SPACES)
    first = "" if verbatim else "=+@\\-"
    return f"[^{first}{spaces}{hidden}]([^{hidden}]*[^{spaces}{hidden}])?"


def _ranges(ranges: tuple[tuple[int, int], ...]) -> str:
    """Return ranges of characters as they stand in a class of a pattern."""
    return "".join(f"{_in_class(low)}-{_in_class(high)}" for low, high in ranges)


def _in_class(code: int) -> str:
    # Engines agree on how a character is escaped only where two digits are enough.
    return f"\\x{code:02x}" if code < 0x100 else chr(code)


class Reference(NamedTuple):
    """What a foreign key refers to."""

    table: str
    column: str

    def __str__(self) -> str:
        """Return it as it is declared: `table.column`."""
        return f"{self.table}.{self.column}"


@dataclass(frozen=True)
class Spec:
    """What `column()` declares beside the type.

    Attributes:
        description: one sentence for the dictionary, DuckDB comments and Table Schema.
        example: a value of the column, shown in the dictionary.
        nullable: whether a cell may be null.
        key: whether the column belongs to the primary key.
        references: `table.column` of a foreign key.
        vocabulary: the codes that a cell may hold.
        pattern: an ASCII regular expression that a cell matches as a whole, in what XML Schema
            (which Table Schema prescribes), Python, JavaScript, R, RE2 and Rust read alike.
        unit: the unit of a number.
        minimum: the least a number may be.
        maximum: the most a number may be.
        annotated: whether people write it in raw/ (False: the build derives it).
        edtf: whether it is a date in EDTF (ISO 8601-2).
        lasts: whether such a date may be an interval of what lasts.
        verbatim: whether it repeats words that are not ours, so that a leading `=`,
            `+`, `-` or `@` is kept.
        default: what the build fills in where people leave it out.
        follows: in words, what else it fills in there, from other records; the code is in
            `build/annotations/inference.py`.
    """

    description: str
    _: KW_ONLY
    example: object
    nullable: bool = False
    key: bool = False
    references: str | None = None
    vocabulary: Vocabulary | None = None
    pattern: str | None = None
    unit: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    annotated: bool = True
    edtf: bool = False
    lasts: bool = False
    verbatim: bool = False
    default: str | bool | None = None
    follows: str | None = None

    @property
    def may_be_left_out(self) -> bool:
        """Whether people may leave it out of a record."""
        return self.nullable or self.default is not None or self.follows is not None


_Options = ParamSpec("_Options")


def _declares(spec: Callable[_Options, Spec]) -> Callable[_Options, Any]:
    def declare(*args: _Options.args, **kwargs: _Options.kwargs) -> Any:
        declared = spec(*args, **kwargs)
        return pa.Field(
            nullable=declared.nullable,
            description=declared.description,
            metadata={"spec": declared},
        )

    return declare


# Declares a column: the annotation beside it gives its type, the rest is that of `Spec`.
column = _declares(Spec)

Kind = Literal["text", "boolean", "date", "integer", "number"]
_KINDS: dict[type[pl.DataType], Kind] = {
    pl.String: "text",
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.Int32: "integer",
    pl.Int64: "integer",
    pl.Float64: "number",
}


@dataclass(frozen=True)
class Column:
    """A declared column: name, polars type, and the rest (`spec`)."""

    name: str
    dtype: pl.DataType
    spec: Spec

    @property
    def nullable(self) -> bool:
        """Whether a cell may be null."""
        return self.spec.nullable

    @property
    def kind(self) -> Kind:
        """What its cells are, in the words that the loaders use."""
        return _KINDS[self.dtype.base_type()]

    @property
    def references(self) -> Reference | None:
        """What it refers to, where it is a foreign key."""
        declared = self.spec.references
        return Reference(*declared.split(".")) if declared else None

    @property
    def pattern(self) -> str | None:
        """The pattern that a date or an id matches as a whole."""
        if self.spec.edtf:
            return EDTF if self.spec.lasts else EDTF_MOMENT
        return self.spec.pattern

    @property
    def longest(self) -> int | None:
        """How many characters a text may have; None where codes or types limit it."""
        free = self.dtype == pl.String and self.spec.vocabulary is None
        return MOST_CHARACTERS if free else None

    @property
    def full_pattern(self) -> str | None:
        """The pattern a string of this column must match as a whole (RE2 syntax)."""
        if self.dtype != pl.String or self.spec.vocabulary is not None:
            return None
        return self.pattern or text_pattern(self.spec.verbatim)

    @property
    def pattern_message(self) -> str:
        """What a message says of a string that does not match."""
        if self.spec.edtf:
            what = "is not a date in EDTF as the dataset uses it"
            return what if self.spec.lasts else f"{what} for what does not last"
        if self.spec.pattern is not None:
            return f"does not match {self.spec.pattern}, as '{self.spec.example}' does"
        return (
            "is not clean text (hidden characters, space at an end, a first character "
            "that spreadsheets run as a formula, or not in Unicode's form NFC)"
        )


@dataclass(frozen=True)
class Rule:
    """A rule of the codebook about one row: a SQL predicate that must not be false."""

    name: str
    predicate: str
    message: str


class Test(NamedTuple):
    """What a cell or a row must meet: a predicate that must not be false.

    `builtin` is pandera's own check of the same, where it has one.
    """

    name: str
    predicate: pl.Expr
    message: str
    builtin: Callable[..., pa.Check] | None = None


def _row_test(rule: Rule) -> Test:
    return Test(rule.name, pl.sql_expr(rule.predicate), rule.message)


# The profile of EDTF that is used (ISO 8601-2:2019, levels 1 and 2). What happened on one day
# is a year, month or day, or a set `[A..B]` of days of which it is one, which may be open to a
# side; what lasts may be an interval `A/B`, too. Whether a day exists is for the build to say.
_YEAR, _MONTH, _DAY = "[0-9]{4}", "[0-9]{4}-[0-9]{2}", "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PART, _TO = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", "[.][.]"
_SET = (
    rf"\[({_TO}{_PART}|{_PART}{_TO}"
    rf"|{_DAY}{_TO}{_DAY}|{_MONTH}{_TO}{_MONTH}|{_YEAR}{_TO}{_YEAR})\]"
)
EDTF_MOMENT = f"({_PART}|{_SET})"
EDTF = f"({_PART}(/({_PART}|{_TO}))?|{_TO}/{_PART}|{_SET})"
# How a message says that a date is to be written.
EDTF_FIX = 'write 2025-02-24, or "[2025-02-24..2025-02-26]" for one of these days'

SLUG = "[a-z0-9]+([._-][a-z0-9]+)*"
ALPHA3 = "[A-Z]{3}"
SHA256 = "[0-9a-f]{64}"
WIKIDATA = "Q[1-9][0-9]*"
HTTPS = "https://[!-~]+"
WEB = "https?://[!-~]+"


@Engine.register_dtype
@immutable(init=True)
class CodeType(DataType):
    """The type of a column of codes: String, or an Enum or Categorical of codes.

    The categories of an Enum must be codes of the vocabulary, and in its order where that is a
    rank. Polars keeps no list of categories for a Categorical, so that its cells are checked
    as text is.
    """

    type = pl.String  # in the build
    vocabulary: Vocabulary

    def check(self, pandera_dtype: Any, data_container: object = None) -> bool:
        """Return whether a column may have a type, one of polars' or pandera's."""
        found = Engine.dtype(pandera_dtype).type
        if not isinstance(found, pl.Enum):
            return found in (pl.String, pl.Categorical)  # a Categorical with any options
        categories, codes = found.categories.to_list(), self.vocabulary.values
        if self.vocabulary.ordered:
            return categories == [code for code in codes if code in categories]
        return set(categories) <= set(codes)

    def __str__(self) -> str:
        """Return what a message calls the type."""
        return f"code of {self.vocabulary.name} (String, Enum or Categorical)"


class Table(pa.DataFrameModel):
    """The base of every table: strict, ordered, uncoerced, never empty by accident."""

    # Pandera takes every attribute without a leading underscore for a column.
    _rules: ClassVar[tuple[Rule, ...]] = ()
    _sort_by: ClassVar[tuple[str, ...]] = ()
    _may_be_empty: ClassVar[bool] = False
    _month_of: ClassVar[str | None] = None

    class Config:
        """Pandera's options: exactly these columns, in this order, of these types."""

        strict = True
        ordered = True
        coerce = False

    @classmethod
    def table(cls) -> str:
        """Return the table's name, as files and SQL have it."""
        return "".join(
            ("_" if i and c.isupper() else "") + c.lower() for i, c in enumerate(cls.__name__)
        )

    @classmethod
    def about(cls) -> str:
        """Return what a row of the table is: the first line of the class's docstring."""
        return (cls.__doc__ or "").strip().splitlines()[0]

    @classmethod
    @cache
    def rules(cls) -> tuple[Rule, ...]:
        """Return the rules about one row: the codebook's, and that bounds are of their date."""
        return cls._rules_with_bounds(cls.columns())

    @classmethod
    def _rules_with_bounds(cls, columns: tuple[Column, ...]) -> tuple[Rule, ...]:
        dates = (c.name for c in columns if c.spec.edtf)
        return (*cls._rules, *(rule for name in dates for rule in _bounds_of(name)))

    @classmethod
    def sort_by(cls) -> tuple[str, ...]:
        """Return the columns that give the rows their stable order."""
        return cls._sort_by

    @classmethod
    def may_be_empty(cls) -> bool:
        """Return whether a dataset can do without any row of the table."""
        return cls._may_be_empty

    @classmethod
    def month_of(cls) -> str | None:
        """Return the day whose month parts a large table by: a column, or one reached by a key.

        `article_id.published_latest` is a column of the table that `article_id` refers to.
        """
        return cls._month_of

    @classmethod
    def build_schema_(cls, **kwargs: Any) -> DataFrameSchema:
        """Add to pandera's schema the key, the columns' constraints and the rules."""
        schema = super().build_schema_(**kwargs)
        columns = _columns(schema)
        schema.unique = [c.name for c in columns if c.spec.key]
        for declared in columns:
            made = schema.columns[declared.name]
            made.checks = [*map(_check, _column_tests(declared))]
            if declared.spec.vocabulary is not None:
                made.dtype = CodeType(declared.spec.vocabulary)
        schema.checks = [_check(_row_test(r)) for r in cls._rules_with_bounds(columns)]
        if not cls._may_be_empty:
            schema.checks.append(_NOT_EMPTY)
        return schema

    @classmethod
    def validate(cls, check_obj: Any, *args: Any, **options: Any) -> Any:
        """Check a polars DataFrame and return it unchanged.

        `args` and `options` are those of pandera's `DataFrameModel.validate`.

        Raises:
            TypeError: `check_obj` is not a polars DataFrame.
            pandera.errors.SchemaError: the first breach.
            pandera.errors.SchemaErrors: all breaches, where `lazy=True` and no column of the
                key is missing.
        """
        if not isinstance(check_obj, pl.DataFrame):
            # Pandera would check the types of a LazyFrame, but none of its cells.
            raise TypeError(
                f"{cls.__name__}.validate needs a polars DataFrame; call collect() first on a "
                "LazyFrame, and polars.from_pandas() on a pandas DataFrame"
            )
        if not set(cls.key()).issubset(check_obj.columns):
            # With lazy=True pandera would go on to the key and fail there with another error.
            return super().validate(check_obj)
        return super().validate(check_obj, *args, **options)

    @classmethod
    @cache
    def columns(cls) -> tuple[Column, ...]:
        """Return the declared columns, in order."""
        return _columns(cls.to_schema())

    @classmethod
    def types(cls) -> dict[str, pl.DataType]:
        """Return the polars type of each column, by its name; codes are text."""
        return {c.name: c.dtype for c in cls.columns()}

    @classmethod
    @cache
    def row_tests(cls) -> tuple[Test, ...]:
        """Return what each row must meet: the tests of the columns, then the rules."""
        tests = [test for column in cls.columns() for test in _column_tests(column)]
        return (*tests, *map(_row_test, cls.rules()))

    @classmethod
    def wrong_columns(cls, found: list[str]) -> Iterator[tuple[str | None, str]]:
        """Yield what is wrong with the names of columns: (column or None, message)."""
        declared = [c.name for c in cls.columns()]
        for name in declared:
            if name not in found:
                yield name, "a declared column is missing"
        for name in found:
            if name not in declared:
                yield name, "a column that is not declared"
        if found != declared and sorted(found) == sorted(declared):
            yield None, "the columns are not in the declared order"

    @classmethod
    @cache
    def key(cls) -> tuple[str, ...]:
        """Return the names of the primary key's columns."""
        return tuple(c.name for c in cls.columns() if c.spec.key)

    @classmethod
    def joined_key(cls) -> pl.Expr:
        """Return the key of a row as evidence has it: its parts as text, joined by a slash."""
        parts = [pl.col(k).cast(pl.String).fill_null("") for k in cls.key()]
        return pl.concat_str(parts, separator="/")

    @classmethod
    def keys_of(cls, frame: pl.DataFrame) -> list[str]:
        """Return the joined keys of all rows of a frame, in their order."""
        return frame.select(cls.joined_key()).to_series().to_list()


def _bounds_of(name: str) -> tuple[Rule, Rule]:
    """Return the rules that the earliest and latest day are those that a date admits.

    The latest day is within the last part of the date, be that a day, a month or a year, and
    the day after it is not; likewise the earliest. A side that is open has no day. Days are
    compared as text, because a cast would fail on what is no date at all, which is the
    pattern's to find.
    """
    # `[A..B]` and `A/B` become `A/B`; an open side is empty, or `..` in an interval.
    sides = f"replace(replace(replace({name}, '[', ''), ']', ''), '..', '/')"
    two = f"strpos({sides}, '/') > 0"
    first = f"split_part({sides}, '/', 1)"
    # In `A/..` and `../B` the two dots are one more slash, and the part between is empty.
    last = (
        f"CASE WHEN NOT {two} THEN {sides} "
        f"WHEN starts_with({sides}, '//') THEN split_part({sides}, '/', 3) "
        f"ELSE split_part({sides}, '/', 2) END"
    )
    made = []
    for which, part, beyond in (("earliest", first, "-"), ("latest", last, "+")):
        day = f"{name}_{which}"
        predicate = (
            f"CASE WHEN {name} IS NULL OR ({part}) = '' THEN {day} IS NULL "
            f"ELSE coalesce(starts_with(CAST({day} AS VARCHAR), {part}) AND NOT "
            f"starts_with(CAST({day} {beyond} INTERVAL '1 day' AS VARCHAR), {part}), FALSE) END"
        )
        message = f"{day} is not the {which} day that {name} admits (EDTF)"
        made.append(Rule(f"{which}_of_{name}", predicate, message))
    return made[0], made[1]


def _columns(schema: DataFrameSchema) -> tuple[Column, ...]:
    return tuple(
        Column(name, c.dtype.type, c.metadata["spec"]) for name, c in schema.columns.items()
    )


def _column_tests(declared: Column) -> Iterator[Test]:
    """Yield what a column's cells must meet, apart from type, nulls and keys."""
    spec, cells = declared.spec, pl.col(declared.name)
    if spec.vocabulary is not None:
        codes = spec.vocabulary.values
        message = f"is not a code of the vocabulary {spec.vocabulary.name}"
        yield Test("vocabulary", cells.is_in(codes), message, partial(pa.Check.isin, codes))
    if declared.pattern is not None:
        # Pandera has Python compile it, which knows \z since 3.14 only. Polars, which matches
        # it, reads `$` as the very end, with no line feed after it.
        whole = f"^(?:{declared.pattern})$"
        builtin = partial(pa.Check.str_matches, whole)
        yield Test("pattern", cells.str.contains(whole), declared.pattern_message, builtin)
    elif (text := declared.full_pattern) is not None:
        clean = cells.str.contains(rf"\A(?:{text})\z")
        # ASCII is in form NFC; composing the rest takes longer than all other tests.
        ascii_only = cells.str.len_bytes() == cells.str.len_chars()
        composed = pl.when(~ascii_only).then(cells).str.normalize("NFC")
        yield Test("text", clean & (ascii_only | (composed == cells)), declared.pattern_message)
    if (longest := declared.longest) is not None:
        builtin = partial(pa.Check.str_length, max_value=longest)
        yield Test("length", cells.str.len_chars() <= longest, too_long(longest), builtin)
    if (low := spec.minimum) is not None:
        builtin = partial(pa.Check.ge, low)
        yield Test("minimum", cells >= low, f"is less than {low}", builtin)
    if (high := spec.maximum) is not None:
        builtin = partial(pa.Check.le, high)
        yield Test("maximum", cells <= high, f"is more than {high}", builtin)


def too_long(longest: int) -> str:
    """Return what a message says of a text of more characters."""
    return f"is longer than {longest:,} characters"


def _check(test: Test) -> pa.Check:
    def check(data: PolarsData) -> pl.LazyFrame | bool:
        return held(data, test.predicate)

    make = test.builtin or partial(pa.Check, check)
    return make(name=test.name, error=test.message)


def held(data: PolarsData, predicate: pl.Expr) -> pl.LazyFrame | bool:
    """Return for pandera whether a predicate holds, null counting as true.

    A plain True where it holds for all rows, else one boolean a row: pandera collects a
    row-wise output several times over, which is needed for failures only.
    """
    rows = data.lazyframe.select(predicate.fill_null(True)).collect()
    return bool(rows.to_series().all()) or rows.lazy()


def _has_rows(data: PolarsData) -> bool:
    return data.lazyframe.limit(1).collect().height > 0


_NOT_EMPTY = pa.Check(_has_rows, name="not_empty", error="the table has no rows")
