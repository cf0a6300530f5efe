"""Locators: a passage named by its first and last words, `first words … last words`.

A short one is named by all of its words (WICG Scroll-To-Text-Fragment does the same).
"""

import re

from build.texts.tokens import words

ELLIPSIS = "…"
# Three to six words a side name a sentence without quoting it; a passage of up to twice
# that is named whole.
WORDS_A_SIDE = (3, 6)
MOST_WHOLE = 11


def standard(locator: str) -> str:
    """Return a locator with the one sign …, where three full stops were written for it."""
    if "..." not in locator:  # as most have it not, which is seen much faster
        return locator
    return re.sub(r"\s+[.]{3}\s+", f" {ELLIPSIS} ", locator)


def split_locator(locator: str) -> tuple[str, str | None]:
    """Return the first and last words of a locator (None where it is the whole passage)."""
    first, found, last = locator.partition(ELLIPSIS)
    return first.strip(), last.strip() if found else None


def locator_fault(locator: str, *, evidence: bool = True) -> str | None:
    """Return what is wrong with a locator's form, or None.

    `evidence` says that it names a passage, whose words the tables repeat, and not an
    excluded part.
    """
    first, last = split_locator(locator)
    if last is not None and ELLIPSIS in last:
        return "has more than one …"
    sides = [words(first)] if last is None else [words(first), words(last)]
    if not all(sides):
        return "has a side without words"
    if not evidence:
        return None
    if last is None:
        whole = len(first.split())
        return f"has {whole} words, too many to be given whole" if whole > MOST_WHOLE else None
    least, most = WORDS_A_SIDE
    for name, side in (("first", first), ("last", last)):
        count = len(side.split())
        if not least <= count <= most:
            few = "few" if count < least else "many"
            return f"has {count} {name} words, too {few}: take {least} to {most}"
    return None
