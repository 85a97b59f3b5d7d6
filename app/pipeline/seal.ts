import { isCharge } from "../domain/cost/cost-columns";
import { decideFocusFindings } from "../domain/focus/rules/decide-focus-findings";
import { checkSeal } from "../domain/snapshot/check-seal";
import type { MatchedControlTotal } from "../domain/snapshot/control-total";
import { missingDays } from "../domain/snapshot/missing-days";
import type { OperatorOverride } from "../domain/snapshot/operator-override";
import type { SealEvidence } from "../domain/snapshot/seal-evidence";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { BillContent } from "../sources/source";
import { readActiveSnapshot } from "./active-snapshot";
import { checkFocusRules } from "./check-focus-rules";
import type { AbandonReason, SnapshotFacts } from "./delivery-outcome";
import type { DeliveryReader } from "./delivery-reader";
import { keepCommitmentTerms } from "./keep-commitment-terms";
import { readLedger } from "./ledger";
import { mapFocus, readSharedCosts } from "./map-focus";
import type { PipelineDeps } from "./pipeline-deps";
import { chargedCost, readFocusRollups, readStoredPages } from "./read-stored-pages";
import { ofFocusSnapshot, ofSnapshot, type SnapshotDatabase, snapshotParameters } from "./snapshot-database";
import { readSnapshots } from "./snapshot-events";
import { snapshotTables } from "./snapshot-tables";
import type { SnapshotWriter } from "./snapshot-writer";

type Total = Pick<MatchedControlTotal, "name" | "total">;

/** A snapshot that may be published. */
export interface SealedSnapshot {
  readonly writer: SnapshotWriter;
  readonly facts: SnapshotFacts;
  /** It is what everybody reads already: a crash came between the pointer and the last step. */
  readonly isActive: boolean;
  /** Null in its name where an operator accepted that none of the source's totals fits. */
  readonly matchedTotal: string | null;
  readonly controlTotal: Total | null;
}

/** Why a snapshot, and with it its delivery, must not be seen. */
export interface SealRefusal {
  readonly writer: SnapshotWriter | null;
  readonly reason: AbandonReason;
  readonly detail: string;
  readonly controlTotal: Total | null;
}

/** Maps usage to FOCUS, keeps what rows of FOCUS say of commitments, and checks a snapshot that was read to its end against its ledger, its source and the snapshot before it. */
export async function sealSnapshot(
  reader: DeliveryReader,
  writer: SnapshotWriter,
  overrides: readonly OperatorOverride[],
  isOpenPeriod: boolean,
  { database, failpoint, settings, now }: PipelineDeps,
  signal: AbortSignal,
): Promise<SealedSnapshot | SealRefusal> {
  const { key, lease } = writer.open;
  const { totals: controlTotals, unusable: unusableTotal } = reader.isResumable ? await reader.controlTotals() : noTotals;
  const first = controlTotals[0] ?? null;
  const active = await readActiveSnapshot(database, key);
  // After a crash between the pointer and the last step, the snapshot is its own predecessor.
  const previousId = active === null || active.snapshotId === key.snapshotId ? null : active.snapshotId;
  const before = previousId === null ? undefined : (await readSnapshots(database, key)).find(({ snapshotId }) => snapshotId === previousId);
  if (reader.yields === "azure-usage") {
    await mapFocus(database, key, lease, signal, { billingAccountName: reader.delivery.accountName, now: now() });
    await failpoint?.("mapped");
  } else await keepCommitmentTerms(database, key, lease);
  const days = (snapshotId: string): Promise<readonly string[]> => readSnapshotDays(database, { ...key, snapshotId });
  const lostDays = previousId === null ? [] : missingDays(await days(previousId), await days(key.snapshotId));
  const differs =
    previousId === null || overrides.some(({ option }) => option === "allow-shrink")
      ? null
      : await periodDiffers(database, key, previousId);
  if (differs !== null) return { writer, reason: "period-differs", detail: differs, controlTotal: first };
  const evidence = await collectEvidence(database, key, reader.yields, {
    controlTotals,
    unusableTotal,
    isOpenPeriod,
    activeRows: before?.rows ?? null,
    missingDays: lostDays,
    // Rows of FOCUS say which bill they are in: late rows are no other month's bill, however many.
    overrides: reader.yields === "focus" ? [...overrides, { option: "accept-late", reason: "" }] : overrides,
  });
  const decision = checkSeal(evidence);
  if (!decision.sealed) return { writer, reason: decision.reason, detail: decision.detail, controlTotal: first };
  // A provider's broken FOCUS rules are stored and reported; they do not stop its bill.
  const policy = reader.yields === "focus" ? "warn" : settings.focusRules;
  const focusRules = decideFocusFindings(await checkFocusRules(database, key), policy);
  const { pages, rows, cost } = decision;
  // Where an operator accepted that none fits, the first of them is what the difference is to.
  const controlTotal = decision.controlTotal ?? first;
  if (focusRules.kind === "refuse") return { writer, reason: "focus-rules", detail: focusRules.detail, controlTotal };
  const totals = await currencyTotals(database, key);
  return {
    writer,
    facts: {
      previousId,
      pages,
      rows,
      cost,
      totals,
      // Amounts of two currencies are never added.
      findings: totals.length > 1 ? decision.findings.map((one) => ({ ...one, cost: "" })) : decision.findings,
      lostDays,
      focusFindings: focusRules.kind === "warn" ? focusRules.detail : null,
    },
    isActive: active?.snapshotId === key.snapshotId,
    matchedTotal: decision.controlTotal?.name ?? null,
    controlTotal,
  };
}

