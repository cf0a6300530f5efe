"""The command line: `python -m build [COMMAND]`.

Each command imports what it needs when it runs, so that none waits for libraries of
another.
"""

import argparse
import gc
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, NoReturn

from build.problems import ProblemsError, visible
from build.progress import progress

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code, as `_CODES` says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # no terminal's encoding may end a run
            stream.reconfigure(errors="backslashreplace")
    if sys.flags.optimize > 1:  # the tables are described by the first lines of docstrings
        what = "Python drops what describes the tables; run without -OO and PYTHONOPTIMIZE=2"
        print(what, file=sys.stderr)
        return 1
    return _run(arguments)


def _run(arguments: list[str] | None) -> int:
    """Run the command that was given, and say in words what ends it."""
    code = 1
    try:
        options = _parser().parse_args(arguments)
        done = int(options.run(options))
        sys.stdout.flush()  # nothing is done that nobody could be told
        code = done
    except ProblemsError as error:
        _say(error)
        code = error.exit_code
    except ModuleNotFoundError as error:
        print(f"{error}; run: make, then .venv/bin/python -m build", file=sys.stderr)
    except BrokenPipeError:
        # The reader of our output went away; that is its right.
        _silence()
        code = 0
    except KeyboardInterrupt:
        code = _interrupted()
    except RuntimeError as error:
        if str(error) != "Query interrupted":  # as DuckDB says it, where it is at work
            raise
        code = _interrupted()
    except OSError as error:  # a full disk, or output that nobody can take
        print(f"{error.filename or 'output'}: {error.strerror or error}", file=sys.stderr)
        _silence()
    return code


def _interrupted() -> int:
    print("interrupted", file=sys.stderr)
    return 130


def _say(error: ProblemsError) -> None:
    for problem in error.problems:
        print(problem, file=sys.stderr)
        for line in problem.shown:
            print(f"  {visible(line)}", file=sys.stderr)
    count = len(error.problems)
    print(f"\n{count} problem{'s' * (count != 1)}; nothing was changed.", file=sys.stderr)


