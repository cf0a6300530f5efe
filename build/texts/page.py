"""Read the text of a web page: what a reader sees, and with it what the markup hides.

Blocks are handled here because no library that was tried returns the words that a reader sees.
inscriptis, html-text and trafilatura keep hidden text, split words at tags or lose deep pages,
and are less than half as fast. Resiliparse omits figures. selectolax needs the same list of
blocks, and its time grows with the square of the depth of a page.

Text counts as hidden if an attribute or inline style of its element hides it, if browsers do
not show the element, or if the text is struck out (`del`, `s`), because the page withdraws it.
Text in a closed `details` element and text with `aria-hidden` count as visible: a click opens
the first, and readers see the second.

Left out on purpose: stylesheets, scripts and the text in attributes. Styles are read one
element at a time, so an element that shows itself again inside a hidden one stays hidden.
"""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import chain, islice
from typing import Any, NamedTuple

import regex

# Elements that a browser puts on separate lines.
_BLOCKS = frozenset(
    """address article aside blockquote body br caption center dd details dialog div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav
    ol option p pre section select summary table tbody td tfoot th thead title tr ul
    """.split()  # noqa: SIM905
)
# Elements that a browser does not show, or strikes out.
_UNSHOWN = frozenset(
    """audio canvas datalist del dialog iframe noembed noframes noscript object s select
    strike svg template textarea video""".split()  # noqa: SIM905
)
_HIDING = frozenset(("hidden", "popover"))
# Attributes that make a browser show an element after all.
_SHOWING = {"template": "shadowrootmode", "dialog": "open"}
# Inline styles, as _style returns them.
_HIDING_STYLE = regex.compile(
    r"""(?:^|;)(?:display:none|visibility:(?:hidden|collapse)
    |(?:opacity|font-size):(?:0\.?|0?\.0+)(?:px|pt|r?em|%)?(?=[;!]|$)
    |(?:left|right|top|bottom|text-indent|margin-left|margin-top):-(?:999|\d{4,})
    |clip:rect\((?:[01](?:px)?,?){4}\)|clip-path:inset\((?:50|100)%)""",
    regex.X,
)
_BLOCK_STYLE = regex.compile(r"(?:^|;)display:(?:block|flex|flow-root|grid|list-item|table)")
# The elements that are not just shown, or may be.
_SPECIAL = (*sorted(_UNSHOWN), "sup", "button")
# The mark of a note: "1", "[1]", "1,2" or "[a]".
_MARK = regex.compile(r"\[?\d{1,3}(?:[,–-]\s?\d{1,3})*\]?|\[[a-z]\]")
_MOST_IN_A_MARK = 8


class _Kind(IntEnum):
    """How a piece of text stands in a page: shown, shown beside the text, or hidden."""

    SHOWN = 0
    BESIDE = 1
    HIDDEN = 2


class PageText(NamedTuple):
    """The text of a page with each block on a separate line, visible and whole.

    `plain` is the visible text without the marks of notes, and without buttons that have no
    text beside them. `whole` also has the text that the page hides, and `whole_plain` is that
    text without marks and buttons; both are empty if the page hides no text.
    """

    shown: str
    plain: str
    whole: str
    whole_plain: str


def read_page(page: str) -> PageText:
    """Return the text of a page in HTML; a page without an element has no text.

    The cells of a table follow each other in reading order, so that text that a table lays out
    stays together.
    """
    pieces = list(_pieces(page))
    seen = [(text, kind) for text, kind in pieces if kind != _Kind.HIDDEN]
    hides = any(kind == _Kind.HIDDEN and not text.isspace() for text, kind in pieces)
    return PageText(*_joined(seen), *_joined(pieces if hides else ()))


def _joined(pieces: Sequence[tuple[str, _Kind]]) -> tuple[str, str]:
    """Return the text of pieces, with and without those beside the text."""
    whole = "".join(text for text, _ in pieces)
    return whole, "".join(text for text, kind in pieces if kind != _Kind.BESIDE)


def _pieces(page: str) -> Iterator[tuple[str, _Kind]]:
    # Only web pages need these.
    from lxml.etree import HTMLParser, LxmlError, fromstring, iterwalk, strip_elements

    # Pages nest deeper than the parser's default allows.
    parser = HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = fromstring(page.encode("utf-8", "replace"), parser=parser)
    except LxmlError:  # the page has no elements
        return
    if tree is None:  # lxml returns this for a page of comments
        return
    strip_elements(tree, "head", "script", "style", with_tail=False)
    styled = tree.xpath("//*[@style or @hidden or @popover]")
    kinds = {e: kind for e in chain(tree.iter(*_SPECIAL), styled) if (kind := _kind(e))}
    # Custom elements, whose names have a hyphen, are mostly paragraphs.
    blocks = set(tree.xpath("//*[contains(name(), '-')]"))
    blocks |= {e for e in styled if _BLOCK_STYLE.search(_style(e))}
    kind, outermost, piece = _Kind.SHOWN, None, list[str]()
    for event, element in iterwalk(tree, events=("start", "end")):
        starts = event == "start"
        if starts and outermost is None and element in kinds:
            yield "".join(piece), kind
            kind, outermost, piece = kinds[element], element, []
        if element.tag in _BLOCKS or element in blocks:
            piece.append("\n")
        if element is outermost and not starts:
            yield "".join(piece), kind
            kind, outermost, piece = _Kind.SHOWN, None, []
        if text := element.text if starts else element.tail:
            piece.append(text)
    yield "".join(piece), kind


def _kind(element: Any) -> _Kind:
    tag, attributes = element.tag, element.keys()
    if tag in _UNSHOWN and _SHOWING.get(tag, "") not in attributes:
        return _Kind.HIDDEN
    if not _HIDING.isdisjoint(attributes) or _HIDING_STYLE.search(_style(element)):
        return _Kind.HIDDEN
    if (tag == "sup" and _is_mark(element)) or (tag == "button" and _is_alone(element)):
        return _Kind.BESIDE
    return _Kind.SHOWN


def _style(element: Any) -> str:
    """Return the inline style of an element without spaces, in lower case."""
    return "".join(element.get("style", "").lower().split())


def _is_mark(sup: Any) -> bool:
    """Return True for the mark of a note, but not for an exponent ("10²")."""
    if len(list(islice(sup.iter(), _MOST_IN_A_MARK))) == _MOST_IN_A_MARK:
        return False
    mark = "".join(sup.itertext()).strip()
    power = mark[:1].isdigit() and _before(sup)[-1:].isdigit()
    return _MARK.fullmatch(mark) is not None and not power


def _is_alone(button: Any) -> bool:
    """Return True for a button such as "Share", which no text stands beside."""
    return not (_before(button).strip() or (button.tail or "").strip())


def _before(element: Any) -> str:
    """Return the text between an element and what is before it in the same parent."""
    previous = element.getprevious()
    text = element.getparent().text if previous is None else previous.tail
    return text or ""
