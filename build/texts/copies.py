"""Read copies of articles: plain text or a web page (HTML, MHTML), in any common encoding.

Encodings are handled here because w3lib also uses codecs of Python that are not encodings of a
text.

Left out on purpose: PDF and word-processor files (save them as text or HTML), the frames of a
page, and anything on the network.
"""

import codecs
import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import regex

from build.problems import Problem, ProblemsError, UnrecognisedError
from build.texts.page import PageText, read_page

# Characters in which to look for HTML: browsers may put comments before the root element.
_HEAD = 4096
_HTML = regex.compile(
    r"""<(?:!doctype\s+html|html|head|body|main|section|article|div|p|span|a|b|i|em|strong
    |font|center|h[1-6]|ul|ol|table|blockquote|pre|br/?|[a-z][a-z\d]*-[a-z\d-]*)[\s>]""",
    regex.I | regex.X,
)
_CHARSET = regex.compile(rb"<meta[^>]+charset=[\"']?([A-Za-z0-9_-]+)", regex.I)
# A page with fewer visible words has a menu, but no article; one with fewer characters has
# nothing at all.
_LITTLE = 50
_EMPTY = 80
# Web pages that a browser saves as one file have the header of an e-mail.
_MHTML = regex.compile(rb"\A(?=[\w-]+:)(?:.*\n)?mime-version:", regex.I | regex.S)
# Marks of quoted-printable; in a page, a line may also end between "=" and a value.
_QUOTED = regex.compile(r"=(?:E2=80=[89AB]|C2=A0|3D\")")
_CONTINUED = regex.compile(r"=(?<=[\w,.;:] ?=)\r?\n")
# A word that is hyphenated at the end of a line; the soft hyphen is one of the hyphens.
_HYPHENATED = regex.compile(r"[-‐\u00ad](?<=\p{L}.)[^\S\n]*\n\s*(?=\p{L})")
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


class Copy(NamedTuple):
    """The text of a copy: the readings of what it shows, and of it with what it hides.

    There are two readings where some parts of the text may not belong to it: one as the text
    stands, and one without the marks of notes and with the words joined that are hyphenated at
    the end of a line. `whole` is empty if nothing is hidden. `notes` say in words what may keep
    the text from being recognised.
    """

    shown: tuple[str, ...]
    whole: tuple[str, ...]
    notes: tuple[str, ...]


def read_copy(path: Path) -> Copy:
    """Return the text of a copy of an article, without the markup of a web page.

    Raises `ProblemsError` where the file can't be read or is not text.
    """
    try:
        if not path.is_file():  # a pipe would never end
            raise _unfit(path, "not a file")
        if path.stat().st_size > MAX_BYTES:
            raise _unfit(path, f"larger than {MAX_BYTES >> 20} MiB")
        data = path.read_bytes()
    except OSError as error:
        raise _unfit(path, f"can't be read ({error.strerror})") from error
    text = _decode(*_unpacked(data)) if _MHTML.search(data, 0, _HEAD) else _decode(data)
    if "\0" in text:
        raise _unfit(path, "a binary file, not text")
    is_page = _HTML.search(text, 0, _HEAD) is not None
    page = read_page(text) if is_page else PageText(text, text, "", "")
    shown = _readings(page.shown, page.plain)
    whole = _readings(page.whole, page.whole_plain) if page.whole else ()
    notes = tuple(_notes(text, page.shown, is_page))
    return Copy(shown, whole, notes)


def _notes(text: str, shown: str, is_page: bool) -> Iterator[str]:
    if _QUOTED.search(text) or (not is_page and _CONTINUED.search(text)):
        yield "looks like quoted-printable; decode it"
    elif is_page and len(text) > _EMPTY and len(shown.split(None, _LITTLE)) <= _LITTLE:
        fix = "open it in a browser and save the text that you see"
        yield f"this page has little or no visible text; {fix}"


def _readings(text: str, plain: str) -> tuple[str, ...]:
    """Return a text as it stands, and without marks and with words joined if that differs."""
    joined = _HYPHENATED.sub("", plain)
    return (text, joined) if joined != text else (text,)


def _unpacked(data: bytes) -> tuple[bytes, str | None]:
    """Return the first page, or else the first text, of an MHTML file, and its encoding."""
    from email import message_from_bytes

    try:
        parts = list(message_from_bytes(data).walk())
    except RecursionError:  # thousands of parts in parts
        return data, None
    for kind in ("text/html", "text/plain"):
        for part in parts:
            if part.get_content_type() == kind and not part.is_multipart():
                return bytes(part.get_payload(decode=True)), part.get_content_charset()
    return data, None


def _unfit(path: Path, what: str) -> ProblemsError:
    return ProblemsError([Problem(str(path), what, "give a text file or a saved web page")])


def _decode(data: bytes, charset: str | None = None) -> str:
    """Return the text of a file; `charset` is its encoding if something outside says so."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    declared = _CHARSET.search(data, 0, _HEAD)
    if declared and not charset:
        charset = declared.group(1).decode("ascii")
    if charset:
        with contextlib.suppress(LookupError, ValueError):
            name = codecs.lookup(charset).name
            # Browsers read Latin-1 and ASCII as Windows-1252 (WHATWG Encoding).
            name = "cp1252" if name in ("iso8859-1", "ascii") else name
            if name not in _NO_ENCODINGS:
                return data.decode(name, "replace")
    text = data.decode("utf-8-sig", "replace")
    # A few invalid bytes are damaged UTF-8; many mean that the text is Windows-1252.
    if text.count("\ufffd") * 1000 <= len(text):
        return text
    return data.decode("cp1252", "replace")
