"""Checked frames in; the files of the package out, put in place all or nothing.

CSV, Parquet, the descriptor, what catalogues read, citation, fingerprints and the database.
Documents for people are left to `documents`.
"""
