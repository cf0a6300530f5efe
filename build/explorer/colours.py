"""The colours of strengths, for figures and pages.

Mixed from those of Okabe and Ito (2008), which the colour-blind tell apart; each is doubled by
a shape or by words, so that a black-and-white copy says the same. Text on a colour has a
contrast of 4.5 to 1 at least (WCAG 2.2, AA).
"""

from schemas.vocabularies import STRENGTH

# Vermillion for refusals, blue for promises, grey for what is undecided between them.
REFUSED, UNDECIDED, PROMISED = "#d55e00", "#ececec", "#0072b2"


def colour(rank: int) -> str:
    """Return the colour of a rank: grey at zero, and further from it the stronger."""
    ranks = [code.rank or 0 for code in STRENGTH.codes]
    end, reach = (PROMISED, max(ranks)) if rank > 0 else (REFUSED, -min(ranks))
    # A step beside zero is still told from it.
    share = 0.25 + 0.75 * abs(rank) / reach if rank else 0.0
    mixed = (
        round(a + (b - a) * share) for a, b in zip(_rgb(UNDECIDED), _rgb(end), strict=True)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


def ink(background: str) -> str:
    """Return the colour of text on a colour: black or white, whichever is told better."""
    return max(("#000000", "#ffffff"), key=lambda text: contrast(text, background))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2), from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _rgb(colour_: str) -> tuple[int, ...]:
    return tuple(int(colour_[n : n + 2], 16) for n in (1, 3, 5))


def _luminance(colour_: str) -> float:
    parts = [p / 255 for p in _rgb(colour_)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
