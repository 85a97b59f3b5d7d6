import { WebApp } from "@514labs/moose-lib";
import { alwaysScope } from "../apis/answers/cost-scope-of";
import { connectionHealthSql } from "../apis/answers/connections-sql";
import { knownThroughSql } from "../apis/answers/known-through";
import { reportHealthSql } from "../apis/answers/reports-sql";
import { rfc3339 } from "../apis/answers/rfc3339";
import { runningDeliveriesSql } from "../apis/answers/running-deliveries-sql";
import type { Answer, AnswerSnapshot } from "../apis/serving/answer";
import type { ApiRequest } from "../apis/serving/api-request";
import { serveExchange } from "../apis/serving/serve-exchange";
import { SqlText } from "../apis/serving/sql-text";
import type { ComponentHealth } from "../domain/health/health-history";
import { watchHealth } from "../runtime/observability/watch-health";

/**
 * GET /status: which part is unhealthy and since when; 503 when one is. Besides the services: the bills' own freshness for each billing account of the caller,
 * how active connections to sources go, whether reports arrive, how far deliveries are that are being read now, and the last run of each workflow. Bills older than expected are `stale`, which is no 503: every part
 * works. Moose's own `/health` and `/ready` are for load balancers, and need no key.
 */
export const StatusWebApp = new WebApp(
  "status",
  serveExchange(
    { name: "status", role: "reader", method: "GET", further: { 503: { description: "A part is unhealthy", answer: "envelope" } } },
    async (request) => {
      const parts = await Promise.all([
        watchHealth(),
        extractionHealth(request),
        connectionHealth(request),
        reportHealth(request),
        deliveryHealth(request),
        workflowHealth(request),
      ]);
      const data = parts.flat();
      const problems = data.flatMap(({ component, state, since, detail }) =>
        state === "unhealthy" || state === "stale"
          ? [{ code: `component-${state}`, message: `${component} is ${state}${since === null ? "" : ` since ${since}`}: ${detail}` }]
          : [],
      );
      const body: Answer<ComponentHealth> = { data, snapshots: [], currency: null, totals: [], page: { next: null }, problems };
      return { body, status: data.some(({ state }) => state === "unhealthy") ? 503 : 200 };
    },
  ),
  { mountPath: "/status", metadata: { description: "Health of each component, with the time of its last change" } },
);

/** Every night should publish something of an account that is read by schedule; a day and a half leaves room for one slow night. */
const staleAfter = SqlText.of`INTERVAL 36 HOUR`;
const timeText = (time: SqlText): SqlText => rfc3339(SqlText.of`toDateTime64(${time}, 3)`);

function extractionHealth(request: ApiRequest): Promise<readonly ComponentHealth[]> {
  return readExtractionHealth(request).catch(() => [unknown("extraction")]);
}

async function readExtractionHealth(request: ApiRequest): Promise<readonly ComponentHealth[]> {
  const scope = await alwaysScope(request, undefined);
  const found = await request.rows<ComponentHealth>(SqlText.of`
    SELECT 'extraction of ' || billing_account_id AS component, if(last < now() - ${staleAfter}, 'stale', 'healthy') AS state,
      ${timeText(SqlText.of`if(last < now() - ${staleAfter}, last + ${staleAfter}, last)`)} AS since,
      'last published ' || ${timeText(SqlText.of`last`)} || if(known = 0, '', ', usage known through ' || toString(toDate(known))) AS detail
    FROM (SELECT billing_account_id, max(activated_at) AS last FROM ActiveBillingSnapshot WHERE reason = 'published' GROUP BY billing_account_id) AS p
    LEFT JOIN (${knownThroughSql({ scope })}) AS k ON k.account = p.billing_account_id
    ORDER BY component`);
  return found.map((health) => withSchedule(health, scope.snapshots.named));
}

/** With when the account is read next, and which of its months should have been read by now. */
function withSchedule(health: ComponentHealth, snapshots: readonly AnswerSnapshot[]): ComponentHealth {
  const own = snapshots.filter(({ billing_account_id }) => `extraction of ${billing_account_id}` === health.component);
  const [next] = own.flatMap(({ next_read_at }) => next_read_at ?? []).sort();
  const late = own.filter((one) => one.late).map(({ billing_period }) => billing_period.slice(0, 7));
  const told = [
    ...(next === undefined ? [] : [`next reading ${next}`]),
    ...(late.length === 0 ? [] : [`the last due reading did not publish ${late.join(", ")}`]),
  ];
  return { ...health, state: late.length > 0 ? "stale" : health.state, detail: [health.detail, ...told].join(", ") };
}

/** Connections belong to no account, so only callers of all see them. */
function connectionHealth(request: ApiRequest): Promise<readonly ComponentHealth[]> {
  return request.rows<ComponentHealth>(connectionHealthSql).catch(() => [unknown("connections")]);
}

/** Reports belong to no account, so only callers of all see them. */
function reportHealth(request: ApiRequest): Promise<readonly ComponentHealth[]> {
  return request.rows<ComponentHealth>(reportHealthSql).catch(() => [unknown("reports")]);
}

/** What is being read now, and when it should be there: never unhealthy, since its reader reports the outcome. Rows are those of the ledger. */
function deliveryHealth(request: ApiRequest): Promise<readonly ComponentHealth[]> {
  const health = request.rows<ComponentHealth>(SqlText.of`
    SELECT 'delivery of ' || d.account || ' ' || formatDateTime(d.period, '%Y-%m-%d') AS component, 'healthy' AS state, ${timeText(SqlText.of`d.opened`)} AS since,
      d.source || ': ' || toString(d.parts) || ' parts, ' || toString(d.rows) || ' rows stored'
        || if(d.rate IS NULL, '', ', ' || toString(assumeNotNull(d.rate)) || ' rows/s')
        || if(d.seconds_left IS NULL, '', ', about ' || toString(assumeNotNull(d.seconds_left)) || ' s left of ' || toString(d.expected) || ' rows')
        || ', last stored ' || ${timeText(SqlText.of`d.moved`)} AS detail
    FROM (${runningDeliveriesSql}) AS d ORDER BY component`);
  return health.catch(() => []);
}

/**
 * Unhealthy when the last run failed, since the first failure after the last success. `npm run extract` does what the workflow extract-month does, so that a
 * success of either heals both. Details may name any account, so only callers of all see runs.
 */
function workflowHealth(request: ApiRequest): Promise<readonly ComponentHealth[]> {
  const runs = SqlText.of`SELECT if(workflow = 'extract', 'extract-month', workflow) AS name, outcome, detail, ended_at FROM WorkflowExecution`;
  const health = request.rows<ComponentHealth>(SqlText.of`
    SELECT 'workflow ' || w.name AS component, if(argMax(w.outcome, w.ended_at) = 'failed', 'unhealthy', 'healthy') AS state,
      ${timeText(SqlText.of`if(argMax(w.outcome, w.ended_at) = 'failed', minIf(w.ended_at, w.outcome = 'failed' AND w.ended_at > s.success), max(w.ended_at))`)} AS since,
      argMax(w.detail, w.ended_at) AS detail
    FROM (${runs}) AS w
    INNER JOIN (SELECT name, maxIf(ended_at, outcome = 'succeeded') AS success FROM (${runs}) GROUP BY name) AS s ON s.name = w.name
    GROUP BY w.name ORDER BY component`);
  return health.catch(() => [unknown("workflows")]);
}

const unknown = (component: string): ComponentHealth => ({
  component,
  state: "unknown",
  since: null,
  detail: "the database did not answer",
});
