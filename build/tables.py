"""The command `python -m build`: raw/ to tables/, every step in order.

Nothing is written unless everything is right.
"""

from collections import Counter
from pathlib import Path

from build.anchors import read_anchors
from build.cite import citation_bytes
from build.database import DATABASE, load_sql, write_database
from build.describe import descriptor_bytes
from build.dictionary import dictionary_bytes
from build.frame import Framed, make_frames
from build.problems import Problem, ProblemsError, suggest
from build.prove import check
from build.publish import locked, publish, unwritable
from build.read import Corpus, find_line, read, show
from build.resolve import resolve
from build.summary import compare, read_old, render
from build.validate import Finding, validate
from build.write import write_tables
from schemas import TABLES


def build(root: Path) -> str:
    """Build the package in `root` from its raw/ folder and return the summary.

    Raises `ProblemsError` with everything that is wrong; the tables are untouched then.
    """
    with locked(root):
        framed = make_tables(root / "raw")
        frames = {name: table.frame for name, table in framed.items()}
        files = write_tables(frames)
        old = read_old(root)
        files["datapackage.json"] = descriptor_bytes(files, frames["articles"])
        files["CITATION.cff"] = citation_bytes()
        files["tables/dictionary.md"] = dictionary_bytes(frames)
        files["tables/load.sql"] = load_sql().encode()
        try:
            publish(root, files, lambda staged: write_database(staged.parent / DATABASE, staged))
        except OSError as error:
            raise ProblemsError([unwritable(root, error)]) from error
    passages = Counter(
        dict.fromkeys(frames["articles"]["article_id"].to_list(), 0)
    )
    for article, _, _ in frames["evidence"].select("article_id", "start", "end").unique().rows():
        passages[article] += 1
    return render(compare(old, files), passages)


def make_tables(raw: Path) -> dict[str, Framed]:
    """Return the validated frames of the annotations in `raw`, with their origins.

    Raises `ProblemsError` with everything that is wrong.
    """
    corpus = read(raw)
    shown = show(raw, raw / "anchors.csv")
    unread = bool(corpus.problems) and not corpus.faulty
    proofs = {}
    try:
        proofs = read_anchors(raw / "anchors.csv", shown)
    except ProblemsError as error:
        corpus.problems += error.problems
    else:
        check(corpus, proofs, shown)
    framed = make_frames(resolve(corpus, proofs))
    frames = {name: table.frame for name, table in framed.items()}
    # A file that could not be read leaves references dangling; that is no news.
    findings = validate(frames, across=not unread)
    corpus.problems += _problems(corpus, framed, findings)
    if corpus.problems:
        raise ProblemsError(corpus.problems)
    return framed


def _problems(
    corpus: Corpus, framed: dict[str, Framed], findings: list[Finding]
) -> list[Problem]:
    """Say of each finding where in raw/ it comes from and what to do about it."""
    problems = []
    for finding in findings:
        frame, origins = framed[finding.table]
        if finding.row is None:
            problems.append(
                Problem(f"tables/{finding.table}.csv", None, "", finding.column or "", finding.message)
            )
            continue
        origin = origins[finding.row]
        faulty = corpus.faulty.get(origin, set())
        if faulty and (finding.column is None or _written(finding.column) in faulty):
            continue  # a consequence of what is already reported
        key = TABLES[finding.table].key()
        record = "/".join(str(frame[k][finding.row]) for k in key)
        field = finding.column or ""
        if finding.table == "evidence":
            record = str(frame["cue_start"][finding.row])
            field = "disputes" if frame["stance"][finding.row] == "disputes" else "supports"
        what, fix = _advice(finding, framed)
        problems.append(
            Problem(
                show(corpus.raw, origin.file),
                find_line(origin, _path(finding)),
                record,
                field,
                what,
                fix,
            )
        )
    return problems


def _written(column: str) -> str:
    """Return the field that people write for a column."""
    for suffix in ("_earliest", "_latest"):
        column = column.removesuffix(suffix)
    return column


def _path(finding: Finding) -> str:
    if finding.table == "evidence":
        return "supports"
    if finding.table == "event_participants":
        return "participants"
    return {"quote_id": "id"}.get(finding.column or "", _written(finding.column or ""))


def _advice(finding: Finding, framed: dict[str, Framed]) -> tuple[str, str]:
    value = finding.value
    if finding.rule in ("vocabulary", "foreign_key"):
        spec = next(
            c.spec for c in TABLES[finding.table].columns() if c.name == finding.column
        )
        if spec.vocabulary is not None:
            known = spec.vocabulary.values
            what = f"unknown {spec.vocabulary.name.replace('_', ' ')} '{value}'"
            return what, suggest(str(value), known, otherwise=f"one of {', '.join(known)}")
        table, _, column = str(spec.references).partition(".")
        what = f"unknown {table.removesuffix('s')} '{value}'"
        fix = suggest(
            str(value),
            framed[table].frame[column].to_list(),
            otherwise=f"add it to {table} in raw/",
        )
        return what, fix
    if finding.rule.startswith("evidence_of_"):
        table = finding.rule.removeprefix("evidence_of_")
        return f"{table} has no record '{value}'", _similar(table, str(value), framed)
    if finding.rule.startswith("evidence_field_of_"):
        table = finding.rule.removeprefix("evidence_field_of_")
        columns = [c.name for c in TABLES[table].columns()]
        return f"{table} has no column '{value}'", suggest(
            str(value), columns, otherwise="name one of its columns"
        )
    if finding.rule == "primary_key":
        return "the same key stands more than once", "keep one, or give the other its own key"
    if value is not None:
        return f"'{value}' {finding.message}", ""
    return finding.message, ""


def _similar(table: str, wrong: str, framed: dict[str, Framed]) -> str:
    keys = framed[table].frame.select(TABLES[table].key()).rows()
    known = ["/".join(map(str, key)) for key in keys]
    return suggest(wrong, known, otherwise="add the record or mend the reference")
