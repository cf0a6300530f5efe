"""How to cite, from the declarations in schemas/package.py: a template for each format."""

import json
import textwrap
from pathlib import Path
from string import Template

from build.files.reading import plain
from build.package.abstract import abstract
from build.package.dataset import Dataset
from build.problems import Problem, ProblemsError
from schemas import package as about

_AUTHORS = [str(person["title"]) for person in about.CONTRIBUTORS]


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
        *(f'  - name: "{author}"' for author in _AUTHORS),
        f"license: {about.LICENSES[0]['name']}",
        "keywords:",
        *(f'  - "{word}"' for word in about.KEYWORDS),
        "abstract: >-",
        *(f"  {line}" for line in textwrap.wrap(abstract(data.frames["articles"]), 86)),
    ]
    return "\n".join([*lines, ""])


def citations(root: Path, form: str = "text") -> str:
    """Return how to cite the package in `root`: the command `python -m build cite`.

    `form` is `text` or the name of a template. Raises `ProblemsError` where it is not built.
    """
    path = root / "datapackage.json"
    try:
        fingerprint = str(json.loads(plain(path).read_text("utf-8"))["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ProblemsError([Problem(str(path), "not built yet", "run: make")]) from error
    return citation_text(fingerprint, form)


def citation_text(fingerprint: str, form: str = "apa") -> str:
    """Return the citation in a format; `text` is APA's with that for BibTeX below."""
    if form == "text":
        apa, bibtex = (citation_text(fingerprint, name) for name in ("apa", "bibtex"))
        return f"{textwrap.fill(apa, 96)}\n\n{bibtex}"
    return Template(_TEMPLATES[form]).substitute(
        id=f"{about.NAME}-{about.VERSION}",
        title=about.TITLE,
        year=about.YEAR,
        version=about.VERSION,
        fingerprint=fingerprint,
        authors="; ".join(_AUTHORS),
        bibtex_authors=" and ".join("{" + author + "}" for author in _AUTHORS),
        ris_authors="\n".join(f"AU  - {author}" for author in _AUTHORS),
        json_authors=json.dumps([{"literal": author} for author in _AUTHORS]),
        **{name: said.format(about.DOI) if about.DOI else "" for name, said in _DOI.items()},
    )


# What stands in each format once there is a DOI.
_DOI = {
    "apa_doi": " https://doi.org/{}",
    "bibtex_doi": ",\n  doi = {{{}}}",
    "ris_doi": "\nDO  - {}",
    "json_doi": ', "DOI": "{}"',
}
_TEMPLATES = {
    # The style of APA (7th edition), with version and fingerprint.
    "apa": "$authors. ($year). $title (Version $version) [Data set]. "
    "Fingerprint $fingerprint.$apa_doi",
    # For BibLaTeX; BibTeX takes its `@dataset` for `@misc`.
    "bibtex": """\
@dataset{$id,
  author = {$bibtex_authors},
  title = {{$title}},
  year = {$year},
  version = {$version},
  note = {Data set, fingerprint $fingerprint}$bibtex_doi
}""",
    "ris": """\
TY  - DATA
ID  - $id
TI  - $title
$ris_authors
PY  - $year
ET  - $version
N1  - Fingerprint $fingerprint$ris_doi
ER  -""",
    # CSL 1.0.2.
    "csl-json": """\
[{"id": "$id", "type": "dataset", "title": "$title",
  "author": $json_authors, "issued": {"date-parts": [[$year]]},
  "version": "$version", "genre": "Data set", "note": "Fingerprint $fingerprint"$json_doi}]""",
}
