"""What `anchor` says when it is done."""

from build.passages.prove_texts import render
from build.texts.coverage import Coverage


def test_the_report() -> None:
    coverage = [
        Coverage("harbour-gazette-2030-03", 12, 8, 2, ()),
        Coverage("bay-times-2030", 1, 0, 0, ()),
    ]
    assert render(coverage, ["dune-post-2031", "cape-mail-2031"]).splitlines() == [
        "article                  passages  sentences  left",
        "harbour-gazette-2030-03        12          8    2 (25%)",
        "bay-times-2030                  1          0    0 (0%)",
        "Kept the proofs of dune-post-2031, cape-mail-2031, whose texts were not given.",
    ]
