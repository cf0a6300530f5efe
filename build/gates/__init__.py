"""A written package in; findings out, by four gates.

`frames` is pandera on frames, `files` is DuckDB's SQL on the written files, `descriptor` is
the official profile, frictionless, and the sizes and hashes of the files; `shipped` accounts
for every file beside the tables. Nothing is mended.
"""
