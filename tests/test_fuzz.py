"""Whatever is done to an annotation or package, a run ends with what it is for or with problems.

Hypothesis edits the files of the test package: it cuts, doubles and swaps parts of them, and
puts odd text in: a few times in `make test`, many times in `make test-all`, the same each run.
"""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build.__main__ import main
from tests.conftest import FIXTURES, ship

FILES = sorted(
    str(p.relative_to(FIXTURES / "package")) for p in (FIXTURES / "package/raw").rglob("*.*")
)
ODD = [
    "",
    "null",
    "true",
    '""',
    "[]",
    "{}",
    "[[quote]]\n",
    "[article]\n",
    "0",
    "-1",
    "1e9",
    "nan",
    "2030-02-30",
    "2030-03-04T00:00:00Z",
    '"\u202e"',
    '"../.."',
    "'''",
    "=",
    ",",
    "\x00",
    "\ufeff",
    '"…"',
    '"quotes/#"',
    '"commitments/x#y#z"',
]
Edit = tuple[str, float, float, str]
Damage = tuple[str, float, float, bytes | None]
assert settings.default is not None
# A run of a command takes seconds where a function takes none.
EXAMPLES = settings.default.max_examples
EDITS = st.tuples(
    st.sampled_from(FILES),
    st.floats(0, 1),
    st.floats(0, 0.1),
    st.one_of(st.sampled_from(ODD), st.text(max_size=8), st.just("\x01twice")),
)


def edited(text: str, edit: Edit) -> str:
    """The text with a part of it cut, doubled or replaced."""
    _, place, size, new = edit
    start = int(place * len(text))
    end = start + int(size * len(text))
    middle = text[start:end] * 2 if new == "\x01twice" else new
    return text[:start] + middle + text[end:]


# Files of a finished package, and what somebody might do to them.
PACKAGE = [
    "datapackage.json",
    "tables/quotes.csv",
    "tables/articles.csv",
    "tables/evidence.csv",
    "tables/commitments.parquet",
    "tables/codes.parquet",
    "SHA256SUMS",
    "CITATION.cff",
    "tables/load/load.sql",
    "tables/croissant.json",
    "tables/load/load.py",
]
BYTES = [b"", b"\x00", b"\xff\xfe", b'"', b",", b"\r\n", b"\\ud800", b"[[[[", b"1e999", b"../"]
DAMAGE = st.tuples(
    st.sampled_from(PACKAGE),
    st.floats(0, 1),
    st.floats(0, 0.05),
    st.one_of(st.sampled_from(BYTES), st.binary(max_size=6), st.just(None)),
)


@pytest.mark.usefixtures("lean")
@settings(max_examples=EXAMPLES // 50)
@given(st.lists(DAMAGE, min_size=1, max_size=2))
def test_no_damaged_package_ends_in_a_traceback(
    lean_package: Path, capsys: pytest.CaptureFixture[str], damages: list[Damage]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = ship(lean_package, Path(folder) / "copy")
        before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
        for name, place, size, new in damages:
            path = root / name
            data = path.read_bytes()
            start = int(place * len(data))
            end = start + int(size * len(data))
            # None: the rest of the file is gone, as after a copy that broke off.
            path.write_bytes(data[:start] + (b"" if new is None else new + data[end:]))
        damaged = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
        code = main(["check", str(root)])
        said = capsys.readouterr()
        assert code == (damaged != before)
        assert not said.err
        assert all(line.isprintable() for line in said.out.splitlines())
        assert {p: p.read_bytes() for p in root.rglob("*") if p.is_file()} == damaged


@pytest.mark.usefixtures("lean")
@settings(max_examples=EXAMPLES // 12)
@given(st.lists(EDITS, min_size=1, max_size=3), st.sampled_from([(), ("anchor",)]))
def test_no_edit_ends_in_a_traceback(
    capsys: pytest.CaptureFixture[str], edits: list[Edit], command: tuple[str, ...]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "package"
        shutil.copytree(FIXTURES / "package", root)
        for edit in edits:
            path = root / edit[0]
            path.write_bytes(edited(path.read_text("utf-8"), edit).encode("utf-8", "replace"))
        texts = [str(FIXTURES / "texts")] if command else []
        code = main(["--root", str(root), *command, *texts])
        problems = capsys.readouterr().err.strip().splitlines()[:-2]
        assert code in (0, 1)
        assert bool(problems) == (code == 1)
        assert all(line.isprintable() for line in problems)
        tables = root / "tables"
        assert tables.exists() == (code == 0 and not command)
