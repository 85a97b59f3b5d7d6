import { z } from "zod";
import { accountKeys } from "../../domain/access/is-account-id";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import type { PeriodKey } from "../../domain/snapshot/snapshot-key";
import { readActiveSnapshot } from "../../pipeline/active-snapshot";
import { openSnapshotDatabase } from "../../pipeline/open-snapshot-database";
import { planRollBack, rollBack, type RollbackPlan } from "../../pipeline/roll-back";
import { readSnapshots } from "../../pipeline/snapshot-events";
import type { SnapshotDatabase } from "../../pipeline/snapshot-database";
import { processEnrollments } from "../../runtime/config/process-settings";
import { startWorkflow, TemporalAway } from "../../runtime/moose/workflow-runs";
import type { Answer } from "../serving/answer";
import { ApiError } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";

const account = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,127}$/, "is a billing account id");
const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, "is a calendar month, YYYY-MM");
const snapshot = z
  .string()
  .regex(/^[\w-]{1,128}$/, "is a snapshot id")
  .optional();
const reason = z.string().min(1).max(1000);

/** The body of POST /operations/snapshots. Without `snapshot`, the one that was in force before. */
export const snapshotOperation = z.discriminatedUnion("operation", [
  z.object({ operation: z.literal("try-roll-back"), billing_account: account, month, snapshot }).strict(),
  z.object({ operation: z.literal("roll-back"), billing_account: account, month, snapshot, reason }).strict(),
  z
    .object({
      operation: z.literal("read-again"),
      billing_account: account,
      month,
      allow: z
        .array(z.enum(["shrink", "closed"]))
        .max(2)
        .default([])
        .describe("Checks to lift for this account and month in this reading"),
      reason,
    })
    .strict(),
]);
type SnapshotOperation = z.infer<typeof snapshotOperation>;

interface SnapshotChange {
  readonly billing_account_id: string;
  readonly billing_period: string;
  readonly done: "nothing" | "rolled-back" | "started";
  /** The snapshots that readers see before and after a roll back; null for a reading, whose outcome is not known yet. */
  readonly before: SnapshotTotal | null;
  readonly after: SnapshotTotal | null;
  readonly effect: readonly CostDifference[];
  /** Of a reading: what POST /operations/workflows lists it as. */
  readonly workflow_id: string | null;
}

interface SnapshotTotal {
  readonly snapshot_id: string;
  readonly rows: string;
  readonly currency: string;
  /** Null for a bill in several currencies. */
  readonly cost: string | null;
}

interface CostDifference {
  readonly month: string;
  readonly currency: string;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
}

/** Shows what a roll back would change, rolls back, or starts a reading past a check. Throws ApiError. */
export async function answerSnapshotOperation(asked: SnapshotOperation, request: ApiRequest): Promise<Answer<SnapshotChange>> {
  const database = openSnapshotDatabase(request.operationsClient());
  const period = BillingMonth.parse(asked.month);
  if (period === null) throw new ApiError("bad-body", "month must be a calendar month, YYYY-MM", { parameter: "month" });
  const empty = { data: [], snapshots: [], currency: null, totals: [], page: { next: null }, problems: [] } as const;
  if (asked.operation === "read-again") return { ...empty, data: [await readAgain(asked, period, database, request)] };
  const { key, plan } = await planOf(database, asked, period);
  if (plan.kind === "planned") return { ...empty, data: [await rolledBack(asked, { key, plan }, database, request)] };
  const refusal = `${asked.billing_account}, ${period.toString()}: ${plan.detail}`;
  if (asked.operation === "try-roll-back") return { ...empty, problems: [{ code: plan.reason, message: refusal }] };
  const isUnknown = plan.reason === "nothing-published" || plan.reason === "no-such-snapshot";
  throw new ApiError(isUnknown ? "not-found" : "not-now", refusal);
}

/** Ids of Azure are kept in lower case, those of other providers as they are. */
async function planOf(
  database: SnapshotDatabase,
  { billing_account, snapshot: wanted }: { readonly billing_account: string; readonly snapshot?: string | undefined },
  period: BillingMonth,
): Promise<{ readonly key: PeriodKey; readonly plan: RollbackPlan }> {
  const keys = accountKeys(billing_account).map((billingAccountId) => ({ billingAccountId, period }));
  const plans = await Promise.all(keys.map(async (key) => ({ key, plan: await planRollBack(database, key, wanted) })));
  const known = plans.find(({ plan }) => plan.kind === "planned" || plan.reason !== "nothing-published") ?? plans[0];
  if (known === undefined) throw new RangeError("an account has a key");
  return known;
}

