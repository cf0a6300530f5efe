"""`tables/load.spark.sql`: the statements that make the tables and views in Spark 4.

Each statement ends in a semicolon at the end of a line, so that spark-sql reads the file and a
program can part it. Tables and views are those of one session; each table macro becomes a
function.
"""

from build.loaders.dialects import script
from build.loaders.sql import dataset_query, head
from schemas import TABLES


def load_spark(fingerprint: str) -> str:
    """Return the script for Spark 4 or later, with the dataset's fingerprint."""
    parts = [head("spark-sql -f tables/load.spark.sql")]
    for name in TABLES:
        path = f"tables/{name}.parquet"
        parts += [f"CREATE TEMPORARY VIEW {name} USING parquet OPTIONS (path '{path}');"]
    parts += [f"CREATE TEMPORARY VIEW dataset AS {dataset_query(fingerprint)};"]
    return "\n".join([*parts, *script("spark"), ""])
