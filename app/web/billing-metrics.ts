import { Gauge, Registry } from "prom-client";
import { letterAccount } from "../apis/answers/answer-dead-letters";
import { answerBudgets } from "../apis/answers/answer-budgets";
import { alwaysScope } from "../apis/answers/cost-scope-of";
import { connectionsSql } from "../apis/answers/connections-sql";
import { knownThroughSql } from "../apis/answers/known-through";
import { runningDeliveriesSql } from "../apis/answers/running-deliveries-sql";
import type { ApiRequest } from "../apis/serving/api-request";
import { reportDeliveriesSql, reportFailuresSql } from "../apis/answers/reports-sql";
import { SqlText } from "../apis/serving/sql-text";

interface Measure {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** Rows of the labels as text, and `value`; or what asks for them. */
  readonly rows: SqlText | ((request: ApiRequest) => Promise<readonly MeasuredRow[]>);
  /** It reads what costs are made of: asked again when something was published or a target changed, else after `keptMs` only. */
  readonly ofCharges?: true;
}
type MeasuredRow = Readonly<Record<string, string>>;

const snapshotLabels = ["billing_account_id", "billing_period", "currency"] as const;
const ofSnapshots = (column: SqlText): SqlText => SqlText.of`
  SELECT e.billing_account_id AS billing_account_id, toString(e.billing_period) AS billing_period, any(e.currency) AS currency, ${column} AS value
  FROM BillingSnapshot AS e
  WHERE e.snapshot_id IN (SELECT snapshot_id FROM CurrentBillingSnapshot) AND e.billing_period >= toStartOfMonth(today()) - INTERVAL 3 MONTH
  GROUP BY billing_account_id, billing_period`;

const withoutSql = (condition: SqlText): SqlText => SqlText.of`
  SELECT billing_account_id, toString(count()) AS value
  FROM CurrentAzureBillingDetail
  WHERE ${condition} AND (billing_period >= toStartOfMonth(today()) - INTERVAL 3 MONTH OR snapshot_id = 'live')
  GROUP BY billing_account_id`;

const connectionLabels = ["connection", "source"] as const;
const ofConnections = (column: SqlText, condition = SqlText.of`1`): SqlText =>
  SqlText.of`SELECT connection, source, toString(${column}) AS value FROM (${connectionsSql}) WHERE ${condition}`;

