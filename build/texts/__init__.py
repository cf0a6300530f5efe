"""The text of an article, as coded or as any copy has it, in; words, places and spans out.

Nothing here knows of records: it finds what it is asked for, and says how often.
"""
