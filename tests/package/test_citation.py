"""How to cite, in the forms that people and reference managers read."""

import json

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from citeproc.source.json import CiteProcJSON

from build.package.citation import citation_text
from schemas import package as about
from tests.conftest import ROOT, Run

FINGERPRINT = json.loads((ROOT / "datapackage.json").read_text("utf-8"))["fingerprint"]


def cited(run: Run, form: str) -> str:
    result = run("--root", ROOT, "cite", "--format", form)
    assert result.code == 0
    return result.out


def test_apa_is_what_other_files_say(run: Run) -> None:
    assert cited(run, "apa").strip() == citation_text(FINGERPRINT)


def test_bibtex(run: Run) -> None:
    (entry,) = parse_string(cited(run, "bibtex")).entries
    assert (entry.entry_type, entry.key) == ("dataset", f"{about.NAME}-{about.VERSION}")
    assert entry["title"] == "{" + about.TITLE + "}"
    assert entry["version"] == about.VERSION
    assert FINGERPRINT in entry["note"]


def test_ris(run: Run) -> None:
    out = cited(run, "ris")
    assert out.startswith("TY  - DATA\n")
    (entry,) = rispy.loads(out)
    assert entry["title"] == about.TITLE
    assert entry["edition"] == about.VERSION
    assert entry["notes"] == [f"Fingerprint {FINGERPRINT}"]


def test_csl_json(run: Run) -> None:
    items = json.loads(cited(run, "csl-json"))
    (item,) = items
    assert (item["type"], item["version"]) == ("dataset", about.VERSION)
    assert item["issued"] == {"date-parts": [[about.YEAR]]}
    assert item["id"] in CiteProcJSON(items)


def test_an_unknown_form_is_wrong_usage(run: Run) -> None:
    with pytest.raises(SystemExit) as ended:
        run("--root", ROOT, "cite", "--format", "endnote")
    assert ended.value.code == 2
