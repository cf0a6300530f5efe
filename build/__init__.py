"""From annotated articles to validated tables, one file a step.

In the order the data flows: `read` (raw/ to records), `tokens`, `texts`, `locate` and
`anchors` (passages and their proofs), `resolve` (dates, codes, references), `frame`
(records to frames), `validate`, `write` (CSV and Parquet), `describe` (datapackage.json
and the dictionary), `database` (DuckDB), `publish` (all or nothing). `problems` is how
every step reports what is wrong.
"""
