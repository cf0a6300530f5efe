"""The figures are those of the data, the same everywhere, and say what they show in words."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from build.documents.figures import FIGURES, images
from schemas.package import NAME
from tests.conftest import ROOT

PLOTS = ROOT / "tables" / "plots"


@pytest.mark.parametrize("draw", FIGURES, ids=lambda f: f.__name__)
def test_a_figure_is_not_stale(draw: object) -> None:
    figure = draw(ROOT)  # type: ignore[operator]
    drawn = images(figure)
    shown = (PLOTS / f"{figure.name}.svg").read_bytes()
    assert drawn["svg"] == shown, "run: python -m build plot"
    png = (PLOTS / f"{figure.name}.png").read_bytes()
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert png[16:24] == drawn["png"][16:24], "run: python -m build plot"


def test_a_figure_is_the_same_in_another_time_zone(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from build.documents.figures import timeline, images; "
        "sys.stdout.buffer.write(images(timeline(Path('.')))['svg'])"
    )
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
        "WHERE strongest_strength = 'ruled_out'"
    ).fetchall()
    connection.close()
    assert refusals
    for country, measure in refusals:
        line = next(x for x in words.splitlines() if x.startswith(f"- {country}: "))
        assert f"{measure.lower()}: ruled out" in line


@pytest.mark.parametrize("name", [draw.__name__ for draw in FIGURES])
def test_a_picture_has_its_text_in_it(name: str) -> None:
    svg = (PLOTS / f"{name}.svg").read_text("utf-8")
    assert 'aria-label="' in svg
    assert "http" not in svg.replace("http://www.w3.org/", "")
