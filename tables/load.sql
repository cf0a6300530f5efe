-- Security guarantees for Ukraine: who promised, refused or signed what, version 0.1.0.
-- Generated from schemas/ by `python -m build`; do not edit.
--
-- Loads the Parquet files into the database that is open, from the package's folder:
--     duckdb my.duckdb -init tables/load.sql
-- From elsewhere, say first where the files are: SET VARIABLE tables = 'path/to/tables';
SET VARIABLE tables = coalesce(
  getvariable('tables'),
  (SELECT 'tables' FROM glob('tables/articles.parquet')),
  (SELECT '.' FROM glob('articles.parquet')),
  error('No Parquet files here: go to the folder that holds tables/, or SET VARIABLE tables.')
);
BEGIN TRANSACTION;

CREATE TYPE actor_kind_code AS ENUM ('person', 'state', 'government_body', 'international_organisation', 'coalition', 'collective', 'office_holder', 'anonymous', 'media');
CREATE TYPE attendance_code AS ENUM ('in_person', 'remote', 'represented', 'unknown');
CREATE TYPE attribution_code AS ENUM ('named', 'coreference', 'role', 'anonymous', 'document');
CREATE TYPE coalition_role_code AS ENUM ('convenor', 'member', 'partner', 'beneficiary', 'opponent', 'not_stated');
CREATE TYPE condition_code AS ENUM ('not_stated', 'none', 'ceasefire', 'peace_deal', 'ceasefire_or_peace_deal', 'future_attack', 'us_backing', 'continued_refusal', 'framework_clarified', 'other');
CREATE TYPE date_basis_code AS ENUM ('stated', 'resolved', 'external');
CREATE TYPE derivation_code AS ENUM ('original', 'syndicated', 'paraphrase', 'relay');
CREATE TYPE event_status_code AS ENUM ('occurred', 'planned', 'proposed', 'hypothetical');
CREATE TYPE event_type_code AS ENUM ('summit', 'meeting', 'call', 'visit', 'signing', 'statement', 'announcement', 'media_report', 'military_action', 'invasion', 'deployment', 'transfer_of_power', 'other');
CREATE TYPE instrument_form_code AS ENUM ('declaration', 'declaration_of_intent', 'treaty', 'resolution');
CREATE TYPE legal_status_code AS ENUM ('political', 'legally_binding', 'unknown');
CREATE TYPE location_code AS ENUM ('in_ukraine', 'behind_front', 'neighbouring', 'airspace', 'sea', 'unspecified');
CREATE TYPE measure_code AS ENUM ('ceasefire_monitoring', 'breach_commission', 'ground_force', 'neighbouring_force', 'air_presence', 'sea_presence', 'reassurance_force', 'military_hubs', 'backstop', 'collective_defence', 'security_guarantee', 'political_support', 'military_aid', 'financial_aid', 'army_regeneration', 'nato_membership', 'sanctions', 'accept_foreign_forces', 'accept_guarantees', 'territory', 'ceasefire');
CREATE TYPE mention_role_code AS ENUM ('beneficiary', 'adversary', 'committer', 'refuser', 'host', 'participant', 'background');
CREATE TYPE participant_role_code AS ENUM ('host', 'participant', 'signatory', 'speaker', 'target', 'absent');
CREATE TYPE participants_unit_code AS ENUM ('leaders', 'countries', 'delegations');
CREATE TYPE published_basis_code AS ENUM ('text', 'page', 'inferred');
CREATE TYPE quantity_bound_code AS ENUM ('exact', 'about', 'at_least', 'at_most', 'more_than');
CREATE TYPE quantity_unit_code AS ENUM ('troops', 'countries', 'EUR', 'USD');
CREATE TYPE quote_form_code AS ENUM ('direct', 'partial', 'indirect');
CREATE TYPE record_table_code AS ENUM ('events', 'quotes', 'commitments', 'mentions', 'countries', 'instruments', 'event_participants');
CREATE TYPE relation_code AS ENUM ('contradicts', 'supersedes', 'reiterates', 'qualifies');
CREATE TYPE stance_code AS ENUM ('supports', 'disputes');
CREATE TYPE strength_code AS ENUM ('ruled_out', 'declined', 'withheld', 'undecided', 'floated', 'open', 'in_principle', 'pledged', 'signed', 'binding', 'authorised', 'implemented');
CREATE TYPE url_kind_code AS ENUM ('canonical', 'copy');

