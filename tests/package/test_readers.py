"""Readers of Data Packages that others wrote, of version 1 of the standard, read every resource."""

import csv
import json
import re
import shutil
import subprocess
from typing import Any

import pytest

from build.documents.snippets import CLIENTS
from tests.conftest import ROOT
from tests.package.test_describe import DESCRIPTOR

NODE = """
const { Package } = require("datapackage");
(async () => {
  const found = await Package.load("datapackage.json", { basePath: "." });
  const rows = {};
  for (const resource of found.resources) rows[resource.name] = await resource.read({ keyed: true });
  const refusals = rows.commitments.filter((c) => c.self_asserted && c.strength_rank < 0).length;
  const counts = Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, all.length]));
  console.log(JSON.stringify({ valid: found.valid, counts, refusals }));
})();
"""


def rows(path: str) -> list[dict[str, str]]:
    with (ROOT / path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.thorough
@pytest.mark.skipif(
    not (shutil.which("node") and (CLIENTS / "node_modules/datapackage").exists()),
    reason="not installed: datapackage (make clients)",
)
def test_the_npm_library_reads_every_resource() -> None:
    done = subprocess.run(
        ["node", "-e", NODE],
        cwd=ROOT,
        env={
            "NODE_PATH": str(CLIENTS / "node_modules"),
            "PATH": "/usr/local/bin:/usr/bin:/bin",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["valid"]
    assert found["counts"] == {r["name"]: len(rows(r["path"])) for r in DESCRIPTOR["resources"]}
    own = [c for c in rows("tables/commitments.csv") if c["self_asserted"] == "true"]
    assert found["refusals"] == sum(int(c["strength_rank"]) < 0 for c in own)


@pytest.mark.parametrize("resource", DESCRIPTOR["resources"], ids=lambda r: r["name"])
def test_it_says_what_readers_of_version_1_go_by(resource: dict[str, Any]) -> None:
    """The profile that R's frictionless asks for; patterns without what XML Schema has not."""
    assert resource["profile"] == "tabular-data-resource"
    for field in resource["schema"]["fields"]:
        pattern = field.get("constraints", {}).get("pattern", "")
        escapes = re.findall(r"\\.|[(][?]|[$^]", pattern)
        assert set(escapes) <= {r"\[", r"\]"}, (field["name"], pattern)
