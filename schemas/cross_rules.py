"""The codebook's rules that need more than one table, as SQL that polars and DuckDB read.

Each query returns the keys of the rows of `table` that break the rule, so that no rows
means that it holds. Left out on purpose: foreign keys, which columns declare themselves.
"""

from dataclasses import dataclass

from schemas import TABLES
from schemas.vocabularies import BASIS_FIELD, CODED_TABLE, RECORD_TABLE, VOCABULARIES

# Tables of which every row rests on a passage (codebook: evidence). Participants are
# added to the codebook's list, so that every coded row does.
_WITNESSED = (
    "events",
    "quotes",
    "commitments",
    "mentions",
    "instruments",
    "event_participants",
    "memberships",
)


@dataclass(frozen=True)
class CrossRule:
    """A rule over several tables: a query for the keys of the rows of `table` that break it.

    `reference` marks a rule that only asks whether a record is there, which makes sense
    even where other keys are not in order yet.
    """

    name: str
    table: str
    query: str
    message: str
    column: str | None = None
    reference: bool = False


def _joined_key(table: str, alias: str = "t") -> str:
    return " || '/' || ".join(f"{alias}.{c}" for c in TABLES[table].key())


def _key(table: str, alias: str = "t") -> str:
    return ", ".join(f"{alias}.{c}" for c in TABLES[table].key())


def _declared_codes() -> str:
    """Return all declared codes as literals of SQL, each a row of `codes` on one line."""
    rows = (row for v in VOCABULARIES for row in v.rows)
    lines = (
        "|".join("" if cell is None else str(cell) for cell in row).replace("'", "''")
        for row in rows
    )
    return ", ".join(f"'{line}'" for line in lines)


def _witnessed(table: str) -> CrossRule:
    return CrossRule(
        "has_evidence",
        table,
        f"SELECT {_key(table)} FROM {table} t LEFT JOIN "
        "(SELECT DISTINCT record_id FROM evidence "
        f"WHERE record_table = '{table}' AND stance = 'supports') e "
        f"ON e.record_id = {_joined_key(table)} WHERE e.record_id IS NULL",
        "no passage supports it; every row rests on at least one (codebook: evidence)",
        reference=True,
    )


def _target(table: str) -> CrossRule:
    return CrossRule(
        f"evidence_of_{table}",
        "evidence",
        f"SELECT e.evidence_id FROM evidence e LEFT JOIN {table} t "
        f"ON e.record_id = {_joined_key(table)} "
        f"WHERE e.record_table = '{table}' AND t.{TABLES[table].key()[0]} IS NULL",
        f"the passage names a record that {table} does not hold",
        "record_id",
        reference=True,
    )


def _field(table: str) -> CrossRule:
    names = ", ".join(f"'{c.name}'" for c in TABLES[table].columns())
    return CrossRule(
        f"evidence_field_of_{table}",
        "evidence",
        f"SELECT e.evidence_id FROM evidence e WHERE e.record_table = '{table}' "
        f"AND e.field IS NOT NULL AND e.field NOT IN ({names})",
        f"the passage names a column that {table} does not have",
        "field",
        reference=True,
    )


def _coded(table: str) -> CrossRule:
    return CrossRule(
        f"coding_of_{table}",
        "codings",
        f"SELECT c.coding_id FROM codings c LEFT JOIN {table} t "
        f"ON c.record_id = {_joined_key(table)} "
        f"WHERE c.record_table = '{table}' AND c.record_id IS NOT NULL "
        f"AND t.{TABLES[table].key()[0]} IS NULL",
        f"it names a published row that {table} does not hold",
        "record_id",
        reference=True,
    )


# The rules that are no `reference` follow keys and codes from table to table; where one of
# these is broken they would only repeat that, in other words, and are not asked.
FOLLOWED = frozenset({"primary_key", "foreign_key", "vocabulary", "not_null", "type"})

_POSITIONS = (
    "SELECT DISTINCT e.article_id, c.country, c.strength_rank >= 2 AS positive "
    "FROM evidence e JOIN commitments c ON e.record_id = c.commitment_id "
    "WHERE e.record_table = 'commitments' AND e.stance = 'supports' "
    "AND c.country IS NOT NULL AND (c.strength_rank < 0 OR c.strength_rank >= 2)"
)


