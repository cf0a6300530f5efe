"""The pattern of a text cell is read alike by the engines of polars, DuckDB and Python."""

import re
import sys

import duckdb
import polars as pl
import pytest

from schemas.base import text_pattern

# Unicode's White_Space (PropList.txt), which no version has changed since 6.3.
WHITE_SPACE = {
    *range(0x09, 0x0E),
    *(0x20, 0x85, 0xA0, 0x1680),
    *range(0x2000, 0x200B),
    *(0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
}
CHARACTERS = [chr(n) for n in range(sys.maxunicode + 1) if not 0xD800 <= n < 0xE000]


@pytest.mark.parametrize("verbatim", [False, True])
@pytest.mark.parametrize("form", ["{}", "{}edge", "edge{}", "in{}side"])
def test_engines_agree_on_every_character(form: str, verbatim: bool) -> None:
    pattern = text_pattern(verbatim)
    connection = duckdb.connect()
    texts = pl.DataFrame({"text": [form.format(c) for c in CHARACTERS]})
    by_rust = texts["text"].str.contains(rf"\A(?:{pattern})\z")
    connection.register("texts", texts)
    sql = "SELECT regexp_full_match(text, ?) FROM texts"
    by_re2 = [clean for (clean,) in connection.execute(sql, [pattern]).fetchall()]
    by_python = [re.fullmatch(pattern, text) is not None for text in texts["text"]]
    assert by_rust.to_list() == by_re2 == by_python
    refused = {ord(c) for c, clean in zip(CHARACTERS, by_python, strict=True) if not clean}
    assert (form == "in{}side") or refused >= WHITE_SPACE
