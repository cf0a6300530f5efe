"""How time and memory grow with the corpus, and how they stand beside the floors.

`python -m tests.benchmarks.scale [QUOTES...]` makes synthetic corpora (`synthetic`), runs
each command as a user would, in a process of its own, and prints medians of three, with
ratios to what they are bound to. A bound that is missed is printed as missed.
Left out on purpose: the network, cold disks (every file was just written).
"""

import argparse
import gc
import itertools
import math
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import duckdb
import frictionless
import pandera
import polars as pl

from build.gates.files import check_files
from build.gates.frames import check_frames, read_frames
from build.passages.verify import verify
from schemas import TABLES
from schemas.package import stem
from tests.benchmarks.floor import check_floor
from tests.benchmarks.synthetic import generate

TIMES = 3
SIZES = (10_000, 100_000, 1_000_000)
# A thousand times what five articles hold: whoever codes more by program writes Parquet and runs
# the checks in SQL, on DuckDB or Spark. The bounds of a build are for this size; a million quotes
# are measured and reported. The gates are measured here beside frictionless, which takes minutes.
BOUND_AT = GATES_AT = 100_000
FLOORS = 4
MEMORY = 4e9  # half of what a small laptop has
VERIFY_AT = (1_000, 4_000, 16_000)
PAGE_BYTES = 7_000_000
ROOT = Path(__file__).resolve().parent.parent.parent


class Measured(NamedTuple):
    """Seconds and peak memory (bytes) of a process."""

    seconds: float
    memory: int


