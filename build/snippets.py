"""The command `python -m build refresh`: renew the dictionary and the shown results.

A fenced block of Python or R that is followed by a block `text`, and one of SQL that is
followed by a table, is run in the package's folder, and what is below becomes what it
gives. SQL is run on the package's database. The tests run the same and fail with the
difference, so that no shown result is stale.

Left out on purpose: snippets without a result below, which are not run. R is skipped where
it is not installed.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import regex

from build.database import DATABASE
from build.dictionary import dictionary
from build.problems import Problem, ProblemsError

DOCUMENTS = ("README.md", "raw/README.md")
_SNIPPET = regex.compile(
    r"^```(?P<language>python|r)\n(?P<code>[^`]*)^```\n\n```text\n(?P<shown>[^`]*)^```$"
    r"|^```(?P<language>sql)\n(?P<code>[^`]*)^```\n\n(?P<shown>(?:\|.*\n)+)",
    regex.M,
)
_SECONDS = 120


class Snippet(NamedTuple):
    """A snippet: its document, line, language, code and the result that is shown."""

    document: str
    line: int
    language: str
    code: str
    shown: str
    place: tuple[int, int]


def find_snippets(document: str, text: str) -> Iterator[Snippet]:
    """Yield the snippets of a document that show a result."""
    for match in _SNIPPET.finditer(text):
        yield Snippet(
            document,
            text.count("\n", 0, match.start()) + 1,
            match["language"],
            match["code"],
            match["shown"],
            match.span("shown"),
        )


def can_run(snippet: Snippet) -> bool:
    """Say whether what the snippet needs is installed."""
    return snippet.language != "r" or shutil.which("Rscript") is not None


def run_snippet(root: Path, snippet: Snippet) -> str:
    """Run a snippet in the package's folder and return what it prints.

    Raises `ProblemsError` where it fails.
    """
    command = {
        "sql": [sys.executable, "-c", _SQL, str(root / DATABASE), snippet.code],
        "python": [sys.executable, "-c", snippet.code],
        "r": ["Rscript", "--vanilla", "-e", snippet.code],
    }[snippet.language]
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise ProblemsError(
            [Problem(snippet.document, snippet.line, "", "", f"the snippet fails: {last}", "")]
        )
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines()) + "\n"


_SQL = """
import sys, duckdb
from build.markdown import markdown
result = duckdb.connect(sys.argv[1], read_only=True).execute(sys.argv[2])
print("\\n".join(markdown([c[0] for c in result.description], result.fetchall())))
"""


def refresh(root: Path) -> str:
    """Renew the dictionary and the results in the documents, and say what has changed."""
    if not (root / DATABASE).exists():
        raise ProblemsError(
            [Problem(str(root / DATABASE), None, "", "", "not built", "run: make")]
        )
    path = root / "tables" / "dictionary.md"
    old = path.read_text("utf-8") if path.exists() else ""
    new = dictionary(root)
    path.write_text(new, "utf-8")
    said = [f"tables/dictionary.md: {'changed' if new != old else 'the same'}"]
    for document in DOCUMENTS:
        path = root / document
        text = path.read_text("utf-8")
        changed = 0
        for snippet in reversed(list(find_snippets(document, text))):
            if can_run(snippet):
                start, end = snippet.place
                result = run_snippet(root, snippet)
                changed += result != snippet.shown
                text = text[:start] + result + text[end:]
        path.write_text(text, "utf-8")
        said.append(f"{document}: {changed} result{'s' * (changed != 1)} changed")
    return "\n".join(said)
