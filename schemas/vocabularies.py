"""The controlled vocabularies, as typed data.

A vocabulary is an ordered tuple of `Code`; where the order means something each
code has a `rank`. Everything that needs the codes (pandera checks, Table Schema
`enum` and `categories`, DuckDB enums, Arrow dictionaries, the table `codes`) reads
them here. What the codes mean follows the project's codebook (raw/README.md).

Left out on purpose: hierarchies and deprecated codes. A code that was published is
never reused with another meaning.
"""

from typing import NamedTuple


class Code(NamedTuple):
    """One code: its value, label, definition (one sentence) and rank (or None)."""

    code: str
    label: str
    definition: str
    rank: int | None = None


class CodeRow(NamedTuple):
    """A code as the table `codes` has it: a cell for each column, in the order of columns."""

    vocabulary: str
    code: str
    position: int
    rank: int | None
    label: str
    definition: str


class Vocabulary(NamedTuple):
    """A named, ordered set of codes; `ordered` where the ranks are meaningful."""

    name: str
    codes: tuple[Code, ...]
    ordered: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """The code values, in order."""
        return tuple(code.code for code in self.codes)

    @property
    def rows(self) -> tuple[CodeRow, ...]:
        """Its rows of the table `codes`, in order."""
        return tuple(
            CodeRow(self.name, c.code, n, c.rank, c.label, c.definition)
            for n, c in enumerate(self.codes, 1)
        )


STRENGTH = Vocabulary(
    "strength",
    (
        Code("ruled_out", "Ruled out", "The actor excludes it categorically.", -3),
        Code(
            "declined",
            "Declined",
            "The actor says it will not, perhaps offering something else.",
            -2,
        ),
        Code(
            "withheld",
            "Withheld",
            "It was sought or expected and not given, its withdrawal is threatened, "
            "or another says the actor is unwilling.",
            -1,
        ),
        Code(
            "undecided",
            "Undecided",
            "The decision is put off, no position is taken yet, or what it amounts to "
            "is said to be unclear.",
            0,
        ),
        Code(
            "floated",
            "Floated",
            "It is an option, plan or report that no one has undertaken.",
            1,
        ),
        Code(
            "open",
            "Open",
            "The actor could, is willing, has no objection, or is said by another to be "
            "willing.",
            2,
        ),
        Code(
            "in_principle",
            "In principle",
            "The actor undertakes it, its content left open.",
            3,
        ),
        Code("pledged", "Pledged", "An authorised speaker undertakes a named act.", 4),
        Code(
            "signed",
            "Signed",
            "It stands in a signed or adopted political document, be it a promise to act or "
            "one to commit later; the summary says which.",
            5,
        ),
        Code(
            "binding",
            "Binding",
            "It stands in an instrument that is itself legally binding.",
            6,
        ),
        Code(
            "authorised",
            "Authorised",
            "A parliament or government has ratified or voted it.",
            7,
        ),
        Code("implemented", "Implemented", "It is in place.", 8),
    ),
    ordered=True,
)

MEASURE = Vocabulary(
    "measure",
    (
        Code(
            "ceasefire_monitoring",
            "Ceasefire monitoring",
            "Watching and verifying a ceasefire.",
        ),
        Code(
            "breach_commission",
            "Breach commission",
            "A body that examines breaches, attributes responsibility and determines remedies.",
        ),
        Code("ground_force", "Ground force", "Own troops on Ukraine's territory."),
        Code(
            "neighbouring_force",
            "Neighbouring force",
            "Own troops for the force, outside Ukraine.",
        ),
        Code("air_presence", "Air presence", "Aircraft."),
        Code("sea_presence", "Sea presence", "Ships."),
        Code(
            "reassurance_force",
            "Reassurance force",
            "Taking part in the force, the domain (land, sea or air) left open.",
        ),
        Code(
            "military_hubs",
            "Military hubs",
            "Bases and protected facilities for weapons in Ukraine.",
        ),
        Code("backstop", "Backstop", "United States support to the European force."),
        Code(
            "collective_defence",
            "Collective defence",
            "Coming to Ukraine's aid in a future attack; mutual-defence promises.",
        ),
        Code(
            "security_guarantee",
            "Security guarantee",
            "Security guarantees with no content given.",
        ),
        Code(
            "political_support",
            "Political support",
            "Standing by Ukraine in the talks, without more.",
        ),
        Code("military_aid", "Military aid", "Weapons, equipment, training."),
        Code("financial_aid", "Financial aid", "Money."),
        Code(
            "army_regeneration",
            "Army regeneration",
            "Rebuilding Ukraine's armed forces as a deterrent.",
        ),
        Code("nato_membership", "NATO membership", "Accession to NATO."),
        Code(
            "sanctions",
            "Sanctions",
            "Sanctions and other economic pressure on Russia, energy purchases included.",
        ),
        Code(
            "accept_foreign_forces",
            "Accepting foreign forces",
            "Russia's consent to foreign troops in Ukraine.",
        ),
        Code(
            "accept_guarantees",
            "Accepting guarantees",
            "Russia's consent to guarantees by others, troops not mentioned.",
        ),
        Code("territory", "Territory", "Ceding territory."),
        Code("ceasefire", "Ceasefire", "Agreeing to stop fighting."),
    ),
)

