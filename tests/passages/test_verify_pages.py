"""A saved web page proves what a reader of it sees, and reports what it hides."""

import base64
import html
import json
import quopri
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.passages.test_verify import NAME, TEXT, page

PAGE = page(TEXT)


def fragment(text: str) -> str:
    return "<br>".join(text.splitlines())


def blocks(start: str, end: str) -> str:
    """The text in elements that follow one another, with nothing between their words."""
    return "<html>" + "".join(f"{start}{line}{end}" for line in TEXT.splitlines() if line)


# In each of these a reader sees the article.
MARKUP = {
    "custom elements": blocks("<gz-p>", "</gz-p>"),
    "spans as blocks": blocks('<span style="color: red; DISPLAY : Block">', "</span>"),
    "a fragment that begins with a span": f"<span>{fragment(TEXT)}</span>",
    "a fragment of custom elements": blocks("<gz-p>", "</gz-p>").removeprefix("<html>"),
    "a button in a sentence": PAGE.replace("Lenoir told", "<button>Lenoir</button> told"),
    "a button between sentences": PAGE.replace(
        "step.” The", "step.” <span><button>Share it</button></span> The"
    ),
    "marks of notes": PAGE.replace("Lyon. She", "Lyon.<sup><a href=x>1</a></sup> She").replace(
        "send two", "send<sup>[1]</sup> two<sup>2,3</sup>"
    ),
    "a part of a word above the line": PAGE.replace("Lenoir", "Le<sup>noir</sup>"),
    "a shadow root": f'<html><gz-p><template shadowrootmode="open">{PAGE}</template></gz-p>',
    "an open dialog": f"<html><dialog open>{PAGE}</dialog>",
    "a closed disclosure": f"<html><details><summary>More</summary>{PAGE}</details>",
    "words that screen readers leave out": f'<html><div aria-hidden="true">{PAGE}</div>',
    "a word that is hidden in a sentence": PAGE.replace(
        "We will", "We will <del>not</del>"
    ).replace("Lenoir told", "Lenoir <span hidden>also</span> told"),
    "words that are hyphenated": PAGE.replace("reporters", "repor-<br>ters"),
}


@pytest.mark.parametrize("copy", MARKUP.values(), ids=MARKUP.keys())
def test_markup_that_a_reader_does_not_see(ask: Run, tmp_path: Path, copy: str) -> None:
    (tmp_path / "page").write_text(copy, "utf-8")
    result = ask("verify", tmp_path / "page")
    assert (result.code, result.out.splitlines()[1:]) == (
        0,
        [f"{NAME}       5/5      3/3  {tmp_path / 'page'}"],
    )


HIDING = {
    "hidden": "<div hidden>",
    "no display": '<div style="color: red; display: none !important">',
    "not visible": '<div style="visibility:hidden">',
    "no opacity": '<div style="opacity: 0.0;">',
    "no size": '<div style="font-size:0px">',
    "off the screen": '<div style="position: absolute; left: -9999px">',
    "clipped": '<div style="clip: rect(0 0 0 0)">',
    "struck out": "<del>",
    "a template": "<template>",
    "without scripts": "<noscript>",
    "a closed dialog": "<dialog>",
}


@pytest.mark.parametrize("start", HIDING.values(), ids=HIDING.keys())
def test_text_that_a_page_hides_proves_nothing(ask: Run, tmp_path: Path, start: str) -> None:
    first, cut, rest = PAGE.partition("<p>Moscow")
    end = start[1:].partition(" ")[0].strip(">")
    path = tmp_path / "copy.html"
    path.write_text(
        f"{first}{start}{cut}{rest.replace('<footer>', f'</{end}><footer>')}", "utf-8"
    )
    result = ask("verify", path)
    assert (result.code, result.out.splitlines()[1:]) == (
        1,
        [
            f"{NAME}       3/5      2/3  {path}",
            f"{path}: 2 passages stand only in text that the page hides",
            f"{path}: 1 quote stands only in text that the page hides",
            f"{path}: not proven: passage at 356: Moscow’s envoy Ivan … in any shape (hidden)",
            f"{path}: not proven: passage at 447: and Ukraine’s government thanked France (hidden)",
            f"{path}: not proven: quote {NAME}.q03 (hidden)",
        ],
    )


