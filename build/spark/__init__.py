"""A folder of Parquet files anywhere in; the findings of a gate that Spark answers out.

For corpora beyond one machine: it asks what the other gates ask of rows, by the same SQL.
"""
