"""What helps somebody who codes an article: a draft, a search, a look at the work, the proofs.

Everything here writes to raw/ or nowhere; what the tables hold is decided in `frames`.
"""
