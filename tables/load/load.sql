-- Security guarantees for Ukraine: who promised, refused or signed what, version 0.3.0.
-- Generated from schemas/ by `python -m build`; do not edit.
--
-- Loads the Parquet files into the database that is open, from the package's folder:
--     duckdb my.duckdb -init tables/load/load.sql
-- From elsewhere:
--     duckdb my.duckdb -cmd "SET VARIABLE tables = 'F/tables'" -f F/tables/load/load.sql
SET VARIABLE tables = coalesce(
  getvariable('tables'),
  (SELECT 'tables' FROM glob('tables/articles.parquet')),
  (SELECT '.' FROM glob('articles.parquet')),
  error('No Parquet files here: go to the folder that holds tables/, or SET VARIABLE tables.')
);
BEGIN TRANSACTION;

CREATE TYPE actor_kind_code AS ENUM ('person', 'state', 'government_body', 'international_organisation', 'coalition', 'collective', 'office_holder', 'anonymous', 'media');
CREATE TYPE anonymous_number_code AS ENUM ('one', 'several', 'not_stated');
CREATE TYPE attendance_code AS ENUM ('in_person', 'remote', 'represented', 'unknown');
CREATE TYPE attribution_code AS ENUM ('named', 'coreference', 'role', 'anonymous', 'document');
CREATE TYPE basis_field_code AS ENUM ('strength', 'measure', 'condition', 'self_asserted');
CREATE TYPE basis_rule_code AS ENUM ('strength_wording', 'strength_furthest', 'strength_reply', 'strength_claim', 'strength_doubt', 'strength_described', 'strength_deal', 'strength_document', 'strength_paraphrase', 'strength_two_at_once', 'strength_passive', 'measure_wording', 'measure_context', 'measure_open_domain', 'measure_question', 'measure_nearest', 'condition_wording', 'condition_context', 'condition_document', 'condition_deal', 'condition_none', 'self_asserted_actor', 'self_asserted_country', 'self_asserted_representative', 'self_asserted_member', 'self_asserted_described', 'self_asserted_claim');
CREATE TYPE coalition_role_code AS ENUM ('convenor', 'member', 'partner', 'beneficiary', 'opponent', 'not_stated');
CREATE TYPE coded_table_code AS ENUM ('articles', 'mentions', 'memberships', 'instruments', 'events', 'event_participants', 'quotes', 'commitments', 'relations', 'characters');
CREATE TYPE condition_code AS ENUM ('not_stated', 'none', 'ceasefire', 'peace_deal', 'ceasefire_or_peace_deal', 'future_attack', 'us_backing', 'continued_refusal', 'framework_clarified', 'other');
CREATE TYPE copy_basis_code AS ENUM ('compared_by_eye', 'verified');
CREATE TYPE copy_kind_code AS ENUM ('same_story', 'part', 'other_edition');
CREATE TYPE date_basis_code AS ENUM ('stated', 'resolved', 'external');
CREATE TYPE decision_code AS ENUM ('first', 'second', 'both', 'neither');
CREATE TYPE derivation_code AS ENUM ('original', 'syndicated', 'paraphrase', 'relay');
CREATE TYPE event_status_code AS ENUM ('occurred', 'planned', 'proposed', 'hypothetical');
CREATE TYPE event_type_code AS ENUM ('summit', 'meeting', 'call', 'visit', 'signing', 'statement', 'announcement', 'media_report', 'military_action', 'invasion', 'deployment', 'transfer_of_power', 'other');
CREATE TYPE expression_code AS ENUM ('stated', 'described');
CREATE TYPE instrument_form_code AS ENUM ('declaration', 'declaration_of_intent', 'treaty', 'resolution');
CREATE TYPE legal_status_code AS ENUM ('political', 'legally_binding', 'unknown');
CREATE TYPE level_code AS ENUM ('nominal', 'ordinal', 'interval');
CREATE TYPE location_code AS ENUM ('in_ukraine', 'behind_front', 'neighbouring', 'airspace', 'sea', 'unspecified');
CREATE TYPE measure_code AS ENUM ('ceasefire_monitoring', 'breach_commission', 'ground_force', 'neighbouring_force', 'air_presence', 'sea_presence', 'reassurance_force', 'military_hubs', 'backstop', 'collective_defence', 'security_guarantee', 'political_support', 'military_aid', 'financial_aid', 'army_regeneration', 'nato_membership', 'sanctions', 'accept_foreign_forces', 'accept_guarantees', 'territory', 'ceasefire');
CREATE TYPE membership_code AS ENUM ('member', 'speaks_for');
CREATE TYPE mention_role_code AS ENUM ('beneficiary', 'adversary', 'committer', 'refuser', 'host', 'participant', 'background');
CREATE TYPE no_alpha_code AS ENUM ('no_units', 'too_few', 'does_not_vary');
CREATE TYPE participant_role_code AS ENUM ('host', 'participant', 'signatory', 'speaker', 'target', 'absent');
CREATE TYPE participants_unit_code AS ENUM ('leaders', 'countries', 'delegations');
CREATE TYPE published_basis_code AS ENUM ('text', 'page', 'inferred');
CREATE TYPE quantity_bound_code AS ENUM ('exact', 'about', 'at_least', 'at_most', 'more_than');
CREATE TYPE quantity_unit_code AS ENUM ('troops', 'countries', 'EUR', 'USD');
CREATE TYPE quote_form_code AS ENUM ('direct', 'partial', 'indirect');
CREATE TYPE record_table_code AS ENUM ('events', 'quotes', 'commitments', 'mentions', 'countries', 'instruments', 'event_participants', 'memberships');
CREATE TYPE relation_code AS ENUM ('contradicts', 'supersedes', 'reiterates', 'qualifies');
CREATE TYPE scope_code AS ENUM ('all', 'unnamed');
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
COMMENT ON TABLE codes IS 'One row is a code of a vocabulary, with its label, definition and rank.';
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
COMMENT ON TABLE countries IS 'One row is a country that an article names, with the codes other datasets use.';
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

CREATE TABLE actors (
  actor_id VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  short_name VARCHAR,
  kind actor_kind_code NOT NULL,
  country VARCHAR,
  office VARCHAR,
  wikidata VARCHAR,
  anonymous_number anonymous_number_code,
  PRIMARY KEY (actor_id),
  FOREIGN KEY (country) REFERENCES countries (country),
  CHECK (kind <> 'state' OR country IS NOT NULL),
  CHECK (kind <> 'anonymous' OR (office IS NULL AND wikidata IS NULL)),
  CHECK ((kind = 'anonymous') = (anonymous_number IS NOT NULL))
);
COMMENT ON TABLE actors IS 'One row is a person, body or group that says, does or is committed to something.';
COMMENT ON COLUMN actors.actor_id IS 'Slug of the name the actor itself uses in English.';
COMMENT ON COLUMN actors.name IS 'Name.';
COMMENT ON COLUMN actors.short_name IS 'How summaries call it; null where by its name.';
COMMENT ON COLUMN actors.kind IS 'Kind of actor.';
COMMENT ON COLUMN actors.country IS 'Country (ISO 3166-1 alpha-3); null for actors of no one country or of one that no article names.';
COMMENT ON COLUMN actors.office IS 'Office at the time coded.';
COMMENT ON COLUMN actors.wikidata IS 'Item in Wikidata; null where none was checked.';
COMMENT ON COLUMN actors.anonymous_number IS 'How many persons an anonymous source is, as the article has it; null for all others.';

CREATE TABLE articles (
  article_id VARCHAR NOT NULL,
  publisher VARCHAR NOT NULL,
  headline VARCHAR,
  byline VARCHAR,
  wire VARCHAR,
  voice_id VARCHAR,
  published VARCHAR NOT NULL,
  published_earliest DATE NOT NULL,
  published_latest DATE NOT NULL,
  published_basis published_basis_code NOT NULL,
  published_note VARCHAR,
  url VARCHAR,
  url_kind url_kind_code,
  derivation derivation_code NOT NULL,
  work_id VARCHAR NOT NULL,
  language VARCHAR NOT NULL,
  text_sha256 VARCHAR NOT NULL,
  text_tokens INTEGER NOT NULL,
  codable_characters INTEGER NOT NULL,
  notes VARCHAR,
  PRIMARY KEY (article_id),
  FOREIGN KEY (voice_id) REFERENCES actors (actor_id),
  CHECK (published_earliest <= published_latest),
  CHECK ((published_earliest = published_latest) = (published_note IS NULL)),
  CHECK ((url IS NULL) = (url_kind IS NULL)),
  CHECK ((headline IS NOT NULL AND url IS NOT NULL) OR notes IS NOT NULL),
  CHECK (CASE WHEN published IS NULL OR (split_part(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '/', 1)) = '' THEN published_earliest IS NULL ELSE coalesce(starts_with(CAST(published_earliest AS VARCHAR), split_part(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '/', 1)) AND NOT starts_with(CAST(published_earliest - INTERVAL '1 day' AS VARCHAR), split_part(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '/', 1)), FALSE) END),
  CHECK (CASE WHEN published IS NULL OR (CASE WHEN NOT strpos(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '/') > 0 THEN replace(replace(replace(published, '[', ''), ']', ''), '..', '/') WHEN starts_with(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '//') THEN split_part(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '/', 3) ELSE split_part(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '/', 2) END) = '' THEN published_latest IS NULL ELSE coalesce(starts_with(CAST(published_latest AS VARCHAR), CASE WHEN NOT strpos(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '/') > 0 THEN replace(replace(replace(published, '[', ''), ']', ''), '..', '/') WHEN starts_with(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '//') THEN split_part(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '/', 3) ELSE split_part(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '/', 2) END) AND NOT starts_with(CAST(published_latest + INTERVAL '1 day' AS VARCHAR), CASE WHEN NOT strpos(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '/') > 0 THEN replace(replace(replace(published, '[', ''), ']', ''), '..', '/') WHEN starts_with(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '//') THEN split_part(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '/', 3) ELSE split_part(replace(replace(replace(published, '[', ''), ']', ''), '..', '/'), '/', 2) END), FALSE) END)
);
COMMENT ON TABLE articles IS 'One row is a source document that was coded.';
COMMENT ON COLUMN articles.article_id IS 'Publisher and month.';
COMMENT ON COLUMN articles.publisher IS 'Name of the publisher, or unidentified.';
COMMENT ON COLUMN articles.headline IS 'Headline; null where the text gives none and none is established.';
COMMENT ON COLUMN articles.byline IS 'Authors, separated by commas; null where not established.';
COMMENT ON COLUMN articles.wire IS 'Agency or service whose story it is; null where it is the publisher''s own.';
COMMENT ON COLUMN articles.voice_id IS 'Who speaks where the article judges in its own voice: the publisher, or the agency whose story it prints; null where no row rests on that.';
COMMENT ON COLUMN articles.published IS 'Day of first publication of the page, in EDTF.';
COMMENT ON COLUMN articles.published_earliest IS 'Earliest day that published admits.';
COMMENT ON COLUMN articles.published_latest IS 'Latest day that published admits.';
COMMENT ON COLUMN articles.published_basis IS 'What the date of publication rests on.';
COMMENT ON COLUMN articles.published_note IS 'What the last possible day rests on, words of the text or the date of a copy; null where the day is known.';
COMMENT ON COLUMN articles.url IS 'Address of the article; null where none is established.';
COMMENT ON COLUMN articles.url_kind IS 'Whose address it is; null with url.';
COMMENT ON COLUMN articles.derivation IS 'Whether the story is the publisher''s own.';
COMMENT ON COLUMN articles.work_id IS 'Underlying story; articles that carry the same one share it, and independence of sources is counted over it.';
COMMENT ON COLUMN articles.language IS 'Language of the text (BCP 47).';
COMMENT ON COLUMN articles.text_sha256 IS 'SHA-256 of the UTF-8 file that was coded.';
COMMENT ON COLUMN articles.text_tokens IS 'Number of word tokens of the text that was coded. Unit: tokens.';
COMMENT ON COLUMN articles.codable_characters IS 'Size of the text outside its excluded parts. Unit: code points.';
COMMENT ON COLUMN articles.notes IS 'What is known and not known about the document.';

CREATE TABLE copies (
  article_id VARCHAR NOT NULL,
  url VARCHAR NOT NULL,
  kind copy_kind_code NOT NULL,
  basis copy_basis_code NOT NULL,
  note VARCHAR,
  PRIMARY KEY (article_id, url),
  FOREIGN KEY (article_id) REFERENCES articles (article_id)
);
COMMENT ON TABLE copies IS 'One row is an address of a copy, or of another edition, of an article.';
COMMENT ON COLUMN copies.article_id IS 'The article.';
COMMENT ON COLUMN copies.url IS 'Address of the copy.';
COMMENT ON COLUMN copies.kind IS 'How its text stands to the article''s.';
COMMENT ON COLUMN copies.basis IS 'How that was established.';
COMMENT ON COLUMN copies.note IS 'The annotator''s note.';

CREATE TABLE memberships (
  group_id VARCHAR NOT NULL,
  actor_id VARCHAR NOT NULL,
  role membership_code NOT NULL,
  note VARCHAR,
  PRIMARY KEY (group_id, actor_id),
  FOREIGN KEY (group_id) REFERENCES actors (actor_id),
  FOREIGN KEY (actor_id) REFERENCES actors (actor_id),
  CHECK (group_id <> actor_id)
);
COMMENT ON TABLE memberships IS 'One row is an actor that belongs to a group, or speaks for it.';
COMMENT ON COLUMN memberships.group_id IS 'The group.';
COMMENT ON COLUMN memberships.actor_id IS 'Who belongs to it or speaks for it.';
COMMENT ON COLUMN memberships.role IS 'Whether it is a member or speaks for the group.';
COMMENT ON COLUMN memberships.note IS 'The annotator''s note.';

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
COMMENT ON TABLE mentions IS 'One row is a country that an article names, with its role there.';
COMMENT ON COLUMN mentions.article_id IS 'The article.';
COMMENT ON COLUMN mentions.country IS 'The country (ISO 3166-1 alpha-3).';
COMMENT ON COLUMN mentions.role IS 'The first role that applies, in the order of the vocabulary.';

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
  CHECK (starts_with(event_id, 'undated-') = (date IS NULL)),
  CHECK ((date IS NULL) = (date_basis IS NULL)),
  CHECK (date_earliest <= date_latest),
  CHECK (date_basis <> 'external' OR note IS NOT NULL),
  CHECK ((participants_low IS NULL AND participants_high IS NULL) = (participants_bound IS NULL)),
  CHECK ((participants_low IS NULL AND participants_high IS NULL) = (participants_unit IS NULL)),
  CHECK (participants_low <= participants_high),
  CHECK (parent_event_id <> event_id),
  CHECK (CASE WHEN date IS NULL OR (split_part(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '/', 1)) = '' THEN date_earliest IS NULL ELSE coalesce(starts_with(CAST(date_earliest AS VARCHAR), split_part(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '/', 1)) AND NOT starts_with(CAST(date_earliest - INTERVAL '1 day' AS VARCHAR), split_part(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '/', 1)), FALSE) END),
  CHECK (CASE WHEN date IS NULL OR (CASE WHEN NOT strpos(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '/') > 0 THEN replace(replace(replace(date, '[', ''), ']', ''), '..', '/') WHEN starts_with(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '//') THEN split_part(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '/', 3) ELSE split_part(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '/', 2) END) = '' THEN date_latest IS NULL ELSE coalesce(starts_with(CAST(date_latest AS VARCHAR), CASE WHEN NOT strpos(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '/') > 0 THEN replace(replace(replace(date, '[', ''), ']', ''), '..', '/') WHEN starts_with(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '//') THEN split_part(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '/', 3) ELSE split_part(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '/', 2) END) AND NOT starts_with(CAST(date_latest + INTERVAL '1 day' AS VARCHAR), CASE WHEN NOT strpos(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '/') > 0 THEN replace(replace(replace(date, '[', ''), ']', ''), '..', '/') WHEN starts_with(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '//') THEN split_part(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '/', 3) ELSE split_part(replace(replace(replace(date, '[', ''), ']', ''), '..', '/'), '/', 2) END), FALSE) END)
);
COMMENT ON TABLE events IS 'One row is a thing that happened, is planned, or is spoken of.';
COMMENT ON COLUMN events.event_id IS 'Date, as far as known, and a slug.';
COMMENT ON COLUMN events.title IS 'Short title.';
COMMENT ON COLUMN events.description IS 'What it is, in one sentence of the annotator.';
COMMENT ON COLUMN events.event_type IS 'Kind of event.';
COMMENT ON COLUMN events.status IS 'Whether it has happened.';
COMMENT ON COLUMN events.date IS 'When, in EDTF: a day, `[A..B]` for one of these days, or `A/B` for what lasts; never the date of publication in its place.';
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
  note VARCHAR,
  PRIMARY KEY (event_id, actor_id),
  FOREIGN KEY (event_id) REFERENCES events (event_id),
  FOREIGN KEY (actor_id) REFERENCES actors (actor_id),
  CHECK (role NOT IN ('absent', 'target') OR attendance IS NULL)
);
COMMENT ON TABLE event_participants IS 'One row is an actor that took part in an event, or stayed away from it.';
COMMENT ON COLUMN event_participants.event_id IS 'The event.';
COMMENT ON COLUMN event_participants.actor_id IS 'The actor; a group is not expanded into its members.';
COMMENT ON COLUMN event_participants.role IS 'Role in the event.';
COMMENT ON COLUMN event_participants.attendance IS 'How it attended; null where it is absent or acted upon, and where nobody attends: a report, an attack, a change of office.';
COMMENT ON COLUMN event_participants.note IS 'Why no passage names it, where none does.';

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
COMMENT ON TABLE instruments IS 'One row is a document that was signed or adopted.';
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
  note VARCHAR,
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
  CHECK (starts_with(quote_id, article_id || '.q')),
  CHECK (starts_with(splice, article_id || '.s')),
  CHECK (via_actor_id <> speaker_id),
  CHECK (CASE WHEN said IS NULL OR (split_part(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '/', 1)) = '' THEN said_earliest IS NULL ELSE coalesce(starts_with(CAST(said_earliest AS VARCHAR), split_part(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '/', 1)) AND NOT starts_with(CAST(said_earliest - INTERVAL '1 day' AS VARCHAR), split_part(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '/', 1)), FALSE) END),
  CHECK (CASE WHEN said IS NULL OR (CASE WHEN NOT strpos(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '/') > 0 THEN replace(replace(replace(said, '[', ''), ']', ''), '..', '/') WHEN starts_with(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '//') THEN split_part(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '/', 3) ELSE split_part(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '/', 2) END) = '' THEN said_latest IS NULL ELSE coalesce(starts_with(CAST(said_latest AS VARCHAR), CASE WHEN NOT strpos(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '/') > 0 THEN replace(replace(replace(said, '[', ''), ']', ''), '..', '/') WHEN starts_with(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '//') THEN split_part(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '/', 3) ELSE split_part(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '/', 2) END) AND NOT starts_with(CAST(said_latest + INTERVAL '1 day' AS VARCHAR), CASE WHEN NOT strpos(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '/') > 0 THEN replace(replace(replace(said, '[', ''), ']', ''), '..', '/') WHEN starts_with(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '//') THEN split_part(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '/', 3) ELSE split_part(replace(replace(replace(said, '[', ''), ']', ''), '..', '/'), '/', 2) END), FALSE) END)
);
COMMENT ON TABLE quotes IS 'One row is an utterance that an article attributes to somebody.';
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
COMMENT ON COLUMN quotes.event_id IS 'The occasion at which it was said, or the report in which it stands; null where neither is known. What it speaks of is not its event.';
COMMENT ON COLUMN quotes.about_actor_id IS 'Whom it is about.';
COMMENT ON COLUMN quotes.measure IS 'The measure it is about.';
COMMENT ON COLUMN quotes.splice IS 'Shared by rows that the article prints as one quotation or joins in one sentence.';
COMMENT ON COLUMN quotes.note IS 'The annotator''s note.';

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
  expression expression_code NOT NULL,
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
  CHECK (commitment_id IS NULL OR measure IS NULL OR strpos(commitment_id, '-' || CAST(measure AS VARCHAR) || '-') > 0),
  CHECK (starts_with(commitment_id, lower(country) || '-')),
  CHECK (self_asserted OR strength_rank BETWEEN -3 AND 2),
  CHECK (self_asserted OR asserted_by <> actor_id),
  CHECK (strength_rank < 5 OR instrument_id IS NOT NULL),
  CHECK (instrument_id IS NULL OR (strength_rank >= 5 AND self_asserted)),
  CHECK (quantity_low <= quantity_best),
  CHECK (quantity_best <= quantity_high),
  CHECK (quantity_low <= quantity_high),
  CHECK ((quantity_low IS NULL AND quantity_best IS NULL AND quantity_high IS NULL) = (quantity_unit IS NULL)),
  CHECK ((quantity_low IS NULL AND quantity_best IS NULL AND quantity_high IS NULL) = (quantity_bound IS NULL)),
  CHECK (quantity_bound NOT IN ('at_least', 'at_most', 'more_than') OR (quantity_best IS NOT NULL AND quantity_low IS NULL AND quantity_high IS NULL)),
  CHECK (self_asserted OR expression = 'stated'),
  CHECK (instrument_id IS NULL OR expression = 'stated'),
  CHECK (condition <> 'other' OR condition_note IS NOT NULL),
  CHECK ((measure IN ('territory', 'ceasefire', 'sanctions')) = (beneficiary_id IS NULL)),
  CHECK (measure <> 'backstop' OR coalesce(country, '') = 'USA'),
  CHECK (measure NOT IN ('accept_foreign_forces', 'accept_guarantees') OR coalesce(country, '') = 'RUS'),
  CHECK (measure NOT IN ('ground_force', 'military_hubs') OR location <> 'neighbouring'),
  CHECK (measure <> 'neighbouring_force' OR location = 'neighbouring'),
  CHECK (stated_earliest <= stated_latest),
  CHECK (via_actor_id <> asserted_by),
  CHECK (CASE WHEN stated IS NULL OR (split_part(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '/', 1)) = '' THEN stated_earliest IS NULL ELSE coalesce(starts_with(CAST(stated_earliest AS VARCHAR), split_part(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '/', 1)) AND NOT starts_with(CAST(stated_earliest - INTERVAL '1 day' AS VARCHAR), split_part(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '/', 1)), FALSE) END),
  CHECK (CASE WHEN stated IS NULL OR (CASE WHEN NOT strpos(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '/') > 0 THEN replace(replace(replace(stated, '[', ''), ']', ''), '..', '/') WHEN starts_with(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '//') THEN split_part(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '/', 3) ELSE split_part(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '/', 2) END) = '' THEN stated_latest IS NULL ELSE coalesce(starts_with(CAST(stated_latest AS VARCHAR), CASE WHEN NOT strpos(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '/') > 0 THEN replace(replace(replace(stated, '[', ''), ']', ''), '..', '/') WHEN starts_with(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '//') THEN split_part(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '/', 3) ELSE split_part(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '/', 2) END) AND NOT starts_with(CAST(stated_latest + INTERVAL '1 day' AS VARCHAR), CASE WHEN NOT strpos(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '/') > 0 THEN replace(replace(replace(stated, '[', ''), ']', ''), '..', '/') WHEN starts_with(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '//') THEN split_part(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '/', 3) ELSE split_part(replace(replace(replace(stated, '[', ''), ']', ''), '..', '/'), '/', 2) END), FALSE) END)
);
COMMENT ON TABLE commitments IS 'One row is an actor''s position on one measure, as stated at one time.';
COMMENT ON COLUMN commitments.commitment_id IS 'Actor, measure and date; a word more where that is taken.';
COMMENT ON COLUMN commitments.actor_id IS 'Who is committed; for a government''s position the state.';
COMMENT ON COLUMN commitments.country IS 'Country of the committed actor (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN commitments.beneficiary_id IS 'For whom; null for territory, ceasefire and sanctions.';
COMMENT ON COLUMN commitments.measure IS 'What the position is about.';
COMMENT ON COLUMN commitments.strength IS 'How far the actor goes, from ruled out to implemented; to compare, use strength_rank where the tool takes a code for text, as SQL does.';
COMMENT ON COLUMN commitments.strength_rank IS 'Rank of strength; negative for refusals. Unit: rank.';
COMMENT ON COLUMN commitments.asserted_by IS 'On whose word it rests: a speaker, a document''s signatories, or the publisher where it judges in its own voice.';
COMMENT ON COLUMN commitments.self_asserted IS 'Whether it is the committed actor''s own word: it, or somebody authorised to speak for it, says or signs it, or the publisher describes its attitude.';
COMMENT ON COLUMN commitments.expression IS 'Whether the word is said or signed, or only described by the publisher.';
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
COMMENT ON COLUMN commitments.quote_id IS 'The utterance that states it best; it agrees on speaker, date and event.';
COMMENT ON COLUMN commitments.summary IS 'The position, in one sentence of the annotator.';
COMMENT ON COLUMN commitments.note IS 'The annotator''s note.';

