"""A hash over all that the kept translations and columns of the views are made from."""

import hashlib
from pathlib import Path

from build.views.headers import read_views
from schemas import TABLES
from schemas.vocabularies import VOCABULARIES


def made_from() -> str:
    """Return the SHA-256 over columns, codes, views and the code that translates them."""
    columns = (f"{t} {c.name} {c.dtype}" for t, m in TABLES.items() for c in m.columns())
    codes = (f"{v.name} {v.values}" for v in VOCABULARIES)
    views = (view.sql for view in read_views())
    code = (Path(__file__).with_name("dialects.py")).read_text("utf-8")
    told = "\x00".join([*columns, *codes, *views, code])
    return hashlib.sha256(told.encode()).hexdigest()
