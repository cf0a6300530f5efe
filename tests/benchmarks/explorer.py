"""How usable the explorer stays on ten thousand positions, in the system's Chromium.

`python -m tests.benchmarks.explorer [POSITIONS]` makes the page of synthetic rows, and prints
the seconds to each view; a bound that is missed is printed as missed. Left out on purpose: slow
disks and phones, which are other machines.
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from build.artefacts.build import all_frames
from build.explorer.page import explorer
from build.package.dataset import Dataset
from tests.benchmarks.scale import verdict
from tests.benchmarks.synthetic import generate

POSITIONS = 10_000
_QUOTES = 1.21  # that the generator makes for one position
# Above it somebody who opened a file thinks that it is broken (Nielsen 1993 has one second for
# a flow of thought and ten for attention).
FIRST_VIEW = 2.0
STEPS = {
    "country": "#/country/FRA",
    "positions": "#/positions",
    "filtered": "#/positions?strength=declined&own=own",
    "words, first (with its index)": "#/positions?q=france",
    "words, again": "#/positions?q=germny",
    "as known on a day": "#/?known=2025-09-05",
    "events": "#/events?all=1",
    "SQL, first (all tables)": "#/sql?sql=SELECT%20count(*)%20FROM%20commitments",
    "SQL, a view": "#/sql?sql=SELECT%20*%20FROM%20country_stances",
}


def _page(folder: Path, positions: int) -> Path:
    """Write a synthetic page; the other files of its package would take longer than it."""
    generate(folder, round(positions * _QUOTES))
    frames = all_frames(folder / "raw")
    print(f"{frames['commitments'].height:,} positions")
    page = folder / "explorer.html"
    with Dataset(frames, {}) as data:
        page.write_text(explorer(data), "utf-8")
    return page


def _seconds(page: Page, address: str) -> float:
    start = time.perf_counter()
    page.evaluate("address => { location.hash = address }", address)
    page.wait_for_function(
        "address => document.body.dataset.shown === address", arg=page.evaluate("location.hash")
    )
    if address.startswith("#/sql"):  # which is asked beside the page
        page.wait_for_selector("#answer[data-done]")
    return time.perf_counter() - start


def main() -> None:
    """Print Markdown."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("positions", nargs="?", type=int, default=POSITIONS)
    positions = parser.parse_args().positions
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        path = _page(Path(name), positions)
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        start = time.perf_counter()
        page.goto(path.as_uri())
        page.wait_for_selector("body[data-ready]")
        first = time.perf_counter() - start
        print(f"{path.stat().st_size / 1e6:.1f} MB\n\n| view | seconds |\n| --- | ---: |")
        print(f"| first | {first:.2f} ({verdict(first, FIRST_VIEW)}) |")
        for what, address in STEPS.items():
            print(f"| {what} | {_seconds(page, address):.2f} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
