"""The command line: `python -m build [COMMAND]`.

Here a run starts and ends, with its exit code; `commands.py` declares the commands.
"""

import argparse
import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from build.commands import COMMANDS
from build.problems import ProblemsError, report_of

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
        print(report_of(error), file=sys.stderr)
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


def _silence() -> None:
    """Keep Python from writing at its end what could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# Exit codes, the same for every command.
_CODES = """\
exit codes: 0 done and nothing found wrong; 1 problems, each said with what to do, or a copy
that is not what it should be; 2 wrong usage, or nothing recognised in what was given; 130
interrupted"""


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
    parser.set_defaults(run=COMMANDS["tables"].run)
    parsers = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, command in COMMANDS.items():
        made = parsers.add_parser(
            name,
            help=command.about,
            description=f"{command.about[0].upper()}{command.about[1:]}; {command.writes}.",
            epilog=f"example: python -m build {command.example}\n\n{_CODES}",
            formatter_class=plain,
        )
        made.set_defaults(run=command.run)
        for argument in command.arguments:
            made.add_argument(*argument.names, **argument.options)
    return parser


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
