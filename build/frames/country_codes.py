"""Read country codes from the countrycode package, the standard source of the field.

Only the table of the package is read, because importing the package would load pandas. The
table is a pickle. It is read with every class forbidden, so it can contain only plain values.
"""

import io
import pickle
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from build.problems import Problem, ProblemsError


class Country(NamedTuple):
    """The codes of a country: ISO 3166-1, Correlates of War, Gleditsch and Ward."""

    iso2: str
    iso_numeric: int
    name: str
    cow_code: int | None
    gw_code: int | None


class _PlainValues(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is not a plain value")


@cache
def read_countries() -> dict[str, Country]:
    """Return the codes of every country by ISO alpha-3.

    Raises `ProblemsError` if the package is not installed.
    """
    spec = find_spec("countrycode")
    if spec is None or spec.origin is None:
        raise ProblemsError([Problem("countrycode", "not installed", "run: make")])
    path = Path(spec.origin).with_name("data") / "codelist.pickle"
    table = _PlainValues(io.BytesIO(path.read_bytes())).load()
    fields = ("iso3c", "iso2c", "iso3n", "country.name.en", "cown", "gwn")
    return {
        iso3: Country(iso2, int(number), name, _code(cow), _code(gw))
        for iso3, iso2, number, name, cow, gw in zip(*(table[f] for f in fields), strict=True)
        if iso3 is not None and iso2 is not None and number is not None
    }


def _code(value: Any) -> int | None:
    return None if value is None else int(value)