CONDITION = Vocabulary(
    "condition",
    (
        Code("not_stated", "Not stated", "No condition is given."),
        Code("none", "None", "In effect already, or expressly unconditional."),
        Code("ceasefire", "Ceasefire", "It applies once there is a ceasefire."),
        Code("peace_deal", "Peace deal", "It applies once there is a peace deal."),
        Code(
            "ceasefire_or_peace_deal",
            "Ceasefire or peace deal",
            "It applies once there is either.",
        ),
        Code("future_attack", "Future attack", "It applies if Ukraine is attacked again."),
        Code("us_backing", "United States backing", "It needs support by the United States."),
        Code(
            "continued_refusal",
            "Continued refusal",
            "It applies if Russia goes on refusing.",
        ),
        Code(
            "framework_clarified",
            "Framework clarified",
            "It waits until the framework is clear.",
        ),
        Code("other", "Other", "Another condition, described in condition_note."),
    ),
)

LOCATION = Vocabulary(
    "location",
    (
        Code("in_ukraine", "In Ukraine", "On the territory of Ukraine."),
        Code("behind_front", "Behind the front", "In Ukraine, away from the front line."),
        Code("neighbouring", "Neighbouring", "In a country that borders Ukraine."),
        Code("airspace", "Airspace", "In the air."),
        Code("sea", "Sea", "At sea."),
        Code("unspecified", "Unspecified", "No place is given."),
    ),
)

EXPRESSION = Vocabulary(
    "expression",
    (
        Code("stated", "Stated", "Somebody says or signs it, or is reported to have done so."),
        Code(
            "described",
            "Described",
            "The publisher describes an attitude of the actor, without an act of speech.",
        ),
    ),
)

COPY_KIND = Vocabulary(
    "copy_kind",
    (
        Code("same_story", "Same story", "Its headline and opening are those of the article."),
        Code("part", "Part", "It gives a part of the article."),
        Code(
            "other_edition",
            "Other edition",
            "Another edition of the same story, which proves some passages only.",
        ),
    ),
)

COPY_BASIS = Vocabulary(
    "copy_basis",
    (
        Code("compared_by_eye", "Compared by eye", "The openings were read side by side."),
        Code("verified", "Verified", "Passages were proven on it."),
    ),
)

QUANTITY_UNIT = Vocabulary(
    "quantity_unit",
    (
        Code("troops", "Troops", "Soldiers."),
        Code("countries", "Countries", "States."),
        Code("EUR", "Euro", "Euro (ISO 4217)."),
        Code("USD", "US dollar", "United States dollar (ISO 4217)."),
    ),
)

QUANTITY_BOUND = Vocabulary(
    "quantity_bound",
    (
        Code("exact", "Exact", "The number as given."),
        Code("about", "About", "The number is called approximate."),
        Code("at_least", "At least", "The number or more."),
        Code("at_most", "At most", "The number or less."),
        Code("more_than", "More than", "More than the number."),
    ),
)

ACTOR_KIND = Vocabulary(
    "actor_kind",
    (
        Code("person", "Person", "A named person."),
        Code("state", "State", "A state, as the bearer of its government's positions."),
        Code("government_body", "Government body", "An office or organ of a government."),
        Code(
            "international_organisation",
            "International organisation",
            "An organisation of states.",
        ),
        Code("coalition", "Coalition", "A group of states that has a name."),
        Code("collective", "Collective", "A group without a name of its own."),
        Code("office_holder", "Office holder", "Unnamed, but speaking for an office."),
        Code("anonymous", "Anonymous", "A shielded source."),
        Code("media", "Media", "A news publisher or agency."),
    ),
)

ANONYMOUS_NUMBER = Vocabulary(
    "anonymous_number",
    (
        Code("one", "One", "The article speaks of one person."),
        Code("several", "Several", "The article speaks of several."),
        Code("not_stated", "Not stated", "The article does not say how many."),
    ),
)

