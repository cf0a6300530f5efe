"""The command `agreement`: how far two codings agree, where not, and what was decided.

It asks the built database, so that it says what the tables say. Left out on purpose: every
variable's confusions, which the table `confusions` has; here stand those of strength and of
measure, and of what is below the aim.
"""

import json
from pathlib import Path

from build.views.ask import Answer, query, render

# Krippendorff 2019, page 356: below it only tentative conclusions.
AIM = 0.8
_SECTIONS = {
    "units that each coding found, and both": (
        "SELECT record_table AS kind, first_units AS first, second_units AS second, "
        "both_units AS both, precision, recall, f1, agreement FROM unitizing "
        "WHERE scope = 'all' ORDER BY record_table"
    ),
    "agreement on each column, all units": (
        "SELECT record_table || '.' || field AS variable, level, units, agreement, alpha, "
        "alpha_low AS low, alpha_high AS high, alpha_by_place AS by_place, no_alpha "
        "FROM agreement WHERE scope = 'all' ORDER BY record_table, field"
    ),
    "without units that a hard case or decision of the codebook names": (
        "SELECT record_table || '.' || field AS variable, units, agreement, alpha, "
        "alpha_low AS low, alpha_high AS high, no_alpha FROM agreement "
        "WHERE scope = 'unnamed' AND record_table IN ('commitments', 'quotes', 'events') "
        "ORDER BY record_table, field"
    ),
    f"below alpha {AIM}, with what was taken for what": (
        "SELECT a.record_table || '.' || a.field AS variable, a.alpha, "
        "string_agg(c.first_value || ' > ' || c.second_value || ' ' || c.units, ', ' "
        "ORDER BY c.units DESC, c.first_value, c.second_value) AS confusions "
        "FROM agreement a LEFT JOIN confusions c ON c.record_table = a.record_table "
        "AND c.field = a.field AND c.first_value <> c.second_value "
        f"WHERE a.scope = 'all' AND a.alpha < {AIM} "
        "GROUP BY a.record_table, a.field, a.alpha ORDER BY a.alpha, variable"
    ),
    "strength and measure: which code was taken for which": (
        "SELECT field, first_value AS first, second_value AS second, units, share "
        "FROM confusions WHERE record_table = 'commitments' "
        "AND field IN ('strength', 'measure') AND first_value <> second_value "
        "ORDER BY field, first_value, second_value"
    ),
    "what was decided": (
        "SELECT record_table AS kind, count(*) FILTER (decision = 'first') AS first, "
        "count(*) FILTER (decision = 'second') AS second, "
        "count(*) FILTER (decision = 'both') AS both, "
        "count(*) FILTER (decision = 'neither') AS neither FROM codings "
        "WHERE field IS NULL OR (first_id IS NOT NULL AND second_id IS NOT NULL) "
        "GROUP BY record_table ORDER BY record_table"
    ),
}
_NOTHING = "no article was coded twice"


def agreement(root: Path, form: str) -> str:
    """Return the report of the package in `root`: `text`, or `json` with a list a section.

    Raises `ProblemsError` where the database is not built.
    """
    answers = {title: query(root, sql) for title, sql in _SECTIONS.items()}
    if form == "json":
        sections = {title: json.loads(render(a, "json")) for title, a in answers.items()}
        return json.dumps(sections, indent=2, ensure_ascii=False)
    if not any(answer.rows for answer in answers.values()):
        return _NOTHING
    return "\n\n".join(f"{title}\n{_shown(answer)}" for title, answer in answers.items())


def _shown(answer: Answer) -> str:
    return render(answer, "table") if answer.rows else "none"
