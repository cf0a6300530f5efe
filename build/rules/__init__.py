"""The declarations of schemas/ in; what the gates ask of rows, and how they say it, out.

Questions are SQL of DuckDB, or functions of frames; no file is opened here.
"""
