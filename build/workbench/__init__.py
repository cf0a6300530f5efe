"""Help people code an article: a draft, a search, a preview and the proofs.

This package writes only to raw/. The content of the tables is decided in `frames`.
"""
