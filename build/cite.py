"""Step 7, too: `CITATION.cff`, from the declarations in schemas/package.py."""

import textwrap

from schemas import package as about


def citation_bytes() -> bytes:
    """Return the citation file (Citation File Format 1.2.0); no DOI until there is one."""
    lines = [
        "# Generated from schemas/package.py by `python -m build`; do not edit.",
        "cff-version: 1.2.0",
        "message: If you use this dataset, please cite it with its version.",
        "type: dataset",
        f'title: "{about.TITLE}"',
        f"version: {about.VERSION}",
        "authors:",
        *(f'  - name: "{person["title"]}"' for person in about.CONTRIBUTORS),
        f"license: {about.LICENSES[0]['name']}",
        "keywords:",
        *(f'  - "{word}"' for word in about.KEYWORDS),
        "abstract: >-",
        *(f"  {line}" for line in textwrap.wrap(about.DESCRIPTION, 86)),
    ]
    return ("\n".join(lines) + "\n").encode()
