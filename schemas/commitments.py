"""The table `commitments`: one row an actor's position on one measure at one time."""

import polars as pl

from schemas.base import ALPHA3, SLUG, Rule, Table, column
from schemas.vocabularies import (
    CONDITION,
    EXPRESSION,
    LOCATION,
    MEASURE,
    QUANTITY_BOUND,
    QUANTITY_UNIT,
    STRENGTH,
)

_NO_QUANTITY = "quantity_low IS NULL AND quantity_best IS NULL AND quantity_high IS NULL"
_RANKS = " ".join(f"WHEN '{c.code}' THEN {c.rank}" for c in STRENGTH.codes)


class Commitments(Table):
    """One row is an actor's position on one measure, as stated at one time."""

    _month_of = "stated_latest"
    _sort_by = ("commitment_id",)
    _rules = (
        Rule(
            "rank_of_strength",
            f"strength_rank = CASE strength {_RANKS} END",
            "strength_rank is the rank of strength (codebook: commitments)",
        ),
        Rule(
            "id_names_measure",
            "commitment_id IS NULL OR measure IS NULL "
            "OR strpos(commitment_id, '-' || CAST(measure AS VARCHAR) || '-') > 0",
            "commitment_id names actor, measure and date (codebook: commitments)",
        ),
        Rule(
            "id_names_country",
            "starts_with(commitment_id, lower(country) || '-')",
            "the commitment_id of a country's position begins with its code (codebook: "
            "commitments)",
        ),
        Rule(
            "second_hand_is_open_at_most",
            "self_asserted OR strength_rank BETWEEN -3 AND 2",
            "where self_asserted is false, the rank lies between -3 and 2 "
            "(codebook: commitments)",
        ),
        Rule(
            "own_word_is_own",
            "self_asserted OR asserted_by <> actor_id",
            "what an actor says of itself is self_asserted (codebook: commitments)",
        ),
        Rule(
            "signed_needs_instrument",
            "strength_rank < 5 OR instrument_id IS NOT NULL",
            "rank 5 and above needs an instrument_id (codebook: commitments)",
        ),
        Rule(
            "instrument_needs_signature",
            "instrument_id IS NULL OR (strength_rank >= 5 AND self_asserted)",
            "an instrument_id needs rank 5 or more and self_asserted true "
            "(codebook: commitments)",
        ),
        Rule(
            "quantity_low_to_best",
            "quantity_low <= quantity_best",
            "quantity_low must not be more than quantity_best (codebook: commitments)",
        ),
        Rule(
            "quantity_best_to_high",
            "quantity_best <= quantity_high",
            "quantity_best must not be more than quantity_high (codebook: commitments)",
        ),
        Rule(
            "quantity_low_to_high",
            "quantity_low <= quantity_high",
            "quantity_low must not be more than quantity_high (codebook: commitments)",
        ),
        Rule(
            "quantity_has_unit",
            f"({_NO_QUANTITY}) = (quantity_unit IS NULL)",
            "a quantity has a unit, and a unit a quantity (codebook: commitments)",
        ),
        Rule(
            "quantity_has_bound",
            f"({_NO_QUANTITY}) = (quantity_bound IS NULL)",
            "a quantity has a bound, and a bound a quantity (codebook: commitments)",
        ),
        Rule(
            "one_sided_bound_has_one_number",
            "quantity_bound NOT IN ('at_least', 'at_most', 'more_than') "
            "OR (quantity_best IS NOT NULL AND quantity_low IS NULL AND quantity_high IS NULL)",
            "at least, at most and more than bound one number, quantity_best "
            "(codebook: commitments)",
        ),
        Rule(
            "claims_are_stated",
            "self_asserted OR expression = 'stated'",
            "described is an attitude of the committed actor; what others claim of it they "
            "state (codebook: commitments)",
        ),
        Rule(
            "signed_is_stated",
            "instrument_id IS NULL OR expression = 'stated'",
            "what stands in a document is stated there (codebook: commitments)",
        ),
        Rule(
            "other_condition_is_described",
            "condition <> 'other' OR condition_note IS NOT NULL",
            "condition other needs a condition_note (codebook: condition)",
        ),
        Rule(
            "beneficiary_of_measure",
            "(measure IN ('territory', 'ceasefire', 'sanctions')) = (beneficiary_id IS NULL)",
            "beneficiary_id is null for territory, ceasefire and sanctions, and only "
            "there (codebook: commitments)",
        ),
        Rule(
            "backstop_is_american",
            "measure <> 'backstop' OR coalesce(country, '') = 'USA'",
            "backstop is United States support to the European force (codebook: measure)",
        ),
        Rule(
            "consent_is_russian",
            "measure NOT IN ('accept_foreign_forces', 'accept_guarantees') "
            "OR coalesce(country, '') = 'RUS'",
            "consent to forces and guarantees of others is Russia's (codebook: measure)",
        ),
        Rule(
            "ground_force_is_inside",
            "measure NOT IN ('ground_force', 'military_hubs') OR location <> 'neighbouring'",
            "troops and hubs in Ukraine are not in a neighbouring country (codebook: measure)",
        ),
        Rule(
            "neighbouring_force_is_outside",
            "measure <> 'neighbouring_force' OR location = 'neighbouring'",
            "a neighbouring force is outside Ukraine (codebook: measure)",
        ),
        Rule(
            "stated_order",
            "stated_earliest <= stated_latest",
            "the earliest day must not be after the latest",
        ),
        Rule(
            "not_via_itself",
            "via_actor_id <> asserted_by",
            "nobody is relayed by themselves; via_actor_id is somebody else or null",
        ),
    )

    commitment_id: str = column(
        "Actor, measure and date; a word more where that is taken.",
        key=True,
        pattern=SLUG,
        example="gbr-military_hubs-2026-01-06",
    )
    actor_id: str = column(
        "Who is committed; for a government's position the state.",
        follows="the state with whose code commitment_id begins",
        pattern=SLUG,
        references="actors.actor_id",
        example="united-kingdom",
    )
    country: str = column(
        "Country of the committed actor (ISO 3166-1 alpha-3); null for a group.",
        nullable=True,
        annotated=False,
        pattern=ALPHA3,
        references="countries.country",
        example="GBR",
    )
    beneficiary_id: str = column(
        "For whom; null for territory, ceasefire and sanctions.",
        nullable=True,
        follows="null for territory, ceasefire and sanctions, european-force for backstop, "
        "else ukraine",
        pattern=SLUG,
        references="actors.actor_id",
        example="ukraine",
    )
    measure: str = column(
        "What the position is about.",
        vocabulary=MEASURE,
        follows="the measure that commitment_id names",
        example="military_hubs",
    )
    strength: str = column(
        "How far the actor goes, from ruled out to implemented; to compare, use strength_rank "
        "where the tool takes a code for text, as SQL does.",
        vocabulary=STRENGTH,
        example="signed",
    )
    strength_rank: pl.Int32 = column(
        "Rank of strength; negative for refusals.",
        annotated=False,
        unit="rank",
        minimum=-3,
        maximum=8,
        example=5,
    )
    asserted_by: str = column(
        "On whose word it rests: a speaker, a document's signatories, or the publisher "
        "where it judges in its own voice.",
        follows="the speaker of its quote, else the article's voice",
        pattern=SLUG,
        references="actors.actor_id",
        example="keir-starmer",
    )
    self_asserted: bool = column(
        "Whether it is the committed actor's own word: it, or somebody authorised to speak for "
        "it, says or signs it, or the publisher describes its attitude.",
        follows="true where asserted_by is the actor, of its country, or declared in "
        "memberships to speak for it or to have it as a member",
        example="true",
    )
    expression: str = column(
        "Whether the word is said or signed, or only described by the publisher.",
        vocabulary=EXPRESSION,
        default="stated",
        example="stated",
    )
    via_actor_id: str = column(
        "Who relays the word to the article.",
        nullable=True,
        follows="who relays its quote",
        pattern=SLUG,
        references="actors.actor_id",
        example="financial-times",
    )
    condition: str = column(
        "What it depends on.", vocabulary=CONDITION, default="not_stated", example="ceasefire"
    )
    condition_note: str = column(
        "A second condition, or what other means.",
        nullable=True,
        example="For the time after the war.",
    )
    quantity_low: pl.Int64 = column(
        "Lower bound of the quantity.",
        nullable=True,
        unit="quantity_unit",
        minimum=0,
        example=25000,
    )
    quantity_best: pl.Int64 = column(
        "The quantity as given.",
        nullable=True,
        unit="quantity_unit",
        minimum=0,
        example=30000,
    )
    quantity_high: pl.Int64 = column(
        "Upper bound of the quantity.",
        nullable=True,
        unit="quantity_unit",
        minimum=0,
        example=35000,
    )
    quantity_unit: str = column(
        "What is counted.", nullable=True, vocabulary=QUANTITY_UNIT, example="troops"
    )
    quantity_bound: str = column(
        "How the quantity is bounded.",
        nullable=True,
        vocabulary=QUANTITY_BOUND,
        example="exact",
    )
    location: str = column(
        "Where.", vocabulary=LOCATION, default="unspecified", example="in_ukraine"
    )
    stated: str = column(
        "When it was stated, in EDTF.",
        edtf=True,
        follows="when its quote was said, else the date of its event, else said of its article",
        example="2026-01-06",
    )
    stated_earliest: pl.Date = column(
        "Earliest day that stated admits; null where open to the past.",
        nullable=True,
        annotated=False,
        example="2026-01-06",
    )
    stated_latest: pl.Date = column(
        "Latest day that stated admits.", annotated=False, example="2026-01-06"
    )
    event_id: str = column(
        "The occasion.",
        nullable=True,
        follows="the event of its quote",
        pattern=SLUG,
        references="events.event_id",
        example="2026-01-06-trilateral-signing",
    )
    instrument_id: str = column(
        "The document in which it stands.",
        nullable=True,
        pattern=SLUG,
        references="instruments.instrument_id",
        example="trilateral-declaration-2026-01-06",
    )
    quote_id: str = column(
        "The utterance that states it best; it agrees on speaker, date and event.",
        nullable=True,
        follows="the quote below which it is written",
        pattern=SLUG + "[.]q[0-9]{2,}",
        references="quotes.quote_id",
        example="unidentified-2026-01.q03",
    )
    summary: str = column(
        "The position, in one sentence of the annotator.",
        example="Italy will not send troops to Ukraine.",
    )
    note: str = column(
        "The annotator's note.",
        nullable=True,
        example="Not binding yet: the promise is to commit.",
    )
