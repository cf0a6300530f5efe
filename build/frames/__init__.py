"""Turn records and proofs into one frame of checked rows per table of schemas/.

This package derives the columns that people do not write, and reports broken rules with their
place in raw/. `package` writes the rows to files.
"""