CREATE TABLE codes (
  vocabulary VARCHAR NOT NULL,
  code VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  rank INTEGER,
  label VARCHAR NOT NULL,
  definition VARCHAR NOT NULL,
  PRIMARY KEY (vocabulary, code)
);
INSERT INTO codes FROM read_parquet(getvariable('tables') || '/codes.parquet');
COMMENT ON TABLE codes IS 'One row a code of a vocabulary, with its label, definition and rank.';
COMMENT ON COLUMN codes.vocabulary IS 'The vocabulary.';
COMMENT ON COLUMN codes.code IS 'The code.';
COMMENT ON COLUMN codes.position IS 'Place of the code in its vocabulary, from 1; gives the order of factor levels.';
COMMENT ON COLUMN codes.rank IS 'Rank, where the vocabulary is ordinal. Unit: rank.';
COMMENT ON COLUMN codes.label IS 'Label.';
COMMENT ON COLUMN codes.definition IS 'Definition.';

CREATE TABLE countries (
  country VARCHAR NOT NULL,
  iso2 VARCHAR NOT NULL,
  iso_numeric INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  cow_code INTEGER,
  gw_code INTEGER,
  wikidata VARCHAR NOT NULL,
  eu_member BOOLEAN NOT NULL,
  nato_member BOOLEAN NOT NULL,
  coalition_role coalition_role_code NOT NULL,
  PRIMARY KEY (country),
  CHECK ((country = 'UKR') = (coalition_role = 'beneficiary'))
);
INSERT INTO countries FROM read_parquet(getvariable('tables') || '/countries.parquet');
COMMENT ON TABLE countries IS 'One row a country that an article names, with the codes other datasets use.';
COMMENT ON COLUMN countries.country IS 'ISO 3166-1 alpha-3 code.';
COMMENT ON COLUMN countries.iso2 IS 'ISO 3166-1 alpha-2 code.';
COMMENT ON COLUMN countries.iso_numeric IS 'ISO 3166-1 numeric code.';
COMMENT ON COLUMN countries.name IS 'English short name.';
COMMENT ON COLUMN countries.cow_code IS 'Correlates of War country code.';
COMMENT ON COLUMN countries.gw_code IS 'Gleditsch and Ward country code.';
COMMENT ON COLUMN countries.wikidata IS 'Item in Wikidata.';
COMMENT ON COLUMN countries.eu_member IS 'Member of the European Union on the date of the latest article.';
COMMENT ON COLUMN countries.nato_member IS 'Member of NATO on the date of the latest article.';
COMMENT ON COLUMN countries.coalition_role IS 'Role towards the Coalition of the Willing, as far as the articles support it.';

CREATE TABLE articles (
  article_id VARCHAR NOT NULL,
  publisher VARCHAR NOT NULL,
  headline VARCHAR,
  byline VARCHAR,
  wire VARCHAR,
  published VARCHAR NOT NULL,
  published_earliest DATE NOT NULL,
  published_latest DATE NOT NULL,
  published_basis published_basis_code NOT NULL,
  url VARCHAR,
  url_kind url_kind_code,
  derivation derivation_code NOT NULL,
  work_id VARCHAR NOT NULL,
  language VARCHAR NOT NULL,
  text_sha256 VARCHAR NOT NULL,
  text_tokens INTEGER NOT NULL,
  notes VARCHAR,
  PRIMARY KEY (article_id),
  CHECK (published_earliest <= published_latest),
  CHECK ((url IS NULL) = (url_kind IS NULL)),
  CHECK ((headline IS NOT NULL AND url IS NOT NULL) OR notes IS NOT NULL)
);
INSERT INTO articles FROM read_parquet(getvariable('tables') || '/articles.parquet');
COMMENT ON TABLE articles IS 'One row a source document that was coded.';
COMMENT ON COLUMN articles.article_id IS 'Publisher and month.';
COMMENT ON COLUMN articles.publisher IS 'Name of the publisher, or unidentified.';
COMMENT ON COLUMN articles.headline IS 'Headline; null where the text gives none and none is established.';
COMMENT ON COLUMN articles.byline IS 'Authors, separated by commas; null where not established.';
COMMENT ON COLUMN articles.wire IS 'Agency or service whose story it is; null where it is the publisher''s own.';
COMMENT ON COLUMN articles.published IS 'Day of first publication of the page, in EDTF.';
COMMENT ON COLUMN articles.published_earliest IS 'Earliest day that published admits.';
COMMENT ON COLUMN articles.published_latest IS 'Latest day that published admits.';
COMMENT ON COLUMN articles.published_basis IS 'What the date of publication rests on.';
COMMENT ON COLUMN articles.url IS 'Address of the article; null where none is established.';
COMMENT ON COLUMN articles.url_kind IS 'Whose address it is; null with url.';
COMMENT ON COLUMN articles.derivation IS 'Whether the story is the publisher''s own.';
COMMENT ON COLUMN articles.work_id IS 'Underlying story; articles that carry the same one share it, and independence of sources is counted over it.';
COMMENT ON COLUMN articles.language IS 'Language of the text (BCP 47).';
COMMENT ON COLUMN articles.text_sha256 IS 'SHA-256 of the UTF-8 file that was coded.';
COMMENT ON COLUMN articles.text_tokens IS 'Number of word tokens of the text that was coded. Unit: tokens.';
COMMENT ON COLUMN articles.notes IS 'What is known and not known about the document.';

