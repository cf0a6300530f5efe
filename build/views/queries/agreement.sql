-- How far do two codings agree on each column, as decimals?
--
-- Read the share of agreement first: where values spread widely, as days over a year do, alpha is
-- near 1 whatever happens within a week. Alpha is Krippendorff's; 0.8 is what firm conclusions ask for, below 0.667 there are none
-- (Krippendorff 2019). It is null where no_alpha says why. The codings are those before
-- adjudication, by programs of one kind: alpha says how stable the coding is, not how right.
--
-- key: record_table, field, scope
-- record_table: Table of the column.
-- field: The coded column.
-- scope: all units, or those that no hard case or decision of the codebook names.
-- level: Level of measurement.
-- units: Units that both codings found.
-- agreement: Share of units in which the values are the same.
-- alpha: Krippendorff's alpha.
-- alpha_low: Lower bound of its 95 % interval.
-- alpha_high: Upper bound of its 95 % interval.
-- alpha_by_place: Alpha where units are paired by their passages alone, a lower bound.
-- no_alpha: Why there is no alpha.
-- example: SELECT record_table, field, units, agreement, alpha FROM agreement WHERE scope = 'all' AND alpha < 0.8 ORDER BY alpha, record_table, field
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
