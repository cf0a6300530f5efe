"""The committed dataset is what the committed annotations give."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from edtf import parse_edtf

from build.__main__ import main
from build.artefacts.registry import Kept, artefacts
from build.files.sums import SUMS
from build.files.tabular import csv_bytes
from build.gates.files import check_files
from build.gates.frames import check_frames, read_frames
from schemas import TABLES
from schemas.package import DOCUMENTS, stem
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset, built anew from raw/ and the documents in another folder."""
    root = tmp_path_factory.mktemp("rebuilt")
    shutil.copytree(ROOT / "raw", root / "raw")
    for name in DOCUMENTS:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    subprocess.run(
        [sys.executable, "-m", "build", "--root", str(root)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return root


def test_no_generated_file_is_stale(rebuilt: Path) -> None:
    """Byte for byte, but for pictures and the workbook where another machine made these."""
    committed = [a for a in artefacts() if a.kept is not Kept.RELEASE and a.path != SUMS]
    stale = [
        a.path
        for a in committed
        if not a.same((ROOT / a.path).read_bytes(), (rebuilt / a.path).read_bytes())
    ]
    assert stale == [], "committed files are stale; run: make"


def test_a_build_makes_what_is_listed_and_nothing_else(rebuilt: Path) -> None:
    made = {p.relative_to(rebuilt).as_posix() for p in rebuilt.rglob("*") if p.is_file()}
    written = {name for name in made if name.startswith("raw/")} | {".build.lock", *DOCUMENTS}
    assert made - written == {a.path for a in artefacts()}


def test_every_check_accepts_the_dataset(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(ROOT)]) == 0
    assert capsys.readouterr().out.splitlines()[:4] == [
        f"{name:<12}passed" for name in ("frames", "files", "descriptor", "artefacts")
    ]


def rows(table: str) -> list[dict[str, str]]:
    with (ROOT / f"{stem(table)}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_date_is_read_by_the_library_of_the_standard() -> None:
    """ISO 8601-2: the days that a reader of EDTF takes from a date are those beside it."""
    dates = {
        (row[c.name], row[f"{c.name}_earliest"], row[f"{c.name}_latest"])
        for table, model in TABLES.items()
        for c in model.columns()
        if c.spec.edtf
        for row in rows(table)
        if row[c.name]
    }
    assert any(date.startswith("[") for date, *_ in dates)
    for date, earliest, latest in dates:
        parsed = parse_edtf(date)
        bounds = [
            "" if isinstance(day, float) else f"{day.tm_year}-{day.tm_mon:02}-{day.tm_mday:02}"
            for day in (parsed.lower_strict(), parsed.upper_strict())
        ]
        assert bounds == [earliest, latest], date


def test_the_verbatim_quotations_are_all_there() -> None:
    """The codebook's two trial codings found 35 verbatim quotations and 31 mentions."""
    first = {
        "kyiv-independent-2025-02",
        "moscow-times-2025-09",
        "new-york-post-2025-08",
        "telegraph-india-2026-01",
        "unidentified-2026-01",
    }
    assert sum(q["text"] != "" for q in rows("quotes") if q["article_id"] in first) == 35
    assert sum(m["article_id"] in first for m in rows("mentions")) == 31


@pytest.mark.parametrize(
    ("actor", "measure", "month", "strength", "asserted_by"),
    [
        # The hard cases that the codebook decides (section 5), as they must be found.
        (
            "twenty-six-countries-2025-09",
            "reassurance_force",
            "2025-09",
            "pledged",
            "emmanuel-macron",
        ),
        ("italy", "ground_force", "2025-09", "declined", "giorgia-meloni"),
        ("italy", "ceasefire_monitoring", "2025-09", "open", "giorgia-meloni"),
        ("germany", "reassurance_force", "2025-09", "undecided", "german-government-spokesman"),
        ("germany", "neighbouring_force", "2026-01", "open", "friedrich-merz"),
        ("germany", "ground_force", "2026-01", "declined", "friedrich-merz"),
        ("russia", "accept_foreign_forces", "2025-03", "open", "donald-trump"),
        ("russia", "accept_guarantees", "2025-08", "open", "the-telegraph"),
        ("russia", "accept_foreign_forces", "2025-09", "ruled_out", "maria-zakharova"),
        ("ukraine", "territory", "2025-08", "floated", "new-york-post"),
        (
            "european-allies-of-ukraine",
            "collective_defence",
            "2025-08",
            "floated",
            "the-telegraph",
        ),
        (
            "coalition-of-the-willing",
            "collective_defence",
            "2026-01",
            "signed",
            "coalition-of-the-willing",
        ),
        ("united-states", "security_guarantee", "2025-09", "open", "emmanuel-macron"),
        ("united-states", "security_guarantee", "2025-09", "undecided", "agence-france-presse"),
        (
            "united-states",
            "ceasefire_monitoring",
            "2026-01",
            "open",
            "coalition-of-the-willing",
        ),
        ("united-states", "nato_membership", "2025-08", "ruled_out", "donald-trump"),
    ],
)
def test_a_hard_case_is_coded_as_decided(
    actor: str, measure: str, month: str, strength: str, asserted_by: str
) -> None:
    found = [
        c
        for c in rows("commitments")
        if (c["actor_id"], c["measure"], c["stated_latest"][:7]) == (actor, measure, month)
    ]
    assert (strength, asserted_by) in {(c["strength"], c["asserted_by"]) for c in found}


def test_locators_are_short_enough_to_be_no_text() -> None:
    for row in rows("evidence"):
        for cue in (row["cue_start"], row["cue_end"]):
            assert len(cue.split()) <= 13, cue  # a short passage is named whole


def test_no_annotation_repeats_a_sentence() -> None:
    """Texts of the annotator are one sentence, not the article's."""
    for table, column in (
        ("quotes", "gist"),
        ("commitments", "summary"),
        ("events", "description"),
    ):
        for row in rows(table):
            assert re.fullmatch(r"[^.!?]+(\.[0-9][^.!?]*)?[.]", row[column]), row[column]


def test_what_others_claim_never_becomes_own_word(tmp_path: Path) -> None:
    """Every claim, told to be the actor's own word, is found by both data gates.

    But for a claim that the actor's own country makes of it, of which there is none.
    """
    frames, _ = read_frames(ROOT)
    claims = frames["commitments"].filter(~pl.col("self_asserted"))["commitment_id"].to_list()
    own = pl.lit(True).alias("self_asserted")
    frames["commitments"] = frames["commitments"].with_columns(own)
    shutil.copytree(ROOT / "tables", tmp_path / "tables")
    (tmp_path / "tables/commitments.csv").write_bytes(csv_bytes(frames["commitments"]))
    write = frames["commitments"].write_parquet
    write(tmp_path / "tables/commitments.parquet")
    assert len(claims) > 20
    # SQL alone asks whether a published cell is what was decided between two codings.
    by_gate = (
        (check_frames(frames, across=True), set[str]()),
        (check_files(tmp_path), {"cell_as_decided"}),
    )
    for findings, besides in by_gate:
        found = [f.row for f in findings if f.rule == "own_word_of_its_own"]
        # A gate names the first twenty rows of a rule.
        assert len(found) == 20
        assert set(found) <= set(claims)
        # The rule by which each is coded says that it is a claim, too.
        told = {"own_word_of_its_own", "basis_of_word", "basis_of_claim"}
        assert {f.rule for f in findings} == told | besides