async function currencyTotals(database: SnapshotDatabase, key: SnapshotKey): Promise<SnapshotFacts["totals"]> {
  return database.rows(
    `SELECT BillingCurrency AS currency, toString(sum(${chargedCost})) AS cost FROM ${snapshotTables.focus}
     WHERE ${ofFocusSnapshot} GROUP BY currency ORDER BY currency`,
    snapshotParameters(key),
  );
}

/** Two periods that begin on one day have one key: a month must not take the place of its first half, nor the other way round, unseen. */
async function periodDiffers(database: SnapshotDatabase, key: SnapshotKey, previousId: string): Promise<string | null> {
  const rows = await database.rows<{ readonly snapshotId: string; readonly end: string }>(
    `SELECT x_SnapshotId AS snapshotId, toString(toDate(max(BillingPeriodEnd), 'UTC')) AS end FROM ${snapshotTables.focus}
     WHERE x_BillingAccountId = {account:String} AND x_BillingPeriod = {period:Date} AND x_SnapshotId IN ({snapshot:String}, {previous:String})
     GROUP BY x_SnapshotId`,
    { ...snapshotParameters(key), previous: previousId },
  );
  const endOf = (id: string): string | undefined => rows.find(({ snapshotId }) => snapshotId === id)?.end;
  const [now, before] = [endOf(key.snapshotId), endOf(previousId)];
  // An end that is the last day, or its last second, is the same end.
  if (now === undefined || before === undefined || Math.abs(Date.parse(now) - Date.parse(before)) <= oneDay) return null;
  return `this period ends on ${now}, the published one on ${before}; if one replaces the other, use --allow-shrink`;
}

const noTotals = { totals: [], unusable: null } as const;
const oneDay = 86_400_000;

/** Asks the engine for everything that the seal of a snapshot looks at. */
async function collectEvidence(
  database: SnapshotDatabase,
  key: SnapshotKey,
  kind: BillContent["kind"],
  known: Pick<SealEvidence, "controlTotals" | "unusableTotal" | "isOpenPeriod" | "activeRows" | "missingDays" | "overrides">,
): Promise<SealEvidence> {
  const { stored: blocks } = await readLedger(database, key);
  const stored = await readStoredPages(database, key, kind);
  const rollups = [...(kind === "azure-usage" ? [await mappedFacts(database, key)] : []), ...(await readFocusRollups(database, key))];
  return { blocks, stored, rollups, ...known };
}

/** What the facts in FOCUS hold. */
async function mappedFacts(database: SnapshotDatabase, key: SnapshotKey): Promise<SealEvidence["rollups"][number]> {
  const [focus] = await database.rows<{ readonly charges: number; readonly cost: string }>(
    `SELECT toFloat64(countIf(${isCharge})) AS charges, toString(sum(${chargedCost})) AS cost FROM ${snapshotTables.focus} WHERE ${ofFocusSnapshot}`,
    snapshotParameters(key),
  );
  const { shared, spread } = await readSharedCosts(database, key);
  return {
    table: snapshotTables.focus,
    charges: focus?.charges ?? 0,
    cost: focus?.cost ?? "0",
    quantities: shared,
    expectedQuantities: spread,
  };
}

/**
 * The days that a snapshot has charges of, `YYYY-MM-DD` in order, of whatever source it is: read from a rollup of FOCUS, where 1970-01-01 is not a day,
 * and what is unused of a commitment counts as no charge.
 */
async function readSnapshotDays(database: SnapshotDatabase, key: SnapshotKey): Promise<readonly string[]> {
  const rows = await database.rows<{ readonly day: string }>(
    `SELECT toString(usage_date) AS day FROM DailyFocusCost WHERE ${ofSnapshot} AND usage_date > toDate(0) GROUP BY usage_date HAVING sum(charges) > 0 ORDER BY usage_date`,
    snapshotParameters(key),
  );
  return rows.map(({ day }) => day);
}
