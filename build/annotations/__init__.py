"""Read raw/, as people and programs write it, into a corpus of records with checked types.

This package does not interpret values: `frames` checks codes, dates and ids, and `passages`
checks whether a passage occurs in a text.
"""
