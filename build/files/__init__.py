"""Read files of any content safely, and write files completely or not at all.

This package turns paths and bytes into folders that are safe to read and frames of text. The
packages that import it interpret the cells.
"""
