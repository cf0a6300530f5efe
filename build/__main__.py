"""The command line: `python -m build [COMMAND]`.

Each command imports what it needs when it runs, so that none waits for libraries of
another.
"""

import argparse
import gc
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build.problems import ProblemsError
from build.progress import progress

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code.

    0 is done, 1 problems, 2 wrong usage or, for `verify`, that nothing was recognised.
    """
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # no terminal's encoding may end a run
            stream.reconfigure(errors="backslashreplace")
    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except ProblemsError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        count = len(error.problems)
        print(f"\n{count} problem{'s' * (count != 1)}; nothing was changed.", file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        print(f"{error}; run: make, then .venv/bin/python -m build", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output went away; that is its right.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m build",
        description="Build, prove and verify the dataset. Without a command: build it.",
    )
    parser.add_argument(
        "--root",
        type=Path,
        default=ROOT,
        help="the package to work on: the folder that holds raw/ (default: this one)",
    )
    parser.set_defaults(run=_tables)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    tables = commands.add_parser("tables", help="build tables/ from raw/ (the default)")
    tables.set_defaults(run=_tables)
    anchor = commands.add_parser(
        "anchor", help="prove the passages in the articles' texts and write raw/anchors.csv"
    )
    anchor.add_argument(
        "texts",
        nargs="+",
        type=Path,
        metavar="TEXTS",
        help="the texts as coded, UTF-8, named ARTICLE_ID.txt, or folders of them",
    )
    anchor.set_defaults(run=_anchor)
    verify = commands.add_parser(
        "verify", help="verify the dataset on your own copies of the articles"
    )
    verify.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="copies of articles, as text or saved web pages, or folders of them",
    )
    verify.add_argument("--json", action="store_true", help="report as JSON")
    verify.set_defaults(run=_verify)
    check = commands.add_parser(
        "check", help="put a package through the three gates: frames, files, descriptor"
    )
    check.add_argument(
        "path",
        nargs="?",
        type=Path,
        metavar="PATH",
        help="a folder or zip that holds datapackage.json and tables/ (default: this package)",
    )
    check.add_argument("--json", action="store_true", help="report as JSON")
    check.set_defaults(run=_check)
    which = commands.add_parser(
        "which", help="say which version a table, database or package is, and if it is altered"
    )
    which.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="CSV, Parquet or DuckDB files, or packages (folders, zips)",
    )
    which.add_argument("--json", action="store_true", help="report as JSON")
    which.set_defaults(run=_which)
    cite = commands.add_parser("cite", help="say how to cite this version")
    cite.set_defaults(run=_cite)
    diff = commands.add_parser(
        "diff", help="compare two versions, and say which version number follows"
    )
    for name in ("old", "new"):
        diff.add_argument(name, metavar=name.upper(), help="a folder, a zip or a git revision")
    diff.add_argument(
        "--format",
        choices=("table", "markdown", "json"),
        default="table",
        help="how to print it (default: table)",
    )
    diff.set_defaults(run=_diff)
    release = commands.add_parser("release", help="make the zip of a version that can be cited")
    release.add_argument(
        "--out", type=Path, default=Path("dist"), help="where to put it (default: dist/)"
    )
    release.set_defaults(run=_release)
    query = commands.add_parser("query", help="ask the database a question in SQL")
    query.add_argument("sql", metavar="SQL", help="one query; read-only, no files, no network")
    query.set_defaults(run=_query)
    show = commands.add_parser("show", help="show a view or table")
    show.add_argument("view", metavar="VIEW", help="its name; see tables/dictionary.md")
    show.add_argument("--country", help="only rows of this country (ISO alpha-3)")
    show.set_defaults(run=_show)
    for command in (query, show):
        command.add_argument(
            "--format",
            choices=("table", "csv", "json", "markdown"),
            default="table",
            help="how to print it (default: table)",
        )
    plot = commands.add_parser("plot", help="draw the figures as SVG and PNG, with text")
    plot.set_defaults(run=_plot)
    refresh = commands.add_parser(
        "refresh", help="renew the data dictionary and the results that the documents show"
    )
    refresh.set_defaults(run=_refresh)
    return parser


def _tables(options: argparse.Namespace) -> int:
    with _uncollected():
        from build.package.build import build

        with progress() as say:
            summary = build(options.root, say)
    print(summary)
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


def _anchor(options: argparse.Namespace) -> int:
    from build.passages.anchor_texts import anchor

    with progress() as say:
        report = anchor(options.root, options.texts, say)
    print(report)
    return 0


def _verify(options: argparse.Namespace) -> int:
    from build.passages.verify import verify

    with progress() as say:
        report = verify(options.root, options.paths, say)
    print(report.as_json() if options.json else report.as_text())
    return report.exit_code


def _check(options: argparse.Namespace) -> int:
    from build.gates.check import check

    with progress() as say:
        report = check(options.path or options.root, say)
    print(report.as_json() if options.json else report.as_text())
    return report.exit_code


def _which(options: argparse.Namespace) -> int:
    from build.versions.which import which

    report = which(options.root, options.files)
    print(report.as_json() if options.json else report.as_text())
    return report.exit_code


def _cite(options: argparse.Namespace) -> int:
    from build.package.citation import citations

    print(citations(options.root))
    return 0


def _diff(options: argparse.Namespace) -> int:
    from build.versions.diff import diff

    found = diff(options.root, options.old, options.new)
    shown = {"table": found.as_text, "markdown": found.as_markdown, "json": found.as_json}
    print(shown[options.format]())
    return 0


def _release(options: argparse.Namespace) -> int:
    from build.versions.release import release

    with progress() as say:
        said = release(options.root, options.out, say)
    print(said)
    return 0


def _query(options: argparse.Namespace) -> int:
    from build.views.ask import query, render

    print(render(query(options.root, options.sql), options.format))
    return 0


def _show(options: argparse.Namespace) -> int:
    from build.views.ask import render, show

    print(render(show(options.root, options.view, options.country), options.format))
    return 0


def _plot(options: argparse.Namespace) -> int:
    from build.documents.figures import plot

    print(plot(options.root))
    return 0


def _refresh(options: argparse.Namespace) -> int:
    from build.documents.snippets import refresh

    print(refresh(options.root))
    return 0


if __name__ == "__main__":
    sys.exit(main())