CREATE TABLE mentions (
  article_id VARCHAR NOT NULL,
  country VARCHAR NOT NULL,
  role mention_role_code NOT NULL,
  PRIMARY KEY (article_id, country),
  FOREIGN KEY (article_id) REFERENCES articles (article_id),
  FOREIGN KEY (country) REFERENCES countries (country),
  CHECK ((country = 'UKR') = (role = 'beneficiary')),
  CHECK ((country = 'RUS') = (role = 'adversary'))
);
INSERT INTO mentions FROM read_parquet(getvariable('tables') || '/mentions.parquet');
COMMENT ON TABLE mentions IS 'One row a country that an article names, with its role there.';
COMMENT ON COLUMN mentions.article_id IS 'The article.';
COMMENT ON COLUMN mentions.country IS 'The country (ISO 3166-1 alpha-3).';
COMMENT ON COLUMN mentions.role IS 'The first role that applies, in the order of the vocabulary.';

CREATE TABLE actors (
  actor_id VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  kind actor_kind_code NOT NULL,
  country VARCHAR,
  office VARCHAR,
  wikidata VARCHAR,
  PRIMARY KEY (actor_id),
  FOREIGN KEY (country) REFERENCES countries (country),
  CHECK (kind <> 'state' OR country IS NOT NULL),
  CHECK (kind <> 'anonymous' OR (office IS NULL AND wikidata IS NULL))
);
INSERT INTO actors FROM read_parquet(getvariable('tables') || '/actors.parquet');
COMMENT ON TABLE actors IS 'One row a person, body or group that says, does or is committed to something.';
COMMENT ON COLUMN actors.actor_id IS 'Slug of the name the actor itself uses in English.';
COMMENT ON COLUMN actors.name IS 'Name.';
COMMENT ON COLUMN actors.kind IS 'Kind of actor.';
COMMENT ON COLUMN actors.country IS 'Country (ISO 3166-1 alpha-3); null for actors of no one country or of one that no article names.';
COMMENT ON COLUMN actors.office IS 'Office at the time coded.';
COMMENT ON COLUMN actors.wikidata IS 'Item in Wikidata; null where not checked.';

