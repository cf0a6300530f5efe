"""A written package in; findings out, by three independent gates.

`frames` is pandera on frames, `files` is DuckDB's SQL on the written files, `descriptor` is
the official profile, frictionless, and the sizes and hashes of the files. Nothing is mended.
"""
