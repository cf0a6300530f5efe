"""The command `python -m build preview TEXTS`: check raw/ and the texts, and write nothing.

With `--watch` it repeats the check whenever a file of raw/ or a text is saved, until stopped.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from build.passages.prove_texts import render
from build.problems import ProblemsError
from build.progress import Say, silent
from build.workbench.dry_run import dry_run


def preview(root: Path, texts: list[Path], say: Say = silent) -> str:
    """Return the coverage report. Raises `ProblemsError` with every problem found."""
    found = dry_run(root, texts, say)
    if found.problems:
        raise ProblemsError(found.problems)
    return render(found.proven.coverage, found.kept_articles)


def watch(root: Path, texts: list[Path], look: Callable[[], object]) -> Iterator[None]:
    """Call `look` now and whenever a file is saved, and yield after each call, without end."""
    from watchfiles import watch as changes  # only needed with --watch

    look()
    yield
    for _ in changes(root / "raw", *texts):
        look()
        yield
