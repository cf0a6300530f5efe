"""The questions that the database answers: SQL in `queries/` and `macros/`, and asking them.

In come SQL files with their headers and a built database, out come answers as rows and as
text. How a view gets into a database is left to `loaders`.
"""