# When the rule by which a position is coded contradicts its code.
_BASES = (
    (
        "basis_of_word",
        "t.field = 'self_asserted' AND (t.rule = 'self_asserted_claim') = c.self_asserted",
        "the rule claim is that of what others claim, and only of that",
    ),
    (
        "basis_of_description",
        "t.field = 'self_asserted' "
        "AND (t.rule = 'self_asserted_described') <> (c.expression = 'described')",
        "the rule described is that of an attitude that is described, and only of that",
    ),
    (
        "basis_of_condition",
        "t.field = 'condition' AND (t.rule = 'condition_none') <> (c.condition = 'not_stated')",
        "the rule none is that of a condition that is not stated, and only of that",
    ),
    (
        "basis_of_document",
        "t.rule = 'strength_document' AND c.instrument_id IS NULL",
        "the rule document is that of what stands in an instrument",
    ),
    (
        "basis_of_deal",
        "t.rule = 'strength_deal' AND c.strength <> 'floated'",
        "the content of a proposed deal is floated",
    ),
    (
        "basis_of_claim",
        "t.rule = 'strength_claim' AND c.self_asserted",
        "the rule claim is that of what others claim",
    ),
    (
        "basis_of_force",
        "t.rule = 'measure_open_domain' AND c.measure <> 'reassurance_force'",
        "where the domain is left open, the measure is reassurance_force",
    ),
)

_SIZES = " ".join(f"WHEN '{v.name}' THEN {len(v.codes)}" for v in VOCABULARIES)

