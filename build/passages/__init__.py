"""Records and the articles' texts in; proofs that passages and quotations stand there, out.

`proving` makes the proofs with the texts, `comparison` holds the annotations against the
committed ones without, `verify` holds the published tables against any copy. Whether a
passage says what a record holds is left to a reader.
"""
