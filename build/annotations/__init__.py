"""raw/ as people and programs write it, in; a corpus of records of checked types, out.

Nothing here knows what a value means: whether a code, a date or an id is right is for
`frames`, whether a passage stands in a text for `passages`.
"""