def run(*command: str) -> Measured:
    """Run a command in a process of its own; its output is nobody's."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return Measured(time.perf_counter() - start, usage.ru_maxrss * 1024)


def medians(*commands: tuple[str, ...], times: int = TIMES) -> list[Measured]:
    """Run commands in turn, so that a slow minute slows all of them; medians of each."""
    runs = [[run(*command) for command in commands] for _ in range(times)]
    return [
        Measured(
            statistics.median(r[n].seconds for r in runs),
            int(statistics.median(r[n].memory for r in runs)),
        )
        for n in range(len(commands))
    ]


def timed(what: Callable[[], object]) -> float:
    """Return the median of the seconds that a call takes."""
    seconds = []
    for _ in range(TIMES):
        start = time.perf_counter()
        what()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def size(folder: Path, pattern: str) -> int:
    """Return the bytes of the files in a folder that fit a pattern."""
    return sum(p.stat().st_size for p in folder.glob(pattern))


def verdict(value: float, bound: float, *, least: bool = False) -> str:
    """Say whether a bound is held."""
    held = value >= bound if least else value <= bound
    return f"bound {bound:g}{'' if held else ', MISSED'}"


def builds(folder: Path, sizes: list[int]) -> None:
    """Measure whole builds beside the floor."""
    idle = medians(("tests.benchmarks.imports",))[0]
    print(f"Imports alone: {idle.seconds:.2f} s, {idle.memory / 2**20:.0f} MiB.\n")
    print(
        "| quotes | rows | build, s | rows/s | floor, s | build / floor | CSV, MB | peak, MB | Parquet / CSV |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    points = []
    for quotes in sizes:
        package, out = folder / str(quotes), folder / "floor"
        generate(package, quotes)
        out.mkdir()
        shutil.rmtree(package / "tables", ignore_errors=True)
        build, floor = medians(
            ("build", "--root", str(package)),
            ("tests.benchmarks.floor", str(package / "raw"), str(out)),
        )
        same(package, out)
        rows = sum(pl.scan_parquet(p).select(pl.len()).collect().item() for p in files(package))
        csv = sum(p.with_suffix(".csv").stat().st_size for p in files(package))
        parquet = sum(p.stat().st_size for p in files(package))
        points.append((rows, build.seconds - idle.seconds))
        floors = build.seconds / floor.seconds
        held = (
            f" ({verdict(floors, FLOORS)})",
            f" ({verdict(build.memory / 1e6, MEMORY / 1e6)})",
        )
        of_time, of_memory = held if quotes <= BOUND_AT else ("", "")
        print(
            f"| {quotes:,} | {rows:,} | {build.seconds:.1f} | {rows / build.seconds:,.0f} | {floor.seconds:.1f} "
            f"| {floors:.2f}{of_time} | {csv / 1e6:.0f} | {build.memory / 1e6:.0f}{of_memory} "
            f"| {parquet / csv:.2f} |",
            flush=True,
        )
        shutil.rmtree(out)
        if quotes != GATES_AT:
            shutil.rmtree(package)
    for (few, fast), (many, slow) in itertools.pairwise(points):
        exponent = math.log(slow / fast) / math.log(many / few)
        print(
            f"\nGrowth from {few:,} to {many:,} rows: exponent {exponent:.2f} ({verdict(exponent, 1.1)})."
        )


def files(package: Path) -> list[Path]:
    """Return the Parquet files of the tables of a package."""
    return [package / f"{stem(name)}.parquet" for name in TABLES]


def same(package: Path, floor: Path) -> None:
    """Make sure that the floor did the same work: every file holds the same rows."""
    for path in files(package):
        other = floor / path.name
        one, two = (
            f"SELECT COLUMNS(*)::VARCHAR FROM read_parquet('{p}')" for p in (path, other)
        )
        differ = duckdb.connect().execute(
            f"({one} EXCEPT ALL {two}) UNION ALL ({two} EXCEPT ALL {one})"
        )
        if differ.fetchone():
            raise SystemExit(f"the floor's {path.name} is another")


def gates(package: Path) -> None:
    """Measure the gates beside frictionless and beside one query."""
    csv = sum(p.with_suffix(".csv").stat().st_size for p in files(package))
    frames = timed(lambda: check_frames(read_frames(package)[0]))
    rows = timed(lambda: check_files(package, passed=TABLES.keys()))
    floor = timed(lambda: check_floor(package))
    if check_floor(package):
        raise SystemExit("the floor finds what the gates do not")
    start = time.perf_counter()
    report = frictionless.validate(str(package / "datapackage.json"))
    other = time.perf_counter() - start
    if not report.valid:
        raise SystemExit("frictionless finds what the gates do not")
    print(f"\nGates on {csv / 1e6:.0f} MB of CSV: frames {frames:.2f} s, files {rows:.2f} s.")
    ratio = other / (frames + rows)
    print(
        f"frictionless validate (one run): {other:.1f} s, {ratio:.1f} times as long ({verdict(ratio, 10, least=True)})."
    )
    print(
        f"One query of the same conditions: {floor:.2f} s; gate 2 takes {rows / floor:.2f} times as long ({verdict(rows / floor, 3)})."
    )


def verifying(folder: Path) -> None:
    """Measure how fast copies of articles are held against the dataset."""
    print("\n| article text, MB | passages | verify, s | MB/s |")
    print("| ---: | ---: | ---: | ---: |")
    points = []
    for quotes in VERIFY_AT:
        package = folder / f"verify-{quotes}"
        generate(package, quotes, texts=True)
        run("build", "--root", str(package))
        megabytes = size(package / "texts", "*.txt") / 1e6
        seconds = verified(package, package / "texts")
        evidence = pl.read_parquet(package / "tables" / "evidence.parquet")
        passages = evidence.select("article_id", "start_char", "end_char").n_unique()
        points.append((megabytes, seconds))
        speed = megabytes / seconds
        print(
            f"| {megabytes:.2f} | {passages:,} | {seconds:.2f} "
            f"| {speed:.2f} ({verdict(speed, 10, least=True)}) |",
            flush=True,
        )
        if quotes == VERIFY_AT[-1]:
            pages(package)
        shutil.rmtree(package)
    (few, fast), (many, slow) = points[0], points[-1]
    exponent = math.log(slow / fast) / math.log(many / few)
    print(
        f"\nGrowth of verify in text and passages: exponent {exponent:.2f} ({verdict(exponent, 1.1)})."
    )


def verified(package: Path, copies: Path) -> float:
    """Return the seconds of `verify`, without the search for cycles, as the command runs it."""
    gc.disable()
    try:
        return timed(lambda: verify(package, [copies]))
    finally:
        gc.enable()


def pages(package: Path) -> None:
    """Measure saved web pages: one that is large, and an archive of them."""
    texts = sorted((package / "texts").glob("*.txt"))
    large = package / "large.html"
    large.write_text(_html([p.read_text("utf-8") for p in texts], PAGE_BYTES), "utf-8")
    seconds = verified(package, large)
    print(
        f"\nA web page of {large.stat().st_size / 1e6:.1f} MB: {seconds:.2f} s ({verdict(seconds, 3)})."
    )
    folder = package / "pages"
    folder.mkdir()
    for text in texts:
        (folder / f"{text.stem}.html").write_text(
            _html([text.read_text("utf-8")], 60_000), "utf-8"
        )
    many, bytes_ = len(texts), size(folder, "*.html")
    seconds = verified(package, folder)
    print(
        f"An archive of {many:,} saved pages, {bytes_ / 1e6:.0f} MB: {seconds:.2f} s, {many / seconds:,.0f} pages/s."
    )


def _html(texts: list[str], least: int) -> str:
    """Return a page as newspapers make them, mostly markup, until it has so many bytes."""
    menu = '<li class="nav__item" data-track="{}"><a href="/section/{}">Section</a></li>'
    parts = ["<!doctype html><html><head><title>x</title></head><body>"]
    parts += [
        f"<div class='story'><p>{'</p><p>'.join(t.splitlines())}</p></div>" for t in texts
    ]
    written = sum(map(len, parts))
    for n in itertools.count():
        if written >= least:
            break
        parts.append(menu.format(n, n))
        written += len(parts[-1])
    return "".join([*parts, "</body></html>"])


def main() -> None:
    """Run all of it and print Markdown."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("quotes", nargs="*", type=int, default=list(SIZES))
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    print(
        f"{os.cpu_count()} cores, {gigabytes:.0f} GiB, {platform.machine()}, Python {platform.python_version()}, "
        f"polars {pl.__version__}, pandera {pandera.__version__}, DuckDB {duckdb.__version__}, "
        f"frictionless {version('frictionless')}. Medians of {TIMES}.\n"
    )
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        builds(folder, options.quotes)
        if not (folder / str(GATES_AT)).exists():
            generate(folder / str(GATES_AT), GATES_AT)
            run("build", "--root", str(folder / str(GATES_AT)))
        gates(folder / str(GATES_AT))
        verifying(folder)


if __name__ == "__main__":
    main()
