"""How to cite, from the declarations in schemas/package.py."""

import json
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

from build.files.reading import plain
from build.package.abstract import abstract
from build.package.dataset import Dataset
from build.problems import Problem, ProblemsError
from schemas import package as about


def citation_file(data: Dataset) -> str:
    """Return the citation file (Citation File Format 1.2.0); no DOI until there is one."""
    lines = [
        "# Generated from schemas/package.py by `python -m build`; do not edit.",
        "cff-version: 1.2.0",
        "message: If you use this dataset, please cite it with its version.",
        "type: dataset",
        f'title: "{about.TITLE}"',
        f"version: {about.VERSION}",
        "identifiers:",
        "  - type: other",
        f"    value: {data.fingerprint}",
        "    description: Fingerprint of the data, the same in every format.",
        "authors:",
        *(f'  - name: "{person["title"]}"' for person in about.CONTRIBUTORS),
        f"license: {about.LICENSES[0]['name']}",
        "keywords:",
        *(f'  - "{word}"' for word in about.KEYWORDS),
        "abstract: >-",
        *(f"  {line}" for line in textwrap.wrap(abstract(data.frames["articles"]), 86)),
    ]
    return "\n".join([*lines, ""])


def citations(root: Path, form: str = "text") -> str:
    """Return how to cite the package in `root`: the command `python -m build cite`.

    `form` is one of `FORMS`. Raises `ProblemsError` where the package is not built.
    """
    path = root / "datapackage.json"
    try:
        fingerprint = str(json.loads(plain(path).read_text("utf-8"))["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ProblemsError([Problem(str(path), "not built yet", "run: make")]) from error
    return FORMS[form](fingerprint)


def citation_text(fingerprint: str) -> str:
    """Return the citation in the style of APA (7th edition), with version and fingerprint."""
    where = f" https://doi.org/{about.DOI}" if about.DOI else ""
    return (
        f"{_AUTHORS}. ({about.YEAR}). {about.TITLE} (Version {about.VERSION}) [Data set]. "
        f"Fingerprint {fingerprint}.{where}"
    )


_AUTHORS = "; ".join(str(person["title"]) for person in about.CONTRIBUTORS)
_ID = f"{about.NAME}-{about.VERSION}"


def citation(fingerprint: str) -> str:
    """Return the citation for people, and for BibTeX below."""
    return f"{textwrap.fill(citation_text(fingerprint), 96)}\n\n{_bibtex(fingerprint)}"


def _csl(fingerprint: str) -> dict[str, Any]:
    """Return the item of CSL-JSON (CSL 1.0.2), which reference managers read."""
    item = {
        "id": _ID,
        "type": "dataset",
        "title": about.TITLE,
        "author": [{"literal": person["title"]} for person in about.CONTRIBUTORS],
        "issued": {"date-parts": [[about.YEAR]]},
        "version": about.VERSION,
        "genre": "Data set",
        "note": f"Fingerprint {fingerprint}",
    }
    return item | ({"DOI": about.DOI} if about.DOI else {})


def _csl_json(fingerprint: str) -> str:
    return json.dumps([_csl(fingerprint)], indent=2, ensure_ascii=False)


def _bibtex(fingerprint: str) -> str:
    """Return the citation for BibLaTeX; BibTeX takes its `@dataset` for `@misc`."""
    fields = {
        "author": " and ".join("{" + str(p["title"]) + "}" for p in about.CONTRIBUTORS),
        "title": "{" + about.TITLE + "}",
        "year": str(about.YEAR),
        "version": about.VERSION,
        "note": f"Data set, fingerprint {fingerprint}",
        **({"doi": about.DOI} if about.DOI else {}),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@dataset{{{_ID},\n{lines}\n}}"


def _ris(fingerprint: str) -> str:
    """Return the citation in RIS, which reference managers read."""
    lines = [
        ("TY", "DATA"),
        ("ID", _ID),
        ("TI", about.TITLE),
        *(("AU", str(person["title"])) for person in about.CONTRIBUTORS),
        ("PY", str(about.YEAR)),
        ("ET", about.VERSION),
        ("N1", f"Fingerprint {fingerprint}"),
        *([("DO", about.DOI)] if about.DOI else []),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {value}" for tag, value in lines).strip()


FORMS: dict[str, Callable[[str], str]] = {
    "text": citation,
    "bibtex": _bibtex,
    "ris": _ris,
    "csl-json": _csl_json,
    "apa": citation_text,
}
