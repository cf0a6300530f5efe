"""A written package in; findings out, by four gates.

`frames` is pandera on frames, `files` is SQL on the written files, `descriptor` is the official
profile and frictionless; `artefacts` makes every file again and compares. Nothing is repaired.
"""
