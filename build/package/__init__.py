"""Checked frames in; the dataset with its views, and what describes it to programs, out.

The database, fingerprints, descriptor, citation and what catalogues read. Documents for people
are left to `documents`.
"""
