"""Two codings of the same articles in; how far they agree, and where they do not, out.

The codings are raw/codings/first and raw/codings/second, each in the form of raw/. What was
decided about each difference is raw/codings/adjudication; the published rows are those of raw/.
"""
