-- How is each speaker quoted: directly, in part, indirectly, in how many articles and works?
--
-- key: speaker_id
-- speaker_id: The speaker.
-- speaker: Name.
-- kind: Kind of actor.
-- country: Country of the speaker (ISO 3166-1 alpha-3); null for a group.
-- quotes: Number of quotes.
-- direct: Of these, full clauses between quotation marks.
-- partial: Of these, words between quotation marks.
-- indirect: Of these, reported speech.
-- articles: Number of articles that quote the speaker.
-- works: Number of independent works among them.
-- example: SELECT speaker, quotes, direct, partial, indirect, articles, works FROM speakers WHERE quotes >= 4 ORDER BY quotes DESC, speaker
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