CREATE TABLE basis (
  commitment_id VARCHAR NOT NULL,
  field basis_field_code NOT NULL,
  rule basis_rule_code NOT NULL,
  cue VARCHAR,
  PRIMARY KEY (commitment_id, field, rule),
  FOREIGN KEY (commitment_id) REFERENCES commitments (commitment_id),
  CHECK (starts_with(CAST(rule AS VARCHAR), CAST(field AS VARCHAR) || '_')),
  CHECK (rule NOT IN ('strength_wording', 'measure_wording', 'condition_wording') OR cue IS NOT NULL)
);
COMMENT ON TABLE basis IS 'One row is a rule by which a position has its strength, measure, condition or voice.';
COMMENT ON COLUMN basis.commitment_id IS 'The position.';
COMMENT ON COLUMN basis.field IS 'The column that the rule decides.';
COMMENT ON COLUMN basis.rule IS 'The rule of the codebook.';
COMMENT ON COLUMN basis.cue IS 'The words of a passage that decide; null where no wording does.';

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
COMMENT ON TABLE relations IS 'One row is how a commitment stands to another.';
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
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  sha256 VARCHAR NOT NULL,
  url VARCHAR,
  PRIMARY KEY (evidence_id),
  FOREIGN KEY (article_id) REFERENCES articles (article_id),
  CHECK (start_char < end_char),
  CHECK (starts_with(evidence_id, article_id || '.e')),
  CHECK ((record_table <> 'quotes' OR starts_with(record_id, article_id || '.')) AND (record_table <> 'mentions' OR starts_with(record_id, article_id || '/'))),
  CHECK (end_char - start_char >= tokens),
  CHECK (stance <> 'disputes' OR field IS NOT NULL)
);
COMMENT ON TABLE evidence IS 'One row is a passage of an article that supports or disputes a record.';
COMMENT ON COLUMN evidence.evidence_id IS 'Article and the first 10 digits of a hash over passage, record, field and stance.';
COMMENT ON COLUMN evidence.article_id IS 'The article.';
COMMENT ON COLUMN evidence.record_table IS 'Table of the record.';
COMMENT ON COLUMN evidence.record_id IS 'Key of the record; the parts of a composite key are joined by a slash.';
COMMENT ON COLUMN evidence.field IS 'The one column that the passage supports or disputes; null for the whole record.';
COMMENT ON COLUMN evidence.stance IS 'Whether the passage supports or disputes it.';
COMMENT ON COLUMN evidence.cue_start IS 'First words of the passage, or all of a short one.';
COMMENT ON COLUMN evidence.cue_end IS 'Last words of the passage; null where cue_start holds all of it.';
COMMENT ON COLUMN evidence.start_char IS 'Where the passage begins in the text that was coded. Unit: code points.';
COMMENT ON COLUMN evidence.end_char IS 'Where the passage ends (exclusive). Unit: code points.';
COMMENT ON COLUMN evidence.tokens IS 'Number of word tokens of the passage. Unit: tokens.';
COMMENT ON COLUMN evidence.sha256 IS 'SHA-256 of the passage''s normalised tokens, joined by one space, in UTF-8.';
COMMENT ON COLUMN evidence.url IS 'Deep link to the passage; null where the article has no address.';

CREATE TABLE codings (
  coding_id VARCHAR NOT NULL,
  article_id VARCHAR NOT NULL,
  record_table coded_table_code NOT NULL,
  record_id VARCHAR,
  first_id VARCHAR,
  second_id VARCHAR,
  field VARCHAR,
  first_value VARCHAR,
  second_value VARCHAR,
  decision decision_code NOT NULL,
  reason VARCHAR NOT NULL,
  PRIMARY KEY (coding_id),
  FOREIGN KEY (article_id) REFERENCES articles (article_id),
  CHECK (starts_with(coding_id, article_id || '.c')),
  CHECK (first_id IS NOT NULL OR second_id IS NOT NULL OR (record_id IS NOT NULL AND field IS NULL AND decision = 'neither')),
  CHECK (record_id IS NOT NULL OR (first_id IS NOT NULL AND second_id IS NULL AND decision NOT IN ('first', 'both')) OR (first_id IS NULL AND second_id IS NOT NULL AND decision <> 'second') OR (first_id IS NULL AND second_id IS NULL)),
  CHECK (field IS NOT NULL OR first_id IS NULL OR second_id IS NULL),
  CHECK (coalesce(first_value, '') <> coalesce(second_value, '') OR field IS NULL),
  CHECK (field IS NOT NULL OR (first_value IS NULL AND second_value IS NULL)),
  CHECK ((first_id IS NOT NULL OR first_value IS NULL) AND (second_id IS NOT NULL OR second_value IS NULL))
);
COMMENT ON TABLE codings IS 'One row per cell, or per unit, that the two codings of an article code differently.';
COMMENT ON COLUMN codings.coding_id IS 'Article and the first 10 digits of a hash over table, both ids (where there are none, record_id) and column.';
COMMENT ON COLUMN codings.article_id IS 'The article.';
COMMENT ON COLUMN codings.record_table IS 'Table of the unit.';
COMMENT ON COLUMN codings.record_id IS 'Key of the published row; null where none is published.';
COMMENT ON COLUMN codings.first_id IS 'Key in the first coding; null where it has no such unit.';
COMMENT ON COLUMN codings.second_id IS 'Key in the second coding; null where it has no such unit.';
COMMENT ON COLUMN codings.field IS 'The column; null for the unit as a whole.';
COMMENT ON COLUMN codings.first_value IS 'Value in the first coding, as CSV writes it; null where it has none.';
COMMENT ON COLUMN codings.second_value IS 'Value in the second coding, ids as the first has them; second: before one that only the second has.';
COMMENT ON COLUMN codings.decision IS 'What was decided.';
COMMENT ON COLUMN codings.reason IS 'Why, in a sentence.';

CREATE TABLE reliability (
  record_table coded_table_code NOT NULL,
  field VARCHAR NOT NULL,
  scope scope_code NOT NULL,
  level level_code NOT NULL,
  units INTEGER NOT NULL,
  agreement FLOAT8,
  alpha FLOAT8,
  alpha_low FLOAT8,
  alpha_high FLOAT8,
  alpha_by_place FLOAT8,
  no_alpha no_alpha_code,
  codebook_sha256 VARCHAR NOT NULL,
  PRIMARY KEY (record_table, field, scope),
  CHECK ((alpha IS NULL) = (no_alpha IS NOT NULL)),
  CHECK ((alpha IS NULL) = (alpha_low IS NULL) AND (alpha IS NULL) = (alpha_high IS NULL)),
  CHECK (alpha_low <= alpha_high),
  CHECK ((units = 0) = (agreement IS NULL))
);
COMMENT ON TABLE reliability IS 'One row is how far two codings agree on a coded column, in the units both found.';
COMMENT ON COLUMN reliability.record_table IS 'Table of the column.';
COMMENT ON COLUMN reliability.field IS 'The coded column.';
COMMENT ON COLUMN reliability.scope IS 'Which units.';
COMMENT ON COLUMN reliability.level IS 'Level of measurement.';
COMMENT ON COLUMN reliability.units IS 'Units that both codings found. Unit: units.';
COMMENT ON COLUMN reliability.agreement IS 'Share of units in which the values are the same; null without units.';
COMMENT ON COLUMN reliability.alpha IS 'Krippendorff''s alpha; null where no_alpha says why.';
COMMENT ON COLUMN reliability.alpha_low IS 'Lower bound of the 95 % interval of alpha (bootstrap over passages).';
COMMENT ON COLUMN reliability.alpha_high IS 'Upper bound of the 95 % interval of alpha.';
COMMENT ON COLUMN reliability.alpha_by_place IS 'Alpha where units are paired by their passages alone, a lower bound.';
COMMENT ON COLUMN reliability.no_alpha IS 'Why there is no alpha.';
COMMENT ON COLUMN reliability.codebook_sha256 IS 'SHA-256 of the codebook by which the second coding was made.';

CREATE TABLE unitizing (
  record_table coded_table_code NOT NULL,
  scope scope_code NOT NULL,
  first_units INTEGER NOT NULL,
  second_units INTEGER NOT NULL,
  both_units INTEGER NOT NULL,
  precision FLOAT8,
  recall FLOAT8,
  f1 FLOAT8,
  agreement FLOAT8,
  PRIMARY KEY (record_table, scope),
  CHECK (both_units <= first_units AND both_units <= second_units)
);
COMMENT ON TABLE unitizing IS 'One row is how many units of a kind each coding found, and how many both.';
COMMENT ON COLUMN unitizing.record_table IS 'What is counted.';
COMMENT ON COLUMN unitizing.scope IS 'Which units.';
COMMENT ON COLUMN unitizing.first_units IS 'Units of the first coding. Unit: units.';
COMMENT ON COLUMN unitizing.second_units IS 'Units of the second coding. Unit: units.';
COMMENT ON COLUMN unitizing.both_units IS 'Units that both found. Unit: units.';
COMMENT ON COLUMN unitizing.precision IS 'Share of the second coding''s units that the first has.';
COMMENT ON COLUMN unitizing.recall IS 'Share of the first coding''s units that the second has.';
COMMENT ON COLUMN unitizing.f1 IS 'Harmonic mean of precision and recall.';
COMMENT ON COLUMN unitizing.agreement IS 'For characters: the share on which both agree that a passage covers them or not.';

CREATE TABLE confusions (
  record_table coded_table_code NOT NULL,
  field VARCHAR NOT NULL,
  first_value VARCHAR NOT NULL,
  second_value VARCHAR NOT NULL,
  units INTEGER NOT NULL,
  share FLOAT8 NOT NULL,
  PRIMARY KEY (record_table, field, first_value, second_value)
);
COMMENT ON TABLE confusions IS 'One row is how often one value of a coded column was another in the second coding.';
COMMENT ON COLUMN confusions.record_table IS 'Table of the column.';
COMMENT ON COLUMN confusions.field IS 'The coded column, of codes or true and false.';
COMMENT ON COLUMN confusions.first_value IS 'Value in the first coding; none where it is null.';
COMMENT ON COLUMN confusions.second_value IS 'Value in the second coding; none where it is null.';
COMMENT ON COLUMN confusions.units IS 'Units that both codings found and that have these values. Unit: units.';
COMMENT ON COLUMN confusions.share IS 'Share of the units to which the first coding gave its value.';

CREATE TABLE dataset (name VARCHAR NOT NULL, version VARCHAR NOT NULL, title VARCHAR NOT NULL, license VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL);
INSERT INTO dataset VALUES ('ukraine-security-guarantees', '0.3.0', 'Security guarantees for Ukraine: who promised, refused or signed what', 'CC-BY-4.0', 'sha256:84309525a0f91dc3dacbda3e2f1e0542b1bdf4751e08ef66c2d2ebe14322933f');
COMMENT ON TABLE dataset IS 'What this dataset is, and in which version.';
COMMENT ON COLUMN dataset.name IS 'Name of the dataset.';
COMMENT ON COLUMN dataset.version IS 'Version of the dataset.';
COMMENT ON COLUMN dataset.title IS 'Title of the dataset.';
COMMENT ON COLUMN dataset.license IS 'Licence of the data (SPDX).';
COMMENT ON COLUMN dataset.fingerprint IS 'Fingerprint of the data, the same in every format; see `which`.';

CREATE VIEW agreement AS
SELECT
  CAST(r.record_table AS VARCHAR) AS record_table,
  r.field,
  CAST(r.scope AS VARCHAR) AS scope,
  r.level,
  r.units,
  r.agreement,
  r.alpha,
  r.alpha_low,
  r.alpha_high,
  r.alpha_by_place,
  r.no_alpha
FROM reliability AS r
ORDER BY 1, 2, 3;
COMMENT ON VIEW agreement IS 'How far do two codings agree on each column, as decimals? Read the share of agreement first: where values spread widely, as days over a year do, alpha is near 1 whatever happens within a week. Alpha is Krippendorff''s; 0.8 is what firm conclusions ask for, below 0.667 there are none (Krippendorff 2019). It is null where no_alpha says why. The codings are those before adjudication, by programs of one kind: alpha says how stable the coding is, not how right.';
COMMENT ON COLUMN agreement.record_table IS 'Table of the column.';
COMMENT ON COLUMN agreement.field IS 'The coded column.';
COMMENT ON COLUMN agreement.scope IS 'all units, or those that no hard case or decision of the codebook names.';
COMMENT ON COLUMN agreement.level IS 'Level of measurement.';
COMMENT ON COLUMN agreement.units IS 'Units that both codings found.';
COMMENT ON COLUMN agreement.agreement IS 'Share of units in which the values are the same.';
COMMENT ON COLUMN agreement.alpha IS 'Krippendorff''s alpha.';
COMMENT ON COLUMN agreement.alpha_low IS 'Lower bound of its 95 % interval.';
COMMENT ON COLUMN agreement.alpha_high IS 'Upper bound of its 95 % interval.';
COMMENT ON COLUMN agreement.alpha_by_place IS 'Alpha where units are paired by their passages alone, a lower bound.';
COMMENT ON COLUMN agreement.no_alpha IS 'Why there is no alpha.';

CREATE VIEW attendance AS
SELECT
  p.event_id,
  e.title,
  e.date,
  p.actor_id,
  a.name AS actor,
  a.country,
  p.role,
  p.attendance,
  e.in_scope
FROM event_participants AS p
JOIN events AS e ON e.event_id = p.event_id
JOIN actors AS a ON a.actor_id = p.actor_id
ORDER BY e.date_latest, p.event_id, p.actor_id;
COMMENT ON VIEW attendance IS 'Who attended what, in person, remotely, represented?';
COMMENT ON COLUMN attendance.event_id IS 'The event.';
COMMENT ON COLUMN attendance.title IS 'Its title.';
COMMENT ON COLUMN attendance.date IS 'When it is, in EDTF; null where no date is known.';
COMMENT ON COLUMN attendance.actor_id IS 'Who took part or stayed away.';
COMMENT ON COLUMN attendance.actor IS 'Name of the actor.';
COMMENT ON COLUMN attendance.country IS 'Country of the actor (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN attendance.role IS 'Role in the event.';
COMMENT ON COLUMN attendance.attendance IS 'in_person, remote, represented or unknown; null for the absent and the target, and where the event is none that people attend.';
COMMENT ON COLUMN attendance.in_scope IS 'Whether the event concerns guarantees.';

CREATE VIEW contested AS
SELECT
  d.coding_id,
  CAST(d.record_table AS VARCHAR) AS record_table,
  d.record_id,
  d.article_id,
  d.field,
  d.first_value,
  d.second_value,
  CASE
    WHEN coalesce(d.first_id, d.second_id) IS NULL THEN 'neither'
    WHEN d.second_id IS NULL THEN 'first'
    WHEN d.first_id IS NULL THEN 'second'
    ELSE 'both'
  END AS found_by,
  d.decision,
  d.reason
FROM codings AS d
WHERE
  d.record_id IS NOT NULL
  AND (d.field IS NULL OR (d.first_id IS NOT NULL AND d.second_id IS NOT NULL))
