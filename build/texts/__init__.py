"""Split the text of an article, or of any copy of it, into words, places and spans.

This package does not know about records.
"""
