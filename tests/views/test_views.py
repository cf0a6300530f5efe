"""Views answer as the codings do, worked out by hand, and neither lose nor multiply rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from build.loaders.duck import schema_sql
from build.views.headers import View, read_views
from schemas.package import DATABASE, VERSION
from tests.five import write_five

VIEWS = {view.name: view for view in read_views()}
PLAIN = [view for view in VIEWS.values() if not view.is_macro]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of the five articles."""
    root = tmp_path_factory.mktemp("views")
    write_five(root)
    with duckdb.connect(str(root / DATABASE), read_only=True) as connection:
        yield connection


Rows = list[tuple[Any, ...]]


def ask(database: duckdb.DuckDBPyConnection, sql: str) -> Rows:
    return database.execute(sql).fetchall()


# Worked out by hand from raw/ and the articles, not from the views' output.
ANSWERS: list[tuple[str, Rows]] = [
    # 1. What is each country's latest and strongest stance?
    (
        "SELECT country, latest_strength, furthest_strength, hardest_strength, trend, "
        "own_positions, claimed_positions, latest_is_certain FROM country_stances "
        "WHERE measure = 'ground_force' ORDER BY country",
        [
            ("DEU", "declined", "declined", "declined", "single", 1, 0, True),
            # An offer in 2025, then a signed declaration; the publisher's doubt is a claim.
            ("FRA", "signed", "signed", None, "stronger", 2, 1, True),
            ("GBR", "signed", "signed", None, "stronger", 2, 1, True),
            ("ITA", "declined", "declined", "declined", "single", 1, 0, True),
            # Nothing on its own word: the New York Post says that it has not committed.
            ("USA", None, None, None, "none", 0, 1, None),
        ],
    ),
    (
        # The three refusals since September 2025 repeat each other: one stance, from the first on.
        "SELECT latest_strength, latest_commitment_id, latest_is_certain, furthest_strength, "
        "hardest_strength, trend, own_positions, claimed_positions FROM country_stances "
        "WHERE country = 'RUS' AND measure = 'accept_foreign_forces'",
        [
            (
                "ruled_out",
                "rus-accept_foreign_forces-2025-09",
                True,
                "declined",
                "ruled_out",
                "weaker",
                4,
                2,
            )
        ],
    ),
    (
        # Undecided in September 2025; the chancellor's word of January 2026 is on other measures.
        "SELECT latest_strength, latest_is_current, superseded_by FROM country_stances "
        "WHERE country = 'DEU' AND measure = 'reassurance_force'",
        [("undecided", False, "deu-ground_force-2026-01, deu-neighbouring_force-2026-01")],
    ),
    (
        # Starmer says in weaker words what the declaration says: no step back.
        "SELECT latest_strength, latest_commitment_id, latest_is_certain, trend, own_positions "
        "FROM country_stances WHERE country = 'GBR' AND measure = 'military_hubs'",
        [("signed", "gbr-military_hubs-2026-01-06", True, "single", 2)],
    ),
    # Since when a thing can be known: the first article that reports it.
    (
        "SELECT article_id, work_id, published_latest::VARCHAR FROM reports "
        "WHERE record_table = 'events' AND record_id = 'undated-military-hubs' ORDER BY 1",
        [
            ("telegraph-india-2026-01", "new-york-times-2026-01-06", "2026-01-12"),
            ("unidentified-2026-01", "unidentified-2026-01-06", "2026-01-07"),
        ],
    ),
    (
        # The two refusals of January 2026 and that of September are one stance, in three works, of
        # which one is of unknown origin.
        "SELECT record_id, works_least, works_most, same_strength_works_least FROM corroboration "
        "WHERE record_id LIKE 'rus-accept_foreign_forces-2026-01%' ORDER BY 1",
        [
            ("rus-accept_foreign_forces-2026-01", 1, 1, 2),
            ("rus-accept_foreign_forces-2026-01-expected", 1, 1, 1),
            ("rus-accept_foreign_forces-2026-01-kremlin", 1, 1, 2),
        ],
    ),
    (
        # The Telegraph is known through the New York Post only, the Financial Times through
        # The Kyiv Independent; AFP speaks in the Moscow Times itself.
        "SELECT asserted_by_name, count(*) FROM thin_sources WHERE relayed_publisher GROUP BY 1 "
        "ORDER BY 1",
        [("Financial Times", 3), ("The Telegraph", 2)],
    ),
    (
        # One sentence says peace deal, another a peace deal or a ceasefire.
        "SELECT condition, disputed_in FROM conditions "
        "WHERE commitment_id = 'twenty-six-reassurance_force-2025-09-04'",
        [("peace_deal", "moscow-times-2025-09")],
    ),
    # 2. Who refused, declined or withheld what, and on whose word?
    (
        "SELECT country, measure, strength, asserted_by_name FROM refusals "
        "WHERE self_asserted AND country IN ('ITA', 'DEU', 'USA') ORDER BY ALL",
        [
            ("DEU", "ground_force", "declined", "Friedrich Merz"),
            ("ITA", "ground_force", "declined", "Giorgia Meloni"),
            ("USA", "political_support", "withheld", "Donald Trump"),
            ("USA", "nato_membership", "ruled_out", "Donald Trump"),
        ],
    ),
    # 3. What depends on a ceasefire, a peace deal, United States backing, on nothing?
    (
        "SELECT commitment_id FROM conditions WHERE needs_us_backing AND self_asserted ORDER BY 1",
        [("fra-reassurance_force-2025-02",), ("gbr-reassurance_force-2025-02",)],
    ),
    (
        "SELECT count(*) FILTER (unconditional), count(*) FILTER (condition = 'not_stated') > 0 "
        "FROM conditions",
        [(0, True)],
    ),
    # 4. The United States' backstop, February 2025 to January 2026: each source is a line.
    (
        "SELECT self_asserted, asserted_by, step, strength, previous_strength, change "
        "FROM stance_timeline WHERE country = 'USA' AND measure = 'backstop' "
        "ORDER BY self_asserted, asserted_by, step",
        [
            (False, "agence-france-presse", 1, "undecided", None, None),
            (False, "emmanuel-macron", 1, "open", None, None),
            (False, "financial-times", 1, "withheld", None, None),
            # The same source on the same occasion: no change of mind.
            (False, "french-official-ft-2025-02", 1, "open", None, None),
            (False, "french-official-ft-2025-02", 2, "undecided", None, None),
            (False, "officials-ft-2025-02", 1, "withheld", None, None),
            (False, "source-new-york-post-2025-08", 1, "floated", None, None),
            (True, "donald-trump", 1, "in_principle", None, None),
            # A reply that praises what there is takes nothing back.
            (True, "steve-witkoff", 2, "open", None, None),
        ],
    ),
    (
        # Two envoys on one occasion are one change.
        "SELECT asserted_by, strength, stance_id, previous_strength, change, is_current "
        "FROM stance_timeline WHERE country = 'USA' AND measure = 'political_support' "
        "AND self_asserted ORDER BY step",
        [
            ("donald-trump", "withheld", "usa-political_support-2025-02", None, None, False),
            (
                "steve-witkoff",
                "in_principle",
                "usa-political_support-2026-01-06-witkoff",
                "withheld",
                "stronger",
                True,
            ),
            (
                "jared-kushner",
                "open",
                "usa-political_support-2026-01-06-witkoff",
                None,
                None,
                False,
            ),
        ],
    ),
    (
        # Germany's is on two other measures; the British hubs and Kushner are no changes.
        "SELECT country, from_measure, from_strength, to_measure, to_strength, direction, "
        "asserted_by FROM stance_changes ORDER BY to_commitment_id, from_measure",
        [
            (
                None,
                "security_guarantee",
                "open",
                "security_guarantee",
                "in_principle",
                "stronger",
                "coalition-of-the-willing",
            ),
            (
                "DEU",
                "reassurance_force",
                "undecided",
                "ground_force",
                "declined",
                "weaker",
                "friedrich-merz",
            ),
            (
                "DEU",
                "reassurance_force",
                "undecided",
                "neighbouring_force",
                "open",
                "stronger",
                "friedrich-merz",
            ),
            (
                "FRA",
                "ground_force",
                "open",
                "ground_force",
                "signed",
                "stronger",
                "trilateral-signatories-2026-01",
            ),
            (
                "FRA",
                "reassurance_force",
                "floated",
                "ground_force",
                "signed",
                "stronger",
                "trilateral-signatories-2026-01",
            ),
            (
                "GBR",
                "ground_force",
                "open",
                "ground_force",
                "signed",
                "stronger",
                "trilateral-signatories-2026-01",
            ),
            (
                "GBR",
                "reassurance_force",
                "floated",
                "ground_force",
                "signed",
                "stronger",
                "trilateral-signatories-2026-01",
            ),
            (
                "RUS",
                "accept_foreign_forces",
                "declined",
                "accept_foreign_forces",
                "ruled_out",
                "weaker",
                "maria-zakharova",
            ),
            (
                "USA",
                "political_support",
                "withheld",
                "political_support",
                "in_principle",
                "stronger",
                "steve-witkoff",
            ),
        ],
    ),
    (
        # Undecided since September 2025, carried forward, superseded in January 2026.
        "SELECT month, strength, is_carried_forward, is_superseded, claims FROM panel "
        "WHERE country = 'DEU' AND measure = 'reassurance_force' AND month >= '2025-08' "
        "ORDER BY month",
        [
            ("2025-08", None, None, None, 0),
            ("2025-09", "undecided", False, False, 0),
            ("2025-10", "undecided", True, False, 0),
            ("2025-11", "undecided", True, False, 0),
            ("2025-12", "undecided", True, False, 0),
            ("2026-01", None, True, True, 0),
        ],
    ),
    (
        # A refusal stays in sight, and a claim is no statement.
        "SELECT month, strength, hardest_refusal, claims FROM panel WHERE country = 'USA' "
        "AND measure = 'political_support' AND month IN ('2025-02', '2025-12', '2026-01') "
        "UNION ALL SELECT month, strength, hardest_refusal, claims FROM panel "
        "WHERE country = 'USA' AND measure = 'ground_force' AND month = '2025-08' ORDER BY ALL",
        [
            ("2025-02", "withheld", "withheld", 0),
            ("2025-08", None, None, 1),
            ("2025-12", "withheld", "withheld", 0),
            ("2026-01", "in_principle", "withheld", 0),
        ],
    ),
    (
        # By then the article of September 2025 was out, and those of January 2026 were not.
        "SELECT month, strength FROM panel_as_of('2025-09-10') WHERE country = 'FRA' "
        "AND measure = 'ground_force' AND month IN ('2025-07', '2025-08', '2025-09') "
        "ORDER BY month",
        [("2025-07", None), ("2025-08", "open"), ("2025-09", "open")],
    ),
    # 5. Which positions are the actor's own, and which claimed by others?
    (
        "SELECT self_asserted, count(*) FROM own_and_claimed WHERE country = 'RUS' GROUP BY 1 "
        "ORDER BY 1",
        [(False, 7), (True, 6)],
    ),
    # 6. What rests only on anonymous or second-hand sources?
    (
        "SELECT asserted_by_name, anonymous_number, count(*) FROM thin_sources WHERE anonymous "
        "GROUP BY ALL ORDER BY 1",
        [
            ("French official who spoke to the Financial Times", "one", 2),
            ("Officials who spoke to the Financial Times", "several", 1),
            ("Source familiar with the talks who spoke to the New York Post", "one", 2),
            ("Sources of The Economic Times", "several", 1),
        ],
    ),
    (
        # Meloni's own office is no second hand. Of what The Kyiv Independent reports only the
        # Financial Times and its sources are; eleven positions stand in the paraphrase alone.
        "SELECT count(*) FILTER (via = 'Office of the Prime Minister of Italy'), "
        "count(*) FILTER (article_ids = 'kyiv-independent-2025-02'), "
        "count(*) FILTER (unidentified_only), "
        "count(*) FILTER (commitment_id = 'gbr-ground_force-2026-01-06') FROM thin_sources",
        [(0, 6, 11, 0)],
    ),
    # 7. What is confirmed by two or more independent works?
    (
        # None: the second article of each is the one of unknown origin, and it disputes three.
        "SELECT record_id, articles, works_least, corroborated, disputed_in FROM corroboration "
        "WHERE works_most > 1 AND record_table = 'commitments' ORDER BY 1",
        [
            ("fra-ground_force-2026-01-06", 2, 1, False, "unidentified-2026-01"),
            ("gbr-ground_force-2026-01-06", 2, 1, False, "unidentified-2026-01"),
            ("usa-ceasefire_monitoring-2026-01-06", 2, 1, False, "unidentified-2026-01"),
            ("usa-political_support-2026-01-06-witkoff", 2, 1, False, None),
        ],
    ),
    (
        "SELECT articles, works_least, works_most, corroborated, status FROM corroboration "
        "WHERE record_id = '2022-02-invasion'",
        [(2, 2, 2, True, "occurred")],
    ),
    # 8. Which claims contradict each other, and which article carries each?
    (
        "SELECT asserted_by_name, other_asserted_by_name, claim_articles, other_articles FROM disputed_claims "
        "WHERE relation = 'contradicts' ORDER BY other_id",
        [
            ("Donald Trump", "Kremlin", "kyiv-independent-2025-02", "kyiv-independent-2025-02"),
            (
                "Donald Trump",
                "Maria Zakharova",
                "kyiv-independent-2025-02",
                "moscow-times-2025-09",
            ),
            ("Donald Trump", "Russia", "kyiv-independent-2025-02", "telegraph-india-2026-01"),
            ("Donald Trump", "Kremlin", "kyiv-independent-2025-02", "unidentified-2026-01"),
        ],
    ),
    (
        "SELECT record_id, field, article_id FROM disputed_details ORDER BY ALL",
        [
            ("2026-01-06-paris-summit", "participants_low", "unidentified-2026-01"),
            ("fra-ground_force-2026-01-06", "condition", "unidentified-2026-01"),
            ("fra-ground_force-2026-01-06", "strength", "unidentified-2026-01"),
            ("gbr-ground_force-2026-01-06", "condition", "unidentified-2026-01"),
            ("gbr-ground_force-2026-01-06", "strength", "unidentified-2026-01"),
            ("twenty-six-reassurance_force-2025-09-04", "condition", "moscow-times-2025-09"),
            ("usa-ceasefire_monitoring-2026-01-06", "strength", "unidentified-2026-01"),
        ],
    ),
    # 9. Which commitments have a quantity, and how is it bounded?
    (
        "SELECT actor, quantity_best, unit, bound, at_least, at_most FROM quantities ORDER BY 2",
        [
            ("26 countries of the September 2025 pledge", 26, "countries", "exact", 26, 26),
            ("European countries", 30000, "troops", "exact", 30000, 30000),
        ],
    ),
    # 10. Who attended what?
    (
        "SELECT actor, role, attendance FROM attendance "
        "WHERE event_id = '2025-09-04-paris-summit' ORDER BY actor",
        [
            ("Coalition of the Willing", "participant", "unknown"),
            ("Emmanuel Macron", "host", "in_person"),
            ("Keir Starmer", "participant", "remote"),
            ("Steve Witkoff", "participant", "unknown"),
            ("United States", "participant", "represented"),
            ("Volodymyr Zelenskyy", "participant", "in_person"),
        ],
    ),
    # 11. What was signed, and what was only announced?
    (
        "SELECT instrument, count(*) FROM signed_and_announced WHERE status = 'signed' "
        "GROUP BY 1 ORDER BY 1",
        [
            ("Declaration of intent of France, the United Kingdom and Ukraine", 4),
            ("Declaration of the Coalition of the Willing at the Paris summit", 4),
        ],
    ),
    (
        # Starmer says in his own name what the declaration says, too.
        "SELECT actor, measure FROM signed_and_announced "
        "WHERE status = 'announced' AND strength = 'pledged' ORDER BY actor",
        [
            ("26 countries of the September 2025 pledge", "reassurance_force"),
            ("United Kingdom", "military_hubs"),
        ],
    ),
    # 12. How is each speaker quoted?
    (
        "SELECT quotes, direct, partial, indirect, articles, works FROM speakers "
        "WHERE speaker_id = 'steve-witkoff'",
        [(5, 1, 2, 2, 2, 2)],
    ),
    # 13. What does Russia say it accepts, against what others say?
    (
        "SELECT own_strength, claimed_strength, asserted_by_name, direction "
        "FROM word_against_word WHERE country = 'RUS' AND measure = 'accept_foreign_forces' "
        "AND asserted_by = 'donald-trump' ORDER BY own_id",
        [
            # Only what the Kremlin had said by then; the later refusals came after the claim.
            ("declined", "open", "Donald Trump", "opposite"),
        ],
    ),
    (
        # The sharpest contradiction of the data: nothing specific, against a backing of some
        # kind. What others claim is open at most, so that Macron's word is not comparable.
        "SELECT claimed_id, own_strength, direction FROM word_against_word "
        "WHERE country = 'USA' AND measure = 'backstop' ORDER BY 1",
        [
            ("usa-backstop-2025-02-24-macron", "in_principle", None),
            ("usa-backstop-2025-02-25-ft", "in_principle", "opposite"),
            ("usa-backstop-2025-02-french-official", "in_principle", None),
            ("usa-backstop-2025-02-officials", "in_principle", "opposite"),
            ("usa-backstop-2025-08", "in_principle", "below"),
        ],
    ),
    # 14. Which measures has no named country pledged? All but two, of those that can be.
    (
        "SELECT code FROM codes WHERE vocabulary = 'measure' "
        "AND code NOT IN (SELECT measure FROM unpledged_measures) ORDER BY 1",
        [
            ("accept_foreign_forces",),
            ("accept_guarantees",),
            ("ceasefire",),
            ("ground_force",),
            ("military_hubs",),
            ("nato_membership",),
            ("territory",),
        ],
    ),
    (
        "SELECT furthest_country_strength, countries, furthest_group_strength "
        "FROM unpledged_measures WHERE measure IN ('backstop', 'collective_defence') ORDER BY measure",
        [("in_principle", "USA", None), (None, None, "signed")],
    ),
    # 15. Which dates are imprecise, or from outside the text; how long to publication?
    (
        "SELECT record_id FROM dates WHERE outside_text ORDER BY 1",
        [
            ("2025-01-20-trump-returns",),
            ("2025-02-24-washington-visit",),
            ("2025-02-25-financial-times-report",),
            ("2025-08-15-anchorage-meeting",),
            ("2025-09-04-paris-summit",),
            ("2025-trump-putin-direct-talks",),
            ("2026-01-06-paris-summit",),
        ],
    ),
    (
        # Anchorage, 15 August: the New York Post is of the 16th to the 21st.
        "SELECT days, days_to_publication_least, days_to_publication_most FROM dates "
        "WHERE record_id = '2025-08-15-anchorage-meeting'",
        [(1, 1, 6)],
    ),
    (
        "SELECT date, days, precise, days_to_publication_least, days_to_publication_most "
        "FROM dates WHERE record_id = 'rus-accept_foreign_forces-2025-02-kremlin'",
        [("[..2025-03-01]", None, False, 0, None)],
    ),
    # 16. Where exactly does this cell come from?
    (
        "SELECT article_id, stance, passage FROM provenance "
        "WHERE record_id = 'twenty-six-reassurance_force-2025-09-04' AND field = 'note'",
        [
            (
                "moscow-times-2025-09",
                "supports",
                "The troops would not … French president said",
            )
        ],
    ),
    # 17. How complete is the coding?
    (
        "SELECT article_id, passages, verbatim_quotes, countries FROM completeness ORDER BY 1",
        [
            ("kyiv-independent-2025-02", 21, 9, 5),
            ("moscow-times-2025-09", 38, 14, 9),
            ("new-york-post-2025-08", 15, 0, 5),
            ("telegraph-india-2026-01", 31, 11, 5),
            ("unidentified-2026-01", 21, 1, 7),
        ],
    ),
    # What was known when: stated by then and published by then.
    (
        "SELECT strength, asserted_by FROM positions_as_of('2025-08-31') "
        "WHERE actor_id = 'russia' AND measure = 'accept_foreign_forces' ORDER BY self_asserted",
        [("open", "donald-trump"), ("declined", "kremlin")],
    ),
    (
        # The pledge was stated on the 4th, but published for certain on the 7th.
        "SELECT count(*) FROM positions_as_of('2025-09-04') "
        "WHERE actor_id = 'twenty-six-countries-2025-09'",
        [(0,)],
    ),
    (
        "SELECT strength FROM positions_as_of(DATE '2025-09-07') "
        "WHERE actor_id = 'twenty-six-countries-2025-09'",
        [("pledged",)],
    ),
    (
        "SELECT event_id FROM known_on('2025-03-01') WHERE date IS NOT NULL ORDER BY 1",
        [
            ("2025-02-24-washington-visit",),
            ("2025-02-25-financial-times-report",),
            ("2025-02-starmer-trump-meeting",),
        ],
    ),
    ("SELECT count(*) FROM known_on('2025-02-28')", [(0,)]),
    # One flat table: names and labels, the words that state it, since when it is known.
    (
        "SELECT actor, measure_label, strength_label, self_asserted, asserted_by_name, quotation, works_least, "
        "known_since::VARCHAR, contested FROM positions "
        "WHERE commitment_id = 'rus-accept_foreign_forces-2025-09'",
        [
            (
                "Russia",
                "Accepting foreign forces",
                "Ruled out",
                True,
                "Maria Zakharova",
                "in any format",
                1,
                "2025-09-07",
                False,
            )
        ],
    ),
    # What the two codings code differently, and what was decided.
    (
        "SELECT found_by, first_value, second_value, decision FROM contested "
        "WHERE record_id = 'usa-ground_force-2025-08' AND field = 'strength'",
        [("both", "withheld", "undecided", "second")],
    ),
    (
        # Found by both, refused by both; found by the second alone; of another strength.
        "SELECT commitment_id, found_by_both, strength_agrees, strength_cue FROM coded_twice "
        "WHERE commitment_id IN ('deu-ground_force-2026-01', "
        "'coalition-reassurance_force-2025-09', 'usa-ground_force-2025-08') ORDER BY 1",
        [
            ("coalition-reassurance_force-2025-09", False, None, "want to offer"),
            ("deu-ground_force-2026-01", True, True, "rather than inside Ukraine"),
            ("usa-ground_force-2025-08", True, False, "has not committed"),
        ],
    ),
    (
        # Of 74 positions that both found, seven have another strength.
        "SELECT units, agreement FROM agreement WHERE scope = 'all' "
        "AND record_table = 'commitments' AND field = 'strength'",
        [(74, 0.905)],
    ),
    (
        # The first has its withheld; the second has a row of its own that was not taken.
        "SELECT strength FROM commitments_coded('first') "
        "WHERE commitment_id = 'usa-ground_force-2025-08' UNION ALL "
        "SELECT strength FROM commitments_coded('second') "
        "WHERE commitment_id = 'usa-collective_defence-2026-01' UNION ALL "
        "SELECT strength FROM commitments_coded('adjudicated') "
        "WHERE commitment_id = 'usa-collective_defence-2026-01'",
        [("withheld",), ("open",)],
    ),
    # What one article has that the other lacks or disputes.
    (
        "SELECT finding, record_id, field FROM between_articles("
        "'telegraph-india-2026-01', 'unidentified-2026-01') WHERE record_table = 'instruments' "
        "OR finding = 'disputed' ORDER BY ALL",
        [
            ("disputed", "2026-01-06-paris-summit", "participants_low"),
            ("disputed", "fra-ground_force-2026-01-06", "condition"),
            ("disputed", "fra-ground_force-2026-01-06", "strength"),
            ("disputed", "gbr-ground_force-2026-01-06", "condition"),
            ("disputed", "gbr-ground_force-2026-01-06", "strength"),
            ("disputed", "usa-ceasefire_monitoring-2026-01-06", "strength"),
            ("lacking", "paris-declaration-2026-01-06", None),
        ],
    ),
    (
        "SELECT citation FROM citation('commitments', 'ita-ground_force-2025-09')",
        [
            (
                'The Moscow Times, published between 2025-09-04 and 2025-09-07, at "Taking a '
                'similar line … her office said"; coded as commitments/ita-ground_force-2025-09 in: Security guarantees '
                f"for Ukraine: who promised, refused or signed what, version {VERSION}.",
            )
        ],
    ),
]


