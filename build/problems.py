"""How every step reports what is wrong: `file:line: record: field: what; what to do`.

A step collects problems and goes on, so that one run shows them all; whoever can't go on
raises `ProblemsError`. Left out on purpose: warnings. Either a thing is wrong or it is not;
what a user should know of sound data stands in the summary of a build.
"""

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass

# Below this likeness a suggestion misleads ("france" is no slip for "ukraine", 62).
_NEAR = 70.0
# Enough to find a text again; with place and advice the message fits two lines of a terminal.
_SHOWN = 60


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it is, and what to do about it."""

    file: str
    what: str
    fix: str = ""
    _: KW_ONLY
    line: int | None = None
    record: str = ""
    field: str = ""
    # Lines that show the place, such as the query with a mark below what is wrong.
    shown: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the problem on one line, without the parts that are not known."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        parts = [p for p in (place, self.record, self.field) if p]
        what = f"{self.what}; {self.fix}" if self.fix else self.what
        return ": ".join([*(visible(p) for p in parts), visible(what)])


class ProblemsError(Exception):
    """Raised when a run can't go on; carries every problem found so far."""

    exit_code = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Put the problems in order of file and line and drop repetitions.

        What is of one line stays as it was found, which is the order of reading.
        """
        self.problems = sorted(
            dict.fromkeys(problems), key=lambda p: (p.file, p.line or 0, p.record, p.field)
        )
        super().__init__("\n".join(map(str, self.problems)))


class UnrecognisedError(ProblemsError):
    """Raised where nothing that was given is of the kind that a command works on."""

    exit_code = 2


def report_of(error: ProblemsError) -> str:
    """Return the problems as a user reads them, each with its lines, and their count."""
    lines = []
    for problem in error.problems:
        lines += [str(problem), *(f"  {visible(line)}" for line in problem.shown)]
    count = len(error.problems)
    closing = f"{count} problem{'s' * (count != 1)}; nothing was changed."
    return "\n".join([*lines, "", closing])


def suggest(wrong: str, known: Iterable[str | None], *, otherwise: str) -> str:
    """Return "did you mean …?" for a near miss of `wrong` among `known`, else `otherwise`."""
    from rapidfuzz import fuzz, process  # for messages only

    words = [word for word in known if word is not None]
    near = process.extractOne(wrong, words, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f"did you mean '{near[0]}'?" if near else otherwise


def shorten(text: str, most: int = _SHOWN) -> str:
    """Cut a text that a message repeats to what stands well on a line."""
    return text if len(text) <= most else text[: most - 3] + "…"


def one_line(error: object, most: int = 200) -> str:
    """Return what an error says on one line, cut where libraries go on."""
    return " ".join(str(error).split())[:most]


def visible(text: str) -> str:
    """Escape what a terminal would act on or hide, so that a message can't mislead."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
