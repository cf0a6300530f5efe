"""What other cells of a package determine is determined again, in SQL.

The id and the address of a passage follow from its row and its article, and a country's codes
from its name in ISO 3166-1. The build works them out in Python, and this is written apart from
that. A row with a null among what it follows from is left to the rules about nulls.

Left out on purpose: what only the texts can tell, as the hash of a passage (`verify`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from build.frames.country_codes import read_countries
from build.loaders.sql import quoted


@dataclass(frozen=True)
class Derived:
    """A rule that cells follow from others; `query` asks the keys of `table` that break it."""

    name: str
    table: str
    column: str | None
    message: str
    query: Callable[[], str]


_DIGEST = (
    "substr(sha256(sha256 || chr(31) || cue_start || coalesce(' … ' || cue_end, '') "
    "|| chr(31) || record_table || chr(31) || record_id || chr(31) || coalesce(field, '') "
    "|| chr(31) || stance), 1, 10)"
)


def _fragment(column: str) -> str:
    return f"replace(url_encode({column}), '-', '%2D')"


def _country_query() -> str:
    rows = (
        "({})".format(
            ", ".join("NULL" if c is None else quoted(str(c)) for c in (iso3, *codes))
        )
        for iso3, codes in sorted(read_countries().items())
    )
    return (
        f"SELECT t.country FROM countries t LEFT JOIN (VALUES {', '.join(rows)}) "
        "k (country, iso2, number, name, cow, gw) ON k.country = t.country "
        "WHERE t.iso2 <> k.iso2 OR t.iso_numeric <> k.number::INTEGER OR t.name <> k.name "
        "OR t.cow_code IS DISTINCT FROM k.cow::INTEGER "
        "OR t.gw_code IS DISTINCT FROM k.gw::INTEGER OR k.country IS NULL"
    )


DERIVED = (
    Derived(
        "evidence_id_of_its_row",
        "evidence",
        "evidence_id",
        "its digits are not those of a hash over passage, record, field and stance",
        lambda: (
            "SELECT evidence_id FROM evidence "
            f"WHERE evidence_id <> article_id || '.e' || {_DIGEST}"
        ),
    ),
    Derived(
        "url_of_passage",
        "evidence",
        "url",
        "it is not the article's address with the passage's first and last words",
        lambda: (
            "SELECT e.evidence_id FROM evidence e JOIN articles a USING (article_id) "
            "WHERE e.url IS DISTINCT FROM a.url "
            "|| CASE WHEN contains(a.url, '#') THEN '' ELSE '#' END || ':~:text=' || "
            f"{_fragment('e.cue_start')} || coalesce(',' || {_fragment('e.cue_end')}, '')"
        ),
    ),
    Derived(
        "codes_of_country",
        "countries",
        None,
        "iso2, iso_numeric, name, cow_code and gw_code are those that ISO 3166-1, Correlates "
        "of War, and Gleditsch and Ward have for the country",
        _country_query,
    ),
)
