"""Look up what is known of a country: its codes, its item in Wikidata, and its memberships.

Codes are those of the countrycode package, the standard source of the field. The rest stands
in schemas/countries.csv, which has a row for every country with codes.

Only the table of the package is read, because importing the package would load pandas. The
table is a pickle. It is read with every class forbidden, so it can contain only plain values.
"""

import csv
import datetime as dt
import io
import pickle
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import schemas
from build.problems import Problem, ProblemsError

REFERENCE = Path(schemas.__file__).with_name("countries.csv")


class Country(NamedTuple):
    """The codes of a country: ISO 3166-1, Correlates of War, Gleditsch and Ward."""

    iso2: str
    iso_numeric: int
    name: str
    cow_code: int | None
    gw_code: int | None


class Known(NamedTuple):
    """The item of a country in Wikidata, and the first and last days of its memberships."""

    wikidata: str
    eu_from: dt.date | None
    eu_until: dt.date | None
    nato_from: dt.date | None

    def on(self, day: dt.date) -> dict[str, str | bool]:
        """Return the cells that `countries` has of it on a day."""
        in_eu = self.eu_from is not None and self.eu_from <= day <= (self.eu_until or day)
        in_nato = self.nato_from is not None and self.nato_from <= day
        return {"wikidata": self.wikidata, "eu_member": in_eu, "nato_member": in_nato}


@cache
def read_reference() -> dict[str, Known]:
    """Return what schemas/countries.csv has of each country, by ISO alpha-3."""
    with REFERENCE.open(newline="", encoding="utf-8") as file:
        return {
            row["country"]: Known(
                row["wikidata"],
                *(_day(row[name]) for name in ("eu_from", "eu_until", "nato_from")),
            )
            for row in csv.DictReader(file)
        }


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


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