CREATE TABLE events (
  event_id VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  description VARCHAR NOT NULL,
  event_type event_type_code NOT NULL,
  status event_status_code NOT NULL,
  date VARCHAR,
  date_earliest DATE,
  date_latest DATE,
  date_basis date_basis_code,
  date_text VARCHAR,
  place VARCHAR,
  country VARCHAR,
  parent_event_id VARCHAR,
  participants_low INTEGER,
  participants_high INTEGER,
  participants_bound quantity_bound_code,
  participants_unit participants_unit_code,
  in_scope BOOLEAN NOT NULL,
  note VARCHAR,
  PRIMARY KEY (event_id),
  FOREIGN KEY (country) REFERENCES countries (country),
  FOREIGN KEY (parent_event_id) REFERENCES events (event_id),
  CHECK (status <> 'occurred' OR date IS NOT NULL),
  CHECK ((date IS NULL) = (date_basis IS NULL)),
  CHECK (date_earliest <= date_latest),
  CHECK (date_basis <> 'external' OR note IS NOT NULL),
  CHECK ((participants_low IS NULL AND participants_high IS NULL) = (participants_bound IS NULL)),
  CHECK ((participants_low IS NULL AND participants_high IS NULL) = (participants_unit IS NULL)),
  CHECK (participants_low <= participants_high),
  CHECK (parent_event_id <> event_id)
);
INSERT INTO events FROM read_parquet(getvariable('tables') || '/events.parquet') WHERE parent_event_id IS NULL;
INSERT INTO events FROM read_parquet(getvariable('tables') || '/events.parquet') WHERE parent_event_id IS NOT NULL;
COMMENT ON TABLE events IS 'One row a thing that happened, is planned, or is spoken of.';
COMMENT ON COLUMN events.event_id IS 'Date, as far as known, and a slug.';
COMMENT ON COLUMN events.title IS 'Short title.';
COMMENT ON COLUMN events.description IS 'What it is, in one sentence of the annotator.';
COMMENT ON COLUMN events.event_type IS 'Kind of event.';
COMMENT ON COLUMN events.status IS 'Whether it has happened.';
COMMENT ON COLUMN events.date IS 'When, in EDTF; never the date of publication in its place.';
COMMENT ON COLUMN events.date_earliest IS 'Earliest day that date admits; null where open to the past.';
COMMENT ON COLUMN events.date_latest IS 'Latest day that date admits; null where open to the future.';
COMMENT ON COLUMN events.date_basis IS 'What the date rests on; null with date.';
COMMENT ON COLUMN events.date_text IS 'The article''s words for the date.';
COMMENT ON COLUMN events.place IS 'Place, as far as an article gives it.';
COMMENT ON COLUMN events.country IS 'Country of the place (ISO 3166-1 alpha-3).';
COMMENT ON COLUMN events.parent_event_id IS 'The event that it is part of.';
COMMENT ON COLUMN events.participants_low IS 'Lower bound of the participants that an article counts. Unit: participants_unit.';
COMMENT ON COLUMN events.participants_high IS 'Upper bound of the participants that an article counts. Unit: participants_unit.';
COMMENT ON COLUMN events.participants_bound IS 'How the count is bounded.';
COMMENT ON COLUMN events.participants_unit IS 'What is counted.';
COMMENT ON COLUMN events.in_scope IS 'Whether it concerns guarantees (false: background).';
COMMENT ON COLUMN events.note IS 'The annotator''s note; required where date_basis is external.';

CREATE TABLE event_participants (
  event_id VARCHAR NOT NULL,
  actor_id VARCHAR NOT NULL,
  role participant_role_code NOT NULL,
  attendance attendance_code,
  PRIMARY KEY (event_id, actor_id),
  FOREIGN KEY (event_id) REFERENCES events (event_id),
  FOREIGN KEY (actor_id) REFERENCES actors (actor_id),
  CHECK ((role = 'absent') = (attendance IS NULL))
);
INSERT INTO event_participants FROM read_parquet(getvariable('tables') || '/event_participants.parquet');
COMMENT ON TABLE event_participants IS 'One row an actor that took part in an event, or stayed away from it.';
COMMENT ON COLUMN event_participants.event_id IS 'The event.';
COMMENT ON COLUMN event_participants.actor_id IS 'The actor; a group is not expanded into its members.';
COMMENT ON COLUMN event_participants.role IS 'Role in the event.';
COMMENT ON COLUMN event_participants.attendance IS 'How it attended; null where absent.';

CREATE TABLE instruments (
  instrument_id VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  form instrument_form_code NOT NULL,
  legal_status legal_status_code NOT NULL,
  event_id VARCHAR NOT NULL,
  signed_on DATE NOT NULL,
  url VARCHAR,
  PRIMARY KEY (instrument_id),
  FOREIGN KEY (event_id) REFERENCES events (event_id)
);
INSERT INTO instruments FROM read_parquet(getvariable('tables') || '/instruments.parquet');
COMMENT ON TABLE instruments IS 'One row a document that was signed or adopted.';
COMMENT ON COLUMN instruments.instrument_id IS 'Slug of the title, and the date.';
COMMENT ON COLUMN instruments.title IS 'Title.';
COMMENT ON COLUMN instruments.form IS 'Form of the document.';
COMMENT ON COLUMN instruments.legal_status IS 'Whether it binds legally.';
COMMENT ON COLUMN instruments.event_id IS 'The event at which it was signed or adopted.';
COMMENT ON COLUMN instruments.signed_on IS 'Day of signing or adoption.';
COMMENT ON COLUMN instruments.url IS 'Address of the text; null where none is established.';

