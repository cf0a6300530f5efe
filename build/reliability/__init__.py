"""Compare two codings of the same articles: how far they agree, and where they differ.

The codings are raw/codings/first and raw/codings/second, each in the form of raw/. The
adjudication of each difference is in raw/codings/adjudication. The published rows come from
raw/ itself.
"""