ORDER BY 2, 3, 1;
COMMENT ON VIEW contested IS 'Which published cells and rows did the two codings code differently, and what was decided? One row per published cell that the two codings code differently, and per published row that only one of them has. Use it to leave contested rows out, or to test how much they matter.';
COMMENT ON COLUMN contested.coding_id IS 'The difference.';
COMMENT ON COLUMN contested.record_table IS 'Table of the row.';
COMMENT ON COLUMN contested.record_id IS 'Key of the row.';
COMMENT ON COLUMN contested.article_id IS 'The article that was coded twice.';
COMMENT ON COLUMN contested.field IS 'The column; null where only one coding has the row.';
COMMENT ON COLUMN contested.first_value IS 'Value in the first coding.';
COMMENT ON COLUMN contested.second_value IS 'Value in the second coding.';
COMMENT ON COLUMN contested.found_by IS 'both, first, second, or neither for a row that a later reading added.';
COMMENT ON COLUMN contested.decision IS 'first, second, both (both can be defended, the first stays) or neither.';
COMMENT ON COLUMN contested.reason IS 'Why, in a sentence.';

CREATE VIEW reports AS
SELECT DISTINCT
  CAST(e.record_table AS VARCHAR) AS record_table,
  e.record_id,
  e.article_id,
  a.work_id,
  a.published_earliest,
  a.published_latest
FROM evidence AS e
JOIN articles AS a ON a.article_id = e.article_id
WHERE e.stance = 'supports' AND e.field IS NULL
ORDER BY 1, 2, 3;
COMMENT ON VIEW reports IS 'Which article reports which record, and since when can it be known? An article reports a record where a passage of it supports the record as a whole; a passage for one column of it is not enough. Every view that counts articles or works, or asks since when something was known, counts by this one.';
COMMENT ON COLUMN reports.record_table IS 'Table of the record.';
COMMENT ON COLUMN reports.record_id IS 'Key of the record.';
COMMENT ON COLUMN reports.article_id IS 'The article.';
COMMENT ON COLUMN reports.work_id IS 'The story that the article carries; articles of one story are one source.';
COMMENT ON COLUMN reports.published_earliest IS 'First day on which the article can have appeared.';
COMMENT ON COLUMN reports.published_latest IS 'Day by which it had appeared.';

CREATE VIEW conditions AS
WITH disputed AS (
  SELECT record_id, string_agg(article_id, ', ' ORDER BY article_id) AS article_ids
  FROM (
    SELECT DISTINCT record_id, article_id
    FROM evidence
    WHERE record_table = 'commitments' AND field = 'condition' AND stance = 'disputes'
  ) AS passages
  GROUP BY record_id
)
SELECT
  c.commitment_id,
  a.name AS actor,
  c.country,
  c.measure,
  c.strength,
  c.self_asserted,
  c.condition,
  k.label AS condition_label,
  c.condition IN ('ceasefire', 'ceasefire_or_peace_deal') AS ceasefire_is_enough,
  c.condition IN ('peace_deal', 'ceasefire_or_peace_deal') AS peace_deal_is_named,
  c.condition = 'us_backing' AS needs_us_backing,
  c.condition = 'none' AS unconditional,
  c.condition_note,
  d.article_ids AS disputed_in,
  c.stated,
  c.stated_latest
FROM commitments AS c
JOIN actors AS a ON a.actor_id = c.actor_id
JOIN codes AS k ON k.vocabulary = 'condition' AND k.code = CAST(c.condition AS VARCHAR)
LEFT JOIN disputed AS d ON d.record_id = c.commitment_id
WHERE c.strength_rank > 0
ORDER BY c.commitment_id;
COMMENT ON VIEW conditions IS 'Which commitments depend on a ceasefire, a peace deal, United States backing, and which on nothing? Refusals and undecided positions are left out: what is not undertaken depends on nothing. A condition that is not stated is not the same as none.';
COMMENT ON COLUMN conditions.commitment_id IS 'The position.';
COMMENT ON COLUMN conditions.actor IS 'Who is committed.';
COMMENT ON COLUMN conditions.country IS 'Country of the actor (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN conditions.measure IS 'The measure.';
COMMENT ON COLUMN conditions.strength IS 'How far the actor goes.';
COMMENT ON COLUMN conditions.self_asserted IS 'Whether it is the actor''s own statement.';
COMMENT ON COLUMN conditions.condition IS 'The condition, as a code.';
COMMENT ON COLUMN conditions.condition_label IS 'The condition, in words.';
COMMENT ON COLUMN conditions.ceasefire_is_enough IS 'Whether it applies once there is a ceasefire.';
COMMENT ON COLUMN conditions.peace_deal_is_named IS 'Whether a peace deal is what it waits for, alone or as an alternative.';
COMMENT ON COLUMN conditions.needs_us_backing IS 'Whether it needs support by the United States.';
COMMENT ON COLUMN conditions.unconditional IS 'Whether it expressly depends on nothing or is in effect.';
COMMENT ON COLUMN conditions.condition_note IS 'A second condition, or what other means.';
COMMENT ON COLUMN conditions.disputed_in IS 'Articles with a passage that gives another condition, in alphabetical order; null where none does. The passages are in disputed_details.';
COMMENT ON COLUMN conditions.stated IS 'When it was stated, in EDTF.';
COMMENT ON COLUMN conditions.stated_latest IS 'Last day on which it can have been stated.';

CREATE VIEW disputed_details AS
SELECT
  e.evidence_id,
  e.record_table,
  e.record_id,
  e.field,
  e.article_id,
  a.publisher,
  e.cue_start || coalesce(' … ' || e.cue_end, '') AS passage
FROM evidence AS e
JOIN articles AS a ON a.article_id = e.article_id
WHERE e.stance = 'disputes'
ORDER BY e.record_table, e.record_id, e.field, e.article_id, e.evidence_id;
COMMENT ON VIEW disputed_details IS 'Which detail of a record does an article give otherwise? One row a passage that disputes one column of a record that other passages support.';
COMMENT ON COLUMN disputed_details.evidence_id IS 'The evidence that disputes.';
COMMENT ON COLUMN disputed_details.record_table IS 'Table of the record.';
COMMENT ON COLUMN disputed_details.record_id IS 'Key of the record.';
COMMENT ON COLUMN disputed_details.field IS 'The column that is disputed.';
COMMENT ON COLUMN disputed_details.article_id IS 'The article that says otherwise.';
COMMENT ON COLUMN disputed_details.publisher IS 'Its publisher.';
COMMENT ON COLUMN disputed_details.passage IS 'First and last words of the passage.';

