"""Sort the shared files of raw/ by the ids of their records, comments and layout kept.

    python -m build.workbench.sorting [--check] raw/*.toml

A comment above a record goes with it; the comment at the head of a file stays there.

Left out on purpose: the articles, whose records stand in reading order; and the fields
within a record, whose order people choose.
"""

import sys
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

from toml_sort.tomlsort import FormattingConfiguration, SortConfiguration, TomlSort

from build.files.writing import replacing

_SORTED = SortConfiguration(tables=True, table_keys=False, inline_tables=False)
_LAYOUT = FormattingConfiguration(spaces_before_inline_comment=2)
# What an editor reads in the first line; the library sets a space into it.
_DIRECTIVE = "#:schema"


def in_order(text: str) -> str:
    """Return a file of raw/ with its records in order of their ids.

    Raises `tomlkit.exceptions.ParseError` where it is no valid TOML.
    """
    ordered: str = TomlSort(text, sort_config=_SORTED, format_config=_LAYOUT).sorted()
    if text.startswith(_DIRECTIVE):
        ordered = ordered.replace(_DIRECTIVE.replace(":", " :"), _DIRECTIVE, 1)
    return ordered


def main(arguments: Sequence[str]) -> int:
    """Sort the files named, or with `--check` print what would change; 1 where it would."""
    check = "--check" in arguments
    changed = 0
    for path in (Path(a) for a in arguments if a != "--check"):
        text = path.read_text("utf-8")
        ordered = in_order(text)
        if ordered == text:
            continue
        changed += 1
        if check:
            lines = (text.splitlines(True), ordered.splitlines(True))
            sys.stdout.writelines(unified_diff(*lines, str(path), "make format"))
        else:
            with replacing(path) as file:
                file.write(ordered.encode())
    return int(bool(check and changed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
