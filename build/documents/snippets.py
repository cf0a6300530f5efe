"""The snippets of the documents, and what they give.

A fenced block of Python, R, JavaScript or shell that is followed by a block `text`, and one of
SQL that is followed by a table, is run in the package's folder, and what is below becomes what
it gives. SQL is run on the package's database. `refresh` renews the results, and the tests run
the same and fail with the difference.

A snippet is skipped where a program that it needs is not installed (`missing`). Left out on
purpose: snippets without a result below, which are not run.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import duckdb
import regex

from build.problems import Problem, ProblemsError
from build.views.markdown import markdown
from schemas.package import DATABASE

_SNIPPET = regex.compile(
    r"^```(?P<language>python|r|js|sh)\n(?P<code>[^`]*)^```\n\n```text\n(?P<shown>[^`]*)^```$"
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


# What `make clients` installs, apart from what the build needs.
CLIENTS = Path(__file__).resolve().parents[2] / ".clients"
# What snippets need, and the sign of it in them.
_NEEDS = {
    "Rscript": r"^language=r$",
    "node": r"^language=js$",
    "readr": r"readr::",
    "make clients": r"pyspark|@duckdb/node-api",
    "java": r"pyspark",
    "sqlite3": r"^sqlite3 ",
    "psql": r"^psql ",
    "a PostgreSQL server": r"^psql ",  # tests/conftest.py starts one
    "soffice": r"^soffice ",
}


def _is_there(name: str) -> bool:
    if name == "readr":
        command = ["sh", "-c", "Rscript --vanilla -e 'library(readr)'"]
        return not subprocess.run(command, capture_output=True, check=False).returncode
    if name == "make clients":
        return (CLIENTS / "installed").exists()
    return "PGHOST" in os.environ if "server" in name else shutil.which(name) is not None


def missing(snippet: Snippet) -> list[str]:
    """Return the names of what a snippet needs and what is not installed."""
    told = f"language={snippet.language}\n{snippet.code}"
    return [
        n
        for n, sign in _NEEDS.items()
        if regex.search(sign, told, regex.M) and not _is_there(n)
    ]


def run_snippet(root: Path, snippet: Snippet) -> str:
    """Run a snippet in the package's folder and return what it prints.

    Raises `ProblemsError` where it fails.
    """
    if snippet.language == "sql":
        return _run_sql(root, snippet)
    python = str(CLIENTS / "bin" / "python") if "pyspark" in snippet.code else sys.executable
    command = {
        "python": [python, "-c", snippet.code],
        "r": ["Rscript", "--vanilla", "-e", snippet.code],
        "js": ["node", "--input-type=commonjs", "-e", snippet.code],
        "sh": ["bash", "-euc", snippet.code],
    }[snippet.language]
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "NODE_PATH": str(CLIENTS / "node_modules"),
    }
    done = subprocess.run(
        command,
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode:
        raise _fails(snippet, (done.stderr.strip().splitlines() or ["no message"])[-1])
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines()) + "\n"


def run_all(root: Path, snippets: Sequence[Snippet]) -> list[str]:
    """Return what each snippet prints; they run beside each other."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(partial(run_snippet, root), snippets))


def _run_sql(root: Path, snippet: Snippet) -> str:
    """Run SQL on the package's database; paths of files in it are relative to the package."""
    try:
        with duckdb.connect(root / DATABASE, read_only=True) as connection:
            connection.execute("SET file_search_path = $root", {"root": str(root)})
            result = connection.execute(snippet.code)
            columns = [c[0] for c in result.description or ()]
            return "\n".join(markdown(columns, result.fetchall())) + "\n"
    except duckdb.Error as error:
        raise _fails(snippet, str(error).splitlines()[0]) from error


def _fails(snippet: Snippet, why: str) -> ProblemsError:
    what = f"the snippet fails: {why}"
    return ProblemsError([Problem(snippet.document, what, line=snippet.line)])
