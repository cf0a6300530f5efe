"""`diff` says what changed and which version follows; ids that disappear need a tombstone."""

import csv
import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from build.__main__ import main
from build.artefacts.registry import Kept, artefacts
from build.frames.ledger import IDS
from build.versions.contents import Contents
from build.versions.diff import Level, compare, next_version
from schemas import package as about
from schemas.package import DATABASE, DOCUMENTS
from tests.conftest import FIXTURES, ROOT, Run, code_twice, edit, furnish

# A release is refused where a file is missing.
pytestmark = pytest.mark.usefixtures("whole")
VERSION = about.VERSION
GONE = object()
PATCHED, NEXT = (next_version(VERSION, level) for level in (Level.PATCH, Level.MINOR))


@pytest.fixture
def old(built_package: Path, tmp_path: Path) -> Path:
    """A copy of the test package as it was, built."""
    return Path(shutil.copytree(built_package, tmp_path / "old"))


def test_the_same_is_no_difference(run: Run, old: Path) -> None:
    result = run("diff", old, old)
    assert result.code == 0
    assert result.out.splitlines()[-1] == "No difference."


def test_a_correction_is_a_patch(run: Run, package: Path, old: Path) -> None:
    edit(package / "raw/commitments.toml", "sends ships after", "sends two ships after")
    run()
    told = json.loads(run("diff", old, package, "--format", "json").out)
    assert told["level"] == "patch"
    assert told["schema"] == []
    assert list(told["tables"]) == ["commitments"]
    (cell,) = told["tables"]["commitments"]["changed"]
    assert cell["column"] == "summary"
    assert cell["after"] == cell["before"].replace("sends ships", "sends two ships")
    text = run("diff", old, package).out.splitlines()
    assert "commitments: 0 rows added, 0 removed, 1 changed" in text
    assert text[-1] == f"This is a patch change: at least {PATCHED} after {VERSION}."
    markdown = run("diff", old, package, "--format", "markdown").out
    assert "| commitments | 0 | 0 | 1 | 1 |" in markdown


@pytest.mark.thorough
def test_the_whole_difference_as_json(run: Run, package: Path, old: Path) -> None:
    edit(package / "raw/commitments.toml", "sends ships after", "sends two ships after")
    run()
    edit(package / "datapackage.json", '"title": "', '"title": "The ')
    edit(package / "datapackage.json", f'"version": "{VERSION}"', f'"version": "{PATCHED}"')
    told = json.loads(run("diff", old, package, "--format", "json").out)
    (cell,) = told["tables"]["commitments"].pop("changed")
    assert told == {
        "old": {"path": str(old), "version": VERSION},
        "new": {"path": str(package), "version": PATCHED},
        "level": "patch",
        "schema": [{"level": "patch", "change": "title of the package: other than before"}],
        "tables": {"commitments": {"added": [], "removed": []}},
    }
    assert cell == {
        "row": "fra-sea_presence-2030-03-04",
        "column": "summary",
        "before": cell["before"],
        "after": cell["before"].replace("sends ships", "sends two ships"),
    }


def test_new_rows_are_minor_and_lost_ids_major(run: Run, package: Path, old: Path) -> None:
    actors = package / "raw/actors.toml"
    text = actors.read_text("utf-8")
    more = text + '\n[[actor]]\nactor_id = "new-one"\nname = "New One"\nkind = "person"\n'
    actors.write_text(more, "utf-8")
    run()
    assert json.loads(run("diff", old, package, "--format", "json").out)["level"] == "minor"
    assert json.loads(run("diff", package, old, "--format", "json").out)["level"] == "major"


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("before", "after", "level", "said"),
    [
        ('"name": "gist"', '"name": "summary"', "major", "the column quotes.gist is gone"),
        ('"type": "boolean"', '"type": "string"', "major", "type of countries.eu_member"),
        ('"minimum": 1', '"minimum": 2', "major", "minimum of codes.position: 1 → 2"),
        ('"minimum": 1', '"minimum": 0', "minor", "minimum of codes.position: 1 → 0"),
        (
            '"maximum": 999',
            '"maximum": 1000',
            "minor",
            "maximum of countries.iso_numeric: 999 → 1000",
        ),
        (
            '"maximum": 999',
            '"maximum": 99',
            "major",
            "maximum of countries.iso_numeric: 999 → 99",
        ),
        ('"CC-BY-4.0"', '"CC0-1.0"', "major", "licenses of the package"),
        (
            '"description": "One row is',
            '"description": "A row is',
            "patch",
            "the description of",
        ),
        ('"description": "Name."', '"description": "A name."', "patch", "the description of"),
    ],
)
def test_changes_of_the_schema(
    run: Run, old: Path, tmp_path: Path, before: str, after: str, level: str, said: str
) -> None:
    new = Path(shutil.copytree(old, tmp_path / "new"))
    edit(new / "datapackage.json", before, after)
    told = json.loads(run("diff", old, new, "--format", "json").out)
    assert told["level"] == level
    assert any(said in change["change"] for change in told["schema"])


