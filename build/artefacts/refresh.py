"""The command `python -m build refresh`: renew what the documents show.

It renews the results below the snippets, the version, the numbers of rows and the list of
files. If a document changes, the files made from the documents and their sums are made again
and put in place with it. Nothing is written unless every snippet runs.
"""

import re
from collections import Counter
from pathlib import Path

from build.artefacts.build import put_in_place
from build.artefacts.registry import artefacts
from build.documents.counts import with_counts
from build.documents.snippets import find_snippets, missing, run_all
from build.files.publish import locked
from build.files.reading import read_parquet
from build.problems import Problem, ProblemsError
from build.progress import Say, silent
from schemas import TABLES
from schemas.package import DATABASE, stem

SHOWING = ("README.md", "raw/README.md", "tables/README.md", "CONTRIBUTING.md")
# Kinds of which a folder has many.
_MANY = (".csv", ".parquet", ".dta", ".svg", ".png")
_FILES = re.compile("(?<=<!-- files -->\n)[^<]*(?=<!-- end -->)")


def refresh(root: Path, say: Say = silent) -> str:
    """Renew the documents of the package in `root`, and say which have changed.

    Raises `ProblemsError` where the package is not built or a snippet fails.
    """
    if not (root / DATABASE).exists():
        raise ProblemsError([Problem(str(root / DATABASE), "not built yet", "run: make")])
    frames = {name: read_parquet(root / f"{stem(name)}.parquet") for name in TABLES}
    renewed: dict[str, str] = {}
    for document in (name for name in SHOWING if (root / name).exists()):
        say(document)
        text = (root / document).read_text("utf-8")
        text = with_counts(_with_results(root, document, text), frames)
        renewed[document] = _FILES.sub(_listed(), text)
    changed = [n for n, text in renewed.items() if (root / n).read_text("utf-8") != text]
    if changed:
        with locked(root):
            put_in_place(root, frames, say, {n: renewed[n].encode() for n in changed})
    return "\n".join(f"{n}: {'changed' if n in changed else 'the same'}" for n in renewed)


def _listed() -> str:
    """Return the list of files as Markdown: by folder, and those of one kind together."""
    folders: dict[str, Counter[str]] = {}
    for artefact in artefacts():
        folder, _, name = artefact.path.rpartition("/")
        kind = f"*{Path(name).suffix}" if Path(name).suffix in _MANY else name
        folders.setdefault(folder, Counter())[kind] += 1
    lines = [
        f"- `{folder or '.'}/`: "
        + ", ".join(f"`{kind}`" + f" ({n})" * (n > 1) for kind, n in sorted(kinds.items()))
        for folder, kinds in sorted(folders.items())
    ]
    return "\n".join([*lines, ""])


def _with_results(root: Path, document: str, text: str) -> str:
    snippets = [s for s in find_snippets(document, text) if not missing(s)]
    for snippet, result in reversed(list(zip(snippets, run_all(root, snippets), strict=True))):
        start, end = snippet.place
        text = text[:start] + result + text[end:]
    return text
