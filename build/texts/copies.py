"""Read copies of articles: plain text or a web page, in any common encoding.

Blocks and encodings are handled here because no library that was tried returns the words that
a reader sees. inscriptis, html-text and trafilatura keep hidden text, split words at tags or
lose deep pages, and are less than half as fast. Resiliparse omits figures. selectolax needs the
same list of blocks, and its time grows with the square of the depth of a page. w3lib also uses
codecs of Python that are not encodings of a text.

Left out on purpose: PDF, word-processor and MHTML files (save them as text or HTML), and
anything on the network.
"""

import codecs
import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import regex

from build.problems import Problem, ProblemsError, UnrecognisedError

# Characters in which to look for HTML: browsers may put comments before the root element.
_HEAD = 4096
_HTML = regex.compile(r"<(!doctype\s+html|html|head|body|article|div|p)[\s>]", regex.I)
_CHARSET = regex.compile(rb"<meta[^>]+charset=[\"']?([A-Za-z0-9_-]+)", regex.I)
# Codecs of Python that are not encodings of a text.
_NO_ENCODINGS = frozenset(
    ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7")
)
# An article has some kilobytes, and a saved page some megabytes. Larger files are not articles.
MAX_BYTES = 64 * 2**20


def find_copies(paths: list[Path]) -> list[Path]:
    """Return the files in `paths`, and all files below the folders in `paths`.

    Hidden files and folders below a folder are left out. Raises `ProblemsError` with each path
    that does not exist.
    """
    missing = [
        Problem(str(p), "no such file or folder", "check the path")
        for p in paths
        if not p.exists()
    ]
    if missing:
        raise UnrecognisedError(missing)
    return list(dict.fromkeys(f for p in paths for f in _files(p)))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def read_copy(path: Path) -> str:
    """Return the text of a copy of an article, without the markup of a web page.

    Raises `ProblemsError` where the file can't be read or is not text.
    """
    try:
        if not path.is_file():  # a pipe would never end
            raise _unfit(path, "not a file")
        if path.stat().st_size > MAX_BYTES:
            raise _unfit(path, f"larger than {MAX_BYTES >> 20} MiB")
        text = _decode(path.read_bytes())
    except OSError as error:
        raise _unfit(path, f"can't be read ({error.strerror})") from error
    if "\0" in text:
        raise _unfit(path, "a binary file, not text")
    return _page_text(text) if _HTML.search(text, 0, _HEAD) else text


def _unfit(path: Path, what: str) -> ProblemsError:
    return ProblemsError([Problem(str(path), what, "give a text file or a saved web page")])


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    declared = _CHARSET.search(data, 0, _HEAD)
    if declared:
        with contextlib.suppress(LookupError, UnicodeError):
            name = codecs.lookup(declared.group(1).decode("ascii")).name
            # Browsers read Latin-1 and ASCII as Windows-1252 (WHATWG Encoding).
            name = "cp1252" if name in ("iso8859-1", "ascii") else name
            if name not in _NO_ENCODINGS:
                return data.decode(name, "replace")
    text = data.decode("utf-8-sig", "replace")
    # A few invalid bytes are damaged UTF-8; many mean that the text is Windows-1252.
    if text.count("\ufffd") * 1000 <= len(text):
        return text
    return data.decode("cp1252", "replace")


# Elements that a browser puts on separate lines, and elements that it does not show.
_BLOCKS = frozenset(
    """address article aside blockquote body br caption center dd details dialog div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav
    ol option p pre section select summary table tbody td tfoot th thead title tr ul
    """.split()  # noqa: SIM905
)
_HIDDEN = frozenset(
    """audio button canvas head iframe noscript object script select style svg template textarea
    video""".split()  # noqa: SIM905
)


def _page_text(page: str) -> str:
    """Return the text of a page, with each block on a separate line.

    The cells of a table follow each other in reading order, so that text that a table lays out
    stays together.
    """
    # Only web pages need these.
    from lxml.etree import LxmlError, iterwalk, strip_elements
    from lxml.html import HTMLParser, document_fromstring

    # Pages nest deeper than the parser's default allows.
    parser = HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except LxmlError:  # the page has no text
        return ""
    strip_elements(tree, *_HIDDEN, with_tail=False)
    parts: list[str] = []
    for event, element in iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCKS:
            parts.append("\n")
        parts.append((element.text if event == "start" else element.tail) or "")
    return "".join(parts)
