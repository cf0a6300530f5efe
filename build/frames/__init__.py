"""Records and proofs in; one frame of checked rows for each table of schemas/, out.

What people do not write is worked out here, and what breaks a rule is said in terms of
raw/. How the rows are written to files is left to `package`.
"""
