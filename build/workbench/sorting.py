"""Sort the shared files of raw/ by the ids of their records, and keep comments and layout.

    python -m build.workbench.sorting [--check] raw/*.toml

A comment above a record moves with the record; the comment at the top of a file stays there.

Left out on purpose: articles, whose records are in reading order, and the fields within a
record, whose order people choose.
"""

import sys
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

from toml_sort.tomlsort import FormattingConfiguration, SortConfiguration, TomlSort

from build.files.reading import plain_bytes
from build.files.writing import replacing
from build.problems import Problem

_SORTED = SortConfiguration(tables=True, table_keys=False, inline_tables=False)
_LAYOUT = FormattingConfiguration(spaces_before_inline_comment=2)
# Editors read this in the first line; the library inserts a space into it.
_DIRECTIVE = "#:schema"


def in_order(text: str) -> str:
    """Return the content of a file of raw/ with its records sorted by id.

    Raises `ValueError` if it is not valid TOML.
    """
    ordered: str = TomlSort(text, sort_config=_SORTED, format_config=_LAYOUT).sorted()
    if text.startswith(_DIRECTIVE):
        ordered = ordered.replace(_DIRECTIVE.replace(":", " :"), _DIRECTIVE, 1)
    return ordered


def main(arguments: Sequence[str]) -> int:
    """Sort the given files, or with `--check` print the changes instead.

    Return 1 if a file would change or can't be sorted, which is reported, else 0.
    """
    check = "--check" in arguments
    wrong = False
    for path in (Path(a) for a in arguments if a != "--check"):
        try:
            text = plain_bytes(path).decode("utf-8")
            ordered = in_order(text)
        except (OSError, ValueError) as error:
            wrong = True
            sys.stderr.write(f"{Problem(str(path), *_said(error))}\n")
            continue
        if ordered == text:
            continue
        if check:
            wrong = True
            lines = (text.splitlines(True), ordered.splitlines(True))
            sys.stdout.writelines(unified_diff(*lines, str(path), "make format"))
        else:
            with replacing(path) as file:
                file.write(ordered.encode())
    return int(wrong)


def _said(error: Exception) -> tuple[str, str]:
    """Return the fault and the fix for a file that can't be sorted."""
    if isinstance(error, OSError):
        return f"can't be read ({error.strerror or error})", "check path and permissions"
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8", "save the file as UTF-8 text"
    return f"not valid TOML: {error}", "mend it"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
