"""What catalogues read is valid by their own schemas, and the same as the package says."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from build.documents.snippets import CLIENTS
from schemas import TABLES
from schemas.package import stem
from tests.conftest import ROOT

PROFILES = ROOT / "tests" / "package" / "profiles"


def errors(profile: str, value: Any) -> list[str]:
    """What a JSON schema has against a value."""
    schema = json.loads((PROFILES / profile).read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    return [f"{e.json_path}: {e.message}" for e in validator.iter_errors(value)]


def load(name: str) -> Any:
    return json.loads((ROOT / name).read_text("utf-8"))


def test_citation_is_valid() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert errors("cff-1.2.0.json", citation) == []
    assert errors("cff-1.2.0.json", citation | {"version": None}) != []


def test_all_say_the_same() -> None:
    package, croissant = load("datapackage.json"), load("tables/croissant.json")
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    zenodo = load(".zenodo.json")
    assert {m["version"] for m in (package, croissant, citation, zenodo)} == {
        package["version"]
    }
    assert package["fingerprint"] == croissant["identifier"]["value"]
    assert package["fingerprint"] == citation["identifiers"][0]["value"]
    assert zenodo["license"] == package["licenses"][0]["name"].lower()
    assert f"Fingerprint {package['fingerprint']}" in croissant["citeAs"]


def test_croissant_points_at_parquet() -> None:
    package, croissant = load("datapackage.json"), load("tables/croissant.json")
    files = {
        r["parquet"]["path"]: r["parquet"]["hash"]
        for r in package["resources"]
        if "derived" not in r
    }
    assert {
        f"tables/{f['contentUrl']}": f"sha256:{f['sha256']}" for f in croissant["distribution"]
    } == files
    for records in croissant["recordSet"]:
        names = [c.name for c in TABLES[records["name"]].columns()]
        assert [f["name"] for f in records["field"]] == names


CODE = """
import sys, logging, mlcroissant
warnings = []
logging.getLogger("absl").addHandler(type("H", (logging.Handler,), {"emit": lambda s, r: warnings.append(r)})())
dataset = mlcroissant.Dataset(jsonld="tables/croissant.json")
for records in dataset.metadata.record_sets:
    print(records.name, len(list(dataset.records(records.name))))
sys.exit(len(warnings))
"""


@pytest.mark.thorough
def test_croissant_is_read_by_its_own_library() -> None:
    if not (CLIENTS / "installed").exists():
        assert os.environ.get("CLIENTS") != "all"
        pytest.skip("mlcroissant is not installed (make clients)")
    done = subprocess.run(
        [CLIENTS / "bin" / "python", "-c", CODE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = {line.split()[0]: int(line.split()[1]) for line in done.stdout.splitlines()}
    assert rows == {t: _rows(ROOT / f"{stem(t)}.csv") for t in TABLES}


def _rows(path: Path) -> int:
    import csv

    with path.open(newline="", encoding="utf-8") as file:
        return sum(1 for _ in csv.reader(file)) - 1
