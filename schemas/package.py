"""What the dataset says about itself: name, version, licences, people, sources.

The version is declared here and nowhere else; datapackage.json, the Parquet metadata,
CITATION.cff and the DuckDB file take it from here.
"""

NAME = "ukraine-security-guarantees"
TITLE = "Security guarantees for Ukraine: who promised, refused or signed what"
VERSION = "0.1.0"
HOMEPAGE: str | None = None  # none is established yet

DESCRIPTION = (
    "Who said, promised, refused or signed what about security guarantees for Ukraine; "
    "when; under which conditions; on whose word; and in which passage of which article "
    "that can be read. News articles are evidence of claims, not facts. Five articles, "
    "February 2025 to January 2026, single-coded by a program."
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
