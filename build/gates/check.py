"""The command `python -m build check [PATH]`: put a package through all gates.

It needs nothing but the package: no raw/, no texts, no database. What a package can't tell of
itself, as a row that is gone with all that refers to it where every hash was renewed, the
fingerprint tells that a paper cites (`--cited`).
"""

import json
from dataclasses import dataclass
from pathlib import Path

from build.artefacts.making import read_documents
from build.files.archives import opened
from build.gates.artefacts import check_artefacts, check_line_endings
from build.gates.descriptor import check_descriptor
from build.gates.files import check_files
from build.gates.frames import check_frames, read_frames
from build.package.dataset import Dataset
from build.problems import Problem, UnrecognisedError
from build.progress import Say, silent
from build.rules.finding import Finding
from schemas import TABLES

GATES = ("frames", "files", "descriptor", "artefacts")


@dataclass
class Report:
    """What the gates found in a package, and the fingerprint of its rows, if they are sound."""

    path: str
    findings: list[Finding]
    fingerprint: str | None = None
    gates: tuple[str, ...] = GATES

    @property
    def exit_code(self) -> int:
        """1 where a gate found anything, else 0."""
        return 1 if self.findings else 0

    def as_text(self) -> str:
        """Return all findings, a line each, and a line for each gate."""
        lines = [str(finding) for finding in self.findings]
        for gate in self.gates:
            count = sum(f.gate == gate for f in self.findings)
            said = "passed" if not count else f"{count} finding{'s' * (count != 1)}"
            lines.append(f"{gate:<12}{said}")
        if self.gates == GATES:  # nothing less reads every row in its order
            said = self.fingerprint or "none: the rows are not sound"
            lines.append(f"{'fingerprint':<12}{said}")
        return "\n".join(lines)

    def as_json(self) -> str:
        """Return the report as JSON: an object with path, passed, fingerprint, findings."""
        return json.dumps(
            {
                "path": self.path,
                "passed": not self.findings,
                "fingerprint": self.fingerprint,
                "findings": [f._asdict() for f in self.findings],
            },
            indent=2,
            ensure_ascii=False,
        )


def _is_source(path: Path) -> bool:
    """Say whether a path is a folder to build in, which a zip never is."""
    return (path / "raw/articles").is_dir()


def check(path: Path, cited: str | None = None, say: Say = silent) -> Report:
    """Put the package at `path`, a folder or a zip, through the gates.

    `cited` is the fingerprint that its rows must have. Raises `ProblemsError` where there is
    no package to look at.
    """
    with opened(path) as root:
        if not (root / "datapackage.json").exists() and not (root / "tables").exists():
            what = "no package: it holds neither datapackage.json nor tables/"
            raise UnrecognisedError(
                [Problem(str(path), what, "give a package, or a zip of one")]
            )
        if findings := check_line_endings(root):  # of which every other would be a consequence
            return Report(str(path), findings)
        say("the gate frames")
        frames, findings = read_frames(root)
        if not findings:
            findings += check_frames(frames)
        say("the gate files")
        passed = TABLES.keys() - {f.table for f in findings}
        findings += check_files(root, passed)
        sound = not findings
        say("the gate descriptor")
        findings += check_descriptor(root)
        say("the gate artefacts")
        with Dataset(frames, read_documents(root)) as data:
            findings += check_artefacts(root, data, sound=sound, source=_is_source(path))
            found = data.fingerprint if sound else None
        if cited is not None and found != cited:
            what = f"the rows are not those cited, of {cited}"
            findings.append(Finding("artefacts", "dataset", None, None, "cited", what))
        return Report(str(path), findings, found)
