"""The command `python -m build anchor TEXTS`: make the proofs, report what is left.

An article's text is the UTF-8 file that was coded, named `ARTICLE_ID.txt`. The proofs of
articles whose texts are not given stay as they are. Nothing is written where anything is
wrong.
"""

import hashlib
from pathlib import Path

from build.annotations.read import read
from build.annotations.records import Faults, show
from build.files.publish import locked
from build.files.writing import replacing, unwritable
from build.passages.anchors import Anchor, read_anchors, write_anchors
from build.passages.proving import prove
from build.problems import Problem, ProblemsError, suggest
from build.progress import Say, silent
from build.texts.copies import find_copies
from build.texts.coverage import Coverage


def anchor(root: Path, texts: list[Path], say: Say = silent) -> str:
    """Write raw/anchors.csv from the texts and return the coverage report.

    Raises `ProblemsError` with everything that is wrong; the proofs are untouched then.
    """
    with locked(root):
        batch = read(root / "raw")
        if batch.faults.unreadable:
            raise ProblemsError(batch.faults.problems)
        faults = Faults(root / "raw")
        faults.update(batch.faults)
        known = sorted({record.article for record in batch.of("article")})
        anchors: list[Anchor] = []
        coverage = []
        given = _texts(find_copies(texts), known, faults.problems)
        for number, path in enumerate(given, 1):
            article_id = path.stem
            say(f"proving {number:,} of {len(given):,}: {article_id}")
            try:
                data = path.read_bytes()
                text = data.decode("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                why = error.strerror if isinstance(error, OSError) else "not UTF-8"
                fix = "give the text that was coded, in UTF-8"
                faults.problems.append(Problem(str(path), str(why), fix))
                continue
            result = prove(batch, article_id, text, hashlib.sha256(data).hexdigest())
            faults.update(result.faults)
            anchors += result.anchors
            coverage.append(result.coverage)
        if faults.problems:
            raise ProblemsError(faults.problems)
        proven = {c.article_id for c in coverage}
        anchors += _kept(root, set(known) - proven)
        _replace(root / "raw" / "anchors.csv", write_anchors(anchors))
    return render(coverage, sorted(set(known) - proven))


def _texts(paths: list[Path], known: list[str], problems: list[Problem]) -> list[Path]:
    texts: dict[str, Path] = {}
    if not paths:
        problems.append(Problem("TEXTS", "no text there", "check the path"))
    for path in paths:
        if path.stem in texts:
            what = f"a second text of {path.stem}, beside {texts[path.stem]}"
            problems.append(Problem(str(path), what, "give one of them"))
        elif path.stem in known:
            texts[path.stem] = path
        else:
            fix = suggest(path.stem, known, otherwise="name it ARTICLE_ID.txt")
            problems.append(Problem(str(path), "the text of no article in raw/", fix))
    return list(texts.values())


def _kept(root: Path, articles: set[str]) -> list[Anchor]:
    path = root / "raw" / "anchors.csv"
    if not articles or not path.exists():
        return []
    proofs = read_anchors(path, show(root / "raw", path)).take(articles)
    return [proof for proof, _ in proofs.values()]


def _replace(path: Path, content: str) -> None:
    """Write the proofs in one step."""
    try:
        with replacing(path) as out:
            out.write(content.encode())
    except OSError as error:
        raise ProblemsError([unwritable(path, error)]) from error


def render(coverage: list[Coverage], kept: list[str]) -> str:
    """Return the report: passages and sentences per article, and what none touches."""
    width = max((len(c.article_id) for c in coverage), default=7)
    lines = [f"{'article':<{width}}  passages  sentences  untouched"]
    for c in coverage:
        share = len(c.untouched) / c.sentences if c.sentences else 0
        lines.append(
            f"{c.article_id:<{width}}  {c.passages:>8}  {c.sentences:>9}  "
            f"{len(c.untouched):>3} ({share:.0%})"
        )
    for c in coverage:
        for start, end, words in c.untouched:
            lines.append(f"{c.article_id}: {start}-{end} is touched by no passage: {words} …")
    if kept:
        lines.append(f"Kept the proofs of {', '.join(kept)}, whose texts were not given.")
    return "\n".join(lines)