CROSS_RULES: tuple[CrossRule, ...] = (
    *(_witnessed(table) for table in _WITNESSED),
    *(_target(table) for table in RECORD_TABLE.values),
    *(_field(table) for table in RECORD_TABLE.values),
    CrossRule(
        "role_is_witnessed",
        "countries",
        "SELECT t.country FROM countries t LEFT JOIN (SELECT DISTINCT record_id FROM "
        "evidence WHERE record_table = 'countries' AND field = 'coalition_role' "
        "AND stance = 'supports') e "
        "ON e.record_id = t.country "
        "WHERE t.coalition_role <> 'not_stated' AND e.record_id IS NULL",
        "coalition_role is what articles support, never general knowledge "
        "(codebook: countries); add a passage for it or write not_stated",
        "coalition_role",
    ),
    CrossRule(
        "country_is_mentioned",
        "countries",
        "SELECT t.country FROM countries t LEFT JOIN mentions m ON m.country = t.country "
        "WHERE m.country IS NULL",
        "no article names the country (codebook: countries)",
    ),
    CrossRule(
        "committer_has_position",
        "mentions",
        "SELECT t.article_id, t.country FROM mentions t LEFT JOIN "
        f"(SELECT * FROM ({_POSITIONS}) p WHERE p.positive) p "
        "ON p.article_id = t.article_id AND p.country = t.country "
        "WHERE t.role NOT IN ('beneficiary', 'adversary') "
        "AND (t.role = 'committer') <> (p.country IS NOT NULL)",
        "committer is the role of a country of which the article holds a position that is "
        "open or goes further (codebook: mentions)",
        "role",
    ),
    CrossRule(
        "refuser_has_position",
        "mentions",
        "SELECT t.article_id, t.country FROM mentions t LEFT JOIN "
        f"(SELECT * FROM ({_POSITIONS}) p WHERE NOT p.positive) p "
        "ON p.article_id = t.article_id AND p.country = t.country "
        "WHERE t.role NOT IN ('beneficiary', 'adversary', 'committer') "
        "AND (t.role = 'refuser') <> (p.country IS NOT NULL)",
        "refuser is the role of a country of which the article holds a position of "
        "negative rank, and none that is open or goes further (codebook: mentions)",
        "role",
    ),
    CrossRule(
        "attended_occasion",
        "event_participants",
        "SELECT t.event_id, t.actor_id FROM event_participants t "
        "JOIN events e ON e.event_id = t.event_id "
        "WHERE t.role NOT IN ('absent', 'target') AND (t.attendance IS NULL) <> "
        "(e.event_type IN ('media_report', 'military_action', 'invasion', 'deployment', "
        "'transfer_of_power'))",
        "attendance is null where nobody attends, such as at a report or an attack, and "
        "given elsewhere (codebook: event_participants)",
        "attendance",
    ),
    CrossRule(
        "parent_is_whole",
        "events",
        "SELECT t.event_id FROM events t JOIN events p ON p.event_id = t.parent_event_id "
        "WHERE p.parent_event_id IS NOT NULL",
        "the event it is part of is itself part of another; name the outermost, so that "
        "parts have one level",
        "parent_event_id",
    ),
    CrossRule(
        "anonymous_speaker",
        "quotes",
        "SELECT t.quote_id FROM quotes t JOIN actors a ON a.actor_id = t.speaker_id "
        "WHERE (t.attribution = 'anonymous') <> (a.kind = 'anonymous')",
        "attribution is anonymous where the speaker is an anonymous source, and only there "
        "(codebook: quotes)",
        "attribution",
    ),
    CrossRule(
        "document_speaks_for_group",
        "quotes",
        "SELECT t.quote_id FROM quotes t JOIN actors a ON a.actor_id = t.speaker_id "
        "WHERE t.attribution = 'document' AND a.kind NOT IN ('coalition', 'collective', "
        "'state', 'international_organisation')",
        "a document is quoted through its signatories (codebook: quotes)",
        "speaker_id",
    ),
    CrossRule(
        "splice_is_shared",
        "quotes",
        "SELECT t.quote_id FROM quotes t JOIN (SELECT splice FROM quotes "
        "WHERE splice IS NOT NULL GROUP BY splice HAVING count(*) = 1) s "
        "ON s.splice = t.splice",
        "a splice joins rows; one row alone has none (codebook: quotes)",
        "splice",
    ),
    CrossRule(
        "splice_is_one_quotation",
        "quotes",
        "SELECT t.quote_id FROM quotes t LEFT JOIN (SELECT DISTINCT q.quote_id "
        "FROM quotes q JOIN quotes o ON o.splice = q.splice "
        "JOIN evidence e ON e.record_id = q.quote_id "
        "JOIN evidence f ON f.record_id = o.quote_id "
        "WHERE o.quote_id <> q.quote_id "
        "AND e.record_table = 'quotes' AND e.stance = 'supports' "
        "AND f.record_table = 'quotes' AND f.stance = 'supports' AND ("
        "(e.start_char < f.end_char AND f.start_char < e.end_char) "
        "OR (q.speaker_id = o.speaker_id AND e.start_char > f.start_char "
        "AND (starts_with(q.text, e.cue_start) OR starts_with(e.cue_start, q.text))) "
        "OR (q.speaker_id = o.speaker_id AND f.start_char > e.start_char "
        "AND (starts_with(o.text, f.cue_start) OR starts_with(f.cue_start, o.text))))) h "
        "ON h.quote_id = t.quote_id "
        "WHERE t.splice IS NOT NULL AND h.quote_id IS NULL",
        "its passage neither touches that of another row of the splice nor goes on with the "
        "same quotation (codebook: quotes)",
        "splice",
    ),
    CrossRule(
        "said_before_publication",
        "quotes",
        "SELECT t.quote_id FROM quotes t JOIN articles a ON a.article_id = t.article_id "
        "WHERE t.said_latest > a.published_latest",
        "nothing was said after the article that reports it was published",
        "said",
    ),
    CrossRule(
        "state_is_committed",
        "commitments",
        "SELECT t.commitment_id FROM commitments t JOIN actors a ON a.actor_id = t.actor_id "
        "WHERE a.kind IN ('person', 'government_body', 'office_holder', 'anonymous', 'media')",
        "the committed actor of a government's position is the state; who voices it is "
        "asserted_by (codebook: actors)",
        "actor_id",
    ),
    CrossRule(
        "country_of_actor",
        "commitments",
        "SELECT t.commitment_id FROM commitments t JOIN actors a ON a.actor_id = t.actor_id "
        "WHERE coalesce(t.country, '') <> coalesce(a.country, '')",
        "country is that of the committed actor",
        "country",
    ),
    CrossRule(
        "quote_of_asserter",
        "commitments",
        "SELECT t.commitment_id FROM commitments t JOIN quotes q ON q.quote_id = t.quote_id "
        "WHERE t.instrument_id IS NULL AND q.speaker_id <> t.asserted_by",
        "the quote is by somebody other than the one on whose word the position rests",
        "quote_id",
    ),
    CrossRule(
        "quote_of_occasion",
        "commitments",
        "SELECT t.commitment_id FROM commitments t JOIN quotes q ON q.quote_id = t.quote_id "
        "WHERE t.instrument_id IS NULL "
        "AND (q.said <> t.stated OR coalesce(q.event_id, '') <> coalesce(t.event_id, ''))",
        "the quote that states it is of another day or event (codebook: commitments)",
        "quote_id",
    ),
    CrossRule(
        "quote_of_document",
        "commitments",
        "SELECT t.commitment_id FROM commitments t JOIN quotes q ON q.quote_id = t.quote_id "
        "WHERE t.instrument_id IS NOT NULL AND (t.stated_latest < q.said_earliest "
        "OR t.stated_earliest > q.said_latest)",
        "the quote that reports the document is of another day (codebook: commitments)",
        "quote_id",
    ),
    CrossRule(
        "claim_names_claimant",
        "commitments",
        "SELECT t.commitment_id FROM commitments t "
        "JOIN actors a ON a.actor_id = t.asserted_by WHERE NOT t.self_asserted "
        "AND strpos(lower(t.summary), lower(coalesce(a.short_name, a.name))) = 0",
        "the summary of a claim names who claims it, as short_name or name of the actor has "
        "it (codebook: commitments)",
        "summary",
    ),
    CrossRule(
        "own_word_of_its_own",
        "commitments",
        "SELECT t.commitment_id FROM commitments t "
        "JOIN actors a ON a.actor_id = t.actor_id "
        "JOIN actors w ON w.actor_id = t.asserted_by "
        "LEFT JOIN (SELECT group_id, actor_id FROM memberships WHERE role = 'speaks_for') s "
        "ON s.group_id = t.actor_id AND s.actor_id = t.asserted_by "
        "LEFT JOIN (SELECT group_id, actor_id FROM memberships WHERE role = 'member') m "
        "ON m.group_id = t.asserted_by AND m.actor_id = t.actor_id "
        "WHERE t.self_asserted AND t.asserted_by <> t.actor_id "
        "AND (a.country IS NULL OR coalesce(w.country, '') <> a.country) "
        "AND s.group_id IS NULL AND m.group_id IS NULL",
        "self_asserted is the word of the actor, of somebody of its country, of who is "
        "declared to speak for it, or of a group that it is declared a member of "
        "(memberships); what anybody else says is a claim (codebook: commitments)",
        "asserted_by",
    ),
    CrossRule(
        "foreign_spokesperson_has_reason",
        "memberships",
        "SELECT t.group_id, t.actor_id FROM memberships t "
        "JOIN actors g ON g.actor_id = t.group_id "
        "JOIN actors w ON w.actor_id = t.actor_id "
        "WHERE t.role = 'speaks_for' AND t.note IS NULL AND g.country IS NOT NULL "
        "AND coalesce(w.country, '') <> g.country",
        "somebody who is not of the country is declared to speak for it; say why in note",
        "note",
    ),
    CrossRule(
        "event_of_instrument",
        "commitments",
        "SELECT t.commitment_id FROM commitments t JOIN instruments i "
        "ON i.instrument_id = t.instrument_id "
        "WHERE coalesce(t.event_id, '') <> i.event_id",
        "a position in a document has the event of its signing",
        "event_id",
    ),
    CrossRule(
        "binding_needs_binding_instrument",
        "commitments",
        "SELECT t.commitment_id FROM commitments t JOIN instruments i "
        "ON i.instrument_id = t.instrument_id "
        "WHERE t.strength = 'binding' AND i.legal_status <> 'legally_binding'",
        "binding is what stands in an instrument that is itself legally binding "
        "(codebook: strength)",
        "strength",
    ),
    CrossRule(
        "stated_before_publication",
        "commitments",
        "SELECT DISTINCT t.commitment_id FROM commitments t JOIN evidence e "
        "ON e.record_id = t.commitment_id JOIN articles a ON a.article_id = e.article_id "
        "WHERE e.record_table = 'commitments' AND e.stance = 'supports' "
        "AND t.stated_latest > a.published_latest",
        "nothing was stated after an article that reports it was published",
        "stated",
    ),
    CrossRule(
        "has_basis",
        "commitments",
        "SELECT t.commitment_id FROM commitments t "
        "CROSS JOIN (SELECT count(*) AS n FROM basis) w "
        "LEFT JOIN (SELECT commitment_id, count(DISTINCT field) AS n FROM basis "
        "GROUP BY commitment_id) b ON b.commitment_id = t.commitment_id "
        f"WHERE w.n > 0 AND coalesce(b.n, 0) < {len(BASIS_FIELD.codes)}",
        "no rule is given for one of strength, measure, condition and self_asserted; where "
        "any position has its basis, all have (codebook: basis)",
    ),
    *(
        CrossRule(
            name,
            "basis",
            "SELECT t.commitment_id, t.field, t.rule FROM basis t "
            f"JOIN commitments c ON c.commitment_id = t.commitment_id WHERE {broken}",
            f"{message} (codebook: basis)",
            "rule",
        )
        for name, broken, message in _BASES
    ),
    *(
        CrossRule(
            f"context_of_{field}",
            "basis",
            "SELECT t.commitment_id, t.field, t.rule FROM basis t LEFT JOIN (SELECT DISTINCT "
            "record_id FROM evidence WHERE record_table = 'commitments' "
            f"AND field = '{field}' AND stance = 'supports') e "
            "ON e.record_id = t.commitment_id "
            f"WHERE t.rule = '{field}_context' AND e.record_id IS NULL",
            f"the {field} is decided by a neighbouring sentence, and no passage supports "
            f"#{field}; add the passage that names it (codebook: basis)",
            "rule",
        )
        for field in ("measure", "condition")
    ),
    CrossRule(
        "relation_of_one_actor",
        "relations",
        "SELECT t.subject_id, t.object_id, t.relation FROM relations t "
        "JOIN commitments s ON s.commitment_id = t.subject_id "
        "JOIN commitments o ON o.commitment_id = t.object_id "
        "WHERE t.relation IN ('supersedes', 'reiterates') AND s.actor_id <> o.actor_id",
        "supersedes and reiterates relate positions of one actor (codebook: relations)",
        "relation",
    ),
    CrossRule(
        "relation_runs_back",
        "relations",
        "SELECT t.subject_id, t.object_id, t.relation FROM relations t "
        "JOIN commitments s ON s.commitment_id = t.subject_id "
        "JOIN commitments o ON o.commitment_id = t.object_id "
        "WHERE t.relation IN ('supersedes', 'reiterates') "
        "AND s.stated_latest < o.stated_latest",
        "supersedes and reiterates run from the later to the earlier (codebook: relations)",
        "relation",
    ),
    CrossRule(
        "relation_of_one_source",
        "relations",
        "SELECT t.subject_id, t.object_id, t.relation FROM relations t "
        "JOIN commitments s ON s.commitment_id = t.subject_id "
        "JOIN commitments o ON o.commitment_id = t.object_id "
        "WHERE t.relation IN ('supersedes', 'reiterates') AND (s.self_asserted <> "
        "o.self_asserted OR (NOT s.self_asserted AND s.asserted_by <> o.asserted_by))",
        "supersedes and reiterates relate an actor's own statements, or the claims of one "
        "source; what somebody else says contradicts or qualifies (codebook: relations)",
        "relation",
    ),
    CrossRule(
        "evidence_within_text",
        "evidence",
        "SELECT e.evidence_id FROM evidence e JOIN articles a ON a.article_id = e.article_id "
        "WHERE e.tokens > a.text_tokens OR e.end_char - e.start_char > a.codable_characters",
        "a passage is longer than its article",
        "tokens",
    ),
    *(_coded(table) for table in TABLES if table in CODED_TABLE.values),
    CrossRule(
        "confusions_of_units",
        "reliability",
        "SELECT t.record_table, t.field, t.scope FROM reliability t "
        "JOIN (SELECT record_table, field, sum(units) AS n FROM confusions "
        "GROUP BY record_table, field) c "
        "ON c.record_table = t.record_table AND c.field = t.field "
        "WHERE t.scope = 'all' AND c.n <> t.units",
        "the confusions of a column are not those of all its units",
        "units",
    ),
    CrossRule(
        "units_of_both",
        "reliability",
        "SELECT t.record_table, t.field, t.scope FROM reliability t LEFT JOIN unitizing u "
        "ON u.record_table = t.record_table AND u.scope = t.scope "
        "WHERE u.both_units IS NULL OR u.both_units <> t.units",
        "a column is compared in the units that both codings found",
        "units",
    ),
    CrossRule(
        "codes_are_whole",
        "codes",
        "SELECT t.vocabulary, t.code FROM codes t JOIN (SELECT vocabulary, count(*) AS n "
        "FROM codes GROUP BY vocabulary) k ON k.vocabulary = t.vocabulary "
        "CROSS JOIN (SELECT count(DISTINCT vocabulary) AS v, min(vocabulary) AS f "
        "FROM codes) w "
        f"WHERE k.n <> CASE t.vocabulary {_SIZES} ELSE 0 END "
        f"OR (w.v <> {len(VOCABULARIES)} AND t.vocabulary = w.f)",
        "the codes are not all that the vocabulary has",
    ),
    CrossRule(
        "code_as_declared",
        "codes",
        "SELECT t.vocabulary, t.code FROM codes t "
        "WHERE t.vocabulary || '|' || t.code || '|' || CAST(t.position AS VARCHAR) || '|' "
        "|| coalesce(CAST(t.rank AS VARCHAR), '') || '|' || t.label || '|' || t.definition "
        f"NOT IN ({_declared_codes()})",
        "it is not a code as schemas/vocabularies.py declares it: position, rank, label or "
        "definition are others",
    ),
)