COALITION_ROLE = Vocabulary(
    "coalition_role",
    (
        Code("convenor", "Convenor", "Leads or calls the coalition together."),
        Code("member", "Member", "Belongs to the coalition."),
        Code("partner", "Partner", "Supports the coalition from outside."),
        Code("beneficiary", "Beneficiary", "The country that the guarantees are for."),
        Code("opponent", "Opponent", "Opposes what the coalition plans."),
        Code("not_stated", "Not stated", "The articles give no role."),
    ),
)

MEMBERSHIP = Vocabulary(
    "membership",
    (
        Code("member", "Member", "It belongs to the group, and what the group signs it signs."),
        Code("speaks_for", "Speaks for", "What it says for the group is the group's own word."),
    ),
)

MENTION_ROLE = Vocabulary(
    "mention_role",
    (
        Code("beneficiary", "Beneficiary", "The guarantees are for it."),
        Code("adversary", "Adversary", "The guarantees are against it."),
        Code(
            "committer",
            "Committer",
            "The article holds an open or firmer position of it.",
        ),
        Code("refuser", "Refuser", "The article holds a position of negative rank of it."),
        Code("host", "Host", "It hosts a meeting on the subject."),
        Code("participant", "Participant", "It takes part otherwise."),
        Code("background", "Background", "It is named in passing."),
    ),
)

EVENT_TYPE = Vocabulary(
    "event_type",
    (
        Code("summit", "Summit", "A meeting of many leaders."),
        Code("meeting", "Meeting", "A meeting of few."),
        Code("call", "Call", "A conversation by telephone or video."),
        Code("visit", "Visit", "A journey to another country."),
        Code("signing", "Signing", "A document is signed or adopted."),
        Code("statement", "Statement", "A speech act treated as an occasion."),
        Code("announcement", "Announcement", "A decision is made public."),
        Code("media_report", "Media report", "A publisher's report that others relay."),
        Code("military_action", "Military action", "An attack or operation."),
        Code("invasion", "Invasion", "Armed forces enter a country."),
        Code("deployment", "Deployment", "Forces or facilities are put in place."),
        Code("transfer_of_power", "Transfer of power", "An office changes hands."),
        Code("other", "Other", "Anything else."),
    ),
)

EVENT_STATUS = Vocabulary(
    "event_status",
    (
        Code("occurred", "Occurred", "It has happened or is going on."),
        Code("planned", "Planned", "It is arranged or undertaken."),
        Code("proposed", "Proposed", "It is proposed or under discussion."),
        Code("hypothetical", "Hypothetical", "It is spoken of as possible."),
    ),
)

DATE_BASIS = Vocabulary(
    "date_basis",
    (
        Code("stated", "Stated", "The date is in the text."),
        Code(
            "resolved",
            "Resolved",
            "Worked out from words of the text and the publication date.",
        ),
        Code("external", "External", "Fixed from general knowledge, with a note."),
    ),
)

PUBLISHED_BASIS = Vocabulary(
    "published_basis",
    (
        Code("text", "Text", "The date is in the text."),
        Code("page", "Page", "The date is on the page."),
        Code("inferred", "Inferred", "Worked out from the events the text dates."),
    ),
)

PARTICIPANTS_UNIT = Vocabulary(
    "participants_unit",
    (
        Code("leaders", "Leaders", "Heads of state or government."),
        Code("countries", "Countries", "States."),
        Code("delegations", "Delegations", "Delegations."),
    ),
)

PARTICIPANT_ROLE = Vocabulary(
    "participant_role",
    (
        Code("host", "Host", "Calls or houses the event."),
        Code("participant", "Participant", "Takes part."),
        Code("signatory", "Signatory", "Signs or adopts the document."),
        Code("speaker", "Speaker", "Makes the statement or report."),
        Code("target", "Target", "Is acted upon."),
        Code("absent", "Absent", "Expected or concerned, but not there."),
    ),
)

ATTENDANCE = Vocabulary(
    "attendance",
    (
        Code("in_person", "In person", "Present."),
        Code("remote", "Remote", "By telephone or video."),
        Code("represented", "Represented", "Through somebody else."),
        Code("unknown", "Unknown", "The articles do not say."),
    ),
)

INSTRUMENT_FORM = Vocabulary(
    "instrument_form",
    (
        Code("declaration", "Declaration", "A political declaration."),
        Code(
            "declaration_of_intent",
            "Declaration of intent",
            "A declaration of what the signatories intend.",
        ),
        Code("treaty", "Treaty", "An agreement under international law."),
        Code("resolution", "Resolution", "A decision of a body."),
    ),
)