CREATE TABLE quotes (
  quote_id VARCHAR NOT NULL,
  article_id VARCHAR NOT NULL,
  speaker_id VARCHAR NOT NULL,
  form quote_form_code NOT NULL,
  text VARCHAR,
  gist VARCHAR NOT NULL,
  cue VARCHAR,
  attribution attribution_code NOT NULL,
  via_actor_id VARCHAR,
  said VARCHAR NOT NULL,
  said_earliest DATE,
  said_latest DATE NOT NULL,
  event_id VARCHAR,
  about_actor_id VARCHAR,
  measure measure_code,
  splice VARCHAR,
  PRIMARY KEY (quote_id),
  FOREIGN KEY (article_id) REFERENCES articles (article_id),
  FOREIGN KEY (speaker_id) REFERENCES actors (actor_id),
  FOREIGN KEY (via_actor_id) REFERENCES actors (actor_id),
  FOREIGN KEY (event_id) REFERENCES events (event_id),
  FOREIGN KEY (about_actor_id) REFERENCES actors (actor_id),
  CHECK ((form = 'indirect') = (text IS NULL)),
  CHECK (text NOT LIKE '%,'),
  CHECK (form <> 'partial' OR text NOT LIKE '%.'),
  CHECK (said_earliest <= said_latest),
  CHECK (via_actor_id <> speaker_id)
);
INSERT INTO quotes FROM read_parquet(getvariable('tables') || '/quotes.parquet');
COMMENT ON TABLE quotes IS 'One row an utterance that an article attributes to somebody.';
COMMENT ON COLUMN quotes.quote_id IS 'Article and number in reading order.';
COMMENT ON COLUMN quotes.article_id IS 'The article.';
COMMENT ON COLUMN quotes.speaker_id IS 'Who says it; a document speaks through its signatories.';
COMMENT ON COLUMN quotes.form IS 'How it is quoted.';
COMMENT ON COLUMN quotes.text IS 'The words between the quotation marks, verbatim; null for indirect speech.';
COMMENT ON COLUMN quotes.gist IS 'What is said, in one sentence of the annotator.';
COMMENT ON COLUMN quotes.cue IS 'The verb that introduces it; null where there is none.';
COMMENT ON COLUMN quotes.attribution IS 'How the speaker is referred to.';
COMMENT ON COLUMN quotes.via_actor_id IS 'Who relays it to the article.';
COMMENT ON COLUMN quotes.said IS 'When it was said, in EDTF.';
COMMENT ON COLUMN quotes.said_earliest IS 'Earliest day that said admits; null where open to the past.';
COMMENT ON COLUMN quotes.said_latest IS 'Latest day that said admits.';
COMMENT ON COLUMN quotes.event_id IS 'The event at which it was said or that it reports.';
COMMENT ON COLUMN quotes.about_actor_id IS 'Whom it is about.';
COMMENT ON COLUMN quotes.measure IS 'The measure it is about.';
COMMENT ON COLUMN quotes.splice IS 'Shared by rows that the article prints as one quotation or joins in one sentence.';

