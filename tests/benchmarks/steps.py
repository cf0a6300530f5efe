"""How long the steps of `make` take on the dataset itself, so that a slow one shows.

`python -m tests.benchmarks.steps` runs each step as `make` does, in a process of its own, five
times in turn, and prints medians beside the time that importing the libraries takes. A bound that
is missed is printed as missed.
"""

from build.__main__ import ROOT
from tests.benchmarks.scale import medians, verdict

TIMES = 5
# What a contributor waits for after each change must not creep up again. A build makes every file
# since 0.3.0; before, it had a bound of its own (4 imports), and two more steps followed.
MOST_SECONDS = 25
STEPS = ("tables", "refresh", "check")


def main() -> None:
    """Print a line for each step."""
    commands = [("tests.benchmarks.imports",), *(("build", step) for step in STEPS)]
    imports, *steps = (m.seconds for m in medians(*commands, times=TIMES))
    articles = len(list((ROOT / "raw/articles").glob("*.toml")))
    print(f"The steps of `make` for {articles} articles, median of {TIMES} runs.\n")
    print("| step | seconds | in imports |\n| --- | ---: | ---: |")
    print(f"| imports | {imports:.2f} | 1 |")
    for name, seconds in zip(STEPS, steps, strict=True):
        print(f"| {name} | {seconds:.2f} | {seconds / imports:.1f} |")
    print(f"| all three | {sum(steps):.2f} | {sum(steps) / imports:.1f} |\n")
    print(f"All three take {sum(steps):.1f} s ({verdict(sum(steps), MOST_SECONDS)}).")


if __name__ == "__main__":
    main()
