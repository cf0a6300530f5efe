"""What an editor is told of the files in raw/: the JSON Schemas agree with files and model."""

import datetime as dt
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from build.annotations.json_schema import json_schemas
from build.documents.snippets import ids_of
from tests.conftest import ROOT

FILES = sorted(
    p for p in ROOT.glob("raw/**/*.toml") if p.stem not in ("tombstones", "corrections")
)


def plain(value: Any) -> Any:
    """A document of TOML as an editor's validator sees it: dates are text."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def schema_of(path: Path) -> Any:
    """The schema that the first line of a file names."""
    (named,) = re.findall(r"\A#:schema (\S+)\n", path.read_text("utf-8"))
    return json.loads((path.parent / named).read_text("utf-8"))


def faults(schema: Any, text: str) -> list[str]:
    """Where a text breaks a schema: the paths."""
    validator = jsonschema.Draft7Validator(schema)
    validator.check_schema(schema)
    found = validator.iter_errors(plain(tomllib.loads(text)))
    return ["/".join(map(str, e.absolute_path)) for e in found]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_file_is_valid_by_the_schema_that_it_names(path: Path) -> None:
    assert faults(schema_of(path), path.read_text("utf-8")) == []


def test_a_reason_for_each_occurrence_is_valid() -> None:
    schema = json.loads((ROOT / "schemas/toml/article.json").read_text("utf-8"))
    given = (
        '[excluded]\n"One" = ["heading", "duplicate"]\n[not_quotation]\n"a" = ["term", "term"]'
    )
    assert faults(schema, given) == []
    assert faults(schema, given.replace('"duplicate"', '"double"')) == ["excluded"]


def test_the_schemas_are_those_of_the_declarations() -> None:
    made = json_schemas(ids_of(ROOT))
    assert {f"schemas/toml/{p.name}" for p in ROOT.glob("schemas/toml/*")} == made.keys()
    for name, content in made.items():
        assert (ROOT / name).read_bytes() == content, "stale; run: make"


def test_a_basis_is_offered_in_an_article_only() -> None:
    shared = json.loads((ROOT / "schemas/toml/commitments.json").read_text("utf-8"))
    properties = shared["definitions"]["commitment"]["properties"]
    assert not {"basis", "supersedes"} & properties.keys()
    article = json.loads((ROOT / "schemas/toml/article.json").read_text("utf-8"))
    assert "basis" in article["definitions"]["commitment"]["properties"]


ARTICLE = """
[article]
publisher = "The Harbour Gazette"

[[passage]]
locator = "one two three"

[passage.q01]
speaker_id = "emmanuel-macron"
gist = "A gist."

[passage.q01.fra-ground_force-2026-01]
strength = "open"
summary = "A summary."
"""


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('publisher = "The', 'publishr = "The', "article"),
        ('strength = "open"', 'strength = "opn"', "passage"),
        ('gist = "A gist."', "gist = 3", "passage"),
        ('summary = "A summary."', "", "passage"),
        ("[passage.q01]", "[passage.p01]", "passage"),
        ('locator = "one two three"', "", "passage"),
        ("[article]", "[artcle]", ""),
    ],
)
def test_a_slip_is_marked(old: str, new: str, where: str) -> None:
    schema = json.loads((ROOT / "schemas/toml/article.json").read_text("utf-8"))
    assert faults(schema, ARTICLE) == []
    assert old in ARTICLE
    assert faults(schema, ARTICLE.replace(old, new)) == [where]


def test_codes_and_ids_are_offered_with_what_they_mean() -> None:
    """An editor completes what stands in these lists."""
    told = json.loads((ROOT / "schemas/toml/article.json").read_text("utf-8"))["definitions"]
    strengths = {c["const"]: c["description"] for c in told["codes of strength"]["anyOf"]}
    assert strengths["ruled_out"].startswith("Ruled out. ")
    assert "emmanuel-macron" in told["ids of actors"]["anyOf"][0]["enum"]
    assert "Left out: " in told["quote"]["properties"]["said"]["description"]