async function rolledBack(
  asked: Exclude<SnapshotOperation, { operation: "read-again" }>,
  { key, plan }: { readonly key: PeriodKey; readonly plan: Extract<RollbackPlan, { kind: "planned" }> },
  database: SnapshotDatabase,
  request: ApiRequest,
): Promise<SnapshotChange> {
  const before = plan.from === null ? null : totalOf(plan.from);
  const after = totalOf(plan.to);
  const monthText = asked.month;
  const effect = before === null ? [] : differenceOf(monthText, before, after);
  const row = {
    billing_account_id: key.billingAccountId,
    billing_period: key.period.firstDay,
    before,
    after,
    effect,
    workflow_id: null,
  };
  if (asked.operation === "try-roll-back") return { ...row, done: "nothing" };
  const target = `${key.billingAccountId}/${monthText}`;
  const change = { action: "snapshot.roll-back", target, reason: asked.reason, before, after, effect, effectiveFrom: null } as const;
  await request.audited(change, async () => {
    const outcome = await rollBack(database, key, plan.to.snapshotId, () => new Date());
    if (outcome.kind === "refused") throw new ApiError("not-now", outcome.detail);
  });
  return { ...row, done: "rolled-back" };
}

async function readAgain(
  { billing_account, month: monthText, allow, reason: why }: Extract<SnapshotOperation, { operation: "read-again" }>,
  period: BillingMonth,
  database: SnapshotDatabase,
  request: ApiRequest,
): Promise<SnapshotChange> {
  const reading = await readerOf(billing_account, period, database);
  if (reading === null)
    throw new ApiError(
      "not-now",
      `No connection is known to have read ${monthText} of ${billing_account}; read it with npm run source first`,
    );
  const { workflow, input, account: id } = reading;
  const workflowId = `${workflow}-${request.id}`;
  const overrides = {
    year: period.year,
    month: period.month,
    allowShrink: allow.includes("shrink"),
    allowClosed: allow.includes("closed"),
    // With the name it stays a text: Moose makes a Date of what looks like one.
    reason: `${request.caller.name}: ${why}`,
  };
  const change = {
    action: "snapshot.read-again",
    target: `${id}/${monthText}`,
    reason: why,
    before: null,
    after: { allow },
    effect: [],
    effectiveFrom: null,
  } as const;
  try {
    await request.audited(
      change,
      () => startWorkflow(workflow, workflowId, { ...input, ...overrides }),
      ({ runId }) => `${workflow} ${runId}`,
    );
  } catch (error) {
    if (!(error instanceof TemporalAway)) throw error;
    throw new ApiError("unavailable", "Temporal does not answer; look at it in /status and retry", { retryAfterSeconds: 10, cause: error });
  }
  return {
    billing_account_id: id,
    billing_period: period.firstDay,
    done: "started",
    before: null,
    after: null,
    effect: [],
    workflow_id: workflowId,
  };
}

/** Who reads a month: the enrollment's own workflow, or the connection that published it. Null when neither is known. */
async function readerOf(
  billingAccount: string,
  period: BillingMonth,
  database: SnapshotDatabase,
): Promise<{ readonly account: string; readonly workflow: string; readonly input: object } | null> {
  for (const account of accountKeys(billingAccount)) {
    const key = { billingAccountId: account, period };
    const active = await readActiveSnapshot(database, key);
    const published = (await readSnapshots(database, key)).find(({ snapshotId }) => snapshotId === active?.snapshotId);
    if (published !== undefined && published.connection !== "")
      return { account, workflow: "sync-source", input: { id: published.connection, account: ` ${account} ` } };
    if (processEnrollments()?.enrollments.some(({ number }) => number === account) === true)
      return { account, workflow: "extract-month", input: { enrollment: ` ${account} ` } };
  }
  return null;
}

function totalOf({ snapshotId, rows, currency, cost }: Extract<RollbackPlan, { kind: "planned" }>["to"]): SnapshotTotal {
  return { snapshot_id: snapshotId, rows: String(rows), currency, cost: currency.includes(",") ? null : cost };
}

/** Nothing of bills in several currencies, which have no one total. */
function differenceOf(of: string, before: SnapshotTotal, after: SnapshotTotal): readonly CostDifference[] {
  if (before.cost === null || after.cost === null || before.currency !== after.currency) return [];
  const difference = new ExactSum(after.cost).minus(new ExactSum(before.cost)).toString();
  return [{ month: of, currency: after.currency, before: before.cost, after: after.cost, difference }];
}