LEGAL_STATUS = Vocabulary(
    "legal_status",
    (
        Code("political", "Political", "Binds politically, not legally."),
        Code("legally_binding", "Legally binding", "Binds under international law."),
        Code("unknown", "Unknown", "Not established."),
    ),
)

QUOTE_FORM = Vocabulary(
    "quote_form",
    (
        Code("direct", "Direct", "A full clause between quotation marks."),
        Code("partial", "Partial", "Words between quotation marks in the writer's sentence."),
        Code("indirect", "Indirect", "Reported speech without quotation marks."),
    ),
)

ATTRIBUTION = Vocabulary(
    "attribution",
    (
        Code("named", "Named", "The speaker is named."),
        Code("coreference", "Coreference", "By a pronoun."),
        Code("role", "Role", "By an office or group."),
        Code("anonymous", "Anonymous", "A shielded source."),
        Code("document", "Document", "A document speaks through its signatories."),
    ),
)

RELATION = Vocabulary(
    "relation",
    (
        Code("contradicts", "Contradicts", "Both cannot hold."),
        Code("supersedes", "Supersedes", "A later position replaces the earlier."),
        Code("reiterates", "Reiterates", "A later statement repeats the earlier."),
        Code("qualifies", "Qualifies", "It limits or casts doubt on the other."),
    ),
)

RECORD_TABLE = Vocabulary(
    "record_table",
    tuple(
        Code(name, name.replace("_", " ").capitalize(), f"A row of {name}.")
        for name in (
            "events",
            "quotes",
            "commitments",
            "mentions",
            "countries",
            "instruments",
            "event_participants",
            "memberships",
        )
    ),
)

STANCE = Vocabulary(
    "stance",
    (
        Code("supports", "Supports", "The passage says what the record holds."),
        Code("disputes", "Disputes", "The passage says otherwise."),
    ),
)

DERIVATION = Vocabulary(
    "derivation",
    (
        Code("original", "Original", "The publisher's own reporting."),
        Code("syndicated", "Syndicated", "An agency's or another publisher's story."),
        Code("paraphrase", "Paraphrase", "Another publisher's story in other words."),
        Code("relay", "Relay", "Mainly reports what another outlet reported."),
    ),
)

URL_KIND = Vocabulary(
    "url_kind",
    (
        Code("canonical", "Canonical", "The publisher's own address."),
        Code("copy", "Copy", "The address of a copy."),
    ),
)

BASIS_FIELD = Vocabulary(
    "basis_field",
    (
        Code("strength", "Strength", "Why the position has its strength."),
        Code("measure", "Measure", "Why it is about its measure."),
        Code("condition", "Condition", "Why it has its condition, or none."),
        Code("self_asserted", "Own word", "Why it is the actor's own word, or is not."),
    ),
)

# The rules of coding of raw/README.md that decide a cell of a position, by their ids.
BASIS_RULE = Vocabulary(
    "basis_rule",
    (
        Code("strength_wording", "Wording", "The cue meets the definition of the code."),
        Code(
            "strength_furthest",
            "Furthest wording",
            "Of a lead-in and its quotation the wording that goes furthest decides.",
        ),
        Code(
            "strength_reply",
            "Reply",
            "A question gives the measure, the reply the strength.",
        ),
        Code(
            "strength_claim",
            "Claim",
            "What somebody else claims of an actor is open at most.",
        ),
        Code(
            "strength_doubt",
            "Doubt",
            "A publisher or source says that the actor is unwilling, unclear or uncertain.",
        ),
        Code(
            "strength_described",
            "Described attitude",
            "The wording in which an attitude is described, without an act of speech, decides.",
        ),
        Code("strength_deal", "Proposed deal", "The content of a proposed deal is floated."),
        Code(
            "strength_document",
            "Document",
            "What stands in a signed or adopted document is signed, a promise to commit too.",
        ),
        Code(
            "strength_paraphrase",
            "Paraphrase",
            "What a paraphrase states of a document has the document's strength.",
        ),
        Code(
            "strength_two_at_once",
            "Two at once",
            "Of two positions that are voiced at once each has its own wording.",
        ),
        Code(
            "strength_passive",
            "Passive",
            "A passive without an agent commits the speaker's own side.",
        ),
        Code("measure_wording", "Wording", "The cue names the measure."),
        Code(
            "measure_context",
            "Context",
            "A neighbouring sentence, or what a pronoun stands for, names the measure.",
        ),
        Code(
            "measure_open_domain",
            "Open domain",
            "Where land, sea or air is left open, it is the force.",
        ),
        Code("measure_question", "Question", "The question that is answered names it."),
        Code("measure_nearest", "Nearest", "No code fits exactly; this is the nearest."),
        Code("condition_wording", "Wording", "The cue states the condition."),
        Code("condition_context", "Context", "A neighbouring sentence states the condition."),
        Code(
            "condition_document",
            "Document",
            "The document as a whole has the condition.",
        ),
        Code(
            "condition_deal",
            "Proposed deal",
            "The content of a proposed peace deal has the condition that it is made.",
        ),
        Code("condition_none", "None", "No passage states a condition."),
        Code("self_asserted_actor", "The actor", "The actor itself says or signs it."),
        Code("self_asserted_country", "Its country", "Somebody of its country says it."),
        Code(
            "self_asserted_representative",
            "Representative",
            "Somebody who is declared to speak for the actor says it.",
        ),
        Code(
            "self_asserted_member",
            "Member",
            "A group that has the actor as a member says or signs it, or a member for it.",
        ),
        Code(
            "self_asserted_described",
            "Described",
            "The publisher describes the actor's attitude, or reports its act.",
        ),
        Code("self_asserted_claim", "Claim", "Somebody else claims it of the actor."),
    ),
)

