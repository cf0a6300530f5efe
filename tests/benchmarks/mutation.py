"""`make mutants`: changes to the code of proofs, gates and diff, each of which a test must notice.

All of them take hours, as a mutant of a gate is held against every test that puts a package
through the gates; so a sample is drawn, of each part of the code as many as it has of all
(`--share`, in percent). Tests that were written for the survivors of one sample say nothing of
the rest: the next one is drawn with another `--seed`. It prints for each part how many were noticed, the 95 %
interval of that share (Wilson), and each that was not. Needs mutmut (`make mutants` installs it).

Left out on purpose: mutants that can't be told from the original by any test (a message's
wording beyond what tests ask, a default that is always given), which count as survivors.
"""

import argparse
import json
import math
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

# Of the code that runs on every build: below it more goes unnoticed than tests are for.
AIM = 0.9
_SEED = 20261127
_SURVIVED = 0  # the tests passed, as without the change
_NOTHING = "build.texts.tokens.x_words__mutmut_1"
_PARTS = ("build.texts", "build.passages", "build.rules", "build.gates", "build.versions")


def run(*names: str) -> None:
    """Run mutmut on the mutants of these names; it makes them first where they are not there."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "2", *names]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def results() -> dict[str, int | None]:
    """Return the exit code of the tests for each mutant, None where it was not run."""
    found: dict[str, int | None] = {}
    for path in sorted(Path("mutants").rglob("*.meta")):
        found |= json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return found


def sample(
    names: list[str], share: int, seed: int = _SEED, parts: Sequence[str] = _PARTS
) -> list[str]:
    """Return so many percent of the mutants of each part, the same for a seed."""
    generator = random.Random(seed)
    drawn = []
    for part in parts:
        mine = sorted(n for n in names if n.startswith(f"{part}."))
        drawn += generator.sample(mine, math.ceil(len(mine) * share / 100))
    return drawn


def wilson(noticed: int, run_: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    if not run_:
        return 0.0, 1.0
    z, share = 1.96, noticed / run_
    middle = share + z * z / (2 * run_)
    spread = z * math.sqrt(share * (1 - share) / run_ + z * z / (4 * run_ * run_))
    return (middle - spread) / (1 + z * z / run_), (middle + spread) / (1 + z * z / run_)


def main() -> int:
    """Run a sample and print what was noticed; 1 where less than the aim was."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--share", type=int, default=10, help="percent of each part (default 10)"
    )
    parser.add_argument("--seed", type=int, default=_SEED, help="of the sample")
    parser.add_argument("--part", nargs="+", choices=_PARTS, default=_PARTS, help="only these")
    options = parser.parse_args()
    run(_NOTHING)  # which only makes the mutants
    drawn = sample(list(results()), options.share, options.seed, options.part)
    run(*drawn)
    codes = {name: code for name, code in results().items() if name in set(drawn)}
    made, noticed = Counter[str](), Counter[str]()
    for name, code in codes.items():
        part = ".".join(name.split(".")[:2])
        made[part] += 1
        noticed[part] += code != _SURVIVED and code is not None
    for part in options.part:
        low, high = wilson(noticed[part], made[part])
        print(f"{part:<16}{noticed[part]:>5} of {made[part]:>5}  {low:.1%} to {high:.1%}")
    whole = sum(noticed.values()) / max(1, sum(made.values()))
    print(f"{'all':<16}{sum(noticed.values()):>5} of {sum(made.values()):>5}  {whole:.1%}")
    for name in sorted(n for n, code in codes.items() if code in (_SURVIVED, None)):
        print("survived" if codes[name] == _SURVIVED else "not run", name)
    return int(whole < AIM)


if __name__ == "__main__":
    sys.exit(main())
