"""The command `python -m build anchor TEXTS`: make the proofs, and report the coverage.

Articles without a given text keep their proofs. A sentence pasted as a locator is cut to its
first and last words in its file, so that no text of an article stays in raw/. If there is any
problem, nothing is written.
"""

from pathlib import Path

from build.annotations.records import show
from build.files.publish import locked
from build.files.writing import replacing, unwritable
from build.passages.proofs import write_proofs
from build.passages.prove_texts import render
from build.problems import ProblemsError
from build.progress import Say, silent
from build.workbench.dry_run import dry_run
from build.workbench.shortening import shortened


def anchor(root: Path, texts: list[Path], say: Say = silent) -> str:
    """Write raw/anchors.csv from the texts, and return the coverage report.

    Raises `ProblemsError` with every problem found, and writes nothing in that case.
    """
    with locked(root):
        found = dry_run(root, texts, say)
        if found.problems:
            raise ProblemsError(found.problems)
        files = shortened(found.proven.pasted)
        proofs = [p for proofs in found.proven.proofs.values() for p in proofs]
        content = write_proofs([*proofs, *found.kept]).encode()
        files[root / "raw" / "anchors.csv"] = content
        for path, content in files.items():
            _replace(path, content)
    report = [render(found.proven.coverage, found.kept_articles)]
    report += [
        f"{show(root / 'raw', path)}: pasted sentences were cut to locators"
        for path in files
        if path.suffix == ".toml"
    ]
    return "\n".join(report)


def _replace(path: Path, content: bytes) -> None:
    try:
        with replacing(path) as out:
            out.write(content)
    except OSError as error:
        raise ProblemsError([unwritable(path, error)]) from error
