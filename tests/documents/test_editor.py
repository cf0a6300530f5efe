"""What an editor is told of the files in raw/: the JSON Schemas agree with files and model."""

import datetime as dt
import json
import os
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from build.documents.json_schema import KINDS_OF_FILE
from build.documents.snippets import CLIENTS
from tests.conftest import ROOT, edit
from tests.corpus import write_corpus

SCHEMAS = sorted((ROOT / "schemas/toml").glob("*.json"))
TAPLO = shutil.which("taplo", path=f"{CLIENTS}/node_modules/.bin")
# The files of raw/ that have a schema under another name than their own.
NAMES = {"articles": "article", "adjudication": "differences", "about": "codings"}


def plain(value: Any) -> Any:
    """A document of TOML as an editor's validator sees it: dates are text."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def faults(name: str, text: str) -> list[str]:
    """Where a text breaks a schema: the paths."""
    schema = json.loads((ROOT / f"schemas/toml/{name}.json").read_text("utf-8"))
    validator = jsonschema.Draft7Validator(schema)
    validator.check_schema(schema)
    found = validator.iter_errors(plain(tomllib.loads(text)))
    return ["/".join(map(str, e.absolute_path)) for e in found]


def files(root: Path) -> list[tuple[Path, str]]:
    """The annotations below a folder, each with the name of its schema."""
    found = sorted(root.glob("raw/**/*.toml"))
    return [(p, NAMES.get(p.parent.name) or NAMES.get(p.stem, p.stem)) for p in found]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of every kind that name their schemas: three articles, two codings, empty ones."""
    root = write_corpus(tmp_path_factory.mktemp("corpus"))
    shutil.copytree(ROOT / "schemas/toml", root / "schemas/toml")
    for name in {p.stem for p in SCHEMAS} - {name for _, name in files(root)}:
        (root / f"raw/{name}.toml").touch()
    for path, name in files(root):
        schema = (root / f"schemas/toml/{name}.json").as_uri()
        path.write_text(f"#:schema {schema}\n{path.read_text('utf-8')}", "utf-8")
    return root


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A package whose one article names its schema."""
    path = tmp_path / "raw/articles/harbour-gazette-2030-03.toml"
    path.parent.mkdir(parents=True)
    path.write_text(f"#:schema ../../schemas/toml/article.json\n{ARTICLE}", "utf-8")
    shutil.copytree(ROOT / "schemas/toml", tmp_path / "schemas/toml")
    return path


def taplo(*paths: Path) -> list[str]:
    """The errors that Taplo prints for files, in order."""
    if TAPLO is None:
        assert os.environ.get("CLIENTS") != "all"
        pytest.skip("not installed: Taplo (make clients)")
    done = subprocess.run(
        [TAPLO, "check", *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    said = [x for x in done.stderr.splitlines() if x.startswith(("error: ", "ERROR "))]
    assert bool(said) == (done.returncode != 0), done.stderr
    # The last lines only repeat that the file is not valid.
    endings = ("schema validation failed", "some files were not valid")
    return [x.removeprefix("error: ") for x in said if not any(e in x for e in endings)]


def test_every_file_is_valid_by_its_schema(corpus: Path) -> None:
    named = files(corpus)
    assert {name for _, name in named} == {p.stem for p in SCHEMAS}
    found = {p: faults(name, p.read_text("utf-8")) for p, name in named}
    assert {p: f for p, f in found.items() if f} == {}


@pytest.mark.thorough
def test_taplo_accepts_every_schema_and_file(corpus: Path) -> None:
    assert taplo(*(path for path, _ in files(corpus))) == []


def test_each_file_of_raw_names_its_schema() -> None:
    for path, name in files(ROOT):
        first = path.read_text("utf-8").partition("\n")[0]
        schema = path.parent / first.removeprefix("#:schema ")
        assert schema.resolve() == ROOT / f"schemas/toml/{name}.json", path


def test_a_reason_for_each_occurrence_is_valid() -> None:
    given = (
        '[excluded]\n"One" = ["heading", "duplicate"]\n[not_quotation]\n"a" = ["term", "term"]'
    )
    assert faults("article", given) == []
    assert faults("article", given.replace('"duplicate"', '"double"')) == ["excluded/One/1"]


def test_there_is_a_schema_for_each_kind_of_file() -> None:
    assert [p.stem for p in SCHEMAS] == sorted(KINDS_OF_FILE)


ARTICLE = """
[article]
publisher = "The Harbour Gazette"
published = 2030-03-04
published_basis = "inferred"
derivation = "original"
work_id = "harbour-gazette-2030-03-04"

