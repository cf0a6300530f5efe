"""The commands of `python -m build`, each declared once, above the function that runs it.

A command imports what it needs when it runs, so that no command waits for the libraries of
another. The order here is the order in `--help`.
"""

import argparse
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from build.problems import ProblemsError, report_of
from build.progress import progress

# Runs a command on what was given, and returns its exit code.
Run = Callable[[argparse.Namespace], int]


class Argument(NamedTuple):
    """The names and options with which `ArgumentParser.add_argument` is called."""

    names: tuple[str, ...]
    options: dict[str, Any]


class Command(NamedTuple):
    """What a command is for, what it writes, an example, how it runs, and what it takes."""

    run: Run
    about: str
    writes: str
    example: str
    arguments: tuple[Argument, ...]


COMMANDS: dict[str, Command] = {}


def _argument(*names: str, **options: Any) -> Argument:
    return Argument(names, options)


def _command(
    name: str,
    about: str,
    *arguments: Argument,
    example: str,
    writes: str = "writes nothing",
    formats: tuple[str, ...] = (),
) -> Callable[[Run], Run]:
    """Return a decorator that enters a function in `COMMANDS`.

    A command with `formats` takes `--format`; the first format is the default.
    """
    if formats:
        said = f"how to print it (default: {formats[0]})"
        choice = _argument("--format", choices=formats, default=formats[0], help=said)
        arguments = (choice, *arguments)

    def enter(run: Run) -> Run:
        COMMANDS[name] = Command(run, about, writes, example, arguments)
        return run

    return enter


_REPORT = ("text", "json")
_TABLE = ("table", "csv", "json", "markdown")
_TEXTS = _argument(
    "texts",
    nargs="+",
    type=Path,
    metavar="TEXTS",
    help="the texts as coded, UTF-8, named ARTICLE_ID.txt, or folders of them",
)


@_command(
    "tables",
    "build every file of the package from raw/ (the default)",
    writes="writes tables/ and the files beside it that follow from it, all or nothing",
    example="tables",
)
def _tables(options: argparse.Namespace) -> int:
    with _uncollected():
        from build.artefacts.build import build

        with progress() as say:
            summary = build(options.root, say)
    print(summary)
    return 0


@_command(
    "anchor",
    "prove the passages in the articles' texts",
    _TEXTS,
    writes="writes raw/anchors.csv; the texts stay where they are",
    example="anchor ../texts",
)
def _anchor(options: argparse.Namespace) -> int:
    from build.workbench.anchor import anchor

    with progress() as say:
        report = anchor(options.root, options.texts, say)
    print(report)
    return 0


@_command(
    "preview",
    "say everything that anchor and the build would say, while somebody writes",
    _TEXTS,
    _argument("--watch", action="store_true", help="look again whenever a file is saved"),
    example="preview ../texts --watch",
)
def _preview(options: argparse.Namespace) -> int:
    from build.workbench.preview import preview, watch

    def look() -> int:
        try:
            with progress() as say:
                print(preview(options.root, options.texts, say).report, flush=True)
        except ProblemsError as error:
            print(report_of(error), file=sys.stderr)
            return error.exit_code
        return 0

    if not options.watch:
        return look()
    for _ in watch(options.root, options.texts, look):
        print("watching; Ctrl-C ends it", file=sys.stderr)
    return 0


@_command(
    "find",
    "find actors, events, positions, quotes and codes by words, misspelt ones too",
    _argument(
        "words", nargs="+", metavar="WORDS", help="names, words, ids, days, as you know them"
    ),
    example='find "macron 4 september"',
)
def _find(options: argparse.Namespace) -> int:
    from build.workbench.find import find, render

    found = find(options.root, " ".join(options.words))
    print(render(found))
    return 0 if found else 2


@_command(
    "new",
    "draft the file of a new article from its text",
    _argument(
        "article_id", metavar="ARTICLE_ID", help="publisher and month: moscow-times-2025-09"
    ),
    _argument(
        "text", type=Path, metavar="TEXT", help="the text, UTF-8, outside the repository"
    ),
    writes="writes raw/articles/ARTICLE_ID.toml, where there is none yet",
    example="new harbour-gazette-2030-03 ../texts/harbour-gazette-2030-03.txt",
)
def _new(options: argparse.Namespace) -> int:
    from build.workbench.draft import new

    print(new(options.root, options.article_id, options.text))
    return 0


@_command(
    "verify",
    "verify the dataset on your own copies of the articles",
    _argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="copies of articles, as text or saved web pages (HTML, MHTML), or folders of them",
    ),
    example="verify my-copies/",
    formats=_REPORT,
)
def _verify(options: argparse.Namespace) -> int:
    from build.passages.verify import verify

    with progress() as say, _uncollected():
        report = verify(options.root, options.paths, say)
    print(report.as_json() if options.format == "json" else report.as_text())
    return report.exit_code


