-- Which claims contradict or qualify each other, and which article carries each?
--
-- key: claim_id, other_id, relation
-- relation: contradicts or qualifies; read from the claim to the other.
-- claim_id: The claim that contradicts or qualifies.
-- claim: Its summary.
-- claim_strength: Its strength.
-- asserted_by_name: The source of the claim.
-- claim_articles: The articles that carry it.
-- other_id: The claim that is contradicted or qualified.
-- other: Its summary.
-- other_strength: Its strength.
-- other_asserted_by_name: The source of the other.
-- other_articles: The articles that carry it.
-- country: Country whose position is at issue (ISO 3166-1 alpha-3); null for a group.
-- measure: The measure of the claim.
-- note: The annotator's note.
-- example: SELECT asserted_by_name, claim_strength, other_asserted_by_name, other_strength FROM disputed_claims WHERE relation = 'contradicts' ORDER BY claim_id, other_id
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
