"""The gates' SQL of DuckDB in that of Spark 4, translated by sqlglot.

Patterns match as a whole, by Java's engine; lengths are in code points, as in DuckDB. Spark has
no function for Unicode's form NFC: what may not be in it is sought by a pattern, and only a
column that has such text is asked by a function in Python (`nfc_normalize`).
"""

import sys
import unicodedata
from functools import cache

import sqlglot
from sqlglot import exp

# What a program that asks Spark registers under this name.
NFC = "nfc_normalize"


@cache
def translated(sql: str, *, certain: bool = True) -> str:
    """Return a query or condition of DuckDB in Spark's SQL.

    Unless `certain`, whether a text is in form NFC is only guessed, without Python: no text
    that is not passes for one that is.
    """
    tree = sqlglot.parse_one(sql, read="duckdb")
    for match in list(tree.find_all(exp.RegexpFullMatch)):
        pattern = exp.Literal.string(rf"\A(?:{match.expression.name})\z")
        match.replace(exp.RegexpLike(this=match.this, expression=pattern))
    for call in list(tree.find_all(exp.Anonymous)):
        _call(call, certain=certain)
    return tree.sql(dialect="spark")


def _call(call: exp.Anonymous, *, certain: bool) -> None:
    (text, *_) = call.expressions
    match call.name.lower():
        case "strlen":
            call.replace(exp.Anonymous(this="octet_length", expressions=[text]))
        case "url_encode":  # Java writes forms, where a space is a plus
            code = f"replace(replace(replace(url_encode({text.sql('spark')}), '+', '%20'), "
            call.replace(sqlglot.parse_one(code + "'*', '%2A'), '%7E', '~')", read="spark"))
        case "nfc_normalize" if not certain and isinstance(call.parent, exp.NEQ):
            pattern = exp.Literal.string(f"[{_composing()}]")
            call.parent.replace(exp.RegexpLike(this=text, expression=pattern))


@cache
def _composing() -> str:
    r"""Return characters without which a text is in form NFC, as a class of Java's patterns.

    Marks (`\p{M}`), the vowels and final consonants of Hangul (Unicode Standard, 3.12), and
    whatever is normalized by itself.
    """
    alone = [c for c in map(chr, range(sys.maxunicode + 1)) if _changes(c)]
    return "\\p{M}ᅠ-ᇿ" + "".join(f"\\x{{{ord(c):x}}}" for c in alone)


def _changes(character: str) -> bool:
    return not unicodedata.is_normalized("NFC", character)
