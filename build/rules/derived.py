"""What other cells of a package determine is determined again, in both gates of the data.

The id and the address of a passage follow from its row and its article, and a country's codes
from its name in ISO 3166-1. Each is worked out twice: for frames in Python, by the functions
that the build uses, and for files by SQL of DuckDB. A row with a null among what it follows
from is left to the rules about nulls.

Left out on purpose: what only the texts can tell, as the hash of a passage (`verify`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from build.frames.country_codes import read_countries
from build.frames.evidence import deep_link, id_of
from build.loaders.sql import quoted
from build.texts.locators import ELLIPSIS


@dataclass(frozen=True)
class Derived:
    """A rule that cells follow from others.

    `broken` returns the keys of the rows of `table` that break it, for frames; `query` does
    so for the tables in DuckDB.
    """

    name: str
    table: str
    column: str | None
    message: str
    broken: Callable[[Mapping[str, pl.DataFrame]], Iterable[str]]
    query: Callable[[], str]


_LOCATOR = pl.concat_str(
    "cue_start", pl.concat_str(pl.lit(f" {ELLIPSIS} "), "cue_end").fill_null("")
)


def _ids(frames: Mapping[str, pl.DataFrame]) -> Iterable[str]:
    told = pl.concat_str(
        *("sha256", _LOCATOR, "record_table", "record_id"),
        *(pl.col("field").fill_null(""), "stance"),
        separator="\x1f",
    )
    rows = frames["evidence"].select("evidence_id", "article_id", told.alias("told"))
    for given, article, text in rows.drop_nulls().iter_rows():
        if given != id_of(article, text):
            yield given


def _links(frames: Mapping[str, pl.DataFrame]) -> Iterable[str]:
    urls = dict(frames["articles"].select("article_id", "url").iter_rows())
    names = ("article_id", "cue_start", "cue_end", "url")
    # A passage stands in a row for each record that it supports, and is looked at once.
    wrong = [
        passage
        for passage in frames["evidence"].select(names).unique().iter_rows()
        if passage[1] is not None and passage[3] != _link(urls.get(passage[0]), *passage[1:3])
    ]
    broken = pl.DataFrame(wrong, schema=dict.fromkeys(names, pl.String), orient="row")
    rows = frames["evidence"].join(broken, on=names, how="semi", nulls_equal=True)
    return rows["evidence_id"].drop_nulls().to_list()


def _link(page: str | None, first: str, last: str | None) -> str | None:
    return deep_link(page, first, last) if page else None


def _codes(frames: Mapping[str, pl.DataFrame]) -> Iterable[str]:
    known = read_countries()
    names = ("country", "iso2", "iso_numeric", "name", "cow_code", "gw_code")
    for country, *codes in frames["countries"].select(names).iter_rows():
        if None not in (country, *codes[:3]) and tuple(codes) != known.get(country):
            yield country


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
        _ids,
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
        _links,
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
        _codes,
        _country_query,
    ),
)
