"""What the dataset says of itself in a paragraph: the declared words, and how much it holds.

The extent is counted in the articles, so that a new one can't leave it behind.
"""

from datetime import date

import polars as pl

from schemas import package as about

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def abstract(articles: pl.DataFrame) -> str:
    """Return the description with the extent; `articles` is that table."""
    return f"{about.DESCRIPTION} {about.CODING.format(extent=extent(articles))}"


def extent(articles: pl.DataFrame) -> str:
    """Return how many articles there are, and of which months: those that dates admit."""
    if "published_earliest" not in articles.columns:  # of a package that can't be read
        return "no articles"
    count = f"{articles.height:,} article{'s' * (articles.height != 1)}"
    # The gates read CSV as text, in which a day may be none.
    earliest, latest = (
        articles[f"published_{bound}"].cast(pl.String).str.to_date("%Y-%m-%d", strict=False)
        for bound in ("earliest", "latest")
    )
    first, last = earliest.min(), latest.max()
    if not isinstance(first, date) or not isinstance(last, date):
        return count
    return f"{count}, {' to '.join(dict.fromkeys((_month(first), _month(last))))}"


def _month(day: date) -> str:
    # In English whatever the locale, which strftime would heed.
    return f"{MONTHS[day.month - 1]} {day.year}"