/** What only the tables know. Those that read charges read no more than those of the open months. */
const measures: readonly Measure[] = [
  {
    name: "azure_billing_snapshot_rows",
    help: "Charges in the published snapshot of each of the last months",
    labels: snapshotLabels,
    rows: ofSnapshots(SqlText.of`toString(max(e.rows))`),
  },
  {
    name: "azure_billing_snapshot_cost",
    help: "Cost before tax in the published snapshot; a double, for charts and alerts, not for accounting",
    labels: snapshotLabels,
    rows: ofSnapshots(SqlText.of`toString(argMax(e.cost, if(e.status IN ('sealed', 'published'), e.step, 0)))`),
  },
  {
    name: "azure_billing_snapshot_published_timestamp_seconds",
    help: "When the newest snapshot of a billing account was published",
    labels: ["billing_account_id"],
    rows: SqlText.of`
      SELECT billing_account_id, toString(toUnixTimestamp(max(activated_at))) AS value
      FROM ActiveBillingSnapshot WHERE reason = 'published' GROUP BY billing_account_id`,
  },
  {
    name: "azure_billing_snapshots_abandoned",
    help: "Snapshots read in the last seven days that were not published",
    labels: ["billing_account_id"],
    rows: SqlText.of`
      SELECT billing_account_id, toString(uniqExact(snapshot_id)) AS value
      FROM BillingSnapshot WHERE status = 'abandoned' AND at > now() - INTERVAL 7 DAY GROUP BY billing_account_id`,
  },
  {
    name: "azure_billing_charge_problems",
    help: "Named problems of charges of this month and the one before",
    labels: ["code"],
    ofCharges: true,
    rows: SqlText.of`
      SELECT problem.code AS code, toString(count()) AS value
      FROM CurrentAzureBillingDetail ARRAY JOIN problems AS problem
      WHERE billing_period >= toStartOfMonth(today()) - INTERVAL 1 MONTH GROUP BY code`,
  },
  {
    name: "azure_billing_known_through_timestamp_seconds",
    help: "End of the last day to which usage of a billing account is known, regardless of fees dated later",
    labels: ["billing_account_id"],
    ofCharges: true,
    rows: async (request) =>
      request.rows<MeasuredRow>(SqlText.of`
      SELECT account AS billing_account_id, toString(toUnixTimestamp(toDateTime(toDate(known + 1), 'UTC'))) AS value
      FROM (${knownThroughSql({ scope: await alwaysScope(request, undefined) })}) WHERE known > 0`),
  },
  {
    name: "azure_billing_charges_without_day",
    help: "Charges without a readable day, in published snapshots of this month and the three before it, and in all posted charges",
    labels: ["billing_account_id"],
    ofCharges: true,
    rows: withoutSql(SqlText.of`date IS NULL`),
  },
  {
    name: "azure_billing_charges_without_cost",
    help: "Charges without a readable cost, which are not counted in any amount; same scope as charges without a day",
    labels: ["billing_account_id"],
    ofCharges: true,
    rows: withoutSql(SqlText.of`extended_cost IS NULL`),
  },
  {
    name: "azure_billing_dead_letters",
    help: "Posted records that did not become a charge and were not replayed, by their billing account; empty when they have no valid one",
    labels: ["billing_account_id"],
    rows: SqlText.of`
      SELECT ${letterAccount} AS billing_account_id, toString(count()) AS value
      FROM AzureBillingDetailDeadLetter AS d FINAL WHERE d.replayed_at IS NULL
      GROUP BY billing_account_id ORDER BY count() DESC LIMIT 1000`,
  },
  {
    name: "azure_billing_source_events",
    help: "Retries, waits, resumes and publications of deliveries in the last seven days, by kind of error or wait",
    labels: ["source", "event", "kind"],
    rows: SqlText.of`
      SELECT source, event, kind, toString(count()) AS value
      FROM DeliveryEvent WHERE at > now() - INTERVAL 7 DAY GROUP BY source, event, kind`,
  },
  {
    name: "azure_billing_source_waited_seconds",
    help: "Time that deliveries waited in the last seven days: for retries, the rate limit, or a server that was down",
    labels: ["source", "event", "kind"],
    rows: SqlText.of`
      SELECT source, event, kind, toString(sum(delay_ms) / 1000) AS value
      FROM DeliveryEvent WHERE at > now() - INTERVAL 7 DAY AND event IN ('retry', 'wait') GROUP BY source, event, kind`,
  },
  {
    name: "azure_billing_connection_published_timestamp_seconds",
    help: "When an active connection to a source published last",
    labels: connectionLabels,
    rows: ofConnections(SqlText.of`toUnixTimestamp(published)`, SqlText.of`published > toDateTime64(0, 3)`),
  },
  {
    name: "azure_billing_connection_due_timestamp_seconds",
    help: "When an active connection is looked at next; a time in the past is its lag",
    labels: connectionLabels,
    rows: ofConnections(SqlText.of`toUnixTimestamp(due)`),
  },
  {
    name: "azure_billing_connection_rows",
    help: "Charges that an active connection published in its last look that published any",
    labels: connectionLabels,
    rows: ofConnections(SqlText.of`rows`),
  },
  {
    name: "azure_billing_connection_faults",
    help: "Looks at an active connection in the last seven days that did not publish all that was offered",
    labels: connectionLabels,
    rows: ofConnections(SqlText.of`faults`),
  },
  {
    name: "azure_billing_delivery_rows_stored",
    help: "Rows stored so far of a delivery that is being read",
    labels: ["source", "billing_account_id", "billing_period"],
    rows: SqlText.of`
      SELECT source, account AS billing_account_id, toString(period) AS billing_period, toString(rows) AS value FROM (${runningDeliveriesSql})`,
  },
  {
    name: "azure_billing_budget_amount",
    help: "Each target of this month (amount target), the cost so far (actual) and the forecast of the month (forecast)",
    labels: ["budget", "billing_account_id", "currency", "amount"],
    ofCharges: true,
    rows: budgetAmounts,
  },
  {
    name: "azure_billing_report_deliveries",
    help: "Deliveries of each report in the last seven days, by how they stand",
    labels: ["report", "state"],
    rows: SqlText.of`SELECT report, state, deliveries AS value FROM (${reportDeliveriesSql})`,
  },
  {
    name: "azure_billing_report_failing",
    help: "Destinations of a report whose last delivery failed, or may not have arrived",
    labels: ["report", "name"],
    rows: SqlText.of`SELECT report, name, toString(failing) AS value FROM (${reportFailuresSql})`,
  },
  {
    name: "azure_billing_workflow_runs",
    help: "Finished runs of each workflow in the last seven days",
    labels: ["workflow", "outcome"],
    rows: SqlText.of`
      SELECT workflow, outcome, toString(count()) AS value
      FROM WorkflowExecution WHERE ended_at > now() - INTERVAL 7 DAY GROUP BY workflow, outcome`,
  },
  {
    name: "azure_billing_workflow_last_run_duration_seconds",
    help: "How long the last run of each workflow took",
    labels: ["workflow", "outcome"],
    rows: SqlText.of`
      SELECT workflow, argMax(outcome, ended_at) AS outcome, toString(argMax(date_diff('millisecond', started_at, ended_at), ended_at) / 1000) AS value
      FROM WorkflowExecution GROUP BY workflow`,
  },
  {
    name: "azure_billing_workflow_last_run_timestamp_seconds",
    help: "When the last run of each workflow ended",
    labels: ["workflow", "outcome"],
    rows: SqlText.of`
      SELECT workflow, argMax(outcome, ended_at) AS outcome, toString(toUnixTimestamp(max(ended_at))) AS value
      FROM WorkflowExecution GROUP BY workflow`,
  },
];