def test_a_change_of_the_schema_in_words(run: Run, old: Path, tmp_path: Path) -> None:
    new = Path(shutil.copytree(old, tmp_path / "new"))
    path = new / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["title"] = "Another title"
    (events,) = (r for r in descriptor["resources"] if r["name"] == "events")
    events["schema"]["fields"].reverse()
    path.write_text(json.dumps(descriptor), "utf-8")
    assert run("diff", old, new).out.splitlines()[1:] == [
        "schema (major): the columns of events are in another order",
        "schema (patch): title of the package: other than before",
        "",
        f"This is a major change: at least {next_version(VERSION, Level.MAJOR)} after {VERSION}.",
    ]
    assert run("diff", old, new, "--format", "markdown").out.splitlines() == [
        "No row was added, removed or changed.",
        "",
        "- the columns of events are in another order (major)",
        "- title of the package: other than before (patch)",
    ]


@pytest.mark.parametrize(
    ("old", "level", "new"),
    [
        ("0.1.0", Level.PATCH, "0.1.1"),
        ("0.1.0", Level.MINOR, "0.2.0"),
        ("0.1.4", Level.MAJOR, "0.2.0"),
        ("1.4.2", Level.PATCH, "1.4.3"),
        ("1.4.2", Level.MINOR, "1.5.0"),
        ("1.4.2", Level.MAJOR, "2.0.0"),
        ("unknown", Level.MAJOR, None),
    ],
)
def test_the_version_that_follows(old: str, level: Level, new: str | None) -> None:
    assert next_version(old, level) == new


@pytest.mark.parametrize("what", ["no-such-thing", "--output=x", "/dev/null"])
def test_no_package(run: Run, old: Path, what: str) -> None:
    result = run("diff", "--", what, old)
    assert result.code == 2
    assert result.errors


FIELDS = "resources[0].schema.fields"


@pytest.mark.sample(5)
@pytest.mark.parametrize(
    ("path", "value", "place", "said"),
    [
        ("", [], "", "must be an object, and is []"),
        ("", {}, "", "has no resources"),
        ("resources", None, "resources", "must be a list, and is None"),
        ("resources", {"name": "a"}, "resources", "must be a list, and is {'name': 'a'}"),
        ("resources/0", None, "resources[0]", "must be an object, and is None"),
        ("resources/0", "a", "resources[0]", "must be an object, and is 'a'"),
        ("resources/0", {}, "resources[0]", "has no name and no path"),
        ("resources/0/name", None, "resources[0].name", "must be a text, and is None"),
        ("resources/0/name", ["a"], "resources[0].name", "must be a text, and is ['a']"),
        ("resources/0/path", ["a"], "resources[0].path", "must be a text, and is ['a']"),
        ("resources/0/schema", GONE, "resources[0]", "has no schema"),
        ("resources/0/schema", None, "resources[0].schema", "must be an object, and is None"),
        ("resources/0/schema", "a", "resources[0].schema", "must be an object, and is 'a'"),
        ("resources/0/schema", {}, "resources[0].schema", "has no fields"),
        ("resources/0/schema/fields", None, FIELDS, "must be a list, and is None"),
        ("resources/0/schema/fields", {}, FIELDS, "must be a list, and is {}"),
        ("resources/0/schema/fields/0", None, f"{FIELDS}[0]", "must be an object, and is None"),
        ("resources/0/schema/fields/0", "a", f"{FIELDS}[0]", "must be an object, and is 'a'"),
        ("resources/0/schema/fields/0/name", GONE, f"{FIELDS}[0]", "has no name"),
        (
            "resources/0/schema/fields/0/name",
            1,
            f"{FIELDS}[0].name",
            "must be a text, and is 1",
        ),
        (
            "resources/0/schema/fields/0/constraints",
            None,
            f"{FIELDS}[0].constraints",
            "must be an object, and is None",
        ),
        (
            "resources/0/schema/fields/0/constraints",
            [],
            f"{FIELDS}[0].constraints",
            "must be an object, and is []",
        ),
        (
            "resources/0/schema/fields/0/constraints/enum",
            None,
            f"{FIELDS}[0].constraints.enum",
            "must be a list, and is None",
        ),
        (
            "resources/0/schema/fields/0/constraints/enum",
            [{}],
            f"{FIELDS}[0].constraints.enum[0]",
            "must be a text, a number or true or false, and is {}",
        ),
    ],
)
def test_a_descriptor_that_cannot_be_compared(
    run: Run, old: Path, tmp_path: Path, path: str, value: object, place: str, said: str
) -> None:
    new = Path(shutil.copytree(old, tmp_path / "new"))
    file = new / "datapackage.json"
    file.write_text(
        json.dumps(changed(json.loads(file.read_text("utf-8")), path, value)), "utf-8"
    )
    where = f"{new}: datapackage.json: {place}: " if place else f"{new}: datapackage.json: "
    for order in ((old, new), (new, old)):
        result = run("diff", *order)
        assert result.code == 2
        assert result.errors == [f"{where}{said}; give a package as it was published"]