def test_a_page_that_hides_everything_as_json(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><div hidden>{PAGE}", "utf-8")
    result = ask("verify", "--format", "json", tmp_path)
    (article,) = json.loads(result.out)["articles"]
    assert result.code == 1
    assert {key: article[key] for key in article if key != "unproven"} == {
        "file": str(tmp_path / "a.html"),
        "article_id": NAME,
        "passages": 5,
        "passages_proven": 0,
        "passages_hidden": 5,
        "quotes": 3,
        "quotes_proven": 0,
        "quotes_hidden": 3,
        "notes": [
            "5 passages stand only in text that the page hides",
            "3 quotes stand only in text that the page hides",
            NO_TEXT,
        ],
        "complete": False,
    }


NO_TEXT = (
    "this page has little or no visible text; "
    "open it in a browser and save the text that you see"
)
QUOTED = "looks like quoted-printable; decode it"
DATA = html.escape(TEXT)


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        (f'<html><nav>Home</nav><p data-text="{DATA}"></p>', NO_TEXT),
        (f'<html><nav>Home</nav><iframe srcdoc="{DATA}"></iframe>', NO_TEXT),
        (f"<html><script type='application/ld+json'>{json.dumps(TEXT)}</script>", NO_TEXT),
        (quopri.encodestring(PAGE.encode()).decode(), QUOTED),
        ("=\n== Lyon ==\n", "no article of the dataset"),
    ],
    ids=["an attribute", "a frame", "data", "a quoted page", "headings"],
)
def test_why_nothing_is_recognised(ask: Run, tmp_path: Path, copy: str, said: str) -> None:
    (tmp_path / "copy").write_text(copy, "utf-8")
    assert ask("verify", tmp_path / "copy").out.splitlines() == [
        f"{tmp_path / 'copy'}: {said}",
        "No article of the dataset was recognised.",
    ]


def test_a_text_in_quoted_printable(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(quopri.encodestring(TEXT.encode()))
    result = ask("verify", tmp_path / "copy")
    assert result.code == 1
    assert f"{tmp_path / 'copy'}: {QUOTED}" in result.out.splitlines()


@pytest.mark.parametrize(
    ("put", "said"),
    [
        ("<figure><figcaption>Photo: a ship</figcaption></figure>", "photo a ship"),
        (
            "<div>Buy one of our lovely new boats now and then</div>",
            "buy one of our lovely new boats now …",
        ),
        (" not", "not"),
    ],
)
def test_what_interrupts_a_passage_is_said(
    ask: Run, tmp_path: Path, put: str, said: str
) -> None:
    path = tmp_path / "copy.html"
    path.write_text(PAGE.replace("Russia would", f"Russia would{put}"), "utf-8")
    result = ask("verify", path)
    assert result.code == 1
    assert result.out.splitlines()[2:] == [
        f"{path}: not proven: passage at 356: Moscow’s envoy Ivan … in any shape (interrupted by “{said}”)",
        f"{path}: not proven: quote {NAME}.q03",
    ]


def test_a_page_in_one_file_names_its_encoding(ask: Run, tmp_path: Path) -> None:
    head = "MIME-Version: 1.0\nContent-Type: text/html; charset=cp1250\n"
    coded = base64.encodebytes(PAGE.replace("Sport", "Šport").encode("cp1250"))
    (tmp_path / "a.mhtml").write_bytes(
        f"{head}Content-Transfer-Encoding: base64\n\n".encode() + coded
    )
    assert ask("verify", tmp_path).code == 0


def test_a_file_of_parts_without_end(ask: Run, tmp_path: Path) -> None:
    parts = [f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2000)]
    (tmp_path / "a.mhtml").write_text(f"MIME-Version: 1.0\n{''.join(parts)}\n{TEXT}", "utf-8")
    result = ask("verify", tmp_path)
    assert (result.code, result.errors) == (0, [])
