"""Step 7, too: how to cite, from the declarations in schemas/package.py."""

import json
import textwrap
from pathlib import Path

import polars as pl

from build.files.reading import plain
from build.package.abstract import abstract
from build.problems import Problem, ProblemsError
from schemas import package as about


def citation_bytes(fingerprint: str, articles: pl.DataFrame) -> bytes:
    """Return the citation file (Citation File Format 1.2.0); no DOI until there is one.

    `fingerprint` is that of the dataset, `articles` the table.
    """
    lines = [
        "# Generated from schemas/package.py by `python -m build`; do not edit.",
        "cff-version: 1.2.0",
        "message: If you use this dataset, please cite it with its version.",
        "type: dataset",
        f'title: "{about.TITLE}"',
        f"version: {about.VERSION}",
        "identifiers:",
        "  - type: other",
        f"    value: {fingerprint}",
        "    description: Fingerprint of the data, the same in every format.",
        "authors:",
        *(f'  - name: "{person["title"]}"' for person in about.CONTRIBUTORS),
        f"license: {about.LICENSES[0]['name']}",
        "keywords:",
        *(f'  - "{word}"' for word in about.KEYWORDS),
        "abstract: >-",
        *(f"  {line}" for line in textwrap.wrap(abstract(articles), 86)),
    ]
    return ("\n".join(lines) + "\n").encode()


def citations(root: Path) -> str:
    """Return how to cite the package in `root`: the command `python -m build cite`.

    Raises `ProblemsError` where it is not built.
    """
    path = root / "datapackage.json"
    try:
        fingerprint = str(json.loads(plain(path).read_text("utf-8"))["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ProblemsError([Problem(str(path), "not built yet", "run: make")]) from error
    return f"{textwrap.fill(citation_text(fingerprint), 96)}\n\n{citation_bibtex(fingerprint)}"


def citation_text(fingerprint: str) -> str:
    """Return the citation in the style of APA (7th edition), with version and fingerprint."""
    where = f" https://doi.org/{about.DOI}" if about.DOI else ""
    return (
        f"{_AUTHORS} ({about.YEAR}). {about.TITLE} (Version {about.VERSION}) [Data set]. "
        f"Fingerprint {fingerprint}.{where}"
    )


def citation_bibtex(fingerprint: str) -> str:
    """Return the citation for BibTeX and BibLaTeX."""
    fields = {
        "author": " and ".join("{" + str(p["title"]) + "}" for p in about.CONTRIBUTORS),
        "title": "{" + about.TITLE + "}",
        "year": str(about.YEAR),
        "version": about.VERSION,
        "note": f"Data set, fingerprint {fingerprint}",
    }
    if about.DOI:
        fields["doi"] = about.DOI
    lines = [f"  {name:<8}= {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@dataset{{{about.NAME}-{about.VERSION},", *lines, "}"])


_AUTHORS = "; ".join(str(person["title"]) for person in about.CONTRIBUTORS)
