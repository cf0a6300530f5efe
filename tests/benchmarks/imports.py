"""The libraries that every build imports, and nothing else: the baseline of time and memory."""

import duckdb  # noqa: F401
import pandera.polars  # noqa: F401
import polars as pl  # noqa: F401
import pyarrow  # noqa: F401
