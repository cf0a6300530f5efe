"""The figures are those of the data, the same everywhere, and say what they show in words."""

import os
import re
import subprocess
import sys

import duckdb
import pytest

from build.documents.drawing import (
    GREY,
    within,
)
from build.documents.figures import FIGURES
from build.explorer.colours import PROMISED, REFUSED, UNDECIDED, colour, contrast, ink
from schemas.package import NAME, VERSION
from schemas.vocabularies import STRENGTH
from tests.conftest import ROOT

PLOTS = ROOT / "tables" / "plots"


@pytest.mark.thorough
def test_a_figure_is_the_same_in_another_time_zone() -> None:
    code = """
import sys
from pathlib import Path
from build.documents.figures import svg
from build.files.reading import read_parquet
from build.package.dataset import Dataset
from schemas import TABLES
from schemas.package import stem

frames = {name: read_parquet(Path(f"{stem(name)}.parquet")) for name in TABLES}
with Dataset(frames, {}) as data:
    sys.stdout.buffer.write(svg("timeline", data).encode())
"""
    environment = os.environ | {"TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert done.stdout == (PLOTS / "timeline.svg").read_bytes()


def test_the_words_say_what_the_figures_show() -> None:
    words = (PLOTS / "README.md").read_text("utf-8")
    connection = duckdb.connect(str(ROOT / f"tables/{NAME}.duckdb"), read_only=True)
    for title, date in connection.execute(
        "SELECT title, date FROM events WHERE in_scope AND date_latest >= DATE '2025-01-01'"
    ).fetchall():
        assert f"- {date}: {title} (" in words
    refusals = connection.execute(
        "SELECT n.name, m.label FROM country_stances s JOIN countries n USING (country) "
        "JOIN codes m ON m.vocabulary = 'measure' AND m.code = s.measure::VARCHAR "
        "WHERE latest_strength = 'ruled_out'"
    ).fetchall()
    connection.close()
    assert refusals
    for country, measure in refusals:
        line = next(x for x in words.splitlines() if x.startswith(f"- {country}: "))
        assert f"{within(measure)}: ruled out" in line


def test_text_on_every_colour_can_be_read() -> None:
    for code in STRENGTH.codes:
        background = colour(code.rank or 0)
        assert contrast(ink(background), background) >= 4.5, code.code
    assert contrast(GREY, "#ffffff") >= 4.5
    assert contrast("#000000", "#ffffff") == 21


def test_the_colours_are_centred_on_zero() -> None:
    assert colour(0) == UNDECIDED
    assert colour(-3) == REFUSED
    assert colour(8) == PROMISED
    # Further from zero is further from grey.
    for ranks in ((0, 1, 2, 3, 4, 5, 6, 7, 8), (0, -1, -2, -3)):
        shades = [contrast(colour(rank), UNDECIDED) for rank in ranks]
        assert shades == sorted(shades)


def test_a_figure_says_what_it_is_drawn_from() -> None:
    for name in FIGURES:
        svg = (PLOTS / f"{name}.svg").read_text("utf-8")
        assert re.search(rf"version {VERSION}; \d+ positions, \d+ articles\.", svg)


@pytest.mark.parametrize("name", FIGURES)
def test_a_picture_has_its_text_in_it(name: str) -> None:
    svg = (PLOTS / f"{name}.svg").read_text("utf-8")
    assert 'aria-label="' in svg
    assert "http" not in svg.replace("http://www.w3.org/", "")