@pytest.mark.parametrize(("sql", "expected"), ANSWERS, ids=range(len(ANSWERS)))
def test_an_answer_is_the_one_worked_out_by_hand(
    database: duckdb.DuckDBPyConnection, sql: str, expected: Rows
) -> None:
    assert ask(database, sql) == expected


def test_every_view_has_an_answer_worked_out() -> None:
    asked = " ".join(sql for sql, _ in ANSWERS)
    assert [name for name in VIEWS if name not in asked] == []


@pytest.mark.parametrize("view", PLAIN, ids=lambda v: v.name)
def test_the_key_is_unique_and_the_columns_are_described(
    database: duckdb.DuckDBPyConnection, view: View
) -> None:
    columns = [row[0] for row in ask(database, f"DESCRIBE {view.name}")]
    assert columns == list(view.columns)
    key = ", ".join(view.key)
    assert (
        ask(database, f"SELECT {key} FROM {view.name} GROUP BY ALL HAVING count(*) > 1") == []
    )
    nulls = " OR ".join(f"{k} IS NULL" for k in view.key)
    assert ask(database, f"SELECT count(*) FROM {view.name} WHERE {nulls}") == [(0,)]
    assert ask(
        database,
        f"SELECT comment IS NOT NULL FROM duckdb_views() WHERE view_name = '{view.name}'",
    ) == [(True,)]
    assert ask(
        database,
        "SELECT count(*) FROM duckdb_columns() "
        f"WHERE table_name = '{view.name}' AND comment IS NULL",
    ) == [(0,)]


