"""How to cite, in the forms that people and reference managers read."""

import json
import warnings
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from schemas import package as about
from tests.conftest import ROOT, Run

APA = Path(__file__).with_name("apa.csl")
FINGERPRINT = json.loads((ROOT / "datapackage.json").read_text("utf-8"))["fingerprint"]


def cited(run: Run, form: str) -> str:
    result = run("--root", ROOT, "cite", "--format", form)
    assert result.code == 0
    return result.out


def test_apa_is_what_the_official_style_gives(run: Run) -> None:
    """The style gives no note, so that the fingerprint stands after it."""
    item = json.loads(cited(run, "csl-json"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that the style does not ask for
        style = CitationStylesStyle(str(APA), validate=False)
        made = CitationStylesBibliography(style, CiteProcJSON(item), formatter.plain)
        made.register(Citation([CitationItem(item[0]["id"])]))
        styled = str(made.bibliography()[0])
    assert cited(run, "apa").strip() == f"{styled} Fingerprint {FINGERPRINT}."


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
