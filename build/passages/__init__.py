"""Prove that the passages and quotations of the records occur in the articles' texts.

`claims` lists the claims that records make about a text. `proving` makes the proofs with the
texts, `check_proofs` checks the committed proofs without them, and `verify` checks the
published tables against any copy. Only a reader can judge whether a passage supports a record.
"""