# How many rows of the base tables each view must hold.
COUNTS = {
    "country_stances": "SELECT count(*) FROM (SELECT DISTINCT country, measure FROM commitments WHERE country IS NOT NULL)",
    "refusals": "SELECT count(*) FROM commitments WHERE strength_rank < 0",
    "conditions": "SELECT count(*) FROM commitments WHERE strength_rank > 0",
    "stance_timeline": "SELECT count(*) FROM commitments",
    "own_and_claimed": "SELECT count(*) FROM commitments",
    "corroboration": "SELECT (SELECT count(*) FROM commitments) + (SELECT count(*) FROM events)",
    "disputed_claims": "SELECT count(*) FROM relations WHERE relation IN ('contradicts', 'qualifies')",
    "disputed_details": "SELECT count(*) FROM evidence WHERE stance = 'disputes'",
    "quantities": "SELECT count(*) FROM commitments WHERE quantity_unit IS NOT NULL",
    "attendance": "SELECT count(*) FROM event_participants",
    "signed_and_announced": "SELECT count(*) FROM commitments WHERE self_asserted AND strength_rank >= 3",
    "speakers": "SELECT count(DISTINCT speaker_id) FROM quotes",
    "dates": "SELECT (SELECT count(*) FROM commitments) + (SELECT count(*) FROM events) + (SELECT count(*) FROM quotes)",
    "provenance": "SELECT count(*) FROM evidence",
    "completeness": "SELECT count(*) FROM articles",
    "word_against_word": "SELECT count(*) FROM commitments c WHERE NOT self_asserted AND strength_rank <> 0 AND EXISTS (SELECT 1 FROM commitments o WHERE o.self_asserted AND o.actor_id = c.actor_id AND o.measure = c.measure AND coalesce(o.stated_earliest, o.stated_latest) <= c.stated_latest)",
    "reports": "SELECT count(*) FROM (SELECT DISTINCT record_table, record_id, article_id FROM evidence WHERE stance = 'supports' AND field IS NULL)",
    "thin_sources": "SELECT count(*) FROM commitments c JOIN actors w ON w.actor_id = asserted_by LEFT JOIN actors v ON v.actor_id = via_actor_id WHERE w.kind = 'anonymous' OR (v.actor_id IS NOT NULL AND (v.kind <> 'government_body' OR v.country IS DISTINCT FROM w.country)) OR (w.kind = 'media' AND asserted_by NOT IN (SELECT voice_id FROM articles WHERE voice_id IS NOT NULL)) OR NOT EXISTS (SELECT 1 FROM evidence e JOIN articles a USING (article_id) WHERE e.record_id = commitment_id AND e.stance = 'supports' AND e.field IS NULL AND a.publisher <> 'unidentified')",
    "stance_changes": "SELECT count(*) FROM (SELECT DISTINCT s.actor_id, s.measure, s.stated, s.event_id, o.measure AS from_measure FROM relations r JOIN commitments s ON s.commitment_id = r.subject_id JOIN commitments o ON o.commitment_id = r.object_id WHERE r.relation = 'supersedes' AND s.self_asserted)",
    "panel": "SELECT (SELECT count(DISTINCT (country, measure)) FROM commitments WHERE country IS NOT NULL) * (SELECT date_diff('month', min(day), max(day)) + 1 FROM (SELECT stated_latest AS day FROM commitments UNION ALL SELECT published_latest FROM articles))",
    "agreement": "SELECT count(*) FROM reliability",
    "positions": "SELECT count(*) FROM commitments",
    "contested": "SELECT count(*) FROM codings WHERE record_id IS NOT NULL AND (field IS NULL OR (first_id IS NOT NULL AND second_id IS NOT NULL))",
    "coded_twice": "SELECT count(*) FROM commitments",
    "unpledged_measures": "SELECT count(*) FROM codes WHERE vocabulary = 'measure' AND code NOT IN ('accept_foreign_forces', 'accept_guarantees', 'ceasefire', 'nato_membership', 'territory') AND code NOT IN (SELECT measure::VARCHAR FROM commitments WHERE self_asserted AND country IS NOT NULL AND strength_rank >= 4)",
}


