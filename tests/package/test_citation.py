"""How to cite, in the forms that people and reference managers read, word for word."""

import json

import pytest

from tests.conftest import ROOT, Run

FINGERPRINT = json.loads((ROOT / "datapackage.json").read_text("utf-8"))["fingerprint"]
TITLE = "Security guarantees for Ukraine: who promised, refused or signed what"
AUTHOR = "Maintainers of the dataset on security guarantees for Ukraine"
APA = f"{AUTHOR}. (2026). {TITLE} (Version 0.3.0) [Data set]. Fingerprint {FINGERPRINT}."
BIBTEX = f"""\
@dataset{{ukraine-security-guarantees-0.3.0,
  author = {{{{{AUTHOR}}}}},
  title = {{{{{TITLE}}}}},
  year = {{2026}},
  version = {{0.3.0}},
  note = {{Data set, fingerprint {FINGERPRINT}}}
}}
"""
RIS = f"""\
TY  - DATA
ID  - ukraine-security-guarantees-0.3.0
TI  - {TITLE}
AU  - {AUTHOR}
PY  - 2026
ET  - 0.3.0
N1  - Fingerprint {FINGERPRINT}
ER  -
"""
CSL = [
    {
        "id": "ukraine-security-guarantees-0.3.0",
        "type": "dataset",
        "title": TITLE,
        "author": [{"literal": AUTHOR}],
        "issued": {"date-parts": [[2026]]},
        "version": "0.3.0",
        "genre": "Data set",
        "note": f"Fingerprint {FINGERPRINT}",
    }
]


def cited(run: Run, *form: str) -> str:
    result = run("--root", ROOT, "cite", *form)
    assert result.code == 0
    return result.out


@pytest.mark.parametrize(
    ("form", "said"), [("apa", f"{APA}\n"), ("bibtex", BIBTEX), ("ris", RIS)]
)
def test_a_form_word_for_word(run: Run, form: str, said: str) -> None:
    assert cited(run, "--format", form) == said


def test_csl_json(run: Run) -> None:
    assert json.loads(cited(run, "--format", "csl-json")) == CSL


def test_people_get_apa_in_lines_and_bibtex_below(run: Run) -> None:
    text = cited(run)
    apa, _, bibtex = text.partition("\n\n")
    assert (" ".join(apa.split("\n")), bibtex) == (APA, BIBTEX)
    assert max(map(len, apa.split("\n"))) <= 96


def test_a_doi_stands_in_every_form(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schemas.package.DOI", "10.5281/zenodo.1")
    assert cited(run, "--format", "apa") == f"{APA} https://doi.org/10.5281/zenodo.1\n"
    assert "},\n  doi = {10.5281/zenodo.1}\n}" in cited(run, "--format", "bibtex")
    assert "\nDO  - 10.5281/zenodo.1\nER  -" in cited(run, "--format", "ris")
    assert json.loads(cited(run, "--format", "csl-json"))[0]["DOI"] == "10.5281/zenodo.1"


def test_an_unknown_form_is_wrong_usage(run: Run) -> None:
    with pytest.raises(SystemExit) as ended:
        run("--root", ROOT, "cite", "--format", "endnote")
    assert ended.value.code == 2
