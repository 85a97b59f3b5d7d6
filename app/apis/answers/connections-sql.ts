import { SqlText } from "../serving/sql-text";
import { rfc3339 } from "./rfc3339";

/**
 * Rows of each connection that is active: `connection`, `source`, `looked` (when its last look began) and `due` (when the next one is, and never before the last sign of life of one that is being made), `published` (when it
 * published last; 1970 when never), `rows` (of its last look that published something), `faults` (looks of the last seven days that did not publish all that was offered), `fault` (of
 * the last look, empty when it had none) and `failing` (since when; 1970 when it is not).
 */
export const connectionsSql = SqlText.of`
  SELECT c.id AS connection, c.source AS source, r.looked AS looked, r.faults AS faults, r.fault AS fault, r.rows AS rows,
    if(r.fault = '', toDateTime64(0, 3), r.failing) AS failing, d.published AS published,
    greatest(if(r.looked = toDateTime64(0, 3), c.since, r.looked + toIntervalMinute(if(r.retryable, least(c.every, 15), c.every))), a.seen) AS due
  FROM (
    SELECT k.id AS id, argMax(k.source, k.revision) AS source, argMax(k.every_minutes, k.revision) AS every, max(k.at) AS since
    FROM SourceConnection AS k GROUP BY k.id HAVING argMax(k.state, k.revision) = 'active'
  ) AS c
  LEFT JOIN (
    SELECT l.connection AS connection, max(l.started) AS looked, argMax(l.fault, l.number) AS fault, argMax(l.retryable, l.number) AS retryable,
      argMaxIf(l.rows, l.number, l.rows > 0) AS rows, countIf(l.fault != '' AND l.started > now() - INTERVAL 7 DAY) AS faults,
      minIf(l.started, l.fault != '' AND l.number > g.number) AS failing
    FROM (
      SELECT s.connection AS connection, s.number AS number, min(s.at) AS started, max(s.fault) AS fault, max(s.retryable) AS retryable, max(s.rows) AS rows
      FROM SourceRun AS s WHERE s.number > 0 GROUP BY s.connection, s.number, s.run_id HAVING countIf(s.step = 'finished') > 0
    ) AS l
    LEFT JOIN (
      SELECT connection, maxIf(number, step = 'finished' AND fault = '') AS number FROM SourceRun GROUP BY connection
    ) AS g ON g.connection = l.connection
    GROUP BY l.connection
  ) AS r ON r.connection = c.id
  LEFT JOIN (
    SELECT connection, max(at) AS seen FROM SourceRun WHERE number > 0 GROUP BY connection
  ) AS a ON a.connection = c.id
  LEFT JOIN (
    SELECT connection, maxIf(ended_at, outcome = 'published') AS published FROM SourceDelivery GROUP BY connection
  ) AS d ON d.connection = c.id`;

/** Rows of `NextLook`. */
export const nextLooksSql = SqlText.of`
  SELECT c.connection AS connection, ${rfc3339(SqlText.of`toDateTime64(c.due, 3)`)} AS due FROM (${connectionsSql}) AS c`;

const time = (column: SqlText): SqlText => rfc3339(SqlText.of`toDateTime64(${column}, 3)`);
const late = SqlText.of`c.due < now() - INTERVAL 1 HOUR`;

/**
 * Rows of `ComponentHealth`: each active connection is unhealthy since its first look that went wrong after the last one that did not, and stale when nobody
 * has looked for an hour longer than he should.
 */
export const connectionHealthSql = SqlText.of`
  SELECT 'connection ' || c.connection AS component, multiIf(c.fault != '', 'unhealthy', ${late}, 'stale', 'healthy') AS state,
    ${time(SqlText.of`multiIf(c.fault != '', c.failing, ${late}, c.due, greatest(c.looked, c.published))`)} AS since,
    c.source || if(c.published = toDateTime64(0, 3), ': nothing published yet', ': last published ' || ${time(SqlText.of`c.published`)})
      || if(c.rows = 0, '', ', ' || toString(c.rows) || ' rows') || ', next look ' || ${time(SqlText.of`c.due`)}
      || if(c.fault = '', '', ', ' || c.fault) AS detail
  FROM (${connectionsSql}) AS c ORDER BY component`;
