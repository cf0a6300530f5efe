"""What every format needs to know of a column: its kind, and what is said of it."""

from collections.abc import Mapping

from build.loaders.view_columns import Kinds, view_kinds
from build.views.headers import plain_views
from schemas import TABLES


def kinds() -> Kinds:
    """Return the kind of each column, by table and view: text, a type or a vocabulary."""
    of_tables = {
        t: {
            c.name: c.spec.vocabulary.name if c.spec.vocabulary else c.kind for c in m.columns()
        }
        for t, m in TABLES.items()
    }
    return of_tables | dict(view_kinds())


def labels() -> Mapping[str, Mapping[str, str]]:
    """Return what the dictionary says of each column, by table and view."""
    of_tables = {
        t: {c.name: c.spec.description for c in m.columns()} for t, m in TABLES.items()
    }
    return of_tables | {v.name: v.columns for v in plain_views()}