@pytest.mark.parametrize("view", PLAIN, ids=lambda v: v.name)
def test_no_row_is_lost_or_multiplied(database: duckdb.DuckDBPyConnection, view: View) -> None:
    assert ask(database, f"SELECT count(*) FROM {view.name}") == ask(
        database, COUNTS[view.name]
    )


@pytest.fixture(scope="module")
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database without rows."""
    with duckdb.connect() as connection:
        connection.execute(schema_sql())
        yield connection


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda v: v.name)
def test_it_holds_on_an_empty_dataset(view: View, empty: duckdb.DuckDBPyConnection) -> None:
    if view.name == "citation":
        with pytest.raises(duckdb.Error, match="no passage supports"):
            ask(empty, view.example)
    elif view.name == "between_articles":
        with pytest.raises(duckdb.Error, match="no article"):
            ask(empty, view.example.partition(" WHERE ")[0])
    else:
        assert ask(empty, view.example) == []


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda v: v.name)
def test_it_holds_on_one_article(view: View, built_package: Path) -> None:
    path = next((built_package / "tables").glob("*.duckdb"))
    with duckdb.connect(str(path), read_only=True) as connection:
        if view.name not in ("citation", "between_articles"):  # of rows that are not here
            ask(connection, view.example)
        if view.name in COUNTS:
            assert ask(connection, f"SELECT count(*) FROM {view.name}") == ask(
                connection, COUNTS[view.name]
            )


FRANCE = """
INSERT INTO countries VALUES ('FRA', 'FR', 250, 'France', 220, 220, 'Q142', true, true, 'member');
INSERT INTO actors VALUES ('france', 'France', NULL, 'state', 'FRA', NULL, NULL, NULL), ('x', 'X', NULL, 'person', NULL, NULL, NULL, NULL);
INSERT INTO codes VALUES ('strength', 'floated', 1, 1, 'l', 'd'),
  ('strength', 'open', 2, 2, 'l', 'd'), ('strength', 'pledged', 3, 4, 'l', 'd'),
  ('strength', 'withheld', 4, -1, 'l', 'd'), ('strength', 'declined', 5, -2, 'l', 'd');
