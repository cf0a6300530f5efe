"""Records and the articles' texts in; proofs that passages and quotations stand there, out.

`claims` lists what records claim of a text. `proving` makes the proofs with the texts,
`check_proofs` checks the committed proofs without them, and `verify` checks the published
tables against any copy. Whether a
passage says what a record holds is left to a reader.
"""