CREATE TABLE commitments (
  commitment_id VARCHAR NOT NULL,
  actor_id VARCHAR NOT NULL,
  country VARCHAR,
  beneficiary_id VARCHAR,
  measure measure_code NOT NULL,
  strength strength_code NOT NULL,
  strength_rank INTEGER NOT NULL,
  asserted_by VARCHAR NOT NULL,
  self_asserted BOOLEAN NOT NULL,
  via_actor_id VARCHAR,
  condition condition_code NOT NULL,
  condition_note VARCHAR,
  quantity_low BIGINT,
  quantity_best BIGINT,
  quantity_high BIGINT,
  quantity_unit quantity_unit_code,
  quantity_bound quantity_bound_code,
  location location_code NOT NULL,
  stated VARCHAR NOT NULL,
  stated_earliest DATE,
  stated_latest DATE NOT NULL,
  event_id VARCHAR,
  instrument_id VARCHAR,
  quote_id VARCHAR,
  summary VARCHAR NOT NULL,
  note VARCHAR,
  PRIMARY KEY (commitment_id),
  FOREIGN KEY (actor_id) REFERENCES actors (actor_id),
  FOREIGN KEY (country) REFERENCES countries (country),
  FOREIGN KEY (beneficiary_id) REFERENCES actors (actor_id),
  FOREIGN KEY (asserted_by) REFERENCES actors (actor_id),
  FOREIGN KEY (via_actor_id) REFERENCES actors (actor_id),
  FOREIGN KEY (event_id) REFERENCES events (event_id),
  FOREIGN KEY (instrument_id) REFERENCES instruments (instrument_id),
  FOREIGN KEY (quote_id) REFERENCES quotes (quote_id),
  CHECK (strength_rank = CASE strength WHEN 'ruled_out' THEN -3 WHEN 'declined' THEN -2 WHEN 'withheld' THEN -1 WHEN 'undecided' THEN 0 WHEN 'floated' THEN 1 WHEN 'open' THEN 2 WHEN 'in_principle' THEN 3 WHEN 'pledged' THEN 4 WHEN 'signed' THEN 5 WHEN 'binding' THEN 6 WHEN 'authorised' THEN 7 WHEN 'implemented' THEN 8 END),
  CHECK (self_asserted OR strength_rank BETWEEN -3 AND 2),
  CHECK (self_asserted OR asserted_by <> actor_id),
  CHECK (strength_rank < 5 OR instrument_id IS NOT NULL),
  CHECK (instrument_id IS NULL OR (strength_rank >= 5 AND self_asserted)),
  CHECK (quantity_low <= quantity_best),
  CHECK (quantity_best <= quantity_high),
  CHECK (quantity_low <= quantity_high),
  CHECK ((quantity_low IS NULL AND quantity_best IS NULL AND quantity_high IS NULL) = (quantity_unit IS NULL)),
  CHECK ((quantity_low IS NULL AND quantity_best IS NULL AND quantity_high IS NULL) = (quantity_bound IS NULL)),
  CHECK (condition <> 'other' OR condition_note IS NOT NULL),
  CHECK ((measure IN ('territory', 'ceasefire', 'sanctions')) = (beneficiary_id IS NULL)),
  CHECK (measure <> 'backstop' OR country = 'USA'),
  CHECK (measure NOT IN ('accept_foreign_forces', 'accept_guarantees') OR country = 'RUS'),
  CHECK (measure NOT IN ('ground_force', 'military_hubs') OR location <> 'neighbouring'),
  CHECK (measure <> 'neighbouring_force' OR location = 'neighbouring'),
  CHECK (stated_earliest <= stated_latest),
  CHECK (via_actor_id <> asserted_by)
);
INSERT INTO commitments FROM read_parquet(getvariable('tables') || '/commitments.parquet');
COMMENT ON TABLE commitments IS 'One row an actor''s position on one measure, as stated at one time.';
COMMENT ON COLUMN commitments.commitment_id IS 'Actor, measure and date; a word more where that is taken.';
COMMENT ON COLUMN commitments.actor_id IS 'Who is committed; for a government''s position the state.';
COMMENT ON COLUMN commitments.country IS 'Country of the committed actor (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN commitments.beneficiary_id IS 'For whom; null for territory, ceasefire and sanctions.';
COMMENT ON COLUMN commitments.measure IS 'What the position is about.';
COMMENT ON COLUMN commitments.strength IS 'How far the actor goes, from ruled out to implemented.';
COMMENT ON COLUMN commitments.strength_rank IS 'Rank of strength; negative for refusals. Unit: rank.';
COMMENT ON COLUMN commitments.asserted_by IS 'On whose word it rests: a speaker, a document''s signatories, or the publisher where it judges in its own voice.';
COMMENT ON COLUMN commitments.self_asserted IS 'Whether the committed actor, or somebody authorised to speak for it, says or signs it.';
COMMENT ON COLUMN commitments.via_actor_id IS 'Who relays the word to the article.';
COMMENT ON COLUMN commitments.condition IS 'What it depends on.';
COMMENT ON COLUMN commitments.condition_note IS 'A second condition, or what other means.';
COMMENT ON COLUMN commitments.quantity_low IS 'Lower bound of the quantity. Unit: quantity_unit.';
COMMENT ON COLUMN commitments.quantity_best IS 'The quantity as given. Unit: quantity_unit.';
COMMENT ON COLUMN commitments.quantity_high IS 'Upper bound of the quantity. Unit: quantity_unit.';
COMMENT ON COLUMN commitments.quantity_unit IS 'What is counted.';
COMMENT ON COLUMN commitments.quantity_bound IS 'How the quantity is bounded.';
COMMENT ON COLUMN commitments.location IS 'Where.';
COMMENT ON COLUMN commitments.stated IS 'When it was stated, in EDTF.';
COMMENT ON COLUMN commitments.stated_earliest IS 'Earliest day that stated admits; null where open to the past.';
COMMENT ON COLUMN commitments.stated_latest IS 'Latest day that stated admits.';
COMMENT ON COLUMN commitments.event_id IS 'The occasion.';
COMMENT ON COLUMN commitments.instrument_id IS 'The document in which it stands.';
COMMENT ON COLUMN commitments.quote_id IS 'The utterance that states it best.';
COMMENT ON COLUMN commitments.summary IS 'The position, in one sentence of the annotator.';
COMMENT ON COLUMN commitments.note IS 'The annotator''s note.';

