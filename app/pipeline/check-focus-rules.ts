import { billingPeriodRules } from "../domain/focus/rules/billing-period-rules";
import { contractCommitmentRules } from "../domain/focus/rules/contract-commitment-rules";
import { invoiceDetailRules } from "../domain/focus/rules/invoice-detail-rules";
import type { DatasetRule } from "../domain/focus/rules/dataset-rule";
import { checkFocusTypes, type FocusDataRule, focusRuleSamplesSql, focusRulesSql } from "../domain/focus/rules/focus-rules-sql";
import type { FocusRuleFinding, FocusTypeRule } from "../domain/focus/rules/focus-rule";
import { focusRules } from "../domain/focus/rules/focus-rules";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { ofFocusSnapshot, type SnapshotDatabase, snapshotParameters } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/**
 * Checks the FOCUS rows of a snapshot against every rule, stores each result in FocusRuleFinding, and returns the broken ones. One scan
 * counts; only a broken rule costs another, for its samples. A table whose columns are not FOCUS's is reported and its rows are not looked at.
 */
export async function checkFocusRules(database: SnapshotDatabase, key: SnapshotKey): Promise<readonly FocusRuleFinding[]> {
  const columns = await database.rows<{ readonly name: string; readonly type: string }>(
    "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String}",
    { table },
  );
  const wrong = checkFocusTypes(typeRules, columns);
  const { rows, findings } = wrong.length > 0 ? { rows: 0, findings: wrong } : await checkRows(database, key);
  await store(database, key, rows, findings, wrong.length > 0 ? typeRules : focusRules);
  return findings;
}

async function checkRows(
  database: SnapshotDatabase,
  key: SnapshotKey,
): Promise<{ readonly rows: number; readonly findings: readonly FocusRuleFinding[] }> {
  const parameters = snapshotParameters(key);
  const [counts = {}] = await database.rows<Readonly<Record<string, number>>>(focusRulesSql(dataRules, table, ofFocusSnapshot), parameters);
  const findings: FocusRuleFinding[] = [];
  for (const [index, rule] of dataRules.entries()) {
    const failures = counts[`r${index}`] ?? 0;
    if (failures === 0) continue;
    const samples = await database.rows<Readonly<Record<string, string | null>>>(
      focusRuleSamplesSql(rule, table, ofFocusSnapshot, samplesKept),
      parameters,
    );
    findings.push({ rule, failures, samples });
  }
  return { rows: counts["rows_checked"] ?? 0, findings };
}

async function store(
  database: SnapshotDatabase,
  key: SnapshotKey,
  rowsChecked: number,
  findings: readonly FocusRuleFinding[],
  checked: readonly (FocusTypeRule | FocusDataRule)[],
): Promise<void> {
  const [clock] = await database.rows<{ readonly now: string }>("SELECT toString(now64(3, 'UTC')) AS now");
  const broken = new Map(findings.map((finding) => [finding.rule.id, finding]));
  await database.insertRows(
    "FocusRuleFinding",
    checked.map(({ id, column, severity, requirement, description }) => ({
      billing_account_id: key.billingAccountId,
      billing_period: key.period.firstDay,
      snapshot_id: key.snapshotId,
      rule_id: id,
      focus_column: column,
      severity,
      requirement,
      description,
      rows_checked: rowsChecked,
      failures: broken.get(id)?.failures ?? 0,
      samples: JSON.stringify(broken.get(id)?.samples ?? []),
      checked_at: clock?.now ?? "",
    })),
  );
}

const table = snapshotTables.focus;
const samplesKept = 3;
const typeRules = focusRules.filter((rule) => rule.kind === "type");
const dataRules = focusRules.filter((rule) => rule.kind !== "type");

/** A rule of a dataset beside Cost and Usage that is broken, and by how many rows; of a rule on a column's type, 1. */
export interface DatasetFinding {
  readonly rule: DatasetRule;
  readonly failures: number;
}

/** Checks all published periods against the rules of FOCUS 1.4's Billing Period. */
export function checkBillingPeriods(database: SnapshotDatabase): Promise<readonly DatasetFinding[]> {
  return checkDataset(database, "FocusBillingPeriod", billingPeriodRules);
}

/** Checks all commitments whose terms are known against the rules of FOCUS 1.4's Contract Commitment. */
export function checkContractCommitments(database: SnapshotDatabase): Promise<readonly DatasetFinding[]> {
  return checkDataset(database, "FocusContractCommitment", contractCommitmentRules);
}

/** Checks the lines of all invoices that published charges name against the rules of FOCUS 1.4's Invoice Detail. */
export function checkInvoiceDetails(database: SnapshotDatabase): Promise<readonly DatasetFinding[]> {
  return checkDataset(database, "FocusInvoiceDetail", invoiceDetailRules);
}

/** Looks at the rows of a dataset once, whatever the number of rules. A column that is missing or has another type is the only finding about it then. */
async function checkDataset(database: SnapshotDatabase, view: string, rules: readonly DatasetRule[]): Promise<readonly DatasetFinding[]> {
  const columns = await database.rows<{ readonly name: string; readonly type: string }>(
    "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {view:String}",
    { view },
  );
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const wrong = rules.filter((rule) => "types" in rule && !rule.types.includes(types.get(rule.column) ?? ""));
  const ofRows = rules.flatMap((rule) => ("types" in rule || wrong.some(({ column }) => rule.fails.includes(column)) ? [] : [rule]));
  const counts = ofRows.map(({ fails }, index) => `toFloat64(countIf(${fails})) AS r${index}`);
  const [row = {}] =
    counts.length === 0 ? [] : await database.rows<Readonly<Record<string, number>>>(`SELECT ${counts.join(", ")} FROM ${view}`);
  const broken = ofRows.flatMap((rule, index) => ((row[`r${index}`] ?? 0) > 0 ? [{ rule, failures: row[`r${index}`] ?? 0 }] : []));
  return [...wrong.map((rule) => ({ rule, failures: 1 })), ...broken];
}