/** What each target of this month was, what is billed of it, and what the month will be; an amount that is not known has no value. */
async function budgetAmounts(request: ApiRequest): Promise<readonly MeasuredRow[]> {
  const { data } = await answerBudgets({ month: request.now.toISOString().slice(0, 7), limit: 1000 }, request);
  return data.flatMap(({ id, billing_account_id, currency, target, actual, forecast, fault }) =>
    fault === null
      ? Object.entries({ target, actual, forecast }).flatMap(([amount, value]) =>
          value === null ? [] : [{ budget: id, billing_account_id, currency, amount, value }],
        )
      : [],
  );
}

let last: { readonly at: number; readonly text: Promise<string> } | undefined;

/**
 * The state of the bills in Prometheus' text format, asked of ClickHouse at most every 15 seconds, and what reads charges at most every five minutes while
 * nothing is published. A query that fails leaves its metric without values: a scrape still succeeds then, and `azure_billing_component_up` says why.
 */
export function billingMetrics(request: ApiRequest): Promise<string> {
  const at = request.now.getTime();
  if (last === undefined || at - last.at > 15_000) last = { at, text: read(request) };
  return last.text;
}

/** By the name of a measure: its rows, what was published then, and when they were asked for. */
const kept = new Map<string, { readonly key: string; readonly at: number; readonly rows: readonly MeasuredRow[] }>();

async function read(request: ApiRequest): Promise<string> {
  const registry = new Registry();
  const key = await request.rows<MeasuredRow>(changesSql).then(
    (found) => JSON.stringify([request.now.toISOString().slice(0, 7), found]),
    () => null,
  );
  await Promise.all(
    measures.map(async (measure) => {
      const { name, help, labels } = measure;
      const gauge = new Gauge({ name, help, labelNames: [...labels], registers: [registry] });
      const rows = await (measure.ofCharges === true && key !== null ? keptRows(request, measure, key) : measured(request, measure)).catch(
        () => [],
      );
      for (const { value, ...row } of rows) gauge.set(row, Number(value));
    }),
  );
  return registry.metrics();
}

async function keptRows(request: ApiRequest, measure: Measure, key: string): Promise<readonly MeasuredRow[]> {
  const at = request.now.getTime();
  const found = kept.get(measure.name);
  if (found !== undefined && found.key === key && at - found.at < keptMs) return found.rows;
  const rows = await measured(request, measure);
  kept.set(measure.name, { key, at, rows });
  return rows;
}

const measured = (request: ApiRequest, { rows }: Measure): Promise<readonly MeasuredRow[]> =>
  typeof rows === "function" ? rows(request) : request.rows<MeasuredRow>(rows);

/** Changes with every publication, every rollback and every target that is set or withdrawn. */
const changesSql = SqlText.of`
  SELECT toString(count()) AS publications, toString(max(activated_at)) AS published, (SELECT toString(count()) || ' ' || toString(max(updated_at)) FROM Budget) AS targets
  FROM ActiveBillingSnapshot`;
/** Posted charges change no publication, so the metrics of charges may be this old. */
const keptMs = 300_000;