"""


@pytest.fixture
def connection(empty: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with France and some strengths, without positions."""
    empty.execute("BEGIN")
    empty.execute(FRANCE)
    yield empty
    empty.execute("ROLLBACK")


def add_position(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    earliest: str | None,
    latest: str,
    strength: str,
    measure: str = "sea_presence",
) -> None:
    """Add a position of France, stated by France itself between two days."""
    stated = latest if earliest == latest else f"[{earliest or ''}..{latest}]"
    connection.execute(
        "INSERT INTO commitments BY NAME SELECT ? AS commitment_id, 'france' AS actor_id, "
        "'FRA' AS country, 'france' AS beneficiary_id, ?::measure_code AS measure, "
        "?::strength_code AS strength, "
        "(SELECT rank FROM codes WHERE code = ?) AS strength_rank, "
        "'x' AS asserted_by, true AS self_asserted, 'stated' AS expression, 'not_stated' AS condition, "
        "'sea' AS location, ? AS stated, ?::DATE AS stated_earliest, "
        "?::DATE AS stated_latest, 's' AS summary",
        [f"fra-{measure}-{name}", measure, strength, strength, stated, earliest, latest],
    )


@pytest.mark.parametrize(
    ("rows", "latest", "certain", "trend"),
    [
        (
            [
                ("a", "2025-01-01", "2025-01-01", "open"),
                ("b", "2025-01-02", "2025-01-02", "floated"),
            ],
            "b",
            True,
            "weaker",
        ),
        # Overlapping: a's first possible day is later, though b's last one is.
        (
            [
                ("a", "2025-01-02", "2025-01-03", "open"),
                ("b", "2025-01-01", "2025-01-05", "pledged"),
            ],
            "a",
            False,
            "unclear",
        ),
        # The same first day: the later last day is the later.
        (
            [
                ("a", "2025-01-01", "2025-01-06", "open"),
                ("b", "2025-01-01", "2025-01-05", "open"),
            ],
            "a",
            False,
            "unclear",
        ),
        # Where there is no earliest date, the last day places it.
        (
            [("a", None, "2025-01-05", "pledged"), ("b", "2025-01-01", "2025-01-05", "open")],
            "a",
            False,
            "unclear",
        ),
        # The same days and event are one occasion: the stronger wording; the same: the first id.
        (
            [
                ("a", "2025-01-05", "2025-01-05", "open"),
                ("b", "2025-01-05", "2025-01-05", "pledged"),
            ],
            "b",
            True,
            "single",
        ),
        (
            [
                ("b", "2025-01-05", "2025-01-05", "open"),
                ("a", "2025-01-05", "2025-01-05", "open"),
            ],
            "a",
            True,
            "single",
        ),
        ([("a", None, "2025-01-05", "open")], "a", True, "single"),
    ],
)
def test_the_latest_of_overlapping_dates(
    connection: duckdb.DuckDBPyConnection,
    rows: list[tuple[str, str | None, str, str]],
    latest: str,
    certain: bool,
    trend: str,
) -> None:
    for row in rows:
        add_position(connection, *row)
    assert ask(
        connection,
        "SELECT latest_commitment_id, latest_is_certain, trend FROM country_stances",
    ) == [(f"fra-sea_presence-{latest}", certain, trend)]


