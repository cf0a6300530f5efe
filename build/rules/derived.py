"""What other cells of a package determine is determined again, in SQL.

The id and the address of a passage follow from its row and its article, its place and length
from any other row of the same passage, a country's codes from its code in ISO 3166-1, and a
cell on which two codings differ from what was decided. The build works them out in Python, and
this is written apart from that. A row with a null among what it follows from is left to the
rules about nulls.

Left out on purpose: what the build's own code makes again (`remade`), and what only the texts
can tell, such as the hash of a long passage (`verify`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from build.frames.country_codes import read_countries, read_reference
from build.loaders.sql import quoted
from build.reliability.differences import fields_of
from build.reliability.matching import SECOND
from build.reliability.units import MEASURED
from schemas import TABLES


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
    known = _values((iso3, *codes) for iso3, codes in read_countries().items())
    return (
        f"SELECT t.country FROM countries t LEFT JOIN ({known}) "
        "k (country, iso2, number, name, cow, gw) ON k.country = t.country "
        "WHERE t.iso2 <> k.iso2 OR t.iso_numeric <> k.number::INTEGER OR t.name <> k.name "
        "OR t.cow_code IS DISTINCT FROM k.cow::INTEGER "
        "OR t.gw_code IS DISTINCT FROM k.gw::INTEGER OR k.country IS NULL"
    )


def _reference_query() -> str:
    known = _values((iso3, *cells) for iso3, cells in read_reference().items())
    in_eu = "k.eu_from::DATE <= a.day AND a.day <= coalesce(k.eu_until::DATE, a.day)"
    return (
        f"SELECT t.country FROM countries t JOIN ({known}) "
        "k (country, wikidata, eu_from, eu_until, nato_from) ON k.country = t.country "
        "CROSS JOIN (SELECT max(published_latest) AS day FROM articles) a "
        f"WHERE t.wikidata <> k.wikidata OR t.eu_member <> coalesce({in_eu}, false) "
        "OR t.nato_member <> coalesce(k.nato_from::DATE <= a.day, false)"
    )


def _values(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as SQL, all cells as text."""
    lines = (
        ", ".join("NULL" if cell is None else quoted(str(cell)) for cell in row) for row in rows
    )
    return f"VALUES {', '.join(f'({line})' for line in sorted(lines))}"


# Columns that identify a passage, and columns that are then equal in all its rows.
_PASSAGES = (
    ("article_id, cue_start, cue_end", ("start_char", "end_char", "tokens", "sha256")),
    ("article_id, start_char, end_char", ("tokens", "sha256")),
    ("sha256", ("tokens",)),
)


def _passage_query() -> str:
    """Return SQL for rows that contradict another row of the same passage."""
    return " UNION ".join(
        f"SELECT e.evidence_id FROM evidence e JOIN (SELECT {named} FROM evidence "
        f"GROUP BY {named} HAVING {' OR '.join(f'min({c}) <> max({c})' for c in same)}) p ON "
        + " AND ".join(f"e.{c} IS NOT DISTINCT FROM p.{c}" for c in named.split(", "))
        for named, same in _PASSAGES
    )


def _decision_query() -> str:
    """Return SQL for disagreements whose published cell differs from the decision."""
    published = " UNION ALL ".join(_published(table) for table in MEASURED if fields_of(table))
    first = "value IS NOT DISTINCT FROM first_value"
    second = "value IS NOT DISTINCT FROM second_value"
    # The published id of a record that only the second coding has may differ from its id there.
    its_own = f"second_value LIKE '{SECOND}%' AND value IS NOT NULL AND NOT ({first})"
    return (
        f"SELECT coding_id FROM ({published}) d WHERE NOT CASE decision "
        f"WHEN 'second' THEN {second} OR coalesce({its_own}, false) "
        f"WHEN 'neither' THEN NOT ({first} OR {second}) ELSE {first} END"
    )


def _published(table: str) -> str:
    """Return the query of a table's differing cells, each with the published value as text."""
    key = " || '/' || ".join(f"t.{c}" for c in TABLES[table].key())
    cells = " ".join(f"WHEN '{c}' THEN CAST(t.{c} AS VARCHAR)" for c in fields_of(table))
    return (
        f"SELECT c.coding_id, c.decision, c.first_value, c.second_value, "
        f"CASE c.field {cells} END AS value FROM codings c JOIN {table} t "
        f"ON c.record_id = {key} WHERE c.record_table = '{table}' AND c.field IS NOT NULL "
        "AND c.first_id IS NOT NULL AND c.second_id IS NOT NULL"
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
        "passage_of_one_place",
        "evidence",
        None,
        "another row of the same passage has another place, number of tokens or hash",
        _passage_query,
    ),
    Derived(
        "cell_as_decided",
        "codings",
        "decision",
        "the published cell differs from the value that the decision chose (codebook: codings)",
        _decision_query,
    ),
    Derived(
        "codes_of_country",
        "countries",
        None,
        "iso2, iso_numeric, name, cow_code and gw_code are those that ISO 3166-1, Correlates "
        "of War, and Gleditsch and Ward have for the country",
        _country_query,
    ),
    Derived(
        "reference_of_country",
        "countries",
        None,
        "wikidata, eu_member and nato_member are those in schemas/countries.csv "
        "for the country on the day of the latest article",
        _reference_query,
    ),
)
