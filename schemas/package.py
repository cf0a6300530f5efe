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

# What stands in tables/ beside a CSV and a Parquet file of each table, and is released.
BESIDE_TABLES = (
    "README.md",
    "codebook.html",
    "croissant.json",
    "datacite.json",
    "dictionary.html",
    "dictionary.md",
    "explorer.html",
    "load.R",
    "load.postgres.sql",
    "load.py",
    "load.spark.py",
    "load.spark.sql",
    "load.sqlite.sql",
    "load.sql",
    f"{NAME}.rds",
    f"{NAME}.xlsx",
)

WORKBOOK = f"{NAME}.xlsx"
R_DATA = f"{NAME}.rds"
EXPLORER = "explorer.html"
CODEBOOK = "codebook.html"

# The folder in tables/ of the Parquet files by month; what their parts are named by (YYYY-MM).
BY_MONTH = "by_month"
MONTH = "month"

# The views in tables/views/, each as CSV and Parquet.
VIEWS = (
    "agreement",
    "attendance",
    "coded_twice",
    "completeness",
    "conditions",
    "contested",
    "corroboration",
    "country_stances",
    "dates",
    "disputed_claims",
    "disputed_details",
    "own_and_claimed",
    "panel",
    "positions",
    "provenance",
    "quantities",
    "refusals",
    "reports",
    "signed_and_announced",
    "speakers",
    "stance_changes",
    "stance_timeline",
    "thin_sources",
    "unpledged_measures",
    "word_against_word",
)

# The view that is the one flat table.
FLAT = "positions"

# The figures in tables/plots/, each as SVG and PNG.
FIGURES = ("ladder", "stances", "timeline")
