"""`tables/load/load.spark.sql`: the tables, views and functions in Spark 4.

For spark-sql on the package's folder; each statement ends in a semicolon at the end of a line,
so that a program can part it, too. Tables and views are those of one session; each table macro
becomes a function.

Left out on purpose: whether codes, keys and rules hold, which `check --on spark` asks.
"""

from build.loaders.dialects import script
from build.loaders.sql import dataset_query, head
from schemas import TABLES, Column
from schemas.package import stem

_TYPES = {
    "Boolean": "boolean",
    "Date": "date",
    "Int32": "int",
    "Int64": "bigint",
    "Float64": "double",
}


def spark_type(column: Column) -> str:
    """Return the declared type of a column, as Spark names it."""
    return _TYPES.get(str(column.dtype), "string")


def load_spark(fingerprint: str) -> str:
    """Return the script for Spark 4 or later, with the dataset's fingerprint."""
    parts = [head("spark-sql -f tables/load/load.spark.sql")]
    for name in TABLES:
        view = f"CREATE OR REPLACE TEMPORARY VIEW {name}"
        parts += [f"{view} USING parquet OPTIONS (path '{stem(name)}.parquet');"]
    parts += [f"CREATE OR REPLACE TEMPORARY VIEW dataset AS {dataset_query(fingerprint)};"]
    return "\n".join([*parts, *script("spark"), ""])