CODED_TABLE = Vocabulary(
    "coded_table",
    (
        *(
            Code(name, name.replace("_", " ").capitalize(), f"Rows of {name} in an article.")
            for name in (
                "articles",
                "mentions",
                "memberships",
                "instruments",
                "events",
                "event_participants",
                "quotes",
                "commitments",
                "relations",
            )
        ),
        Code(
            "characters",
            "Characters",
            "Characters of the codable text that a passage covers.",
        ),
    ),
)

DECISION = Vocabulary(
    "decision",
    (
        Code("first", "First", "The first coding is right."),
        Code("second", "Second", "The second coding is right."),
        Code("both", "Both", "Both can be defended; the first stays."),
        Code("neither", "Neither", "Both are wrong; the published row has what is right."),
    ),
)

LEVEL = Vocabulary(
    "level",
    (
        Code("nominal", "Nominal", "Values are the same or not."),
        Code("ordinal", "Ordinal", "Values have an order."),
        Code("interval", "Interval", "Differences of values have a size: days, numbers."),
    ),
)

NO_ALPHA = Vocabulary(
    "no_alpha",
    (
        Code("no_units", "No units", "No unit was found by both codings."),
        Code("too_few", "Too few", "Fewer than two units can be compared."),
        Code("does_not_vary", "Does not vary", "All values are the same."),
    ),
)

SCOPE = Vocabulary(
    "scope",
    (
        Code("all", "All", "All units."),
        Code(
            "unnamed",
            "Unnamed",
            "Units whose case no hard case or decision of the codebook names.",
        ),
    ),
)

VOCABULARIES: tuple[Vocabulary, ...] = (
    ACTOR_KIND,
    ANONYMOUS_NUMBER,
    ATTENDANCE,
    ATTRIBUTION,
    BASIS_FIELD,
    BASIS_RULE,
    COALITION_ROLE,
    CODED_TABLE,
    CONDITION,
    COPY_BASIS,
    COPY_KIND,
    DATE_BASIS,
    DECISION,
    DERIVATION,
    EVENT_STATUS,
    EVENT_TYPE,
    EXPRESSION,
    INSTRUMENT_FORM,
    LEGAL_STATUS,
    LEVEL,
    LOCATION,
    MEASURE,
    MEMBERSHIP,
    MENTION_ROLE,
    NO_ALPHA,
    PARTICIPANT_ROLE,
    PARTICIPANTS_UNIT,
    PUBLISHED_BASIS,
    QUANTITY_BOUND,
    QUANTITY_UNIT,
    QUOTE_FORM,
    RECORD_TABLE,
    RELATION,
    SCOPE,
    STANCE,
    STRENGTH,
    URL_KIND,
)

# Reasons that annotations give; they are checked when raw/ is read but reach no table.
EXCLUDED_REASON = Vocabulary(
    "excluded_reason",
    (
        Code("duplicate", "Duplicate", "Repeats earlier text of the article."),
        Code("boilerplate", "Boilerplate", "Promotion of other articles and the like."),
        Code("caption", "Caption", "A photo caption and what surrounds it."),
        Code("credit", "Credit", "Bylines, agency credits, author links."),
        Code("heading", "Heading", "A sub-heading: context, never evidence."),
    ),
)
NOT_QUOTATION_REASON = Vocabulary(
    "not_quotation_reason",
    (
        Code("term", "Term", "A phrase that nobody in particular is quoted as saying."),
        Code("heading", "Heading", "A heading in quotation marks."),
        Code("excluded", "Excluded", "It stands in an excluded part."),
    ),
)
