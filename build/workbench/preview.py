"""The command `python -m build preview TEXTS`: look at the work, and write nothing.

With `--watch` it looks again whenever a file of raw/ or a text is saved, until interrupted.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from build.passages.prove_texts import render
from build.problems import ProblemsError
from build.progress import Say, silent
from build.workbench.dry_run import dry_run


def preview(root: Path, texts: list[Path], say: Say = silent) -> str:
    """Return the coverage report. Raises `ProblemsError` with everything that is wrong."""
    found = dry_run(root, texts, say)
    if found.problems:
        raise ProblemsError(found.problems)
    return render(found.proven.coverage, found.kept_articles)


def watch(root: Path, texts: list[Path], look: Callable[[], object]) -> Iterator[None]:
    """Look now and whenever a file is saved, and yield after each look; it never ends."""
    from watchfiles import watch as changes  # for people at a keyboard only

    look()
    yield
    for _ in changes(root / "raw", *texts):
        look()
        yield
