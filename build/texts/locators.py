"""Parse and check locators, which identify a passage: `first words … last words`.

The locator of a short passage has all of its words, as in WICG Scroll-To-Text-Fragment.
"""

import re

from build.texts.tokens import words

ELLIPSIS = "…"
# Three to six words per side identify a sentence without quoting it. A passage of up to eleven
# words is given in full.
WORDS_A_SIDE = (3, 6)
MOST_WHOLE = 11


def standard(locator: str) -> str:
    """Return a locator with the sign … where three full stops were written for it."""
    return re.sub(r"\s+[.]{3}\s+", f" {ELLIPSIS} ", locator)


def split_locator(locator: str) -> tuple[str, str | None]:
    """Return the first and last words of a locator; None if the first are the whole passage."""
    first, found, last = locator.partition(ELLIPSIS)
    return first.strip(), last.strip() if found else None


def locator_fault(locator: str, *, evidence: bool = True) -> str | None:
    """Return what is wrong with the form of a locator, or None.

    `evidence` says that the locator names a passage, whose words the tables repeat, and not
    an excluded part.
    """
    first, last = split_locator(locator)
    if locator.count(ELLIPSIS) > 1:
        return "has more than one …"
    if not words(first) or (last is not None and not words(last)):
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