def _silence() -> None:
    """Keep Python from writing at its end what could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# Exit codes, the same for every command.
_CODES = """\
exit codes: 0 done and nothing found wrong; 1 problems, each said with what to do, or a copy
that is not what it should be; 2 wrong usage, or nothing recognised in what was given; 130
interrupted"""


class Command(NamedTuple):
    """A command: what it is for, what it writes, an example, how it runs, its formats."""

    run: Callable[[argparse.Namespace], int]
    about: str
    writes: str
    example: str
    formats: tuple[str, ...] = ()


_TABLE = ("table", "csv", "json", "markdown")
_NOTHING = "writes nothing"


def _commands() -> dict[str, Command]:
    return {
        "tables": Command(
            _tables,
            "build tables/ from raw/ (the default)",
            "writes tables/, datapackage.json, CITATION.cff and .zenodo.json, all or nothing",
            "tables",
        ),
        "anchor": Command(
            _anchor,
            "prove the passages in the articles' texts",
            "writes raw/anchors.csv; the texts stay where they are",
            "anchor ../texts",
        ),
        "preview": Command(
            _preview,
            "say everything that anchor and the build would say, while somebody writes",
            _NOTHING,
            "preview ../texts --watch",
        ),
        "find": Command(
            _find,
            "find actors, events, positions, quotes and codes by words, misspelt ones too",
            _NOTHING,
            'find "macron 4 september"',
        ),
        "new": Command(
            _new,
            "draft the file of a new article from its text",
            "writes raw/articles/ARTICLE_ID.toml, where there is none yet",
            "new harbour-gazette-2030-03 ../texts/harbour-gazette-2030-03.txt",
        ),
        "verify": Command(
            _verify,
            "verify the dataset on your own copies of the articles",
            _NOTHING,
            "verify my-copies/",
            ("text", "json"),
        ),
        "check": Command(
            _check,
            "put a package through the gates: frames, files, descriptor, shipped",
            _NOTHING,
            "check ~/Downloads/ukraine-security-guarantees.zip",
            ("text", "json"),
        ),
        "which": Command(
            _which,
            "say which version a table, database or package is, and if it is altered",
            _NOTHING,
            "which ~/Downloads/commitments.csv",
            ("text", "json"),
        ),
        "cite": Command(
            _cite,
            "say how to cite this version, for people or for a reference manager",
            _NOTHING,
            "cite --format ris",
            ("text", "bibtex", "ris", "csl-json", "apa"),
        ),
        "diff": Command(
            _diff,
            "compare two versions, and say which version number follows",
            _NOTHING,
            "diff HEAD .",
            ("text", "markdown", "json"),
        ),
        "release": Command(
            _release,
            "make the zip of a version that can be cited",
            "writes a zip in dist/; the first time for a version also three committed files: "
            "CHANGELOG.md, raw/releases.csv and raw/ids.csv",
            "release --out dist",
        ),
        "query": Command(
            _query,
            "ask the database a question in SQL",
            _NOTHING,
            'query "SELECT country, measure FROM refusals WHERE self_asserted"',
            _TABLE,
        ),
        "show": Command(
            _show,
            "show a view or table",
            _NOTHING,
            "show refusals --country rus",
            _TABLE,
        ),
        "agreement": Command(
            _agreement,
            "say how far two codings agree, and what was decided",
            _NOTHING,
            "agreement",
            ("text", "json"),
        ),
        "plot": Command(
            _plot,
            "draw the figures as SVG and PNG, with text",
            "writes tables/plots/",
            "plot",
        ),
        "refresh": Command(
            _refresh,
            "renew the data dictionary and the results that the documents show",
            "writes tables/dictionary.md and .html, the results shown in README.md, "
            "raw/README.md and tables/README.md, and the kept translations of the views",
            "refresh",
        ),
    }


def _parser() -> argparse.ArgumentParser:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="python -m build",
        description="Build, prove and verify the dataset. Without a command: build it.",
        epilog=_CODES,
        formatter_class=plain,
    )
    parser.add_argument(
        "--root",
        type=Path,
        default=ROOT,
        help="the package to work on: the folder that holds raw/ (default: this one)",
    )
    parser.set_defaults(run=_tables)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    parsers = {}
    for name, command in _commands().items():
        parsers[name] = made = commands.add_parser(
            name,
            help=command.about,
            description=f"{command.about[0].upper()}{command.about[1:]}; {command.writes}.",
            epilog=f"example: python -m build {command.example}\n\n{_CODES}",
            formatter_class=plain,
        )
        made.set_defaults(run=command.run)
        if command.formats:
            made.add_argument(
                "--format",
                choices=command.formats,
                default=command.formats[0],
                help=f"how to print it (default: {command.formats[0]})",
            )
    for name in ("anchor", "preview"):
        parsers[name].add_argument(
            "texts",
            nargs="+",
            type=Path,
            metavar="TEXTS",
            help="the texts as coded, UTF-8, named ARTICLE_ID.txt, or folders of them",
        )
    parsers["preview"].add_argument(
        "--watch", action="store_true", help="look again whenever a file is saved"
    )
    parsers["find"].add_argument(
        "words", nargs="+", metavar="WORDS", help="names, words, ids, days, as you know them"
    )
    parsers["new"].add_argument(
        "article_id", metavar="ARTICLE_ID", help="publisher and month: moscow-times-2025-09"
    )
    parsers["new"].add_argument(
        "text", type=Path, metavar="TEXT", help="the text, UTF-8, outside the repository"
    )
    parsers["verify"].add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="copies of articles, as text or saved web pages, or folders of them",
    )
    parsers["tables"].add_argument(
        "--partition",
        choices=("month",),
        help="write the Parquet files in parts by month, too: tables/by_month/, for DuckDB, "
        "Arrow, polars and Spark",
    )
    parsers["check"].add_argument(
        "path",
        nargs="?",
        metavar="PATH",
        help="a folder or zip that holds datapackage.json and tables/ (default: this package)",
    )
    parsers["check"].add_argument(
        "--on",
        choices=("spark",),
        help="ask Parquet files by Spark instead: PATH is a folder or an address (s3a://…) "
        "that holds NAME.parquet, files or folders, for every table",
    )
    parsers["check"].add_argument(
        "--cited",
        metavar="FINGERPRINT",
        help="the fingerprint that a paper cites, sha256:…: the rows must have it",
    )
    parsers["which"].add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="CSV, Parquet or DuckDB files, or packages (folders, zips)",
    )
    for name in ("old", "new"):
        parsers["diff"].add_argument(
            name, metavar=name.upper(), help="a folder, a zip or a git revision"
        )
    parsers["release"].add_argument(
        "--out", type=Path, default=Path("dist"), help="where to put it (default: dist/)"
    )
    parsers["query"].add_argument(
        "sql", metavar="SQL", help="one query; read-only, no files, no network"
    )
    parsers["show"].add_argument(
        "view", metavar="VIEW", help="its name; see tables/dictionary.md"
    )
    parsers["show"].add_argument(
        "--country",
        type=str.upper,
        help="only rows of this country (ISO alpha-3); of events where they are, and of "
        "attendance who was there",
    )
    return parser


def _tables(options: argparse.Namespace) -> int:
    with _uncollected():
        from build.package.build import build

        with progress() as say:
            by_month = getattr(options, "partition", None) == "month"
            summary = build(options.root, say, by_month=by_month)
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
    from build.workbench.anchor import anchor

    with progress() as say:
        report = anchor(options.root, options.texts, say)
    print(report)
    return 0


def _preview(options: argparse.Namespace) -> int:
    from build.workbench.preview import preview, watch

    def look() -> int:
        try:
            with progress() as say:
                print(preview(options.root, options.texts, say), flush=True)
        except ProblemsError as error:
            _say(error)
            return error.exit_code
        return 0

    if not options.watch:
        return look()
    for _ in watch(options.root, options.texts, look):
        print("watching; Ctrl-C ends it", file=sys.stderr)
    return 0


def _find(options: argparse.Namespace) -> int:
    from build.workbench.find import find, render

    found = find(options.root, " ".join(options.words))
    print(render(found))
    return 0 if found else 2


def _new(options: argparse.Namespace) -> int:
    from build.workbench.draft import new

    print(new(options.root, options.article_id, options.text))
    return 0


def _verify(options: argparse.Namespace) -> int:
    from build.passages.verify import verify

    with progress() as say, _uncollected():
        report = verify(options.root, options.paths, say)
    print(report.as_json() if options.format == "json" else report.as_text())
    return report.exit_code


def _check(options: argparse.Namespace) -> int:
    from build.gates.check import check

    with progress() as say:
        if options.on is not None:
            from build.spark.check import check_on_spark  # and the translator of SQL

            report = check_on_spark(options.path or str(options.root / "tables"), options.cited)
        else:
            report = check(Path(options.path or options.root), options.cited, say)
    print(report.as_json() if options.format == "json" else report.as_text())
    return report.exit_code


def _which(options: argparse.Namespace) -> int:
    from build.versions.which import which

    report = which(options.root, options.files)
    print(report.as_json() if options.format == "json" else report.as_text())
    return report.exit_code


def _cite(options: argparse.Namespace) -> int:
    from build.package.citation import citations

    print(citations(options.root, options.format))
    return 0


def _diff(options: argparse.Namespace) -> int:
    from build.versions.diff import diff

    found = diff(options.root, options.old, options.new)
    shown = {"text": found.as_text, "markdown": found.as_markdown, "json": found.as_json}
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


def _agreement(options: argparse.Namespace) -> int:
    from build.views.agreement import agreement

    print(agreement(options.root, options.format))
    return 0


def _plot(options: argparse.Namespace) -> int:
    from build.documents.figures import plot

    print(plot(options.root))
    return 0


def _refresh(options: argparse.Namespace) -> int:
    from build.documents.snippets import refresh

    print(refresh(options.root))
    return 0


def _exit(code: int) -> NoReturn:
    """End the process without freeing its objects one by one, a tenth of a small build.

    Whatever must be closed or removed is closed and removed by the command itself.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # one that nobody reads any more
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    _exit(main())