def relate(
    connection: duckdb.DuckDBPyConnection, *relations: tuple[str, str, str], air: str = ""
) -> None:
    """Add relations of France's positions; `air` are those on a presence in the air."""
    for subject, relation, object_ in relations:
        names = [f"fra-{'air' if n in air else 'sea'}_presence-{n}" for n in (subject, object_)]
        connection.execute("INSERT INTO relations VALUES (?, ?, ?, NULL)", [*names, relation])


def add_line(
    connection: duckdb.DuckDBPyConnection, positions: Any, relations: Any, air: str = ""
) -> None:
    """Add positions of France on a presence at sea, or in the `air`, and their relations."""
    for name, earliest, latest, strength in positions:
        measure = "air_presence" if name in air else "sea_presence"
        add_position(connection, name, earliest, latest, strength, measure)
    relate(connection, *relations, air=air)


def test_a_weaker_repetition_is_no_step_back(connection: duckdb.DuckDBPyConnection) -> None:
    """Pledged, then declined, then a weaker word on the refusal: still declined, and weaker."""
    add_position(connection, "a", "2025-01-01", "2025-01-01", "pledged")
    add_position(connection, "b", "2025-02-01", "2025-02-01", "declined")
    add_position(connection, "c", "2025-03-01", "2025-03-01", "withheld")
    relate(connection, ("b", "supersedes", "a"), ("c", "reiterates", "b"))
    assert ask(
        connection, "SELECT latest_strength, latest_is_certain, trend FROM country_stances"
    ) == [("declined", True, "weaker")]
    assert ask(
        connection,
        "SELECT strength, change, is_current FROM stance_timeline ORDER BY step",
    ) == [
        ("pledged", None, False),
        ("declined", "weaker", True),
        ("withheld", None, False),
    ]
    assert ask(
        connection, "SELECT from_strength, to_strength, direction FROM stance_changes"
    ) == [("pledged", "declined", "weaker")]