CREATE TABLE relations (
  subject_id VARCHAR NOT NULL,
  object_id VARCHAR NOT NULL,
  relation relation_code NOT NULL,
  note VARCHAR,
  PRIMARY KEY (subject_id, object_id, relation),
  FOREIGN KEY (subject_id) REFERENCES commitments (commitment_id),
  FOREIGN KEY (object_id) REFERENCES commitments (commitment_id),
  CHECK (subject_id <> object_id),
  CHECK (relation <> 'contradicts' OR subject_id < object_id)
);
INSERT INTO relations FROM read_parquet(getvariable('tables') || '/relations.parquet');
COMMENT ON TABLE relations IS 'One row how a commitment stands to another.';
COMMENT ON COLUMN relations.subject_id IS 'The commitment that stands in the relation.';
COMMENT ON COLUMN relations.object_id IS 'The commitment that it stands to.';
COMMENT ON COLUMN relations.relation IS 'The relation, read from subject to object.';
COMMENT ON COLUMN relations.note IS 'The annotator''s note.';

CREATE TABLE evidence (
  evidence_id VARCHAR NOT NULL,
  article_id VARCHAR NOT NULL,
  record_table record_table_code NOT NULL,
  record_id VARCHAR NOT NULL,
  field VARCHAR,
  stance stance_code NOT NULL,
  cue_start VARCHAR NOT NULL,
  cue_end VARCHAR,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  sha256 VARCHAR NOT NULL,
  url VARCHAR,
  PRIMARY KEY (evidence_id),
  FOREIGN KEY (article_id) REFERENCES articles (article_id),
  CHECK (start < "end"),
  CHECK (stance <> 'disputes' OR field IS NOT NULL)
);
INSERT INTO evidence FROM read_parquet(getvariable('tables') || '/evidence.parquet');
COMMENT ON TABLE evidence IS 'One row a passage of an article that supports or disputes a record.';
COMMENT ON COLUMN evidence.evidence_id IS 'Article and the first 10 digits of a hash over passage, record, field and stance.';
COMMENT ON COLUMN evidence.article_id IS 'The article.';
COMMENT ON COLUMN evidence.record_table IS 'Table of the record.';
COMMENT ON COLUMN evidence.record_id IS 'Key of the record; the parts of a composite key are joined by a slash.';
COMMENT ON COLUMN evidence.field IS 'The one column that the passage supports or disputes; null for the whole record.';
COMMENT ON COLUMN evidence.stance IS 'Whether the passage supports or disputes it.';
COMMENT ON COLUMN evidence.cue_start IS 'First words of the passage, or all of a short one.';
COMMENT ON COLUMN evidence.cue_end IS 'Last words of the passage; null where cue_start holds all of it.';
COMMENT ON COLUMN evidence.start IS 'Where the passage begins in the text that was coded. Unit: code points.';
COMMENT ON COLUMN evidence."end" IS 'Where the passage ends (exclusive). Unit: code points.';
COMMENT ON COLUMN evidence.tokens IS 'Number of word tokens of the passage. Unit: tokens.';
COMMENT ON COLUMN evidence.sha256 IS 'SHA-256 of the passage''s normalised tokens, joined by one space, in UTF-8.';
COMMENT ON COLUMN evidence.url IS 'Deep link to the passage; null where the article has no address.';

COMMIT;