def changed(descriptor: Any, path: str, value: object) -> Any:
    """A descriptor with a value at a path."""
    if not path:
        return value
    *parents, last = [int(p) if p.isdigit() else p for p in path.split("/")]
    at = descriptor
    for parent in parents:
        at = at[parent]
    if value is GONE:
        del at[last]
    else:
        at[last] = value
    return descriptor


def released(package: Path, *ids: tuple[str, str]) -> None:
    """Write the ledger as a release does."""
    with (package / "raw/ids.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([IDS, *ids])


def test_an_id_does_not_disappear_unsaid(run: Run, package: Path) -> None:
    released(package, ("actors", "gone-one"), ("actors", "marie-lenoir"))
    assert run().errors == [
        "raw/tombstones.toml: gone-one: actors had it in a release, and it is gone; add a "
        "[[tombstone]] with table, id, reason and, if there is one, successor"
    ]
    assert not (package / "tables").exists()
    stone = (
        '[[tombstone]]\ntable = "actors"\nid = "gone-one"\nreason = "A double of another."\n'
    )
    (package / "raw/tombstones.toml").write_text(stone, "utf-8")
    assert run().code == 0
    with_heir = stone + 'successor = "marie-lenoir"\n'
    (package / "raw/tombstones.toml").write_text(with_heir, "utf-8")
    assert run().code == 0


@pytest.mark.parametrize(
    ("stone", "said"),
    [
        (
            'table = "actors"\nid = "marie-lenoir"\nreason = "r"',
            "1: marie-lenoir: id: actors still has it; remove the tombstone",
        ),
        (
            'table = "actors"\nid = "nobody"\nreason = "r"',
            "1: nobody: id: no release of actors had it; remove the tombstone",
        ),
        (
            'table = "actors"\nid = "gone-one"\nreason = "r"\nsuccessor = "marie-lenor"',
            "1: gone-one: successor: actors has no 'marie-lenor'; did you mean 'marie-lenoir'?",
        ),
        (
            'table = "actor"\nid = "gone-one"\nreason = "r"',
            "1: gone-one: table: no table 'actor'; did you mean 'actors'?",
        ),
        (
            'table = "actors"\nid = 5\nreason = "r"',
            "3: id: input should be a valid string; a [[tombstone]] has table, id, reason, and "
            "may have successor",
        ),
    ],
)
def test_a_tombstone_that_is_wrong(run: Run, package: Path, stone: str, said: str) -> None:
    released(package, ("actors", "gone-one"))
    (package / "raw/tombstones.toml").write_text(f"[[tombstone]]\n{stone}\n", "utf-8")
    assert f"raw/tombstones.toml:{said}" in run().errors


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The test package, coded twice, built and committed; it is copied and not changed."""
    root = tmp_path_factory.mktemp("repository") / "package"
    shutil.copytree(FIXTURES / "package", root)
    code_twice(root / "raw", root / "raw")
    (root / "CHANGELOG.md").write_text(
        f"# Changelog\n\n## {about.VERSION} – unreleased\n\nThe first.\n", "utf-8"
    )
    furnish(root)
    assert main(["--root", str(root)]) == 0
    (root / ".gitignore").write_text("*.duckdb\n.build.lock\ndist/\n", "utf-8")
    git(root, "init", "-q", "-b", "main")
    for key, value in (("user.name", "Tester"), ("user.email", "tester@example.org")):
        git(root, "config", key, value)
    commit(root)
    return root


@pytest.fixture
def repository(committed: Path, package: Path) -> Path:
    """A copy of it in the place of the test package."""
    shutil.rmtree(package)
    return Path(shutil.copytree(committed, package))


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x")


def members(archive: Path) -> dict[str, bytes]:
    """The files of a zip, without the database, which has no fixed bytes, and its checksum."""
    with zipfile.ZipFile(archive) as packed:
        files = {n: packed.read(n) for n in packed.namelist() if not n.endswith(".duckdb")}
    sums = next(n for n in files if n.endswith("/SHA256SUMS"))
    lines = files.pop(sums).decode().splitlines()
    assert [line.split("  ")[1] for line in lines] == sorted(
        line.split("  ")[1] for line in lines
    )
    for line in lines:
        digest, name = line.split("  ")
        if not name.endswith(".duckdb"):
            content = files[f"{sums.removesuffix('SHA256SUMS')}{name}"]
            assert hashlib.sha256(content).hexdigest() == digest
    return files


@pytest.mark.thorough
def test_a_release_passes_the_gates_anywhere(
    repository: Path, run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "dist"
    result = run("release", "--out", out)
    assert result.code == 0, result.errors
    archive = out / f"{about.NAME}-{about.VERSION}.zip"
    assert run("check", archive).code == 0
    assert run("which", archive).code == 0
    changelog = (repository / "CHANGELOG.md").read_text("utf-8")
    assert changelog.startswith(
        f"# Changelog\n\n## {about.VERSION}\n\nThe first.\n\n### Data\n"
    )
    assert f"{about.NAME}-{about.VERSION}/tables/load/load.R" in members(archive)


@pytest.mark.thorough
def test_a_release_is_the_same_again_and_another_needs_its_number(
    repository: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "dist"
    assert run("release", "--out", out).code == 0
    archive = out / f"{about.NAME}-{about.VERSION}.zip"
    first = members(archive)
    # Again, once the changelog is committed: the same zip but for the changelog.
    commit(repository)
    git(repository, "tag", f"v{about.VERSION}")
    for _ in range(2):
        run()
        assert run("release", "--out", out).code == 0
        again = members(archive)
        assert {n for n in again if again[n] != first[n]} <= {
            f"{about.NAME}-{about.VERSION}/CHANGELOG.md"
        }
    # New rows need more than the same version, and more than a patch.
    actors = repository / "raw/actors.toml"
    more = '\n[[actor]]\nactor_id = "new-one"\nname = "New One"\nkind = "person"\n'
    actors.write_text(actors.read_text("utf-8") + more, "utf-8")
    run()
    commit(repository)
    assert f"schemas/package.py: VERSION: version {VERSION} was released with other data" in (
        "".join(run("release", "--out", out).errors)
    )
    monkeypatch.setattr(about, "VERSION", PATCHED)
    edit(repository / "CHANGELOG.md", f"## {VERSION}", f"## {PATCHED}\n\nMore.\n\n## {VERSION}")
    run()
    commit(repository)
    assert run("release", "--out", out).errors == [
        f"schemas/package.py: VERSION: {PATCHED} is too small: a minor change of {VERSION}; "
        f"declare {NEXT}"
    ]
    monkeypatch.setattr(about, "VERSION", NEXT)
    edit(repository / "CHANGELOG.md", f"## {PATCHED}", f"## {NEXT}")
    run()
    commit(repository)
    assert run("release", "--out", out).code == 0
    changelog = (repository / "CHANGELOG.md").read_text("utf-8")
    assert "| actors | 1 | 0 | 0 | 0 |" in changelog
    assert (
        changelog.index(f"## {NEXT}")
        < changelog.index("| actors")
        < changelog.index(f"## {VERSION}")
    )


@pytest.mark.thorough
def test_a_dirty_tree_and_a_silent_changelog_are_refused(repository: Path, run: Run) -> None:
    (repository / "CHANGELOG.md").write_text("# Changelog\n", "utf-8")
    run()
    assert run("release").errors == [
        "CHANGELOG.md: is not committed; commit it, or take it back",
        f"CHANGELOG.md: has no section ## {about.VERSION}; say what changed",
        "SHA256SUMS: is not committed; commit it, or take it back",
    ]
    assert not (repository / "raw/ids.csv").exists()


@pytest.mark.thorough
def test_nothing_is_changed_where_the_zip_can_not_be_put(
    repository: Path, run: Run, tmp_path: Path
) -> None:
    before = (repository / "CHANGELOG.md").read_bytes()
    (tmp_path / "taken").write_text("a file", "utf-8")
    result = run("release", "--out", tmp_path / "taken")
    assert result.code == 1
    assert "can't be written (File exists)" in result.errors[0]
    assert (repository / "CHANGELOG.md").read_bytes() == before
    assert not (repository / "raw/ids.csv").exists()


@pytest.mark.thorough
def test_a_git_revision_is_a_package(repository: Path, run: Run) -> None:
    edit(repository / "raw/commitments.toml", "sends ships after", "sends two ships after")
    run()
    assert (
        "commitments: 0 rows added, 0 removed, 1 changed" in run("diff", "HEAD", repository).out
    )


def test_a_row_that_stands_twice_is_a_difference(ask: Run, old: Path, tmp_path: Path) -> None:
    new = Path(shutil.copytree(old, tmp_path / "new"))
    path = new / "tables/quotes.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[-1]]), "utf-8")
    told = json.loads(ask("diff", old, new, "--format", "json").out)["tables"]["quotes"]
    assert told == {"added": [lines[-1].partition(",")[0]], "removed": [], "changed": []}


@pytest.mark.thorough
def test_a_release_keeps_what_people_wrote_after_the_data(
    repository: Path, run: Run, tmp_path: Path
) -> None:
    edit(
        repository / "CHANGELOG.md",
        "The first.\n",
        "The first.\n\n### Data\n\nOld.\n\n### Thanks\n\nTo all.\n",
    )
    run()
    commit(repository)
    assert run("release", "--out", tmp_path).code == 0
    changelog = (repository / "CHANGELOG.md").read_text("utf-8")
    assert "### Thanks\n\nTo all.\n" in changelog
    assert "Old." not in changelog
    assert changelog.count("### Data") == 1


@pytest.mark.thorough
def test_the_database_of_a_release_is_that_of_its_tables(
    repository: Path, run: Run, tmp_path: Path
) -> None:
    built = (repository / DATABASE).read_bytes()
    (repository / DATABASE).write_bytes(b"another database")
    (said,) = run("release", "--out", tmp_path).errors
    assert "artefacts: database: readable:" in said
    (repository / DATABASE).write_bytes(built)
    assert run("release", "--out", tmp_path).code == 0
    archive = tmp_path / f"{about.NAME}-{about.VERSION}.zip"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path / "out")
    (database,) = (tmp_path / "out").rglob("*.duckdb")
    result = run("which", database)
    assert (result.code, "unaltered" in result.out) == (0, True)


@pytest.mark.parametrize(
    ("before", "after", "level", "said"),
    [
        ({"enum": ["a", "b"]}, {"enum": ["b", "a"]}, Level.MAJOR, "are in another order"),
        ({}, {"enum": ["a"]}, Level.MAJOR, "t.c has codes that its cells must be of"),
        ({"enum": ["a"]}, {}, Level.MINOR, "t.c has no codes that its cells must be of"),
    ],
)
def test_codes_that_changed(
    before: dict[str, object], after: dict[str, object], level: Level, said: str
) -> None:
    def package(constraints: dict[str, object]) -> Contents:
        field = {"name": "c", "type": "string", "constraints": constraints}
        schema = {"fields": [field | {"categoriesOrdered": True}]}
        return Contents(
            "x", {}, {"version": "1.0.0", "resources": [{"name": "t", "schema": schema}]}
        )

    ((found, what),) = compare(package(before), package(after)).schema
    assert (found, said in what) == (level, True)


LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_the_links_of_a_release_hold() -> None:
    """Of the package itself: what its documents link to is in the zip."""
    released = {a.path for a in artefacts() if a.kept is not Kept.REPOSITORY}
    packed = {*DOCUMENTS, *released}
    documents = [n for n in packed if n.endswith(".md")]
    assert len(documents) >= 6
    for name in documents:
        folder = (ROOT / name).parent
        for link in LINK.findall((ROOT / name).read_text("utf-8")):
            target = (folder / link).resolve().relative_to(ROOT).as_posix()
            there = target in packed or any(p.startswith(f"{target}/") for p in packed)
            assert there or target == "tables", f"{name}: {link}"