@_command(
    "check",
    "put a package through the gates: frames, files, descriptor, artefacts",
    _argument(
        "path",
        nargs="?",
        metavar="PATH",
        help="a folder or zip that holds datapackage.json and tables/ (default: this package)",
    ),
    _argument(
        "--on",
        choices=("spark",),
        help="ask Parquet files by Spark instead: PATH is a folder or an address (s3a://…) "
        "that holds NAME.parquet, files or folders, for every table",
    ),
    _argument(
        "--cited",
        metavar="FINGERPRINT",
        help="the fingerprint that a paper cites, sha256:…: the rows must have it",
    ),
    example="check ~/Downloads/ukraine-security-guarantees.zip",
    formats=_REPORT,
)
def _check(options: argparse.Namespace) -> int:
    from build.gates.check import check

    with progress() as say:
        if options.on is not None:
            from build.spark.gate import check_on_spark  # and the translator of SQL

            report = check_on_spark(options.path or str(options.root / "tables"), options.cited)
        else:
            report = check(Path(options.path or options.root), options.cited, say)
    print(report.as_json() if options.format == "json" else report.as_text())
    return report.exit_code


@_command(
    "which",
    "say which version a file or package is of, and if it is altered",
    _argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="files of the dataset in any form, or packages (folders, zips)",
    ),
    example="which ~/Downloads/commitments.csv",
    formats=_REPORT,
)
def _which(options: argparse.Namespace) -> int:
    from build.versions.which import which

    report = which(options.root, options.files)
    print(report.as_json() if options.format == "json" else report.as_text())
    return report.exit_code


@_command(
    "cite",
    "say how to cite this version, for people or for a reference manager",
    example="cite --format ris",
    formats=("text", "bibtex", "ris", "csl-json", "apa"),
)
def _cite(options: argparse.Namespace) -> int:
    from build.package.citation import citations

    print(citations(options.root, options.format))
    return 0


@_command(
    "diff",
    "compare two versions, and say which version number follows",
    _argument("old", metavar="OLD", help="a folder, a zip or a git revision"),
    _argument("new", metavar="NEW", help="a folder, a zip or a git revision"),
    example="diff HEAD .",
    formats=("text", "markdown", "json"),
)
def _diff(options: argparse.Namespace) -> int:
    from build.versions.diff import diff

    found = diff(options.root, options.old, options.new)
    shown = {"text": found.as_text, "markdown": found.as_markdown, "json": found.as_json}
    print(shown[options.format]())
    return 0


@_command(
    "release",
    "make the zip of a version that can be cited",
    _argument(
        "--out", type=Path, default=Path("dist"), help="where to put it (default: dist/)"
    ),
    writes="writes a zip in dist/; the first time for a version also committed files: "
    "CHANGELOG.md, raw/releases.csv, raw/ids.csv and SHA256SUMS",
    example="release --out dist",
)
def _release(options: argparse.Namespace) -> int:
    from build.versions.release import release

    with progress() as say:
        said = release(options.root, options.out, say)
    print(said)
    return 0


@_command(
    "query",
    "ask the database a question in SQL",
    _argument("sql", metavar="SQL", help="one query; read-only, no files, no network"),
    example='query "SELECT country, measure FROM refusals WHERE self_asserted"',
    formats=_TABLE,
)
def _query(options: argparse.Namespace) -> int:
    from build.views.ask import query, render

    print(render(query(options.root, options.sql), options.format))
    return 0


@_command(
    "show",
    "show a view or table",
    _argument("view", metavar="VIEW", help="its name; see tables/docs/dictionary.md"),
    _argument(
        "--country",
        type=str.upper,
        help="only rows of this country (ISO alpha-3); of events where they are, and of "
        "attendance who was there",
    ),
    example="show refusals --country rus",
    formats=_TABLE,
)
def _show(options: argparse.Namespace) -> int:
    from build.views.ask import render, show

    print(render(show(options.root, options.view, options.country), options.format))
    return 0


@_command(
    "agreement",
    "say how far two codings agree, and what was decided",
    example="agreement",
    formats=_REPORT,
)
def _agreement(options: argparse.Namespace) -> int:
    from build.views.agreement import agreement

    print(agreement(options.root, options.format))
    return 0


@_command(
    "refresh",
    "renew what the documents show: results of their snippets, version, numbers of rows",
    writes="writes README.md, raw/README.md, tables/README.md and what is made of them",
    example="refresh",
)
def _refresh(options: argparse.Namespace) -> int:
    from build.artefacts.refresh import refresh

    with progress() as say:
        said = refresh(options.root, say)
    print(said)
    return 0


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles, of which a build makes few and its records none.

    It would take a tenth of a small build and half of the reading of a large one.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
