"""The package describes itself, and independent readers accept and enforce it."""

import json
from pathlib import Path
from typing import Any

import frictionless
import jsonschema

from build.views.headers import plain_views
from schemas import TABLES
from schemas.package import VERSION, stem
from tests.conftest import ROOT, edit

VIEWS = [view.name for view in plain_views()]
DESCRIPTOR: dict[str, Any] = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
PROFILE = json.loads((ROOT / "build/gates/profiles/data-package-2.0.json").read_text("utf-8"))


def test_frictionless_accepts_the_package() -> None:
    report = frictionless.validate(str(ROOT / "datapackage.json"))
    assert report.flatten(["title", "rowNumber", "fieldName", "note"]) == []
    assert [task.stats["rows"] for task in report.tasks] == [
        len((ROOT / f"{stem(name)}.csv").read_text("utf-8").splitlines()) - 1
        for name in (*TABLES, *VIEWS)
    ]


def test_the_descriptor_passes_the_official_profile() -> None:
    errors = jsonschema.Draft7Validator(PROFILE).iter_errors(DESCRIPTOR)
    assert [f"{e.json_path}: {e.message[:200]}" for e in errors] == []


def test_the_profile_can_refuse() -> None:
    bad = DESCRIPTOR | {"resources": [{"name": "x"}]}
    assert list(jsonschema.Draft7Validator(PROFILE).iter_errors(bad))


def test_every_table_is_described_and_versioned() -> None:
    assert [r["name"] for r in DESCRIPTOR["resources"]] == [*TABLES, *VIEWS]
    assert [r["name"] for r in DESCRIPTOR["resources"] if r.get("derived")] == [*VIEWS]
    assert DESCRIPTOR["version"] == VERSION
    assert DESCRIPTOR["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [s.get("path") is not None for s in DESCRIPTOR["sources"]].count(True) == 2


def test_a_table_schema_says_all_that_is_declared() -> None:
    schema = next(r["schema"] for r in DESCRIPTOR["resources"] if r["name"] == "commitments")
    fields = {f["name"]: f for f in schema["fields"]}
    assert schema["primaryKey"] == ["commitment_id"]
    assert schema["missingValues"] == [""]
    assert {
        "fields": ["actor_id"],
        "reference": {"resource": "actors", "fields": ["actor_id"]},
    } in (schema["foreignKeys"])
    strength = fields["strength"]
    assert strength["categoriesOrdered"] is True
    assert strength["categories"][0] == {"value": "ruled_out", "label": "Ruled out"}
    assert strength["constraints"]["enum"] == [c["value"] for c in strength["categories"]]
    assert fields["strength_rank"]["constraints"] == {
        "required": True,
        "minimum": -3,
        "maximum": 8,
    }
    assert fields["self_asserted"]["trueValues"] == ["true"]
    assert "required" not in fields["note"].get("constraints", {})


def test_frictionless_enforces_the_table_schemas(copy: Path) -> None:
    descriptor = json.loads((copy / "datapackage.json").read_text("utf-8"))
    descriptor["resources"] = [r for r in descriptor["resources"] if "derived" not in r]
    for resource in descriptor["resources"]:
        del resource["bytes"], resource["hash"]
    (copy / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    # The first edit that is made of a text is the first place where it stands.
    for table, old, new in (
        ("commitments", ",pledged,4,", ",pledgd,4,"),
        ("commitments", ",pledged,4,", ",pledged,4.5,"),
        ("commitments", ",pledged,4,", ",pledged,,"),
        ("countries", ",true,", ",True,"),
        ("actors", "paul-aubert,", "paul-auber,"),
        ("mentions", "pier-post-2026-01,FRA,", "pier-post-2026-01,GBR,"),
    ):
        edit(copy / f"tables/{table}.csv", old, new)
    report = frictionless.validate(str(copy / "datapackage.json"))
    found = {
        (task.name, *error)
        for task in report.tasks
        for error in task.flatten(["type", "fieldName"])
    }
    assert {
        ("commitments", "constraint-error", "strength"),
        ("commitments", "type-error", "strength_rank"),
        ("commitments", "constraint-error", "strength_rank"),
        ("countries", "type-error", "eu_member"),
        ("mentions", "primary-key", None),
    } <= found
    assert "foreign-key" in {error for _, error, _ in found}
