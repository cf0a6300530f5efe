"""Files on disk, whatever they hold: put in place whole or not at all, read as they stand.

In come paths and bytes, out come folders that are safe to read and frames of text; what the
cells mean is left to the rooms above.
"""
