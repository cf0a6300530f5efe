"""What the dataset says about itself: name, version, licences, people, files.

The version is declared here and nowhere else; the descriptor, the Parquet metadata, the DuckDB
file, the loaders, and what is cited and catalogued take it from here.
"""

NAME = "ukraine-security-guarantees"
TITLE = "Security guarantees for Ukraine: who promised, refused or signed what"
VERSION = "0.3.0"
DATABASE = f"tables/{NAME}.duckdb"  # made by the build, not committed
YEAR = 2026  # of this version
HOMEPAGE: str | None = None  # none is established yet
DOI: str | None = None  # nor is one; it is never made up

DESCRIPTION = (
    "Who said, promised, refused or signed what about security guarantees for Ukraine; "
    "when; under which conditions; on whose word; and in which passage of which article. "
    "News articles are evidence of claims, not facts."
)
CODING = (
    "{extent}, coded by large language models and by no human; how far two codings agree is "
    "in the table reliability."
)

KEYWORDS = (
    "Ukraine",
    "security guarantees",
    "Coalition of the Willing",
    "event data",
    "political commitments",
    "provenance",
)

LICENSES = (
    {
        "name": "CC-BY-4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Creative Commons Attribution 4.0 International",
    },
)

CONTRIBUTORS = (
    {
        "title": "Maintainers of the dataset on security guarantees for Ukraine",
        "roles": ["maintainer", "publisher"],
    },
)

# Files that people write, and that are shipped as they are; every other file is made from the
# tables (build/artefacts/registry.py).
DOCUMENTS = (
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "raw/README.md",
    "raw/codings/README.md",
    "tables/README.md",
    "tests/benchmarks/README.md",
)

# The view that is the one flat table.
FLAT = "positions"

# Tables about the coding itself, which stand apart from those that people analyse.
CODING_TABLES = ("basis", "codings", "reliability", "unitizing", "confusions")

# The tables in the order in which people read of them; the flat table comes before all.
READING = (
    "commitments",
    "quotes",
    "events",
    "countries",
    "actors",
    "event_participants",
    "mentions",
    "memberships",
    "instruments",
    "relations",
    "articles",
    "copies",
    "evidence",
    *CODING_TABLES,
    "codes",
)

WORKBOOK = f"tables/formats/{NAME}.xlsx"
R_DATA = f"tables/formats/{NAME}.rds"
STATA = "tables/formats/stata"


def stem(name: str) -> str:
    """Return where the files of a table or view are, without what follows the dot.

    `positions` and the tables that people analyse are in tables/, those about the coding in
    tables/coding/, the other views in tables/views/.
    """
    if name in CODING_TABLES:
        return f"tables/coding/{name}"
    return f"tables/{name}" if name == FLAT or name in READING else f"tables/views/{name}"