[excluded]
"LYON MEETING" = "heading"

[event.2030-03-04-lyon]
title = "Meeting in Lyon"
description = "A meeting."
event_type = "meeting"

[event.2030-03-04-lyon.participants]
emmanuel-macron = "host, in_person"

[[passage]]
locator = "one two three"

[passage.q01]
speaker_id = "emmanuel-macron"
gist = "A gist."

[passage.q01.fra-ground_force-2026-01]
strength = "open"
summary = "A summary."
basis = { strength = "wording: will" }
"""
POSITION = "passage/0/q01/fra-ground_force-2026-01"


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        (
            'strength = "open"',
            'strength = "opn"',
            f"{POSITION}/strength",
            '"opn" is not one of ["ruled_out","declined",',
        ),
        (
            '"heading"',
            '"headin"',
            "excluded/LYON MEETING",
            "\"headin\" is not valid under any of the schemas listed in the 'anyOf' keyword",
        ),
        (
            '"host, in_person"',
            '"hast, in_person"',
            "event/2030-03-04-lyon/participants/emmanuel-macron",
            '"hast, in_person" does not match "^(',
        ),
        (
            '"wording: will"',
            '"wordin: will"',
            f"{POSITION}/basis/strength",
            '"wordin: will" does not match "^(',
        ),
        ('gist = "A gist."', "gist = 3", "passage/0/q01/gist", '3 is not of type "string"'),
    ],
)
def test_a_wrong_value_is_one_error_where_it_stands(
    old: str, new: str, where: str, said: str, article: Path
) -> None:
    assert faults("article", ARTICLE) == []
    edit(article, old, new)
    assert faults("article", article.read_text("utf-8")) == [where]
    (told,) = taplo(article)
    assert told.startswith(said)


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ('gist = "A gist."', 'gist = "A"\ngst = "A"', "passage/0/q01", "'gst' was unexpected"),
        ("[passage.q01]", "[passage.p01]", "passage/0", "'p01' was unexpected"),
        ("[article]", "[artcle]", "", "'artcle' was unexpected"),
        ('summary = "A summary."', "", POSITION, '"summary" is a required property'),
        ('locator = "one two three"', "", "passage/0", '"locator" is a required property'),
        (
            'publisher = "The Harbour Gazette"',
            "",
            "article",
            '"publisher" is a required property',
        ),
    ],
)
def test_a_wrong_key_is_one_error(
    old: str, new: str, where: str, said: str, article: Path
) -> None:
    edit(article, old, new)
    assert faults("article", article.read_text("utf-8")) == [where]
    # On the command line Taplo repeats the error for each part of the record.
    (told,) = set(taplo(article))
    assert said in told


def test_codes_and_ids_are_offered_with_what_they_mean() -> None:
    """Taplo completes what stands in `enum`, and no other list."""
    told = json.loads((ROOT / "schemas/toml/article.json").read_text("utf-8"))["definitions"]
    strength = told["commitment"]["properties"]["strength"]
    meanings = dict(
        zip(strength["enum"], strength["x-taplo"]["docs"]["enumValues"], strict=True)
    )
    assert meanings["ruled_out"].startswith("Ruled out. ")
    assert "emmanuel-macron" in told["ids_of_actors"]["enum"]
    speaker = told["quote"]["properties"]["speaker_id"]
    assert speaker["anyOf"] == [{"$ref": "#/definitions/ids_of_actors"}, True]
    assert "Left out: " in told["quote"]["properties"]["said"]["description"]


def test_a_basis_is_offered_in_an_article_only() -> None:
    shared = json.loads((ROOT / "schemas/toml/commitments.json").read_text("utf-8"))
    properties = shared["definitions"]["commitment"]["properties"]
    assert not {"basis", "supersedes"} & properties.keys()
    article = json.loads((ROOT / "schemas/toml/article.json").read_text("utf-8"))
    assert "basis" in article["definitions"]["commitment"]["properties"]
