"""The command `python -m build anchor TEXTS`: make the proofs, and report the coverage.

The proofs of articles whose texts are not given stay as they are. A sentence that was pasted as
a locator is cut to its first and last words in its file, so that no text of an article stays in
raw/; comments, order and layout of the file do not change. If anything is wrong, nothing is
written.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from build.annotations.places import value_at
from build.annotations.records import Origin, show
from build.files.publish import locked
from build.files.writing import replace
from build.passages.proofs import write_proofs
from build.progress import Say, silent
from build.workbench.preview import preview


def anchor(root: Path, texts: list[Path], say: Say = silent) -> str:
    """Write raw/anchors.csv from the texts, and return the coverage report.

    Raises `ProblemsError` with every problem found, and writes nothing in that case.
    """
    with locked(root):
        found = preview(root, texts, say)
        shortened = _shortened(found.pasted)
        for path, content in shortened.items():
            replace(path, content)
        replace(root / "raw" / "anchors.csv", write_proofs(found.proofs.values()).encode())
    cut = [
        f"{show(root / 'raw', path)}: pasted sentences were cut to locators"
        for path in shortened
    ]
    return "\n".join([found.report, *cut])


def _shortened(pasted: Mapping[Origin, str]) -> dict[Path, bytes]:
    """Return the new content of each TOML file in which a sentence was pasted."""
    by_file: dict[Path, list[tuple[int, int, bytes]]] = {}
    for origin, locator in pasted.items():
        if origin.line is None:
            place = value_at(origin.file, (*origin.path, "locator"))
            new = json.dumps(locator, ensure_ascii=False).encode()
            by_file.setdefault(origin.file, []).append((place.start, place.end, new))
    files = {}
    for path, exchanges in by_file.items():
        content = path.read_bytes()
        for start, end, new in sorted(exchanges, reverse=True):
            content = content[:start] + new + content[end:]
        files[path] = content
    return files
