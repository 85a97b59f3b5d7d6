import { SqlText } from "../serving/sql-text";
import { rfc3339 } from "./rfc3339";

/**
 * Rows of the deliveries of reports that stand and are not paused: `report`, `name`, `destination`, `state`, `detail` and `moved`, the last one of each run and
 * destination. Of two things said in one moment, `sending` was the first.
 */
const deliveriesSql = SqlText.of`
  SELECT d.report AS report, p.name AS name, d.destination AS destination, argMax(d.state, (d.at, d.state != 'sending')) AS state,
    argMax(d.detail, (d.at, d.state != 'sending')) AS detail, max(d.at) AS moved
  FROM ReportRun AS d
  INNER JOIN (
    SELECT r.id AS id, argMax(r.name, r.revision) AS name FROM Report AS r GROUP BY r.id
    HAVING argMax(r.step, r.revision) != 'removed' AND NOT argMax(r.paused, r.revision)
  ) AS p ON p.id = d.report
  WHERE d.destination != '' GROUP BY d.report, p.name, d.run_id, d.destination`;

/** Rows of `report`, `state` and `deliveries`: those of the last seven days. */
export const reportDeliveriesSql = SqlText.of`
  SELECT l.report AS report, l.state AS state, toString(count()) AS deliveries FROM (${deliveriesSql}) AS l
  WHERE l.moved > now() - INTERVAL 7 DAY GROUP BY report, state`;

/** Rows of `report`, `name` and how the last delivery to each destination that had something to tell ended: `failing` of `destinations` did not arrive for sure. */
export const reportFailuresSql = SqlText.of`
  SELECT f.report AS report, any(f.name) AS name, countIf(f.state IN ('failed', 'in-doubt')) AS failing, count() AS destinations, max(f.last) AS last,
    minIf(f.last, f.state IN ('failed', 'in-doubt')) AS since, anyIf(f.destination || ': ' || f.detail, f.state IN ('failed', 'in-doubt')) AS detail
  FROM (
    SELECT l.report AS report, l.name AS name, l.destination AS destination, argMax(l.state, l.moved) AS state, argMax(l.detail, l.moved) AS detail, max(l.moved) AS last
    FROM (${deliveriesSql}) AS l WHERE l.state != 'unchanged' GROUP BY l.report, l.name, l.destination
  ) AS f GROUP BY f.report`;

/** Rows of `ComponentHealth`: a report is stale while a delivery of it is known to have failed, or may have. Everything else works, so nothing is unhealthy. */
export const reportHealthSql = SqlText.of`
  SELECT 'report ' || h.name AS component, if(h.failing > 0, 'stale', 'healthy') AS state,
    ${rfc3339(SqlText.of`if(h.failing > 0, h.since, h.last)`)} AS since,
    if(h.failing > 0, toString(h.failing) || ' of ' || toString(h.destinations) || ' destinations: ' || h.detail, toString(h.destinations) || ' destinations') AS detail
  FROM (${reportFailuresSql}) AS h ORDER BY component, since`;