def test_what_supersedes_is_the_later_though_its_first_day_is_not_known(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    add_position(connection, "a", "2025-01-01", "2025-01-02", "pledged")
    add_position(connection, "b", None, "2025-03-01", "open")
    changes = "SELECT to_commitment_id, stated_earliest FROM stance_changes"
    assert ask(connection, changes) == []
    latest = "SELECT latest_strength, latest_is_certain, trend FROM country_stances"
    assert ask(connection, latest) == [("open", False, "unclear")]
    relate(connection, ("b", "supersedes", "a"))
    assert ask(connection, latest) == [("open", True, "weaker")]
    assert ask(connection, changes) == [("fra-sea_presence-b", None)]


# Each: positions (id, first day, last day, strength), relations, and the line as it must be: the
# stance of each position in order, whether the order is certain, and which is current.
LINES: list[tuple[Any, Any, Any]] = [
    # What supersedes comes after what it supersedes, whose first day is not known.
    (
        [("a", None, "2025-06-01", "pledged"), ("b", "2025-01-01", "2025-06-10", "declined")],
        [("b", "supersedes", "a")],
        [("a", "a", True, False), ("b", "b", True, True)],
    ),
    # So does the last of three, whose window began before those of the others.
    (
        [
            ("a", "2025-03-01", "2025-03-05", "pledged"),
            ("b", None, "2025-04-01", "open"),
            ("c", "2025-01-01", "2025-05-01", "declined"),
        ],
        [("b", "supersedes", "a"), ("c", "supersedes", "b")],
        [("a", "a", True, False), ("b", "b", True, False), ("c", "c", True, True)],
    ),
    # What is stated again after something else is a stance of its own, and the current one.
    (
        [
            ("a", "2025-01-01", "2025-01-01", "pledged"),
            ("b", "2025-02-01", "2025-02-01", "declined"),
            ("c", "2025-03-01", "2025-03-01", "pledged"),
        ],
        [("b", "supersedes", "a"), ("c", "reiterates", "a")],
        [("a", "a", True, False), ("b", "b", True, False), ("c", "c", True, True)],
    ),
    # What another measure or a third stance does says nothing of the order of two.
    (
        [
            ("a", "2025-01-01", "2025-03-31", "pledged"),
            ("b", "2025-02-01", "2025-04-15", "declined"),
            ("c", "2025-05-01", "2025-05-01", "open"),
        ],
        [("c", "supersedes", "a")],
        [("a", "a", True, False), ("b", "b", False, False), ("c", "c", True, True)],
    ),
    # One that goes further does not repeat, whatever the relation says.
    (
        [
            ("a", "2025-01-01", "2025-01-01", "withheld"),
            ("b", "2025-05-01", "2025-05-01", "declined"),
        ],
        [("b", "reiterates", "a")],
        [("a", "a", True, False), ("b", "b", True, True)],
    ),
    # A repetition joins what it repeats, and the first of equal wordings counts.
    (
        [
            ("a", "2025-01-01", "2025-01-01", "pledged"),
            ("b", "2025-02-01", "2025-02-01", "pledged"),
            ("c", "2025-03-01", "2025-03-01", "open"),
        ],
        [("b", "reiterates", "a"), ("c", "reiterates", "b")],
        [("a", "a", True, True), ("b", "a", True, False), ("c", "a", True, False)],
    ),
    # A correction on the occasion itself is a change.
    (
        [
            ("a", "2025-01-01", "2025-01-01", "pledged"),
            ("b", "2025-01-01", "2025-01-01", "declined"),
        ],
        [("b", "supersedes", "a")],
        [("a", "a", True, False), ("b", "b", True, True)],
    ),
    # The strongest of an occasion leads it, so that a repetition beside it hides no change.
    (
        [
            ("a", "2025-01-02", "2025-01-02", "open"),
            ("b", "2025-02-01", "2025-02-01", "floated"),
            ("c", "2025-02-01", "2025-02-01", "pledged"),
        ],
        [("b", "reiterates", "a"), ("c", "supersedes", "a")],
        [("a", "a", True, False), ("c", "c", True, True), ("b", "c", True, False)],
    ),
    # So does what supersedes.
    (
        [
            ("a", "2025-01-02", "2025-01-02", "pledged"),
            ("b", "2025-02-01", "2025-02-01", "open"),
            ("c", "2025-02-01", "2025-02-01", "declined"),
        ],
        [("b", "reiterates", "a"), ("c", "supersedes", "a")],
        [("a", "a", True, False), ("c", "c", True, True), ("b", "c", True, False)],
    ),
    # What repeats the words before a correction takes the correction back.
    (
        [
            ("a", "2025-01-01", "2025-01-01", "pledged"),
            ("b", "2025-01-01", "2025-01-01", "declined"),
            ("c", "2025-02-01", "2025-02-01", "pledged"),
        ],
        [("b", "supersedes", "a"), ("c", "reiterates", "a")],
        [("a", "a", True, False), ("b", "b", True, False), ("c", "c", True, True)],
    ),
    # Three on one day, in the order of the relations.
    (
        [
            ("a", "2025-01-01", "2025-01-01", "pledged"),
            ("b", "2025-01-01", "2025-01-01", "declined"),
            ("c", "2025-01-01", "2025-01-01", "withheld"),
        ],
        [("b", "supersedes", "a"), ("c", "supersedes", "b")],
        [("a", "a", True, False), ("b", "b", True, False), ("c", "c", True, True)],
    ),
    # The last possible day of what is superseded is not a day on which it was certainly said.
    (
        [
            ("a", "2025-03-01", "2025-03-01", "pledged"),
            ("b", None, "2025-06-01", "declined"),
            ("c", "2025-01-01", "2025-06-10", "withheld"),
        ],
        [("c", "supersedes", "b")],
        [("a", "a", True, False), ("b", "b", False, False), ("c", "c", False, True)],
    ),
    # What no day is given for is certain to come after nothing.
    (
        [
            ("a", "2025-01-01", "2025-01-01", "pledged"),
            ("b", None, "2025-02-01", "declined"),
        ],
        [],
        [("a", "a", True, False), ("b", "b", False, True)],
    ),
    # Eight months are no occasion.
    (
        [
            ("a", "2025-01-01", "2025-08-21", "pledged"),
            ("b", "2025-01-01", "2025-08-21", "declined"),
        ],
        [],
        [("a", "a", True, False), ("b", "b", False, True)],
    ),
]


@pytest.mark.parametrize(("positions", "relations", "expected"), LINES, ids=range(len(LINES)))
def test_the_rule_of_latest_and_changed(
    connection: duckdb.DuckDBPyConnection, positions: Any, relations: Any, expected: Any
) -> None:
    add_line(connection, positions, relations)
    cut = "replace({}, 'fra-sea_presence-', '')"
    assert (
        ask(
            connection,
            f"SELECT {cut.format('commitment_id')}, {cut.format('stance_id')}, is_certain, "
            "is_current FROM stance_timeline ORDER BY step",
        )
        == expected
    )
    # All views agree on what is latest, and on what is current.
    (latest,) = ask(
        connection,
        "SELECT s.latest_commitment_id, s.latest_is_current, s.latest_strength = p.strength, "
        "p.commitment_id FROM country_stances s JOIN panel p USING (country, measure) "
        "ORDER BY p.month DESC LIMIT 1",
    )
    assert latest == (latest[0], True, True, latest[0])


def test_all_that_supersede_a_stance_are_named(connection: duckdb.DuckDBPyConnection) -> None:
    add_line(
        connection,
        [
            ("a", "2025-01-01", "2025-01-01", "pledged"),
            ("b", "2025-01-01", "2025-01-01", "open"),
            ("c", "2025-03-01", "2025-03-01", "declined"),
            ("d", "2025-04-02", "2025-04-02", "withheld"),
        ],
        [("c", "supersedes", "b"), ("d", "supersedes", "a")],
        "cd",
    )
    named = "SELECT DISTINCT superseded_by FROM stance_timeline WHERE measure = 'sea_presence'"
    assert ask(connection, named) == [("fra-air_presence-c, fra-air_presence-d",)]


def test_what_is_stated_again_holds_until_it_is_superseded_again(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    add_line(
        connection,
        [
            ("a", "2025-01-05", "2025-01-05", "pledged"),
            ("b", "2025-01-10", "2025-01-10", "open"),
            ("c", "2025-01-20", "2025-01-20", "pledged"),
            ("d", "2025-03-10", "2025-03-10", "open"),
        ],
        [
            ("b", "supersedes", "a"),
            ("c", "reiterates", "a"),
            ("d", "supersedes", "a"),
        ],
        "bd",
    )
    panel = (
        "SELECT month, strength, is_carried_forward, is_superseded FROM panel "
        "WHERE measure = 'sea_presence' ORDER BY month"
    )
    assert ask(connection, panel) == [
        ("2025-01", "pledged", False, False),
        ("2025-02", "pledged", True, False),
        ("2025-03", None, True, True),
    ]


def test_a_supersession_elsewhere_makes_no_order_certain(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    add_line(
        connection,
        [
            ("a", "2025-01-01", "2025-03-01", "pledged"),
            ("b", "2025-02-01", "2025-04-01", "declined"),
            ("c", "2025-01-15", "2025-03-05", "open"),
        ],
        [("c", "supersedes", "a")],
        "c",
    )
    certain = (
        "SELECT is_certain FROM stance_timeline WHERE commitment_id = 'fra-sea_presence-b'"
    )
    assert ask(connection, certain) == [(False,)]
    changed = "SELECT from_commitment_id, to_commitment_id FROM stance_changes"
    assert ask(connection, changed) == [("fra-sea_presence-a", "fra-air_presence-c")]


def test_a_change_is_from_the_latest_that_is_superseded(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    add_line(
        connection,
        [
            ("a", "2025-01-05", "2025-01-05", "open"),
            ("b", "2025-02-10", "2025-02-10", "pledged"),
            ("c", "2025-03-20", "2025-03-20", "pledged"),
        ],
        [("c", "supersedes", "a"), ("c", "supersedes", "b")],
    )
    changed = "SELECT from_commitment_id, to_commitment_id FROM stance_changes"
    assert ask(connection, changed) == [("fra-sea_presence-a", "fra-sea_presence-b")]


def test_reprints_of_one_story_are_one_work(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "INSERT INTO events BY NAME SELECT 'undated-e' AS event_id, 't' AS title, 'd' AS description, "
        "'other' AS event_type, 'hypothetical' AS status, true AS in_scope"
    )
    stories = [("p", "w1"), ("p", "w1"), ("unidentified", "w2"), ("q", "w3")]
    for number, (publisher, work) in enumerate(stories, 1):
        connection.execute(
            "INSERT INTO articles BY NAME SELECT ? AS article_id, ? AS publisher, "
            "'2025' AS published, DATE '2025-01-01' AS published_earliest, "
            "DATE '2025-12-31' AS published_latest, 'text' AS published_basis, 'n' AS published_note, "
            "'original' AS derivation, ? AS work_id, 'en' AS language, 'x' AS text_sha256, "
            "1 AS text_tokens, 1 AS codable_characters, 'n' AS notes",
            [f"a{number}", publisher, work],
        )
        connection.execute(
            "INSERT INTO evidence BY NAME SELECT ? AS evidence_id, ? AS article_id, "
            "'events' AS record_table, 'undated-e' AS record_id, 'supports' AS stance, "
            "'c' AS cue_start, 0 AS start_char, 1 AS end_char, 1 AS tokens, 'x' AS sha256",
            [f"a{number}.e1", f"a{number}"],
        )
        counts = "articles, works_least, works_most, corroborated"
        assert ask(connection, f"SELECT {counts} FROM corroboration") == [
            [(1, 1, 1, False), (2, 1, 1, False), (3, 1, 2, False), (4, 2, 3, True)][number - 1]
        ]