CREATE VIEW stance_timeline AS
WITH known AS (
  SELECT * FROM commitments
),
occasions AS (
  SELECT
    k.*,
    coalesce(k.stated_earliest, k.stated_latest) AS placed,
    -- The same event; or without one the same days, a week at most, as articles date remarks.
    CASE
      WHEN k.event_id IS NOT NULL OR date_diff('day', k.stated_earliest, k.stated_latest) <= 6
        THEN k.stated || ' ' || coalesce(k.event_id, '')
      ELSE k.commitment_id
    END AS occasion
  FROM known AS k
),
tied AS (
  SELECT
    r.relation,
    r.subject_id,
    r.object_id,
    o.stated_earliest AS object_first,
    o.stated_latest AS object_last,
    o.placed AS object_placed,
    o.occasion AS object_occasion,
    -- A position that goes further, or refuses more firmly, repeats nothing.
    CASE
      WHEN r.relation = 'reiterates' AND s.measure = o.measure
        AND s.self_asserted = o.self_asserted AND (s.self_asserted OR s.asserted_by = o.asserted_by)
        AND abs(s.strength_rank) <= abs(o.strength_rank) AND s.strength_rank * o.strength_rank >= 0
        THEN 1
      ELSE 0
    END AS repeats,
    -- A correction on the occasion itself.
    CASE
      WHEN r.relation = 'supersedes' AND s.measure = o.measure AND s.occasion = o.occasion THEN 1
      ELSE 0
    END AS corrects
  FROM relations AS r
  JOIN occasions AS s ON s.commitment_id = r.subject_id
  JOIN occasions AS o ON o.commitment_id = r.object_id
  WHERE r.relation IN ('supersedes', 'reiterates')
),
once AS (
  SELECT
    subject_id,
    max(object_first) AS not_earlier,
    max(object_placed) AS not_before,
    max(corrects) AS corrects
  FROM tied
  GROUP BY subject_id
),
twice AS (
  SELECT
    t.subject_id,
    max(CASE WHEN t.object_first IS NULL OR f.not_earlier > t.object_first THEN f.not_earlier ELSE t.object_first END)
      AS not_earlier,
    max(CASE WHEN f.not_before > t.object_placed THEN f.not_before ELSE t.object_placed END)
      AS not_before,
    max(CASE WHEN f.subject_id IS NULL THEN 1 ELSE 2 END) AS depth,
    max(CASE WHEN t.relation = 'supersedes' THEN 1 ELSE 0 END) AS replaces,
    max(t.corrects) AS corrects,
    -- Of several that it repeats, the latest.
    max(
      CASE
        WHEN t.repeats = 1
          THEN CAST(t.object_last AS VARCHAR) || ' '
            || CASE WHEN f.corrects = 1 THEN t.object_id ELSE t.object_occasion END
      END
    ) AS repeated
  FROM tied AS t
  LEFT JOIN once AS f ON f.subject_id = t.object_id
  GROUP BY t.subject_id
),
dated AS (
  SELECT
    k.commitment_id,
    k.actor_id,
    k.country,
    k.measure,
    k.self_asserted,
    k.asserted_by,
    CASE WHEN k.self_asserted THEN '' ELSE k.asserted_by END AS voice,
    k.strength,
    k.strength_rank,
    k.stated,
    k.stated_earliest,
    k.stated_latest,
    CASE
      WHEN k.stated_earliest IS NULL OR t.not_earlier > k.stated_earliest THEN t.not_earlier
      ELSE k.stated_earliest
    END AS first_day,
    CASE WHEN t.not_before > k.placed THEN t.not_before ELSE k.placed END AS placed_on,
    CASE WHEN t.not_before >= k.placed THEN t.depth ELSE 0 END AS is_after,
    coalesce(t.replaces, 0) AS replaces,
    substr(t.repeated, 12) AS repeated,
    CASE WHEN t.corrects = 1 THEN k.commitment_id ELSE k.occasion END AS occasion
  FROM occasions AS k
  LEFT JOIN twice AS t ON t.subject_id = k.commitment_id
),
lined AS (
  SELECT
    v.*,
    row_number() OVER line AS step,
    CASE
      WHEN lag(v.occasion) OVER line IN (v.occasion, v.repeated)
        OR lag(v.repeated) OVER line = v.repeated
        THEN 0
      ELSE 1
    END AS begins
  FROM dated AS v
  WINDOW line AS (
    PARTITION BY v.actor_id, v.measure, v.voice
    ORDER BY v.placed_on, v.is_after, v.stated_latest, v.occasion, v.replaces DESC,
      abs(v.strength_rank) DESC, v.strength_rank, v.commitment_id
  )
),
counted AS (
  SELECT
    l.*,
    sum(l.begins) OVER (
      PARTITION BY l.actor_id, l.measure, l.voice ORDER BY l.step
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS stance
  FROM lined AS l
),
replacing AS (
  SELECT
    o.actor_id,
    o.measure,
    o.voice,
    o.stance,
    r.subject_id,
    max(s.stated_latest) AS stated_latest,
    max(
      CASE WHEN s.actor_id = o.actor_id AND s.measure = o.measure AND s.voice = o.voice THEN s.stance END
    ) AS by_stance
  FROM relations AS r
  JOIN counted AS s ON s.commitment_id = r.subject_id
  JOIN counted AS o ON o.commitment_id = r.object_id
  WHERE r.relation = 'supersedes'
  GROUP BY o.actor_id, o.measure, o.voice, o.stance, r.subject_id
),
replaced AS (
  SELECT
    p.actor_id,
    p.measure,
    p.voice,
    p.stance,
    min(p.by_stance) AS by_stance,
    max(p.stated_latest) AS replaced_by,
    string_agg(p.subject_id, ', ' ORDER BY p.subject_id) AS superseded_by
  FROM replacing AS p
  WHERE p.by_stance IS NULL OR p.by_stance <> p.stance
  GROUP BY p.actor_id, p.measure, p.voice, p.stance
),
placed AS (
  SELECT
    c.*,
    row_number() OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance
      ORDER BY abs(c.strength_rank) DESC, c.strength_rank, c.step
    ) AS place,
    max(c.stance) OVER (PARTITION BY c.actor_id, c.measure, c.voice) AS last_stance,
    first_value(c.first_day) OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance ORDER BY c.step
    ) AS begins_on,
    max(c.stated_latest) OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance
    ) AS held_until,
    -- The day after which a later stance is certain to come later. Null if the next stance supersedes
    -- this one, which settles their order.
    CASE
      WHEN r.by_stance = c.stance + 1 THEN NULL
      WHEN r.replaced_by < c.stated_latest THEN r.replaced_by
      ELSE c.stated_latest
    END AS open_until,
    r.replaced_by,
    r.superseded_by AS superseders
  FROM counted AS c
  LEFT JOIN replaced AS r
    ON r.actor_id = c.actor_id AND r.measure = c.measure AND r.voice = c.voice
      AND r.stance = c.stance
),
compared AS (
  SELECT
    p.*,
    max(p.open_until) OVER (
      PARTITION BY p.actor_id, p.measure, p.voice ORDER BY p.stance
      RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS others_until
  FROM placed AS p
),
stances AS (
  SELECT
    p.*,
    -- What is stated again after it was superseded holds again.
    CASE WHEN p.replaced_by >= p.held_until THEN p.superseders END AS superseded_by,
    p.place = 1 AND p.stance = p.last_stance
      AND NOT coalesce(p.replaced_by >= p.held_until, FALSE) AS is_current,
    p.others_until IS NULL OR coalesce(p.begins_on > p.others_until, FALSE) AS is_certain
  FROM compared AS p
),
beside AS (
  SELECT
    s.*,
    first_value(s.commitment_id) OVER (
      PARTITION BY s.actor_id, s.measure, s.voice, s.stance ORDER BY s.place
    ) AS stance_id,
    max(CASE WHEN s.place = 1 THEN s.commitment_id END) OVER before AS before_id,
    max(CASE WHEN s.place = 1 THEN s.strength END) OVER before AS before_strength,
    max(CASE WHEN s.place = 1 THEN s.strength_rank END) OVER before AS before_rank
  FROM stances AS s
  WINDOW before AS (
    PARTITION BY s.actor_id, s.measure, s.voice ORDER BY s.stance
    RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING
  )
)
SELECT
  s.actor_id,
  s.country,
  s.measure,
  s.self_asserted,
  s.asserted_by,
  s.step,
  s.commitment_id,
  s.stated,
  s.stated_earliest,
  s.stated_latest,
  s.strength,
  s.strength_rank,
  s.stance_id,
  CASE WHEN s.place = 1 THEN s.before_id END AS previous_commitment_id,
  CASE WHEN s.place = 1 THEN s.before_strength END AS previous_strength,
  CASE
    WHEN s.place > 1 OR s.before_id IS NULL THEN NULL
    WHEN s.strength_rank > s.before_rank THEN 'stronger'
    WHEN s.strength_rank < s.before_rank THEN 'weaker'
    ELSE 'unchanged'
  END AS change,
  s.is_certain,
  s.is_current,
  s.superseded_by
FROM beside AS s
ORDER BY s.actor_id, s.measure, s.self_asserted DESC, s.voice, s.step;
COMMENT ON VIEW stance_timeline IS 'How did one actor''s stance on one measure develop? All positions of an actor on a measure, in order. The actor''s own statements are one line, and the claims of each other source are another, because a claim by somebody else is no change of mind. A position is placed by the first day on which it can have been stated, or the last where there is no earliest date, and never before what it supersedes or reiterates. Positions that follow each other are one stance if they were stated on one occasion (the same event; or without one, the same date of a week at most), or if one reiterates the other, or both the same, without going further. A correction on the occasion itself is a stance of its own. The position that counts for a stance is the one furthest from undecided; of a promise and a refusal equally far the refusal, and of equal ones the first.';
COMMENT ON COLUMN stance_timeline.actor_id IS 'The committed actor.';
COMMENT ON COLUMN stance_timeline.country IS 'Country of the actor (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN stance_timeline.measure IS 'The measure.';
COMMENT ON COLUMN stance_timeline.self_asserted IS 'Whether it is the actor''s own statement.';
COMMENT ON COLUMN stance_timeline.asserted_by IS 'The source of the position.';
COMMENT ON COLUMN stance_timeline.step IS 'Place in its line, from 1.';
COMMENT ON COLUMN stance_timeline.commitment_id IS 'The position.';
COMMENT ON COLUMN stance_timeline.stated IS 'When it was stated, in EDTF.';
COMMENT ON COLUMN stance_timeline.stated_earliest IS 'First day on which it can have been stated; null where there is no earliest date.';
COMMENT ON COLUMN stance_timeline.stated_latest IS 'Last day on which it can have been stated.';
COMMENT ON COLUMN stance_timeline.strength IS 'How far the actor goes.';
COMMENT ON COLUMN stance_timeline.strength_rank IS 'Rank of strength.';
COMMENT ON COLUMN stance_timeline.stance_id IS 'The position whose wording counts for the stance; the position itself where it is that.';
COMMENT ON COLUMN stance_timeline.previous_commitment_id IS 'The position whose wording counts for the stance before; null for the first stance, and where another position counts.';
COMMENT ON COLUMN stance_timeline.previous_strength IS 'Its strength.';
COMMENT ON COLUMN stance_timeline.change IS 'stronger, weaker or unchanged from the stance before; null for the first stance, and where another position counts.';
COMMENT ON COLUMN stance_timeline.is_certain IS 'Whether the stance certainly began after those before it in the line; the order of a stance and the next one that supersedes it is certain.';
COMMENT ON COLUMN stance_timeline.is_current IS 'Whether the position is the one that counts in the latest stance of its line, and nothing supersedes that stance, on this measure or another.';
COMMENT ON COLUMN stance_timeline.superseded_by IS 'Positions that supersede the stance, separated by commas; null where none does, or where it was stated again later.';

CREATE VIEW own_and_claimed AS
SELECT
  c.commitment_id,
  a.name AS actor,
  c.country,
  c.measure,
  c.strength,
  c.self_asserted,
  c.asserted_by,
  w.name AS asserted_by_name,
  w.kind AS asserted_by_kind,
  v.name AS via,
  c.stated,
  c.stated_latest
FROM commitments AS c
JOIN actors AS a ON a.actor_id = c.actor_id
JOIN actors AS w ON w.actor_id = c.asserted_by
LEFT JOIN actors AS v ON v.actor_id = c.via_actor_id
ORDER BY c.commitment_id;
COMMENT ON VIEW own_and_claimed IS 'Which positions are the actor''s own, and which claimed for it by others?';
COMMENT ON COLUMN own_and_claimed.commitment_id IS 'The position.';
COMMENT ON COLUMN own_and_claimed.actor IS 'Whose position it is.';
COMMENT ON COLUMN own_and_claimed.country IS 'Country of the actor (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN own_and_claimed.measure IS 'The measure.';
COMMENT ON COLUMN own_and_claimed.strength IS 'How far the actor goes.';
COMMENT ON COLUMN own_and_claimed.self_asserted IS 'Whether it is the actor''s own statement.';
COMMENT ON COLUMN own_and_claimed.asserted_by IS 'The source of the position.';
COMMENT ON COLUMN own_and_claimed.asserted_by_name IS 'Its name.';
COMMENT ON COLUMN own_and_claimed.asserted_by_kind IS 'What kind of actor that is.';
COMMENT ON COLUMN own_and_claimed.via IS 'Who relays the word; null where nobody does.';
COMMENT ON COLUMN own_and_claimed.stated IS 'When it was stated, in EDTF.';
COMMENT ON COLUMN own_and_claimed.stated_latest IS 'Last day on which it can have been stated.';

CREATE VIEW panel AS
WITH known AS (
  SELECT * FROM commitments
),
published AS (
  SELECT published_latest FROM articles
),
occasions AS (
  SELECT
    k.*,
    coalesce(k.stated_earliest, k.stated_latest) AS placed,
    -- The same event; or without one the same days, a week at most, as articles date remarks.
    CASE
      WHEN k.event_id IS NOT NULL OR date_diff('day', k.stated_earliest, k.stated_latest) <= 6
        THEN k.stated || ' ' || coalesce(k.event_id, '')
      ELSE k.commitment_id
    END AS occasion
  FROM known AS k
),
tied AS (
  SELECT
    r.relation,
    r.subject_id,
    r.object_id,
    o.stated_earliest AS object_first,
    o.stated_latest AS object_last,
    o.placed AS object_placed,
    o.occasion AS object_occasion,
    -- A position that goes further, or refuses more firmly, repeats nothing.
    CASE
      WHEN r.relation = 'reiterates' AND s.measure = o.measure
        AND s.self_asserted = o.self_asserted AND (s.self_asserted OR s.asserted_by = o.asserted_by)
        AND abs(s.strength_rank) <= abs(o.strength_rank) AND s.strength_rank * o.strength_rank >= 0
        THEN 1
      ELSE 0
    END AS repeats,
    -- A correction on the occasion itself.
    CASE
      WHEN r.relation = 'supersedes' AND s.measure = o.measure AND s.occasion = o.occasion THEN 1
      ELSE 0
    END AS corrects
  FROM relations AS r
  JOIN occasions AS s ON s.commitment_id = r.subject_id
  JOIN occasions AS o ON o.commitment_id = r.object_id
  WHERE r.relation IN ('supersedes', 'reiterates')
),
once AS (
  SELECT
    subject_id,
    max(object_first) AS not_earlier,
    max(object_placed) AS not_before,
    max(corrects) AS corrects
  FROM tied
  GROUP BY subject_id
),
twice AS (
  SELECT
    t.subject_id,
    max(CASE WHEN t.object_first IS NULL OR f.not_earlier > t.object_first THEN f.not_earlier ELSE t.object_first END)
      AS not_earlier,
    max(CASE WHEN f.not_before > t.object_placed THEN f.not_before ELSE t.object_placed END)
      AS not_before,
    max(CASE WHEN f.subject_id IS NULL THEN 1 ELSE 2 END) AS depth,
    max(CASE WHEN t.relation = 'supersedes' THEN 1 ELSE 0 END) AS replaces,
    max(t.corrects) AS corrects,
    -- Of several that it repeats, the latest.
    max(
      CASE
        WHEN t.repeats = 1
          THEN CAST(t.object_last AS VARCHAR) || ' '
            || CASE WHEN f.corrects = 1 THEN t.object_id ELSE t.object_occasion END
      END
    ) AS repeated
  FROM tied AS t
  LEFT JOIN once AS f ON f.subject_id = t.object_id
  GROUP BY t.subject_id
),
dated AS (
  SELECT
    k.commitment_id,
    k.actor_id,
    k.country,
    k.measure,
    k.self_asserted,
    k.asserted_by,
    CASE WHEN k.self_asserted THEN '' ELSE k.asserted_by END AS voice,
    k.strength,
    k.strength_rank,
    k.stated,
    k.stated_earliest,
    k.stated_latest,
    CASE
      WHEN k.stated_earliest IS NULL OR t.not_earlier > k.stated_earliest THEN t.not_earlier
      ELSE k.stated_earliest
    END AS first_day,
    CASE WHEN t.not_before > k.placed THEN t.not_before ELSE k.placed END AS placed_on,
    CASE WHEN t.not_before >= k.placed THEN t.depth ELSE 0 END AS is_after,
    coalesce(t.replaces, 0) AS replaces,
    substr(t.repeated, 12) AS repeated,
    CASE WHEN t.corrects = 1 THEN k.commitment_id ELSE k.occasion END AS occasion
  FROM occasions AS k
  LEFT JOIN twice AS t ON t.subject_id = k.commitment_id
),
lined AS (
  SELECT
    v.*,
    row_number() OVER line AS step,
    CASE
      WHEN lag(v.occasion) OVER line IN (v.occasion, v.repeated)
        OR lag(v.repeated) OVER line = v.repeated
        THEN 0
      ELSE 1
    END AS begins
  FROM dated AS v
  WINDOW line AS (
    PARTITION BY v.actor_id, v.measure, v.voice
    ORDER BY v.placed_on, v.is_after, v.stated_latest, v.occasion, v.replaces DESC,
      abs(v.strength_rank) DESC, v.strength_rank, v.commitment_id
  )
),
counted AS (
  SELECT
    l.*,
    sum(l.begins) OVER (
      PARTITION BY l.actor_id, l.measure, l.voice ORDER BY l.step
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS stance
  FROM lined AS l
),
replacing AS (
  SELECT
    o.actor_id,
    o.measure,
    o.voice,
    o.stance,
    r.subject_id,
    max(s.stated_latest) AS stated_latest,
    max(
      CASE WHEN s.actor_id = o.actor_id AND s.measure = o.measure AND s.voice = o.voice THEN s.stance END
    ) AS by_stance
  FROM relations AS r
  JOIN counted AS s ON s.commitment_id = r.subject_id
  JOIN counted AS o ON o.commitment_id = r.object_id
  WHERE r.relation = 'supersedes'
  GROUP BY o.actor_id, o.measure, o.voice, o.stance, r.subject_id
),
replaced AS (
  SELECT
    p.actor_id,
    p.measure,
    p.voice,
    p.stance,
    min(p.by_stance) AS by_stance,
    max(p.stated_latest) AS replaced_by,
    string_agg(p.subject_id, ', ' ORDER BY p.subject_id) AS superseded_by
  FROM replacing AS p
  WHERE p.by_stance IS NULL OR p.by_stance <> p.stance
  GROUP BY p.actor_id, p.measure, p.voice, p.stance
),
placed AS (
  SELECT
    c.*,
    row_number() OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance
      ORDER BY abs(c.strength_rank) DESC, c.strength_rank, c.step
    ) AS place,
    max(c.stance) OVER (PARTITION BY c.actor_id, c.measure, c.voice) AS last_stance,
    first_value(c.first_day) OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance ORDER BY c.step
    ) AS begins_on,
    max(c.stated_latest) OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance
    ) AS held_until,
    -- The day after which a later stance is certain to come later. Null if the next stance supersedes
    -- this one, which settles their order.
    CASE
      WHEN r.by_stance = c.stance + 1 THEN NULL
      WHEN r.replaced_by < c.stated_latest THEN r.replaced_by
      ELSE c.stated_latest
    END AS open_until,
    r.replaced_by,
    r.superseded_by AS superseders
  FROM counted AS c
  LEFT JOIN replaced AS r
    ON r.actor_id = c.actor_id AND r.measure = c.measure AND r.voice = c.voice
      AND r.stance = c.stance
),
compared AS (
  SELECT
    p.*,
    max(p.open_until) OVER (
      PARTITION BY p.actor_id, p.measure, p.voice ORDER BY p.stance
      RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS others_until
  FROM placed AS p
),
stances AS (
  SELECT
    p.*,
    -- What is stated again after it was superseded holds again.
    CASE WHEN p.replaced_by >= p.held_until THEN p.superseders END AS superseded_by,
    p.place = 1 AND p.stance = p.last_stance
      AND NOT coalesce(p.replaced_by >= p.held_until, FALSE) AS is_current,
    p.others_until IS NULL OR coalesce(p.begins_on > p.others_until, FALSE) AS is_certain
  FROM compared AS p
),
days AS (
  SELECT substr(CAST(stated_latest AS VARCHAR), 1, 7) AS month FROM known
  UNION
  SELECT substr(CAST(published_latest AS VARCHAR), 1, 7) FROM published
),
ends AS (
  SELECT min(month) AS first_month, max(month) AS last_month FROM days
),
digits AS (
  SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
  UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
),
twelve AS (
  SELECT '01' AS n UNION ALL SELECT '02' UNION ALL SELECT '03' UNION ALL SELECT '04'
  UNION ALL SELECT '05' UNION ALL SELECT '06' UNION ALL SELECT '07' UNION ALL SELECT '08'
  UNION ALL SELECT '09' UNION ALL SELECT '10' UNION ALL SELECT '11' UNION ALL SELECT '12'
),
every_month AS (
  SELECT CAST(CAST(substr(e.first_month, 1, 4) AS INTEGER) + t.n * 10 + u.n AS VARCHAR) || '-' || m.n AS month
  FROM ends AS e
  CROSS JOIN digits AS t
  CROSS JOIN digits AS u
  CROSS JOIN twelve AS m
),
months AS (
  SELECT m.month
  FROM every_month AS m
  JOIN ends AS e ON m.month >= e.first_month AND m.month <= e.last_month
),
monthly AS (
  SELECT
    s.commitment_id,
    s.country,
    s.measure,
    s.self_asserted,
    s.strength,
    s.strength_rank,
    s.stance,
    s.step,
    s.stated_latest,
    substr(CAST(s.stated_latest AS VARCHAR), 1, 7) AS month
  FROM counted AS s
  WHERE s.country IS NOT NULL
),
closed AS (
  SELECT DISTINCT o.country, o.measure, o.stance, s.stated_latest, s.month
  FROM relations AS r
  JOIN monthly AS o ON o.commitment_id = r.object_id
  JOIN monthly AS s ON s.commitment_id = r.subject_id
  WHERE
    r.relation = 'supersedes' AND o.self_asserted
    AND (s.measure <> o.measure OR s.stance <> o.stance)
),
cells AS (
  SELECT DISTINCT country, measure FROM known WHERE country IS NOT NULL
),
held AS (
  SELECT
    m.month,
    c.commitment_id,
    c.country,
    c.measure,
    c.self_asserted,
    c.strength,
    c.strength_rank,
    c.month AS stated_in,
    c.stance,
    max(c.stated_latest) OVER (
      PARTITION BY m.month, c.country, c.measure, c.self_asserted, c.stance
    ) AS held_until,
    c.self_asserted AND row_number() OVER (
      PARTITION BY m.month, c.country, c.measure, c.self_asserted
      ORDER BY c.stance DESC, abs(c.strength_rank) DESC, c.strength_rank, c.step
    ) = 1 AS is_latest,
    c.self_asserted AND c.strength_rank < 0 AND row_number() OVER (
      PARTITION BY m.month, c.country, c.measure, c.self_asserted ORDER BY c.strength_rank, c.step
    ) = 1 AS is_hardest
  FROM months AS m
  JOIN monthly AS c ON c.month <= m.month
),
summed AS (
  SELECT
    month,
    country,
    measure,
    max(CASE WHEN is_latest THEN commitment_id END) AS commitment_id,
    max(CASE WHEN is_latest THEN strength END) AS strength,
    max(CASE WHEN is_latest THEN strength_rank END) AS strength_rank,
    max(CASE WHEN is_latest THEN stance END) AS stance,
    max(CASE WHEN is_latest THEN held_until END) AS held_until,
    max(CASE WHEN is_hardest THEN strength END) AS hardest_refusal,
    max(CASE WHEN is_hardest THEN strength_rank END) AS hardest_refusal_rank,
    sum(CASE WHEN NOT self_asserted AND stated_in = month THEN 1 ELSE 0 END) AS claims
  FROM held
  GROUP BY month, country, measure
),
ended AS (
  SELECT DISTINCT l.month, l.country, l.measure
  FROM summed AS l
  JOIN closed AS x
    ON x.country = l.country AND x.measure = l.measure AND x.stance = l.stance
      AND x.month <= l.month AND x.stated_latest >= l.held_until
),
panel AS (
  SELECT
    c.country,
    c.measure,
    m.month,
    CASE WHEN x.month IS NULL THEN l.strength END AS strength,
    CASE WHEN x.month IS NULL THEN l.strength_rank END AS strength_rank,
    CASE
      WHEN l.commitment_id IS NOT NULL
        THEN substr(CAST(l.held_until AS VARCHAR), 1, 7) < m.month
    END AS is_carried_forward,
    CASE WHEN l.commitment_id IS NOT NULL THEN x.month IS NOT NULL END AS is_superseded,
    l.hardest_refusal,
    l.hardest_refusal_rank,
    CAST(coalesce(l.claims, 0) AS BIGINT) AS claims,
    l.commitment_id
  FROM cells AS c
  CROSS JOIN months AS m
  LEFT JOIN summed AS l ON l.country = c.country AND l.measure = c.measure AND l.month = m.month
  LEFT JOIN ended AS x ON x.country = c.country AND x.measure = c.measure AND x.month = m.month
)
SELECT
  country,
  measure,
  month,
  strength,
  strength_rank,
  is_carried_forward,
  is_superseded,
  hardest_refusal,
  hardest_refusal_rank,
  claims,
  commitment_id
FROM panel
ORDER BY country, measure, month;
COMMENT ON VIEW panel IS 'What does each country say on each measure, month by month, ready for a regression? A row per country, measure (of the pairs on which there is any position) and month, from the first month in which a position was stated to the last in which one was stated or an article published. A position counts from the month of the last day on which it can have been stated. What was stated is carried forward until the country states something else, by the rule of stance_timeline; is_carried_forward tells it from a statement of the month. A month without a statement so far is null, never 0. The articles are few and were not drawn as a sample: a month without a statement says nothing about what a country stated elsewhere.';
COMMENT ON COLUMN panel.country IS 'ISO 3166-1 alpha-3 code.';
COMMENT ON COLUMN panel.measure IS 'The measure.';
COMMENT ON COLUMN panel.month IS 'The month, as year and month.';
COMMENT ON COLUMN panel.strength IS 'Strength of the stance that the country''s own statements give at the end of the month; null where it has stated none yet, or where a position on another measure supersedes it.';
COMMENT ON COLUMN panel.strength_rank IS 'Its rank; null is not 0, which is undecided.';
COMMENT ON COLUMN panel.is_carried_forward IS 'Whether it was stated in an earlier month; null where none was stated yet.';
COMMENT ON COLUMN panel.is_superseded IS 'Whether a position supersedes it by then; null where none was stated yet.';
COMMENT ON COLUMN panel.hardest_refusal IS 'The hardest refusal that the country has stated by then, whatever it stated later; null where it refused nothing.';
COMMENT ON COLUMN panel.hardest_refusal_rank IS 'Its rank.';
COMMENT ON COLUMN panel.claims IS 'Number of positions that others claim of it in the month.';
COMMENT ON COLUMN panel.commitment_id IS 'The position that the strength is from; null where none was stated yet.';

CREATE VIEW provenance AS
SELECT
  e.record_table,
  e.record_id,
  e.field,
  e.stance,
  e.article_id,
  a.publisher,
  a.published,
  e.cue_start || coalesce(' … ' || e.cue_end, '') AS passage,
  e.start_char,
  e.end_char,
  e.tokens,
  e.sha256,
  e.url,
  a.publisher
    || coalesce(', "' || a.headline || '"', '')
    || CASE
      WHEN a.published_earliest = a.published_latest THEN ', ' || a.published
      ELSE ', published between ' || CAST(a.published_earliest AS VARCHAR)
        || ' and ' || CAST(a.published_latest AS VARCHAR)
    END
    || ', at "' || e.cue_start || coalesce(' … ' || e.cue_end, '') || '"'
    || coalesce(', ' || e.url, '')
    || '; coded as ' || CAST(e.record_table AS VARCHAR) || '/' || e.record_id
    || ' in: ' || d.title || ', version ' || d.version || '.' AS citation,
  e.evidence_id
FROM evidence AS e
JOIN articles AS a ON a.article_id = e.article_id
CROSS JOIN dataset AS d
ORDER BY e.record_table, e.record_id, e.article_id, e.start_char, e.end_char, e.evidence_id;
COMMENT ON VIEW provenance IS 'Where exactly does this cell come from? Any record, or one column of it, to the passages, the article and the link.';
COMMENT ON COLUMN provenance.record_table IS 'Table of the record.';
COMMENT ON COLUMN provenance.record_id IS 'Key of the record; the parts of a composite key are joined by a slash.';
COMMENT ON COLUMN provenance.field IS 'The column that the passage is about; null for the whole record.';
COMMENT ON COLUMN provenance.stance IS 'supports or disputes.';
COMMENT ON COLUMN provenance.article_id IS 'The article.';
COMMENT ON COLUMN provenance.publisher IS 'Its publisher.';
COMMENT ON COLUMN provenance.published IS 'When it appeared, in EDTF.';
COMMENT ON COLUMN provenance.passage IS 'First and last words of the passage.';
COMMENT ON COLUMN provenance.start_char IS 'Where the passage begins in the text that was coded, in code points.';
COMMENT ON COLUMN provenance.end_char IS 'Where it ends (exclusive), in code points.';
COMMENT ON COLUMN provenance.tokens IS 'Number of its words.';
COMMENT ON COLUMN provenance.sha256 IS 'SHA-256 of its normalised words.';
COMMENT ON COLUMN provenance.url IS 'Deep link to the passage; null where the article has no address.';
COMMENT ON COLUMN provenance.citation IS 'A ready reference, with publisher, date, passage, address and the version of the dataset.';
COMMENT ON COLUMN provenance.evidence_id IS 'Key of the evidence.';

CREATE VIEW quantities AS
SELECT
  c.commitment_id,
  a.name AS actor,
  c.country,
  c.measure,
  c.strength,
  c.quantity_low,
  c.quantity_best,
  c.quantity_high,
  c.quantity_unit AS unit,
  c.quantity_bound AS bound,
  CASE
    WHEN c.quantity_bound = 'exact' THEN coalesce(c.quantity_low, c.quantity_best)
    WHEN c.quantity_bound = 'at_least' THEN c.quantity_best
    WHEN c.quantity_bound = 'more_than' THEN c.quantity_best + 1
  END AS at_least,
  CASE
    WHEN c.quantity_bound = 'exact' THEN coalesce(c.quantity_high, c.quantity_best)
    WHEN c.quantity_bound = 'at_most' THEN c.quantity_best
  END AS at_most,
  c.summary
FROM commitments AS c
JOIN actors AS a ON a.actor_id = c.actor_id
WHERE c.quantity_unit IS NOT NULL
ORDER BY c.commitment_id;
COMMENT ON VIEW quantities IS 'Which commitments have a quantity, and how is it bounded?';
COMMENT ON COLUMN quantities.commitment_id IS 'The position.';
COMMENT ON COLUMN quantities.actor IS 'Who is committed.';
COMMENT ON COLUMN quantities.country IS 'Country of the actor (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN quantities.measure IS 'The measure.';
COMMENT ON COLUMN quantities.strength IS 'How far the actor goes.';
COMMENT ON COLUMN quantities.quantity_low IS 'Lower bound as coded.';
COMMENT ON COLUMN quantities.quantity_best IS 'The quantity as given.';
COMMENT ON COLUMN quantities.quantity_high IS 'Upper bound as coded.';
COMMENT ON COLUMN quantities.unit IS 'What is counted.';
COMMENT ON COLUMN quantities.bound IS 'How the quantity is bounded.';
COMMENT ON COLUMN quantities.at_least IS 'The least it can be; null where it is open or only approximate.';
COMMENT ON COLUMN quantities.at_most IS 'The most it can be; null where it is open or only approximate.';
COMMENT ON COLUMN quantities.summary IS 'The position, in one sentence.';

CREATE VIEW refusals AS
SELECT
  c.commitment_id,
  a.name AS actor,
  c.country,
  c.measure,
  c.strength,
  c.self_asserted,
  c.asserted_by,
  w.name AS asserted_by_name,
  v.name AS via,
  c.condition,
  c.stated,
  c.stated_latest,
  c.summary
FROM commitments AS c
JOIN actors AS a ON a.actor_id = c.actor_id
JOIN actors AS w ON w.actor_id = c.asserted_by
LEFT JOIN actors AS v ON v.actor_id = c.via_actor_id
WHERE c.strength_rank < 0
ORDER BY c.stated_latest, c.commitment_id;
COMMENT ON VIEW refusals IS 'Who refused, declined or withheld what, and who says so?';
COMMENT ON COLUMN refusals.commitment_id IS 'The position.';
COMMENT ON COLUMN refusals.actor IS 'Who refuses.';
COMMENT ON COLUMN refusals.country IS 'Country of the actor (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN refusals.measure IS 'What is refused.';
COMMENT ON COLUMN refusals.strength IS 'ruled_out, declined or withheld.';
COMMENT ON COLUMN refusals.self_asserted IS 'Whether it is the actor''s own statement.';
COMMENT ON COLUMN refusals.asserted_by IS 'The source of the position.';
COMMENT ON COLUMN refusals.asserted_by_name IS 'Its name.';
COMMENT ON COLUMN refusals.via IS 'Who relays the word; null where nobody does.';
COMMENT ON COLUMN refusals.condition IS 'What the refusal depends on.';
COMMENT ON COLUMN refusals.stated IS 'When it was stated, in EDTF.';
COMMENT ON COLUMN refusals.stated_latest IS 'Last day on which it can have been stated.';
COMMENT ON COLUMN refusals.summary IS 'The position, in one sentence.';

CREATE VIEW signed_and_announced AS
SELECT
  c.commitment_id,
  a.name AS actor,
  c.country,
  c.measure,
  c.strength,
  CASE WHEN c.instrument_id IS NULL THEN 'announced' ELSE 'signed' END AS status,
  i.title AS instrument,
  i.legal_status,
  i.signed_on,
  c.stated,
  c.stated_latest,
  c.summary
FROM commitments AS c
JOIN actors AS a ON a.actor_id = c.actor_id
LEFT JOIN instruments AS i ON i.instrument_id = c.instrument_id
WHERE c.self_asserted AND c.strength_rank >= 3
ORDER BY c.stated_latest, c.commitment_id;
COMMENT ON VIEW signed_and_announced IS 'What was signed, in which instrument, and what was only announced? Everything that is undertaken, at least in principle, by the actor''s own statement.';
COMMENT ON COLUMN signed_and_announced.commitment_id IS 'The position.';
COMMENT ON COLUMN signed_and_announced.actor IS 'Who is committed.';
COMMENT ON COLUMN signed_and_announced.country IS 'Country of the actor (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN signed_and_announced.measure IS 'The measure.';
COMMENT ON COLUMN signed_and_announced.strength IS 'How far the actor goes.';
COMMENT ON COLUMN signed_and_announced.status IS 'signed where it stands in an instrument, else announced.';
COMMENT ON COLUMN signed_and_announced.instrument IS 'Title of the instrument; null where only announced.';
COMMENT ON COLUMN signed_and_announced.legal_status IS 'Whether the instrument binds legally; null where only announced.';
COMMENT ON COLUMN signed_and_announced.signed_on IS 'Day of signing; null where only announced.';
COMMENT ON COLUMN signed_and_announced.stated IS 'When it was stated, in EDTF.';
COMMENT ON COLUMN signed_and_announced.stated_latest IS 'Last day on which it can have been stated.';
COMMENT ON COLUMN signed_and_announced.summary IS 'The position, in one sentence.';

CREATE VIEW speakers AS
SELECT
  q.speaker_id,
  a.name AS speaker,
  a.kind,
  a.country,
  count(*) AS quotes,
  count(*) FILTER (WHERE q.form = 'direct') AS direct,
  count(*) FILTER (WHERE q.form = 'partial') AS partial,
  count(*) FILTER (WHERE q.form = 'indirect') AS indirect,
  count(DISTINCT q.article_id) AS articles,
  count(DISTINCT r.work_id) AS works
FROM quotes AS q
JOIN actors AS a ON a.actor_id = q.speaker_id
JOIN articles AS r ON r.article_id = q.article_id
GROUP BY q.speaker_id, a.name, a.kind, a.country
ORDER BY quotes DESC, q.speaker_id;
COMMENT ON VIEW speakers IS 'How is each speaker quoted: directly, in part, indirectly, in how many articles and works?';
COMMENT ON COLUMN speakers.speaker_id IS 'The speaker.';
COMMENT ON COLUMN speakers.speaker IS 'Name.';
COMMENT ON COLUMN speakers.kind IS 'Kind of actor.';
COMMENT ON COLUMN speakers.country IS 'Country of the speaker (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN speakers.quotes IS 'Number of quotes.';
COMMENT ON COLUMN speakers.direct IS 'Of these, full clauses between quotation marks.';
COMMENT ON COLUMN speakers.partial IS 'Of these, words between quotation marks.';
COMMENT ON COLUMN speakers.indirect IS 'Of these, reported speech.';
COMMENT ON COLUMN speakers.articles IS 'Number of articles that quote the speaker.';
COMMENT ON COLUMN speakers.works IS 'Number of independent works among them.';

CREATE VIEW unpledged_measures AS
WITH best AS (
  SELECT
    CAST(measure AS VARCHAR) AS measure,
    max(CASE WHEN country IS NOT NULL THEN strength_rank END) AS country_rank,
    max(CASE WHEN country IS NULL THEN strength_rank END) AS group_rank
  FROM commitments
  WHERE self_asserted
  GROUP BY measure
),
going AS (
  SELECT DISTINCT b.measure, c.country
  FROM best AS b
  JOIN commitments AS c
    ON CAST(c.measure AS VARCHAR) = b.measure AND c.self_asserted AND c.country IS NOT NULL
      AND c.strength_rank = b.country_rank
),
furthest AS (
  SELECT measure, string_agg(country, ', ' ORDER BY country) AS countries
  FROM going
  GROUP BY measure
)
SELECT
  k.code AS measure,
  k.label,
  k.position,
  s.code AS furthest_country_strength,
  b.country_rank AS furthest_country_rank,
  f.countries,
  g.code AS furthest_group_strength,
  b.group_rank AS furthest_group_rank
FROM codes AS k
LEFT JOIN best AS b ON b.measure = k.code
LEFT JOIN furthest AS f ON f.measure = k.code
LEFT JOIN codes AS s ON s.vocabulary = 'strength' AND s.rank = b.country_rank
LEFT JOIN codes AS g ON g.vocabulary = 'strength' AND g.rank = b.group_rank
WHERE k.vocabulary = 'measure'
  AND k.code NOT IN ('accept_foreign_forces', 'accept_guarantees', 'ceasefire', 'nato_membership', 'territory')
  AND (b.country_rank IS NULL OR b.country_rank < 4)
ORDER BY k.position;
COMMENT ON VIEW unpledged_measures IS 'Which measures has no named country pledged? Measures for which no country has itself pledged a named act or signed one. Left out are measures that are not somebody''s to pledge as a guarantee: Russia''s consent, a ceasefire, territory, and accession to NATO, which its members decide together.';
COMMENT ON COLUMN unpledged_measures.measure IS 'The measure.';
COMMENT ON COLUMN unpledged_measures.label IS 'The measure, in words.';
COMMENT ON COLUMN unpledged_measures.position IS 'Its place among the measures, to sort by.';
COMMENT ON COLUMN unpledged_measures.furthest_country_strength IS 'The furthest that a country goes by its own statement; null where none takes a position.';
COMMENT ON COLUMN unpledged_measures.furthest_country_rank IS 'Its rank.';
COMMENT ON COLUMN unpledged_measures.countries IS 'The countries that go so far, in alphabetical order.';
COMMENT ON COLUMN unpledged_measures.furthest_group_strength IS 'The furthest that a group goes by its own statement; null where none takes a position.';
COMMENT ON COLUMN unpledged_measures.furthest_group_rank IS 'Its rank.';

CREATE VIEW coded_twice AS
WITH twice AS (
  SELECT DISTINCT r.record_id AS commitment_id
  FROM reports AS r
  WHERE
    r.record_table = 'commitments'
    AND r.article_id IN (SELECT d.article_id FROM codings AS d)
),
units AS (
  SELECT
    x.record_id AS commitment_id,
    max(CASE WHEN x.found_by <> 'both' THEN 1 ELSE 0 END) AS one_only,
    max(CASE WHEN x.found_by = 'both' AND x.field = 'strength' THEN 1 ELSE 0 END) AS strengths
  FROM contested AS x
  WHERE x.record_table = 'commitments'
  GROUP BY x.record_id
),
cells AS (
  SELECT DISTINCT x.record_id AS commitment_id, x.field
  FROM contested AS x
  WHERE x.record_table = 'commitments' AND x.found_by = 'both'
  ORDER BY 1, 2
),
listed AS (
  SELECT l.commitment_id, string_agg(l.field, ', ' ORDER BY l.field) AS contested_columns
  FROM cells AS l
  GROUP BY l.commitment_id
)
SELECT
  c.commitment_id,
  c.strength,
  CASE WHEN t.commitment_id IS NOT NULL THEN coalesce(u.one_only, 0) = 0 END AS found_by_both,
  CASE
    WHEN t.commitment_id IS NOT NULL AND coalesce(u.one_only, 0) = 0
      THEN coalesce(u.strengths, 0) = 0
  END AS strength_agrees,
  l.contested_columns,
  b.rule AS strength_rule,
  b.cue AS strength_cue
FROM commitments AS c
LEFT JOIN twice AS t ON t.commitment_id = c.commitment_id
LEFT JOIN units AS u ON u.commitment_id = c.commitment_id
LEFT JOIN listed AS l ON l.commitment_id = c.commitment_id
LEFT JOIN (
  SELECT k.commitment_id, min(CAST(k.rule AS VARCHAR)) AS rule, min(k.cue) AS cue
  FROM basis AS k
  WHERE k.field = 'strength'
  GROUP BY k.commitment_id
) AS b ON b.commitment_id = c.commitment_id
ORDER BY c.commitment_id;
COMMENT ON VIEW coded_twice IS 'Did both codings find a position, do they agree on its strength, and which rule decided it? Where several articles report a position, each of them was coded twice, and the codings agree only if they agree in all. Null if none of its articles was coded twice.';
COMMENT ON COLUMN coded_twice.commitment_id IS 'The position.';
COMMENT ON COLUMN coded_twice.strength IS 'Its strength, as published.';
COMMENT ON COLUMN coded_twice.found_by_both IS 'Whether both codings have it, in every article that was coded twice.';
COMMENT ON COLUMN coded_twice.strength_agrees IS 'Whether both gave it the same strength; null where only one has it.';
COMMENT ON COLUMN coded_twice.contested_columns IS 'The columns that they code differently; null if there are none.';
COMMENT ON COLUMN coded_twice.strength_rule IS 'The codebook rule behind its strength.';
COMMENT ON COLUMN coded_twice.strength_cue IS 'The deciding words; null if no wording decides.';

CREATE VIEW completeness AS
WITH passages AS (
  SELECT DISTINCT article_id, start_char, end_char FROM evidence
),
reached AS (
  SELECT
    article_id, start_char, end_char,
    max(end_char) OVER (
      PARTITION BY article_id ORDER BY start_char, end_char DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS covered_to
  FROM passages
),
covered AS (
  SELECT
    article_id,
    count(*) AS passages,
    sum(greatest(0, end_char - greatest(start_char, coalesce(covered_to, start_char)))) AS characters
  FROM reached
  GROUP BY article_id
),
supported AS (
  SELECT
    article_id,
    count(*) FILTER (WHERE record_table = 'commitments') AS commitments,
    count(*) FILTER (WHERE record_table = 'events') AS events
  FROM reports
  GROUP BY article_id
),
linked AS (
  SELECT article_id, count(*) AS evidence_rows FROM evidence GROUP BY article_id
),
quoted AS (
  SELECT
    article_id,
    count(*) FILTER (WHERE form <> 'indirect') AS verbatim_quotes,
    count(*) FILTER (WHERE form = 'indirect') AS indirect_quotes
  FROM quotes
  GROUP BY article_id
),
named AS (
  SELECT article_id, count(*) AS countries FROM mentions GROUP BY article_id
)
SELECT
  a.article_id,
  coalesce(c.passages, 0) AS passages,
  coalesce(q.verbatim_quotes, 0) AS verbatim_quotes,
  coalesce(q.indirect_quotes, 0) AS indirect_quotes,
  coalesce(s.commitments, 0) AS commitments,
  coalesce(s.events, 0) AS events,
  coalesce(n.countries, 0) AS countries,
  coalesce(l.evidence_rows, 0) AS evidence_rows,
  a.codable_characters,
  CAST(coalesce(c.characters, 0) AS BIGINT) AS covered_characters,
  CAST(coalesce(c.characters, 0) AS DOUBLE) / a.codable_characters AS share_covered
FROM articles AS a
LEFT JOIN covered AS c ON c.article_id = a.article_id
LEFT JOIN supported AS s ON s.article_id = a.article_id
LEFT JOIN linked AS l ON l.article_id = a.article_id
LEFT JOIN quoted AS q ON q.article_id = a.article_id
LEFT JOIN named AS n ON n.article_id = a.article_id
ORDER BY a.article_id;
COMMENT ON VIEW completeness IS 'How complete is the coding? One row an article. A passage that lies in another, or overlaps it, counts once in the share that is covered.';
COMMENT ON COLUMN completeness.article_id IS 'The article.';
COMMENT ON COLUMN completeness.passages IS 'Number of passages that support or dispute a record.';
COMMENT ON COLUMN completeness.verbatim_quotes IS 'Number of direct and partial quotations.';
COMMENT ON COLUMN completeness.indirect_quotes IS 'Number of indirect ones.';
COMMENT ON COLUMN completeness.commitments IS 'Number of positions that it reports.';
COMMENT ON COLUMN completeness.events IS 'Number of events that it reports.';
COMMENT ON COLUMN completeness.countries IS 'Number of countries that it names.';
COMMENT ON COLUMN completeness.evidence_rows IS 'Number of links from its passages to records.';
COMMENT ON COLUMN completeness.codable_characters IS 'Size of the text outside its excluded parts, in code points.';
COMMENT ON COLUMN completeness.covered_characters IS 'Of these, within a passage.';
COMMENT ON COLUMN completeness.share_covered IS 'Share of the codable text that is within a passage, from 0 to 1.';

CREATE VIEW dates AS
WITH records AS (
  SELECT 'events' AS record_table, event_id AS record_id, date, date_earliest AS earliest,
    date_latest AS latest, CAST(date_basis AS VARCHAR) AS basis, status = 'occurred' AS happened
  FROM events
  UNION ALL
  SELECT 'commitments', commitment_id, stated, stated_earliest, stated_latest, NULL, TRUE
  FROM commitments
  UNION ALL
  SELECT 'quotes', quote_id, said, said_earliest, said_latest, NULL, TRUE
  FROM quotes
),
published AS (
  SELECT
    record_table,
    record_id,
    min(published_earliest) AS earliest,
    min(published_latest) AS latest
  FROM reports
  GROUP BY record_table, record_id
),
timed AS (
  SELECT
    r.record_table,
    r.record_id,
    r.date,
    r.earliest,
    r.latest,
    date_diff('day', r.earliest, r.latest) + 1 AS days,
    coalesce(r.earliest = r.latest, FALSE) AS precise,
    r.basis,
    coalesce(r.basis = 'external', FALSE) AS outside_text,
    p.earliest AS first_published_earliest,
    p.latest AS first_published_latest,
    date_diff('day', r.latest, p.earliest) AS least,
    date_diff('day', r.earliest, p.latest) AS days_to_publication_most,
    r.happened
  FROM records AS r
  LEFT JOIN published AS p ON p.record_table = r.record_table AND p.record_id = r.record_id
)
SELECT
  record_table,
  record_id,
  date,
  earliest,
  latest,
  days,
  precise,
  basis,
  outside_text,
  first_published_earliest,
  first_published_latest,
  CASE WHEN happened AND least < 0 THEN 0 ELSE least END AS days_to_publication_least,
  days_to_publication_most
FROM timed
ORDER BY record_table, record_id;
COMMENT ON VIEW dates IS 'Which dates are imprecise or from outside the text, and how long from event to publication? Events, commitments and quotes. Differences are exact: the shortest and longest time that the two intervals admit, null where the date is open to that side. What has happened was not published before it did, so that its shortest time is never below 0.';
COMMENT ON COLUMN dates.record_table IS 'events, commitments or quotes.';
COMMENT ON COLUMN dates.record_id IS 'Key of the record.';
COMMENT ON COLUMN dates.date IS 'When, in EDTF; null where no date is known.';
COMMENT ON COLUMN dates.earliest IS 'First possible day; null where open.';
COMMENT ON COLUMN dates.latest IS 'Last possible day; null where open.';
COMMENT ON COLUMN dates.days IS 'Number of days that are possible; null where open.';
COMMENT ON COLUMN dates.precise IS 'Whether it is known to the day.';
COMMENT ON COLUMN dates.basis IS 'What an event''s date rests on; null for others.';
COMMENT ON COLUMN dates.outside_text IS 'Whether an event''s date is fixed from general knowledge.';
COMMENT ON COLUMN dates.first_published_earliest IS 'First day on which an article that reports the record can have appeared.';
COMMENT ON COLUMN dates.first_published_latest IS 'Day by which the first article that reports it had appeared.';
COMMENT ON COLUMN dates.days_to_publication_least IS 'Least number of days from then to first publication; null where open.';
COMMENT ON COLUMN dates.days_to_publication_most IS 'Most number of days from then to first publication; null where open.';

CREATE VIEW corroboration AS
WITH records AS (
  SELECT
    'events' AS record_table,
    event_id AS record_id,
    title,
    CAST(status AS VARCHAR) AS status,
    event_id AS stance
  FROM events
  UNION ALL
  SELECT
    'commitments',
    commitment_id,
    summary,
    NULL,
    actor_id || '/' || CAST(measure AS VARCHAR) || '/' || CAST(strength AS VARCHAR)
      || CASE WHEN self_asserted THEN '/own' ELSE '/claimed' END
  FROM commitments
),
sourced AS (
  SELECT
    s.record_table,
    s.record_id,
    s.article_id,
    s.work_id,
    CASE WHEN a.publisher <> 'unidentified' THEN s.work_id END AS established
  FROM reports AS s
  JOIN articles AS a ON a.article_id = s.article_id
),
alike AS (
  SELECT r.record_table, r.stance, greatest(count(DISTINCT s.established), 1) AS works
  FROM records AS r
  JOIN sourced AS s ON s.record_table = r.record_table AND s.record_id = r.record_id
  GROUP BY r.record_table, r.stance
),
disputing AS (
  SELECT d.record_table, d.record_id, string_agg(d.article_id, ', ' ORDER BY d.article_id) AS article_ids
  FROM (
    SELECT DISTINCT CAST(e.record_table AS VARCHAR) AS record_table, e.record_id, e.article_id
    FROM disputed_details AS e
    JOIN reports AS s
      ON s.record_table = CAST(e.record_table AS VARCHAR) AND s.record_id = e.record_id
        AND s.article_id = e.article_id
  ) AS d
  GROUP BY d.record_table, d.record_id
),
reporting AS (
  SELECT s.record_table, s.record_id, string_agg(s.article_id, ', ' ORDER BY s.article_id) AS article_ids
  FROM sourced AS s
  GROUP BY s.record_table, s.record_id
),
counted AS (
  SELECT
    s.record_table,
    s.record_id,
    count(*) AS articles,
    count(DISTINCT s.established) AS established,
    count(DISTINCT s.work_id) AS works
  FROM sourced AS s
  GROUP BY s.record_table, s.record_id
)
SELECT
  r.record_table,
  r.record_id,
  r.title,
  r.status,
  coalesce(n.articles, 0) AS articles,
  greatest(coalesce(n.established, 0), least(coalesce(n.articles, 0), 1)) AS works_least,
  coalesce(n.works, 0) AS works_most,
  coalesce(n.established, 0) >= 2 AS corroborated,
  d.article_ids AS disputed_in,
  coalesce(k.works, 0) AS same_strength_works_least,
  a.article_ids
FROM records AS r
LEFT JOIN counted AS n ON n.record_table = r.record_table AND n.record_id = r.record_id
LEFT JOIN reporting AS a ON a.record_table = r.record_table AND a.record_id = r.record_id
LEFT JOIN alike AS k ON k.record_table = r.record_table AND k.stance = r.stance
LEFT JOIN disputing AS d ON d.record_table = r.record_table AND d.record_id = r.record_id
ORDER BY r.record_table, r.record_id;
COMMENT ON VIEW corroboration IS 'What is confirmed by two or more independent stories? Events and commitments, with the articles and stories that report them. Articles that carry one story (reprints, wire copies, paraphrases, relays) share a work and count once. The work of an article whose publisher is unidentified may be one of the others, so that it counts among the most there can be and not among the least; nothing is called corroborated because of it. Two works can report the same as two positions, stated on two occasions: `same_strength_works_least` counts the works of all positions of the actor on the measure that have the same strength, its own statements and the claims of others apart.';
COMMENT ON COLUMN corroboration.record_table IS 'events or commitments.';
COMMENT ON COLUMN corroboration.record_id IS 'Key of the record.';
COMMENT ON COLUMN corroboration.title IS 'Title of the event, or summary of the position.';
COMMENT ON COLUMN corroboration.status IS 'Status of the event (a hypothetical event that is reported twice has not happened); null for a position.';
COMMENT ON COLUMN corroboration.articles IS 'Number of articles that report it.';
COMMENT ON COLUMN corroboration.works_least IS 'Least number of independent stories among them: 1 where only an unidentified publisher reports it.';
COMMENT ON COLUMN corroboration.works_most IS 'Most number of independent stories among them.';
COMMENT ON COLUMN corroboration.corroborated IS 'Whether there are at least two.';
COMMENT ON COLUMN corroboration.disputed_in IS 'Articles among them, in alphabetical order, that dispute a detail of it; null where none does. The details are in disputed_details.';
COMMENT ON COLUMN corroboration.same_strength_works_least IS 'Least number of independent stories that report a position of the same actor, measure and strength; for an event the same as works_least.';
COMMENT ON COLUMN corroboration.article_ids IS 'The articles, in alphabetical order.';

CREATE VIEW country_stances AS
WITH own AS (
  SELECT
    t.*,
    max(CASE WHEN t.commitment_id = t.stance_id THEN t.step END) OVER cell AS latest_step,
    row_number() OVER (
      PARTITION BY t.country, t.measure ORDER BY t.strength_rank DESC, t.step DESC
    ) AS height,
    row_number() OVER (
      PARTITION BY t.country, t.measure ORDER BY t.strength_rank, t.step DESC
    ) AS hardness
  FROM stance_timeline AS t
  WHERE t.country IS NOT NULL AND t.self_asserted
  WINDOW cell AS (PARTITION BY t.country, t.measure)
),
cells AS (
  SELECT
    country,
    measure,
    sum(CASE WHEN self_asserted THEN 1 ELSE 0 END) AS own_positions,
    sum(CASE WHEN self_asserted THEN 0 ELSE 1 END) AS claimed_positions
  FROM commitments
  WHERE country IS NOT NULL
  GROUP BY country, measure
)
SELECT
  n.country,
  n.measure,
  l.strength AS latest_strength,
  l.strength_rank AS latest_rank,
  l.stated AS latest_stated,
  l.stated_latest AS latest_stated_latest,
  l.is_current AS latest_is_current,
  l.is_certain AS latest_is_certain,
  l.commitment_id AS latest_commitment_id,
  l.superseded_by,
  f.strength AS furthest_strength,
  f.strength_rank AS furthest_rank,
  f.stated AS furthest_stated,
  f.commitment_id AS furthest_commitment_id,
  h.strength AS hardest_strength,
  h.strength_rank AS hardest_rank,
  h.stated AS hardest_stated,
  h.commitment_id AS hardest_commitment_id,
  CASE
    WHEN l.commitment_id IS NULL THEN 'none'
    WHEN l.change IS NULL THEN 'single'
    WHEN NOT l.is_certain THEN 'unclear'
    ELSE l.change
  END AS trend,
  CAST(n.own_positions AS BIGINT) AS own_positions,
  CAST(n.claimed_positions AS BIGINT) AS claimed_positions
FROM cells AS n
LEFT JOIN own AS l
  ON l.country = n.country AND l.measure = n.measure AND l.step = l.latest_step
LEFT JOIN own AS f ON f.country = n.country AND f.measure = n.measure AND f.height = 1
LEFT JOIN own AS h
  ON h.country = n.country AND h.measure = n.measure AND h.hardness = 1 AND h.strength_rank < 0
ORDER BY n.country, n.measure;
COMMENT ON VIEW country_stances IS 'What is each country''s latest statement on each measure, how far did it ever go, and what did it refuse hardest? Stances are the country''s own, by the rule of stance_timeline; what others claim of it is counted beside. The latest stance is current unless a position on another measure supersedes it.';
COMMENT ON COLUMN country_stances.country IS 'ISO 3166-1 alpha-3 code.';
COMMENT ON COLUMN country_stances.measure IS 'The measure.';
COMMENT ON COLUMN country_stances.latest_strength IS 'Strength of the latest stance; null where the country has stated nothing.';
COMMENT ON COLUMN country_stances.latest_rank IS 'Rank of latest_strength.';
COMMENT ON COLUMN country_stances.latest_stated IS 'When it was stated, in EDTF.';
COMMENT ON COLUMN country_stances.latest_stated_latest IS 'Last day on which it can have been stated.';
COMMENT ON COLUMN country_stances.latest_is_current IS 'Whether it still holds: no position supersedes it, on this measure or another; null without one.';
COMMENT ON COLUMN country_stances.latest_is_certain IS 'Whether it is certain that it began after the stances before it; null without one.';
COMMENT ON COLUMN country_stances.latest_commitment_id IS 'The position whose wording counts.';
COMMENT ON COLUMN country_stances.superseded_by IS 'Positions on other measures that supersede it, separated by commas; null where none does.';
COMMENT ON COLUMN country_stances.furthest_strength IS 'The highest strength that the country ever stated; null where it stated nothing.';
COMMENT ON COLUMN country_stances.furthest_rank IS 'Rank of furthest_strength.';
COMMENT ON COLUMN country_stances.furthest_stated IS 'When that was stated, in EDTF.';
COMMENT ON COLUMN country_stances.furthest_commitment_id IS 'That position; of several the latest.';
COMMENT ON COLUMN country_stances.hardest_strength IS 'Its hardest refusal, withheld or lower; null where it refused nothing.';
COMMENT ON COLUMN country_stances.hardest_rank IS 'Rank of hardest_strength.';
COMMENT ON COLUMN country_stances.hardest_stated IS 'When that was stated, in EDTF.';
COMMENT ON COLUMN country_stances.hardest_commitment_id IS 'That position; of several the latest.';
COMMENT ON COLUMN country_stances.trend IS 'stronger, weaker or unchanged from the stance before the latest; unclear where their order is not certain; single where there is one stance; none without.';
COMMENT ON COLUMN country_stances.own_positions IS 'Number of positions that the country stated.';
COMMENT ON COLUMN country_stances.claimed_positions IS 'Number of positions that others claim of it.';

CREATE VIEW stance_changes AS
WITH paired AS (
  SELECT b.stance_id AS from_id, m.stance_id AS to_id, b.step, r.note AS reason
  FROM relations AS r
  JOIN stance_timeline AS m ON m.commitment_id = r.subject_id
  JOIN stance_timeline AS b ON b.commitment_id = r.object_id
  WHERE r.relation = 'supersedes' AND m.self_asserted AND b.self_asserted
  UNION ALL
  SELECT t.previous_commitment_id, t.commitment_id, t.step - 1, NULL
  FROM stance_timeline AS t
  WHERE t.self_asserted AND t.previous_commitment_id IS NOT NULL AND t.is_certain
),
once AS (
  SELECT p.from_id, p.to_id, max(p.step) AS step, max(p.reason) AS reason
  FROM paired AS p
  GROUP BY p.from_id, p.to_id
),
latest AS (
  SELECT
    p.from_id,
    p.to_id,
    p.reason,
    row_number() OVER (PARTITION BY p.to_id, f.measure ORDER BY p.step DESC, p.from_id) AS lateness
  FROM once AS p
  JOIN commitments AS f ON f.commitment_id = p.from_id
)
SELECT
  t.actor_id,
  t.country,
  f.measure AS from_measure,
  f.strength AS from_strength,
  t.measure AS to_measure,
  t.strength AS to_strength,
  CASE
    WHEN t.strength_rank > f.strength_rank THEN 'stronger'
    WHEN t.strength_rank < f.strength_rank THEN 'weaker'
    ELSE 'unchanged'
  END AS direction,
  t.stated,
  t.stated_earliest,
  t.stated_latest,
  t.asserted_by,
  l.reason,
  l.from_id AS from_commitment_id,
  l.to_id AS to_commitment_id
FROM latest AS l
JOIN commitments AS f ON f.commitment_id = l.from_id
JOIN commitments AS t ON t.commitment_id = l.to_id
WHERE l.lateness = 1 AND (f.measure <> t.measure OR f.strength <> t.strength)
ORDER BY t.stated_latest, l.to_id, l.from_id;
COMMENT ON VIEW stance_changes IS 'Who changed its position, from what to what, when, and why? Changes of an actor''s own position, by the rule of stance_timeline. A stance is compared with those that it supersedes and, if the order is certain, with the one before it on its own measure; of several on one measure, with the latest. There is a change if the measure or the strength differs; repetitions and statements on one occasion are no changes. One new position can replace earlier ones on two measures: these are two rows.';
COMMENT ON COLUMN stance_changes.actor_id IS 'The actor.';
COMMENT ON COLUMN stance_changes.country IS 'Country of the actor (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN stance_changes.from_measure IS 'The measure of the earlier position.';
COMMENT ON COLUMN stance_changes.from_strength IS 'Its strength.';
COMMENT ON COLUMN stance_changes.to_measure IS 'The measure of the later position.';
COMMENT ON COLUMN stance_changes.to_strength IS 'Its strength.';
COMMENT ON COLUMN stance_changes.direction IS 'stronger, weaker or unchanged, on the scale from ruled_out to implemented.';
COMMENT ON COLUMN stance_changes.stated IS 'When the later position was stated, in EDTF.';
COMMENT ON COLUMN stance_changes.stated_earliest IS 'First day on which the change can have happened; null where there is no earliest date.';
COMMENT ON COLUMN stance_changes.stated_latest IS 'Day by which it had happened.';
COMMENT ON COLUMN stance_changes.asserted_by IS 'The source of the later position: who stated it for the actor.';
COMMENT ON COLUMN stance_changes.reason IS 'The annotator''s note on the relation between the two; null where the order of dates alone makes it a change.';
COMMENT ON COLUMN stance_changes.from_commitment_id IS 'The earlier position.';
COMMENT ON COLUMN stance_changes.to_commitment_id IS 'The later position.';

CREATE VIEW word_against_word AS
WITH paired AS (
  SELECT
    a.name AS actor,
    o.country,
    o.measure,
    o.commitment_id AS own_id,
    o.strength AS own_strength,
    o.strength_rank AS own_rank,
    o.stated AS own_stated,
    c.commitment_id AS claimed_id,
    c.strength AS claimed_strength,
    c.strength_rank AS claimed_rank,
    c.asserted_by,
    w.name AS asserted_by_name,
    c.stated AS claimed_stated,
    row_number() OVER (PARTITION BY c.commitment_id ORDER BY o.step DESC) AS lateness
  FROM commitments AS c
  JOIN stance_timeline AS o
    ON o.actor_id = c.actor_id AND o.measure = c.measure AND o.self_asserted
      AND o.commitment_id = o.stance_id
      AND coalesce(o.stated_earliest, o.stated_latest) <= c.stated_latest
  JOIN actors AS a ON a.actor_id = o.actor_id
  JOIN actors AS w ON w.actor_id = c.asserted_by
  WHERE NOT c.self_asserted AND c.strength_rank <> 0
)
SELECT
  actor,
  country,
  measure,
  own_id,
  own_strength,
  own_stated,
  claimed_id,
  claimed_strength,
  asserted_by,
  asserted_by_name,
  claimed_stated,
  CASE
    WHEN (own_rank < 0) <> (claimed_rank < 0) THEN 'opposite'
    WHEN own_rank > 2 AND claimed_rank = 2 THEN NULL
    WHEN own_rank < -1 AND claimed_rank = -1 THEN NULL
    WHEN claimed_rank > own_rank THEN 'beyond'
    WHEN claimed_rank < own_rank THEN 'below'
    ELSE 'same'
  END AS direction
FROM paired
WHERE lateness = 1
ORDER BY claimed_id;
COMMENT ON VIEW word_against_word IS 'What does an actor say it accepts, against what others say it accepts? Each claim by others, beside the actor''s own position at the time: the latest by the rule of stance_timeline of its own positions on the measure that were stated no later than the claim (by their first possible day, or the last where there is no earliest date). Claims that something is undecided or unclear are left out, because they give no degree that the actor accepts. A claim goes no further than `open` and no lower than `withheld` where somebody else judges (codebook: the rules `claim` and `doubt`), so that it is not comparable with an own position beyond that. What the actor stated later is in `stance_timeline`; a refusal that contradicts a claim, whenever it was made, in `disputed_claims`.';
COMMENT ON COLUMN word_against_word.actor IS 'Whose position it is.';
COMMENT ON COLUMN word_against_word.country IS 'Country of the actor (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN word_against_word.measure IS 'The measure.';
COMMENT ON COLUMN word_against_word.own_id IS 'The actor''s own position.';
COMMENT ON COLUMN word_against_word.own_strength IS 'Its strength.';
COMMENT ON COLUMN word_against_word.own_stated IS 'When it was stated, in EDTF.';
COMMENT ON COLUMN word_against_word.claimed_id IS 'The position that others claim.';
COMMENT ON COLUMN word_against_word.claimed_strength IS 'Its strength.';
COMMENT ON COLUMN word_against_word.asserted_by IS 'The source of the claim.';
COMMENT ON COLUMN word_against_word.asserted_by_name IS 'Its name.';
COMMENT ON COLUMN word_against_word.claimed_stated IS 'When it was claimed, in EDTF.';
COMMENT ON COLUMN word_against_word.direction IS 'opposite where one refuses and the other does not; beyond or below where the claim goes further or less far than the actor; same; null where the cap of claims decides.';

CREATE VIEW disputed_claims AS
SELECT
  r.relation,
  s.commitment_id AS claim_id,
  s.summary AS claim,
  s.strength AS claim_strength,
  sa.name AS asserted_by_name,
  sc.article_ids AS claim_articles,
  o.commitment_id AS other_id,
  o.summary AS other,
  o.strength AS other_strength,
  oa.name AS other_asserted_by_name,
  oc.article_ids AS other_articles,
  s.country,
  s.measure,
  r.note
FROM relations AS r
JOIN commitments AS s ON s.commitment_id = r.subject_id
JOIN actors AS sa ON sa.actor_id = s.asserted_by
JOIN corroboration AS sc ON sc.record_table = 'commitments' AND sc.record_id = s.commitment_id
JOIN commitments AS o ON o.commitment_id = r.object_id
JOIN actors AS oa ON oa.actor_id = o.asserted_by
JOIN corroboration AS oc ON oc.record_table = 'commitments' AND oc.record_id = o.commitment_id
WHERE r.relation IN ('contradicts', 'qualifies')
ORDER BY r.relation, s.commitment_id, o.commitment_id;
COMMENT ON VIEW disputed_claims IS 'Which claims contradict or qualify each other, and which article carries each?';
COMMENT ON COLUMN disputed_claims.relation IS 'contradicts or qualifies; read from the claim to the other.';
COMMENT ON COLUMN disputed_claims.claim_id IS 'The claim that contradicts or qualifies.';
COMMENT ON COLUMN disputed_claims.claim IS 'Its summary.';
COMMENT ON COLUMN disputed_claims.claim_strength IS 'Its strength.';
COMMENT ON COLUMN disputed_claims.asserted_by_name IS 'The source of the claim.';
COMMENT ON COLUMN disputed_claims.claim_articles IS 'The articles that carry it.';
COMMENT ON COLUMN disputed_claims.other_id IS 'The claim that is contradicted or qualified.';
COMMENT ON COLUMN disputed_claims.other IS 'Its summary.';
COMMENT ON COLUMN disputed_claims.other_strength IS 'Its strength.';
COMMENT ON COLUMN disputed_claims.other_asserted_by_name IS 'The source of the other.';
COMMENT ON COLUMN disputed_claims.other_articles IS 'The articles that carry it.';
COMMENT ON COLUMN disputed_claims.country IS 'Country whose position is at issue (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN disputed_claims.measure IS 'The measure of the claim.';
COMMENT ON COLUMN disputed_claims.note IS 'The annotator''s note.';

CREATE VIEW positions AS
WITH sources AS (
  SELECT
    r.record_id AS commitment_id,
    min(r.published_latest) AS known_since,
    string_agg(a.publisher, '; ' ORDER BY r.article_id) AS publishers
  FROM reports AS r
  JOIN articles AS a ON a.article_id = r.article_id
  WHERE r.record_table = 'commitments'
  GROUP BY r.record_id
),
passages AS (
  SELECT
    e.record_id AS commitment_id,
    e.passage,
    e.url,
    e.citation,
    e.evidence_id,
    row_number() OVER (
      PARTITION BY e.record_id
      ORDER BY a.published_latest, e.article_id, e.start_char, e.evidence_id
    ) AS place
  FROM provenance AS e
  JOIN articles AS a ON a.article_id = e.article_id
  WHERE CAST(e.record_table AS VARCHAR) = 'commitments' AND e.stance = 'supports' AND e.field IS NULL
)
SELECT
  c.country,
  a.name AS actor,
  c.measure,
  m.label AS measure_label,
  c.strength,
  s.label AS strength_label,
  c.strength_rank,
  c.self_asserted,
  w.name AS asserted_by_name,
  c.stated,
  c.summary,
  l.is_current,
  c.condition,
  k.label AS condition_label,
  c.location,
  c.quantity_best AS quantity,
  c.quantity_unit,
  b.name AS beneficiary,
  c.expression,
  v.name AS via,
  c.stated_earliest,
  c.stated_latest,
  o.known_since,
  e.title AS event,
  e.date AS event_date,
  i.title AS document,
  q.text AS quotation,
  q.gist,
  p.passage,
  p.url AS passage_url,
  p.citation,
  o.publishers,
  r.articles,
  r.works_least,
  r.works_most,
  CASE WHEN t.found_by_both IS NOT NULL THEN x.record_id IS NOT NULL END AS contested,
  n.name AS country_name,
  c.commitment_id,
  c.actor_id,
  c.asserted_by,
  c.beneficiary_id,
  c.quote_id,
  c.event_id,
  c.instrument_id,
  r.article_ids,
  p.evidence_id
FROM commitments AS c
JOIN stance_timeline AS l ON l.commitment_id = c.commitment_id
JOIN actors AS a ON a.actor_id = c.actor_id
JOIN actors AS w ON w.actor_id = c.asserted_by
LEFT JOIN actors AS v ON v.actor_id = c.via_actor_id
LEFT JOIN actors AS b ON b.actor_id = c.beneficiary_id
LEFT JOIN countries AS n ON n.country = c.country
LEFT JOIN events AS e ON e.event_id = c.event_id
LEFT JOIN instruments AS i ON i.instrument_id = c.instrument_id
LEFT JOIN quotes AS q ON q.quote_id = c.quote_id
LEFT JOIN sources AS o ON o.commitment_id = c.commitment_id
LEFT JOIN passages AS p ON p.commitment_id = c.commitment_id AND p.place = 1
LEFT JOIN corroboration AS r ON r.record_table = 'commitments' AND r.record_id = c.commitment_id
LEFT JOIN coded_twice AS t ON t.commitment_id = c.commitment_id
LEFT JOIN (
  SELECT DISTINCT d.record_id
  FROM contested AS d
  WHERE
    d.record_table = 'commitments'
    AND (
      d.found_by <> 'both'
      OR d.field IN ('actor_id', 'measure', 'strength', 'asserted_by', 'self_asserted', 'condition')
    )
) AS x ON x.record_id = c.commitment_id
JOIN codes AS m ON m.vocabulary = 'measure' AND m.code = CAST(c.measure AS VARCHAR)
JOIN codes AS s ON s.vocabulary = 'strength' AND s.code = CAST(c.strength AS VARCHAR)
JOIN codes AS k ON k.vocabulary = 'condition' AND k.code = CAST(c.condition AS VARCHAR)
ORDER BY c.country NULLS LAST, c.actor_id, c.measure, c.stated_latest, c.commitment_id;
COMMENT ON VIEW positions IS 'What is every position, in one flat table: who, what, how firmly, by whom, when, where it is written? The table that every user builds first: one row per position, with labels beside the codes and the ids of all records that it refers to. The quotation is the one that states the position, verbatim where there is one. The passage supports the position as a whole and comes from the article that appeared first. A position is known since the day by which that article had appeared.';
COMMENT ON COLUMN positions.country IS 'Country of the committed actor (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN positions.actor IS 'The committed actor.';
COMMENT ON COLUMN positions.measure IS 'What the position is about.';
COMMENT ON COLUMN positions.measure_label IS 'The same in words.';
COMMENT ON COLUMN positions.strength IS 'How far the actor goes.';
COMMENT ON COLUMN positions.strength_label IS 'The same in words.';
COMMENT ON COLUMN positions.strength_rank IS 'Rank of strength; negative for refusals.';
COMMENT ON COLUMN positions.self_asserted IS 'Whether it is the actor''s own statement (true) or what others claim of it (false).';
COMMENT ON COLUMN positions.asserted_by_name IS 'The source of the position: who states or claims it.';
COMMENT ON COLUMN positions.stated IS 'When it was stated, in EDTF.';
COMMENT ON COLUMN positions.summary IS 'The position, in one sentence.';
COMMENT ON COLUMN positions.is_current IS 'Whether it is the current position of its actor on the measure, as this source states it: one of each stance, not superseded by another, by the rule of stance_timeline.';
COMMENT ON COLUMN positions.condition IS 'What it depends on.';
COMMENT ON COLUMN positions.condition_label IS 'The same in words.';
COMMENT ON COLUMN positions.location IS 'Where.';
COMMENT ON COLUMN positions.quantity IS 'The quantity as given.';
COMMENT ON COLUMN positions.quantity_unit IS 'What is counted.';
COMMENT ON COLUMN positions.beneficiary IS 'For whom; null for territory, ceasefire and sanctions.';
COMMENT ON COLUMN positions.expression IS 'Whether it is said or signed, or only described.';
COMMENT ON COLUMN positions.via IS 'Who relays the statement to the article; null where nobody does.';
COMMENT ON COLUMN positions.stated_earliest IS 'First day on which it can have been stated; null where there is no earliest date.';
COMMENT ON COLUMN positions.stated_latest IS 'Last day on which it can have been stated.';
COMMENT ON COLUMN positions.known_since IS 'Day by which the first article that reports it had appeared.';
COMMENT ON COLUMN positions.event IS 'The occasion; null where none is known.';
COMMENT ON COLUMN positions.event_date IS 'Its date, in EDTF.';
COMMENT ON COLUMN positions.document IS 'The document in which it stands; null where it stands in none.';
COMMENT ON COLUMN positions.quotation IS 'The words that state it; null where only indirect speech or a description does.';
COMMENT ON COLUMN positions.gist IS 'What was said, in a sentence; null where nothing was.';
COMMENT ON COLUMN positions.passage IS 'First and last words of a passage that supports it.';
COMMENT ON COLUMN positions.passage_url IS 'Address of that passage; null where the article has none.';
COMMENT ON COLUMN positions.citation IS 'A ready reference for it.';
COMMENT ON COLUMN positions.publishers IS 'Publishers of the articles that report it, in the order of article_ids.';
COMMENT ON COLUMN positions.articles IS 'How many articles report it.';
COMMENT ON COLUMN positions.works_least IS 'Least number of independent stories that these are.';
COMMENT ON COLUMN positions.works_most IS 'Most number of independent stories that these are.';
COMMENT ON COLUMN positions.contested IS 'Whether two codings differ in actor, measure, strength, source or condition, or in having it; null where none of its articles was coded twice.';
COMMENT ON COLUMN positions.country_name IS 'Name of the country; null for a group.';
COMMENT ON COLUMN positions.commitment_id IS 'The position.';
COMMENT ON COLUMN positions.actor_id IS 'The committed actor.';
COMMENT ON COLUMN positions.asserted_by IS 'The source.';
COMMENT ON COLUMN positions.beneficiary_id IS 'For whom.';
COMMENT ON COLUMN positions.quote_id IS 'The utterance that states it best.';
COMMENT ON COLUMN positions.event_id IS 'The occasion.';
COMMENT ON COLUMN positions.instrument_id IS 'The document.';
COMMENT ON COLUMN positions.article_ids IS 'The articles that report it, in alphabetical order.';
COMMENT ON COLUMN positions.evidence_id IS 'The evidence that the passage is.';

CREATE VIEW thin_sources AS
WITH carried AS (
  SELECT
    r.record_id AS commitment_id,
    min(CASE WHEN a.publisher = 'unidentified' THEN 1 ELSE 0 END) = 1 AS unidentified_only,
    max(CASE WHEN a.voice_id = c.asserted_by THEN 1 ELSE 0 END) = 1 AS in_its_voice
  FROM reports AS r
  JOIN articles AS a ON a.article_id = r.article_id
  JOIN commitments AS c ON c.commitment_id = r.record_id
  WHERE r.record_table = 'commitments'
  GROUP BY r.record_id
),
judged AS (
  SELECT
    c.commitment_id,
    a.name AS actor,
    c.country,
    c.measure,
    c.strength,
    c.self_asserted,
    c.asserted_by,
    w.name AS asserted_by_name,
    w.kind = 'anonymous' AS anonymous,
    w.anonymous_number,
    CASE
      WHEN NOT (v.kind = 'government_body' AND coalesce(v.country = w.country, FALSE)) THEN v.name
    END AS via,
    w.kind = 'media' AND NOT coalesce(k.in_its_voice, FALSE) AS relayed_publisher,
    coalesce(k.unidentified_only, FALSE) AS unidentified_only,
    r.article_ids
  FROM commitments AS c
  JOIN actors AS a ON a.actor_id = c.actor_id
  JOIN actors AS w ON w.actor_id = c.asserted_by
  LEFT JOIN actors AS v ON v.actor_id = c.via_actor_id
  LEFT JOIN carried AS k ON k.commitment_id = c.commitment_id
  JOIN corroboration AS r ON r.record_table = 'commitments' AND r.record_id = c.commitment_id
)
SELECT *
FROM judged
WHERE anonymous OR via IS NOT NULL OR relayed_publisher OR unidentified_only
ORDER BY commitment_id;
COMMENT ON VIEW thin_sources IS 'What rests only on anonymous or second-hand sources? Each position is judged by itself. A position is listed if its source is anonymous, if somebody other than the speaker''s own office relays it to the article, if one newspaper relays another, or if only an article of an unidentified publisher reports it. A public statement that a newspaper reports is not listed.';
COMMENT ON COLUMN thin_sources.commitment_id IS 'The position.';
COMMENT ON COLUMN thin_sources.actor IS 'Whose position it is.';
COMMENT ON COLUMN thin_sources.country IS 'Country of the actor (ISO 3166-1 alpha-3); null for a group.';
COMMENT ON COLUMN thin_sources.measure IS 'The measure.';
COMMENT ON COLUMN thin_sources.strength IS 'How far the actor goes.';
COMMENT ON COLUMN thin_sources.self_asserted IS 'Whether it is the actor''s own statement.';
COMMENT ON COLUMN thin_sources.asserted_by IS 'The source of the position.';
COMMENT ON COLUMN thin_sources.asserted_by_name IS 'Its name.';
COMMENT ON COLUMN thin_sources.anonymous IS 'Whether that is an anonymous source.';
COMMENT ON COLUMN thin_sources.anonymous_number IS 'Whether it is one person, several, or not stated; null where it is not anonymous.';
COMMENT ON COLUMN thin_sources.via IS 'Who relays the statement to the article; null where nobody does, or the speaker''s own office.';
COMMENT ON COLUMN thin_sources.relayed_publisher IS 'Whether the source is a publisher that no article here is by.';
COMMENT ON COLUMN thin_sources.unidentified_only IS 'Whether every article that reports it is of an unidentified publisher.';
COMMENT ON COLUMN thin_sources.article_ids IS 'The articles, in alphabetical order.';

CREATE MACRO between_articles(a, b) AS TABLE
WITH supported AS (
  SELECT DISTINCT e.record_table, e.record_id
  FROM evidence AS e
  WHERE e.article_id = a AND e.stance = 'supports' AND e.record_table NOT IN ('quotes', 'mentions')
),
other AS (
  SELECT DISTINCT e.record_table, e.record_id, e.field, e.stance
  FROM evidence AS e
  WHERE e.article_id = b
)
SELECT CAST(s.record_table AS VARCHAR) AS record_table, s.record_id, NULL AS field, 'lacking' AS finding
FROM supported AS s
WHERE NOT EXISTS (
  SELECT 1 FROM other AS o WHERE o.record_table = s.record_table AND o.record_id = s.record_id
)
UNION ALL
SELECT CAST(s.record_table AS VARCHAR), s.record_id, o.field, 'disputed'
FROM supported AS s
JOIN other AS o ON o.record_table = s.record_table AND o.record_id = s.record_id
WHERE o.stance = 'disputes'
UNION ALL
SELECT '', '', NULL, error('no article ' || g.given || '; they are in the table articles')
FROM (SELECT a AS given UNION ALL SELECT b) AS g
WHERE g.given NOT IN (SELECT article_id FROM articles)
ORDER BY 1, 2, 3, 4;
COMMENT ON MACRO TABLE between_articles IS 'What does one article have that another lacks or disputes? between_articles(a, b): records that article a supports and article b does not have, and columns of records of a that b disputes. Quotes and mentions are left out: they belong to their article.';

CREATE MACRO citation(of_table, of_id) AS TABLE
WITH found AS (
  SELECT DISTINCT p.article_id, p.citation
  FROM provenance AS p
  WHERE CAST(p.record_table AS VARCHAR) = of_table AND p.record_id = of_id
    AND p.stance = 'supports'
)
SELECT article_id, citation
FROM found
UNION ALL
SELECT
  '',
  error('no passage supports ' || of_table || '/' || coalesce(of_id, 'null') || '; give a table, such as commitments, and the key of one of its rows')
FROM (SELECT count(*) AS n FROM found) AS counted
WHERE n = 0
ORDER BY 1, 2;
COMMENT ON MACRO TABLE citation IS 'How do I cite a row? citation(of_table, of_id): a ready reference for each passage that supports the record, with publisher, date, passage, address and the version of the dataset.';

CREATE MACRO commitments_coded(coding) AS TABLE
WITH known AS (
  SELECT
    CASE
      WHEN coding IN ('first', 'second', 'adjudicated') THEN coding
      ELSE error('no coding ' || coding || '; give first, second or adjudicated')
    END AS coding
),
told AS (
  SELECT
    d.article_id,
    coalesce(d.record_id, d.first_id, d.second_id) AS commitment_id,
    d.record_id,
    d.first_id,
    d.second_id,
    d.field,
    k.coding,
    CASE WHEN k.coding = 'first' THEN d.first_value ELSE d.second_value END AS cell
  FROM codings AS d
  CROSS JOIN known AS k
  WHERE
    d.record_table = 'commitments'
    AND (
      d.field IS NULL
      OR d.field IN ('actor_id', 'measure', 'strength', 'asserted_by', 'self_asserted', 'condition')
    )
),
changed AS (
  SELECT
    t.article_id,
    t.commitment_id,
    max(CASE WHEN t.field = 'actor_id' THEN t.cell END) AS actor_id,
    max(CASE WHEN t.field = 'measure' THEN t.cell END) AS measure,
    max(CASE WHEN t.field = 'strength' THEN t.cell END) AS strength,
    max(CASE WHEN t.field = 'asserted_by' THEN t.cell END) AS asserted_by,
    max(CASE WHEN t.field = 'self_asserted' THEN t.cell END) AS self_asserted,
    max(CASE WHEN t.field = 'condition' THEN t.cell END) AS condition,
    max(CASE WHEN t.record_id IS NULL THEN 0 ELSE 1 END) AS published,
    max(
      CASE
        WHEN t.coding = 'first' AND t.first_id IS NULL THEN 1
        WHEN t.coding = 'second' AND t.second_id IS NULL THEN 1
        ELSE 0
      END
    ) AS lacking,
    max(t.coding) AS coding
  FROM told AS t
  GROUP BY t.article_id, t.commitment_id
),
held AS (
  SELECT
    c.commitment_id,
    r.article_id,
    c.actor_id,
    CAST(c.measure AS VARCHAR) AS measure,
    CAST(c.strength AS VARCHAR) AS strength,
    c.asserted_by,
    CASE WHEN c.self_asserted THEN 'true' ELSE 'false' END AS self_asserted,
    CAST(c.condition AS VARCHAR) AS condition
  FROM commitments AS c
  JOIN reports AS r ON r.record_table = 'commitments' AND r.record_id = c.commitment_id
),
asked AS (
  SELECT
    h.commitment_id,
    h.article_id,
    CASE WHEN x.coding <> 'adjudicated' THEN coalesce(x.actor_id, h.actor_id) ELSE h.actor_id END AS actor_id,
    CASE WHEN x.coding <> 'adjudicated' THEN coalesce(x.measure, h.measure) ELSE h.measure END AS measure,
    CASE WHEN x.coding <> 'adjudicated' THEN coalesce(x.strength, h.strength) ELSE h.strength END AS strength,
    CASE WHEN x.coding <> 'adjudicated' THEN coalesce(x.asserted_by, h.asserted_by) ELSE h.asserted_by END AS asserted_by,
    CASE WHEN x.coding <> 'adjudicated' THEN coalesce(x.self_asserted, h.self_asserted) ELSE h.self_asserted END AS self_asserted,
    CASE WHEN x.coding <> 'adjudicated' THEN coalesce(x.condition, h.condition) ELSE h.condition END AS condition,
    x.commitment_id IS NOT NULL AS contested
  FROM held AS h
  CROSS JOIN known AS k
  LEFT JOIN changed AS x ON x.commitment_id = h.commitment_id AND x.article_id = h.article_id
  WHERE coalesce(x.lacking, 0) = 0
  UNION ALL
  SELECT
    x.commitment_id,
    x.article_id,
    x.actor_id,
    x.measure,
    x.strength,
    x.asserted_by,
    x.self_asserted,
    x.condition,
    true
  FROM changed AS x
  WHERE x.published = 0 AND x.lacking = 0 AND x.coding <> 'adjudicated'
)
SELECT
  q.commitment_id,
  q.article_id,
  q.actor_id,
  a.country,
  q.measure,
  q.strength,
  s.rank AS strength_rank,
  q.asserted_by,
  q.self_asserted = 'true' AS self_asserted,
  q.condition,
  q.contested
FROM asked AS q
LEFT JOIN actors AS a ON a.actor_id = q.actor_id
JOIN codes AS s ON s.vocabulary = 'strength' AND s.code = q.strength
ORDER BY q.commitment_id, q.article_id;
COMMENT ON MACRO TABLE commitments_coded IS 'Which positions are there, as the first coding, the second or the adjudicated one has them? commitments_coded(coding): first, second or adjudicated; a row for each article that holds the position, because each was coded by itself. What only one coding has is there under that coding alone, with its own id where it is not published.';

CREATE MACRO known_on(day) AS TABLE
WITH published AS (
  SELECT record_id, min(published_latest) AS known_since
  FROM reports
  WHERE record_table = 'events'
  GROUP BY record_id
)
SELECT
  v.event_id,
  v.title,
  v.event_type,
  v.status,
  v.date,
  p.known_since,
  v.in_scope
FROM events AS v
JOIN published AS p ON p.record_id = v.event_id
WHERE p.known_since <= CAST(day AS DATE)
ORDER BY p.known_since, v.event_id;
COMMENT ON MACRO TABLE known_on IS 'Which events were known on a day? known_on(day): events that an article had reported by that day, for certain. An event that lay ahead then is there if it was spoken of.';

CREATE MACRO panel_as_of(day) AS TABLE
WITH published AS (
  SELECT a.published_latest FROM articles AS a WHERE a.published_latest <= CAST(day AS DATE)
),
reported AS (
  SELECT DISTINCT p.record_id
  FROM reports AS p
  WHERE p.record_table = 'commitments' AND p.published_latest <= CAST(day AS DATE)
),
known AS (
  SELECT c.*
  FROM commitments AS c
  JOIN reported AS q ON q.record_id = c.commitment_id
  WHERE c.stated_latest <= CAST(day AS DATE)
),
occasions AS (
  SELECT
    k.*,
    coalesce(k.stated_earliest, k.stated_latest) AS placed,
    -- The same event; or without one the same days, a week at most, as articles date remarks.
    CASE
      WHEN k.event_id IS NOT NULL OR date_diff('day', k.stated_earliest, k.stated_latest) <= 6
        THEN k.stated || ' ' || coalesce(k.event_id, '')
      ELSE k.commitment_id
    END AS occasion
  FROM known AS k
),
tied AS (
  SELECT
    r.relation,
    r.subject_id,
    r.object_id,
    o.stated_earliest AS object_first,
    o.stated_latest AS object_last,
    o.placed AS object_placed,
    o.occasion AS object_occasion,
    -- A position that goes further, or refuses more firmly, repeats nothing.
    CASE
      WHEN r.relation = 'reiterates' AND s.measure = o.measure
        AND s.self_asserted = o.self_asserted AND (s.self_asserted OR s.asserted_by = o.asserted_by)
        AND abs(s.strength_rank) <= abs(o.strength_rank) AND s.strength_rank * o.strength_rank >= 0
        THEN 1
      ELSE 0
    END AS repeats,
    -- A correction on the occasion itself.
    CASE
      WHEN r.relation = 'supersedes' AND s.measure = o.measure AND s.occasion = o.occasion THEN 1
      ELSE 0
    END AS corrects
  FROM relations AS r
  JOIN occasions AS s ON s.commitment_id = r.subject_id
  JOIN occasions AS o ON o.commitment_id = r.object_id
  WHERE r.relation IN ('supersedes', 'reiterates')
),
once AS (
  SELECT
    subject_id,
    max(object_first) AS not_earlier,
    max(object_placed) AS not_before,
    max(corrects) AS corrects
  FROM tied
  GROUP BY subject_id
),
twice AS (
  SELECT
    t.subject_id,
    max(CASE WHEN t.object_first IS NULL OR f.not_earlier > t.object_first THEN f.not_earlier ELSE t.object_first END)
      AS not_earlier,
    max(CASE WHEN f.not_before > t.object_placed THEN f.not_before ELSE t.object_placed END)
      AS not_before,
    max(CASE WHEN f.subject_id IS NULL THEN 1 ELSE 2 END) AS depth,
    max(CASE WHEN t.relation = 'supersedes' THEN 1 ELSE 0 END) AS replaces,
    max(t.corrects) AS corrects,
    -- Of several that it repeats, the latest.
    max(
      CASE
        WHEN t.repeats = 1
          THEN CAST(t.object_last AS VARCHAR) || ' '
            || CASE WHEN f.corrects = 1 THEN t.object_id ELSE t.object_occasion END
      END
    ) AS repeated
  FROM tied AS t
  LEFT JOIN once AS f ON f.subject_id = t.object_id
  GROUP BY t.subject_id
),
dated AS (
  SELECT
    k.commitment_id,
    k.actor_id,
    k.country,
    k.measure,
    k.self_asserted,
    k.asserted_by,
    CASE WHEN k.self_asserted THEN '' ELSE k.asserted_by END AS voice,
    k.strength,
    k.strength_rank,
    k.stated,
    k.stated_earliest,
    k.stated_latest,
    CASE
      WHEN k.stated_earliest IS NULL OR t.not_earlier > k.stated_earliest THEN t.not_earlier
      ELSE k.stated_earliest
    END AS first_day,
    CASE WHEN t.not_before > k.placed THEN t.not_before ELSE k.placed END AS placed_on,
    CASE WHEN t.not_before >= k.placed THEN t.depth ELSE 0 END AS is_after,
    coalesce(t.replaces, 0) AS replaces,
    substr(t.repeated, 12) AS repeated,
    CASE WHEN t.corrects = 1 THEN k.commitment_id ELSE k.occasion END AS occasion
  FROM occasions AS k
  LEFT JOIN twice AS t ON t.subject_id = k.commitment_id
),
lined AS (
  SELECT
    v.*,
    row_number() OVER line AS step,
    CASE
      WHEN lag(v.occasion) OVER line IN (v.occasion, v.repeated)
        OR lag(v.repeated) OVER line = v.repeated
        THEN 0
      ELSE 1
    END AS begins
  FROM dated AS v
  WINDOW line AS (
    PARTITION BY v.actor_id, v.measure, v.voice
    ORDER BY v.placed_on, v.is_after, v.stated_latest, v.occasion, v.replaces DESC,
      abs(v.strength_rank) DESC, v.strength_rank, v.commitment_id
  )
),
counted AS (
  SELECT
    l.*,
    sum(l.begins) OVER (
      PARTITION BY l.actor_id, l.measure, l.voice ORDER BY l.step
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS stance
  FROM lined AS l
),
replacing AS (
  SELECT
    o.actor_id,
    o.measure,
    o.voice,
    o.stance,
    r.subject_id,
    max(s.stated_latest) AS stated_latest,
    max(
      CASE WHEN s.actor_id = o.actor_id AND s.measure = o.measure AND s.voice = o.voice THEN s.stance END
    ) AS by_stance
  FROM relations AS r
  JOIN counted AS s ON s.commitment_id = r.subject_id
  JOIN counted AS o ON o.commitment_id = r.object_id
  WHERE r.relation = 'supersedes'
  GROUP BY o.actor_id, o.measure, o.voice, o.stance, r.subject_id
),
replaced AS (
  SELECT
    p.actor_id,
    p.measure,
    p.voice,
    p.stance,
    min(p.by_stance) AS by_stance,
    max(p.stated_latest) AS replaced_by,
    string_agg(p.subject_id, ', ' ORDER BY p.subject_id) AS superseded_by
  FROM replacing AS p
  WHERE p.by_stance IS NULL OR p.by_stance <> p.stance
  GROUP BY p.actor_id, p.measure, p.voice, p.stance
),
placed AS (
  SELECT
    c.*,
    row_number() OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance
      ORDER BY abs(c.strength_rank) DESC, c.strength_rank, c.step
    ) AS place,
    max(c.stance) OVER (PARTITION BY c.actor_id, c.measure, c.voice) AS last_stance,
    first_value(c.first_day) OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance ORDER BY c.step
    ) AS begins_on,
    max(c.stated_latest) OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance
    ) AS held_until,
    -- The day after which a later stance is certain to come later. Null if the next stance supersedes
    -- this one, which settles their order.
    CASE
      WHEN r.by_stance = c.stance + 1 THEN NULL
      WHEN r.replaced_by < c.stated_latest THEN r.replaced_by
      ELSE c.stated_latest
    END AS open_until,
    r.replaced_by,
    r.superseded_by AS superseders
  FROM counted AS c
  LEFT JOIN replaced AS r
    ON r.actor_id = c.actor_id AND r.measure = c.measure AND r.voice = c.voice
      AND r.stance = c.stance
),
compared AS (
  SELECT
    p.*,
    max(p.open_until) OVER (
      PARTITION BY p.actor_id, p.measure, p.voice ORDER BY p.stance
      RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS others_until
  FROM placed AS p
),
stances AS (
  SELECT
    p.*,
    -- What is stated again after it was superseded holds again.
    CASE WHEN p.replaced_by >= p.held_until THEN p.superseders END AS superseded_by,
    p.place = 1 AND p.stance = p.last_stance
      AND NOT coalesce(p.replaced_by >= p.held_until, FALSE) AS is_current,
    p.others_until IS NULL OR coalesce(p.begins_on > p.others_until, FALSE) AS is_certain
  FROM compared AS p
),
days AS (
  SELECT substr(CAST(stated_latest AS VARCHAR), 1, 7) AS month FROM known
  UNION
  SELECT substr(CAST(published_latest AS VARCHAR), 1, 7) FROM published
),
ends AS (
  SELECT min(month) AS first_month, max(month) AS last_month FROM days
),
digits AS (
  SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
  UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
),
twelve AS (
  SELECT '01' AS n UNION ALL SELECT '02' UNION ALL SELECT '03' UNION ALL SELECT '04'
  UNION ALL SELECT '05' UNION ALL SELECT '06' UNION ALL SELECT '07' UNION ALL SELECT '08'
  UNION ALL SELECT '09' UNION ALL SELECT '10' UNION ALL SELECT '11' UNION ALL SELECT '12'
),
every_month AS (
  SELECT CAST(CAST(substr(e.first_month, 1, 4) AS INTEGER) + t.n * 10 + u.n AS VARCHAR) || '-' || m.n AS month
  FROM ends AS e
  CROSS JOIN digits AS t
  CROSS JOIN digits AS u
  CROSS JOIN twelve AS m
),
months AS (
  SELECT m.month
  FROM every_month AS m
  JOIN ends AS e ON m.month >= e.first_month AND m.month <= e.last_month
),
monthly AS (
  SELECT
    s.commitment_id,
    s.country,
    s.measure,
    s.self_asserted,
    s.strength,
    s.strength_rank,
    s.stance,
    s.step,
    s.stated_latest,
    substr(CAST(s.stated_latest AS VARCHAR), 1, 7) AS month
  FROM counted AS s
  WHERE s.country IS NOT NULL
),
closed AS (
  SELECT DISTINCT o.country, o.measure, o.stance, s.stated_latest, s.month
  FROM relations AS r
  JOIN monthly AS o ON o.commitment_id = r.object_id
  JOIN monthly AS s ON s.commitment_id = r.subject_id
  WHERE
    r.relation = 'supersedes' AND o.self_asserted
    AND (s.measure <> o.measure OR s.stance <> o.stance)
),
cells AS (
  SELECT DISTINCT country, measure FROM known WHERE country IS NOT NULL
),
held AS (
  SELECT
    m.month,
    c.commitment_id,
    c.country,
    c.measure,
    c.self_asserted,
    c.strength,
    c.strength_rank,
    c.month AS stated_in,
    c.stance,
    max(c.stated_latest) OVER (
      PARTITION BY m.month, c.country, c.measure, c.self_asserted, c.stance
    ) AS held_until,
    c.self_asserted AND row_number() OVER (
      PARTITION BY m.month, c.country, c.measure, c.self_asserted
      ORDER BY c.stance DESC, abs(c.strength_rank) DESC, c.strength_rank, c.step
    ) = 1 AS is_latest,
    c.self_asserted AND c.strength_rank < 0 AND row_number() OVER (
      PARTITION BY m.month, c.country, c.measure, c.self_asserted ORDER BY c.strength_rank, c.step
    ) = 1 AS is_hardest
  FROM months AS m
  JOIN monthly AS c ON c.month <= m.month
),
summed AS (
  SELECT
    month,
    country,
    measure,
    max(CASE WHEN is_latest THEN commitment_id END) AS commitment_id,
    max(CASE WHEN is_latest THEN strength END) AS strength,
    max(CASE WHEN is_latest THEN strength_rank END) AS strength_rank,
    max(CASE WHEN is_latest THEN stance END) AS stance,
    max(CASE WHEN is_latest THEN held_until END) AS held_until,
    max(CASE WHEN is_hardest THEN strength END) AS hardest_refusal,
    max(CASE WHEN is_hardest THEN strength_rank END) AS hardest_refusal_rank,
    sum(CASE WHEN NOT self_asserted AND stated_in = month THEN 1 ELSE 0 END) AS claims
  FROM held
  GROUP BY month, country, measure
),
ended AS (
  SELECT DISTINCT l.month, l.country, l.measure
  FROM summed AS l
  JOIN closed AS x
    ON x.country = l.country AND x.measure = l.measure AND x.stance = l.stance
      AND x.month <= l.month AND x.stated_latest >= l.held_until
),
panel AS (
  SELECT
    c.country,
    c.measure,
    m.month,
    CASE WHEN x.month IS NULL THEN l.strength END AS strength,
    CASE WHEN x.month IS NULL THEN l.strength_rank END AS strength_rank,
    CASE
      WHEN l.commitment_id IS NOT NULL
        THEN substr(CAST(l.held_until AS VARCHAR), 1, 7) < m.month
    END AS is_carried_forward,
    CASE WHEN l.commitment_id IS NOT NULL THEN x.month IS NOT NULL END AS is_superseded,
    l.hardest_refusal,
    l.hardest_refusal_rank,
    CAST(coalesce(l.claims, 0) AS BIGINT) AS claims,
    l.commitment_id
  FROM cells AS c
  CROSS JOIN months AS m
  LEFT JOIN summed AS l ON l.country = c.country AND l.measure = c.measure AND l.month = m.month
  LEFT JOIN ended AS x ON x.country = c.country AND x.measure = c.measure AND x.month = m.month
)
SELECT
  w.country,
  w.measure,
  w.month,
  w.strength,
  w.strength_rank,
  w.is_carried_forward,
  w.is_superseded,
  w.hardest_refusal,
  w.hardest_refusal_rank,
  w.claims,
  w.commitment_id
FROM panel AS w
ORDER BY w.country, w.measure, w.month;
COMMENT ON MACRO TABLE panel_as_of IS 'What did each country say on each measure, month by month, as known on a day? panel_as_of(day): the view panel, made from the positions that had certainly been stated and published by that day.';

CREATE MACRO positions_as_of(day) AS TABLE
WITH reported AS (
  SELECT p.record_id, min(p.published_latest) AS known_since
  FROM reports AS p
  WHERE p.record_table = 'commitments' AND p.published_latest <= CAST(day AS DATE)
  GROUP BY p.record_id
),
known AS (
  SELECT c.*, q.known_since
  FROM commitments AS c
  JOIN reported AS q ON q.record_id = c.commitment_id
  WHERE c.stated_latest <= CAST(day AS DATE)
),
occasions AS (
  SELECT
    k.*,
    coalesce(k.stated_earliest, k.stated_latest) AS placed,
    -- The same event; or without one the same days, a week at most, as articles date remarks.
    CASE
      WHEN k.event_id IS NOT NULL OR date_diff('day', k.stated_earliest, k.stated_latest) <= 6
        THEN k.stated || ' ' || coalesce(k.event_id, '')
      ELSE k.commitment_id
    END AS occasion
  FROM known AS k
),
tied AS (
  SELECT
    r.relation,
    r.subject_id,
    r.object_id,
    o.stated_earliest AS object_first,
    o.stated_latest AS object_last,
    o.placed AS object_placed,
    o.occasion AS object_occasion,
    -- A position that goes further, or refuses more firmly, repeats nothing.
    CASE
      WHEN r.relation = 'reiterates' AND s.measure = o.measure
        AND s.self_asserted = o.self_asserted AND (s.self_asserted OR s.asserted_by = o.asserted_by)
        AND abs(s.strength_rank) <= abs(o.strength_rank) AND s.strength_rank * o.strength_rank >= 0
        THEN 1
      ELSE 0
    END AS repeats,
    -- A correction on the occasion itself.
    CASE
      WHEN r.relation = 'supersedes' AND s.measure = o.measure AND s.occasion = o.occasion THEN 1
      ELSE 0
    END AS corrects
  FROM relations AS r
  JOIN occasions AS s ON s.commitment_id = r.subject_id
  JOIN occasions AS o ON o.commitment_id = r.object_id
  WHERE r.relation IN ('supersedes', 'reiterates')
),
once AS (
  SELECT
    subject_id,
    max(object_first) AS not_earlier,
    max(object_placed) AS not_before,
    max(corrects) AS corrects
  FROM tied
  GROUP BY subject_id
),
twice AS (
  SELECT
    t.subject_id,
    max(CASE WHEN t.object_first IS NULL OR f.not_earlier > t.object_first THEN f.not_earlier ELSE t.object_first END)
      AS not_earlier,
    max(CASE WHEN f.not_before > t.object_placed THEN f.not_before ELSE t.object_placed END)
      AS not_before,
    max(CASE WHEN f.subject_id IS NULL THEN 1 ELSE 2 END) AS depth,
    max(CASE WHEN t.relation = 'supersedes' THEN 1 ELSE 0 END) AS replaces,
    max(t.corrects) AS corrects,
    -- Of several that it repeats, the latest.
    max(
      CASE
        WHEN t.repeats = 1
          THEN CAST(t.object_last AS VARCHAR) || ' '
            || CASE WHEN f.corrects = 1 THEN t.object_id ELSE t.object_occasion END
      END
    ) AS repeated
  FROM tied AS t
  LEFT JOIN once AS f ON f.subject_id = t.object_id
  GROUP BY t.subject_id
),
dated AS (
  SELECT
    k.commitment_id,
    k.actor_id,
    k.country,
    k.measure,
    k.self_asserted,
    k.asserted_by,
    CASE WHEN k.self_asserted THEN '' ELSE k.asserted_by END AS voice,
    k.strength,
    k.strength_rank,
    k.stated,
    k.stated_earliest,
    k.stated_latest,
    CASE
      WHEN k.stated_earliest IS NULL OR t.not_earlier > k.stated_earliest THEN t.not_earlier
      ELSE k.stated_earliest
    END AS first_day,
    CASE WHEN t.not_before > k.placed THEN t.not_before ELSE k.placed END AS placed_on,
    CASE WHEN t.not_before >= k.placed THEN t.depth ELSE 0 END AS is_after,
    coalesce(t.replaces, 0) AS replaces,
    substr(t.repeated, 12) AS repeated,
    CASE WHEN t.corrects = 1 THEN k.commitment_id ELSE k.occasion END AS occasion
  FROM occasions AS k
  LEFT JOIN twice AS t ON t.subject_id = k.commitment_id
),
lined AS (
  SELECT
    v.*,
    row_number() OVER line AS step,
    CASE
      WHEN lag(v.occasion) OVER line IN (v.occasion, v.repeated)
        OR lag(v.repeated) OVER line = v.repeated
        THEN 0
      ELSE 1
    END AS begins
  FROM dated AS v
  WINDOW line AS (
    PARTITION BY v.actor_id, v.measure, v.voice
    ORDER BY v.placed_on, v.is_after, v.stated_latest, v.occasion, v.replaces DESC,
      abs(v.strength_rank) DESC, v.strength_rank, v.commitment_id
  )
),
counted AS (
  SELECT
    l.*,
    sum(l.begins) OVER (
      PARTITION BY l.actor_id, l.measure, l.voice ORDER BY l.step
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS stance
  FROM lined AS l
),
replacing AS (
  SELECT
    o.actor_id,
    o.measure,
    o.voice,
    o.stance,
    r.subject_id,
    max(s.stated_latest) AS stated_latest,
    max(
      CASE WHEN s.actor_id = o.actor_id AND s.measure = o.measure AND s.voice = o.voice THEN s.stance END
    ) AS by_stance
  FROM relations AS r
  JOIN counted AS s ON s.commitment_id = r.subject_id
  JOIN counted AS o ON o.commitment_id = r.object_id
  WHERE r.relation = 'supersedes'
  GROUP BY o.actor_id, o.measure, o.voice, o.stance, r.subject_id
),
replaced AS (
  SELECT
    p.actor_id,
    p.measure,
    p.voice,
    p.stance,
    min(p.by_stance) AS by_stance,
    max(p.stated_latest) AS replaced_by,
    string_agg(p.subject_id, ', ' ORDER BY p.subject_id) AS superseded_by
  FROM replacing AS p
  WHERE p.by_stance IS NULL OR p.by_stance <> p.stance
  GROUP BY p.actor_id, p.measure, p.voice, p.stance
),
placed AS (
  SELECT
    c.*,
    row_number() OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance
      ORDER BY abs(c.strength_rank) DESC, c.strength_rank, c.step
    ) AS place,
    max(c.stance) OVER (PARTITION BY c.actor_id, c.measure, c.voice) AS last_stance,
    first_value(c.first_day) OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance ORDER BY c.step
    ) AS begins_on,
    max(c.stated_latest) OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance
    ) AS held_until,
    -- The day after which a later stance is certain to come later. Null if the next stance supersedes
    -- this one, which settles their order.
    CASE
      WHEN r.by_stance = c.stance + 1 THEN NULL
      WHEN r.replaced_by < c.stated_latest THEN r.replaced_by
      ELSE c.stated_latest
    END AS open_until,
    r.replaced_by,
    r.superseded_by AS superseders
  FROM counted AS c
  LEFT JOIN replaced AS r
    ON r.actor_id = c.actor_id AND r.measure = c.measure AND r.voice = c.voice
      AND r.stance = c.stance
),
compared AS (
  SELECT
    p.*,
    max(p.open_until) OVER (
      PARTITION BY p.actor_id, p.measure, p.voice ORDER BY p.stance
      RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS others_until
  FROM placed AS p
),
stances AS (
  SELECT
    p.*,
    -- What is stated again after it was superseded holds again.
    CASE WHEN p.replaced_by >= p.held_until THEN p.superseders END AS superseded_by,
    p.place = 1 AND p.stance = p.last_stance
      AND NOT coalesce(p.replaced_by >= p.held_until, FALSE) AS is_current,
    p.others_until IS NULL OR coalesce(p.begins_on > p.others_until, FALSE) AS is_certain
  FROM compared AS p
),
doubted AS (
  SELECT r.object_id, string_agg(r.subject_id, ', ' ORDER BY r.subject_id) AS qualified_by
  FROM relations AS r
  JOIN known AS k ON k.commitment_id = r.subject_id
  WHERE r.relation IN ('qualifies', 'contradicts')
  GROUP BY r.object_id
)
SELECT
  s.actor_id,
  s.country,
  s.measure,
  s.self_asserted,
  s.asserted_by,
  s.strength,
  s.stated,
  k.known_since,
  d.qualified_by,
  s.commitment_id
FROM stances AS s
JOIN known AS k ON k.commitment_id = s.commitment_id
LEFT JOIN doubted AS d ON d.object_id = s.commitment_id
WHERE s.is_current
ORDER BY s.actor_id, s.measure, s.self_asserted DESC, s.asserted_by, s.commitment_id;
COMMENT ON MACRO TABLE positions_as_of IS 'What was each actor''s position, as known on a day? positions_as_of(day): the current stance of each actor on each measure. It applies the rule of stance_timeline to the positions that had certainly been stated and published by that day: the last possible day counts for both. One row per source: the actor''s own statements are one source, and everybody who claims something of it is another. Stances that had been superseded by then, on this measure or another, are left out.';

INSERT INTO codes FROM read_parquet(getvariable('tables') || '/codes.parquet');
INSERT INTO countries FROM read_parquet(getvariable('tables') || '/countries.parquet');
INSERT INTO actors FROM read_parquet(getvariable('tables') || '/actors.parquet');
INSERT INTO articles FROM read_parquet(getvariable('tables') || '/articles.parquet');
INSERT INTO copies FROM read_parquet(getvariable('tables') || '/copies.parquet');
INSERT INTO memberships FROM read_parquet(getvariable('tables') || '/memberships.parquet');
INSERT INTO mentions FROM read_parquet(getvariable('tables') || '/mentions.parquet');
INSERT INTO events FROM read_parquet(getvariable('tables') || '/events.parquet') WHERE parent_event_id IS NULL;
INSERT INTO events FROM read_parquet(getvariable('tables') || '/events.parquet') WHERE parent_event_id IS NOT NULL;
INSERT INTO event_participants FROM read_parquet(getvariable('tables') || '/event_participants.parquet');
INSERT INTO instruments FROM read_parquet(getvariable('tables') || '/instruments.parquet');
INSERT INTO quotes FROM read_parquet(getvariable('tables') || '/quotes.parquet');
INSERT INTO commitments FROM read_parquet(getvariable('tables') || '/commitments.parquet');
INSERT INTO basis FROM read_parquet(getvariable('tables') || '/coding/basis.parquet');
INSERT INTO relations FROM read_parquet(getvariable('tables') || '/relations.parquet');
INSERT INTO evidence FROM read_parquet(getvariable('tables') || '/evidence.parquet');
INSERT INTO codings FROM read_parquet(getvariable('tables') || '/coding/codings.parquet');
INSERT INTO reliability FROM read_parquet(getvariable('tables') || '/coding/reliability.parquet');
INSERT INTO unitizing FROM read_parquet(getvariable('tables') || '/coding/unitizing.parquet');
INSERT INTO confusions FROM read_parquet(getvariable('tables') || '/coding/confusions.parquet');

COMMIT;
