import { parseArgs } from "node:util";
import { BillingMonth } from "../app/domain/calendar/billing-month";
import { countRequirements } from "../app/domain/focus/rules/focus-requirements";
import { checkBillingPeriods, checkContractCommitments, checkFocusRules, checkInvoiceDetails } from "../app/pipeline/check-focus-rules";
import { type FocusFinding, readFocusFindings } from "../app/pipeline/read-focus-findings";
import { openStackDatabase } from "./open-stack-database";
import { runCommand } from "./run-command";

const help = `Checks the published FOCUS rows of a month, and all commitments, invoices and billing periods, against the rules of FOCUS 1.4, and stores the result. Counts the official
requirements that are covered by a rule, that no query can check, and that fail.

  npm run focus:validate -- --month 2026-10 [--account 100100] [--json]

  --json   one line for each account, and one each for the commitments, the invoices and the billing periods
  Exit codes: 0 no rule is broken that stops a publication, 1 one is broken or the month is not published, 2 invalid command.
`;

async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({ options: { month: text, account: text, json: flag, help: flag }, strict: true });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const period = BillingMonth.parse(values.month ?? "");
  if (period === null) throw new RangeError("--month must be YYYY-MM, such as 2026-10");
  const { database, close } = openStackDatabase();
  try {
    const snapshots = await database.rows<{ readonly account: string; readonly snapshot: string }>(
      `SELECT billing_account_id AS account, snapshot_id AS snapshot FROM CurrentBillingSnapshot
       WHERE billing_period = {period:Date} AND ({account:String} = '' OR billing_account_id = {account:String}) ORDER BY account`,
      { period: period.firstDay, account: values.account ?? "" },
    );
    if (snapshots.length === 0) {
      process.stderr.write(
        `${period.toString()} has no published snapshot${values.account === undefined ? "" : ` of ${values.account}`}\n`,
      );
      return 1;
    }
    const periods = await checkBillingPeriods(database);
    let refused = periods.length > 0;
    for (const { account, snapshot } of snapshots) {
      const key = { billingAccountId: account, period, snapshotId: snapshot };
      await checkFocusRules(database, key);
      const all = await readFocusFindings(database, key, { failing: false, limit: 1000 });
      const broken = all.filter(({ failures }) => failures > 0);
      refused ||= broken.some(({ severity }) => severity === "refuse");
      const { covered, notExecutable, failing } = countRequirements(
        new Set([...broken.map(({ rule_id }) => rule_id), ...periods.map(({ rule }) => rule.id)]),
      );
      const requirements = { covered, notExecutable, failing: failing.length };
      const summary = { account, month: period.toString(), snapshot, rows: all[0]?.rows_checked ?? 0, rules: all.length, requirements };
      process.stdout.write(values.json ? `${JSON.stringify({ ...summary, findings: broken })}\n` : describe(summary, broken));
    }
    // What a bill does not say of a commitment, such as its discount, is reported, as it is of charges.
    const brokenCommitments = (await checkContractCommitments(database)).map(({ rule, failures }) => ({ rule_id: rule.id, failures }));
    if (values.json) process.stdout.write(`${JSON.stringify({ contract_commitments: brokenCommitments })}\n`);
    else for (const { rule_id, failures } of brokenCommitments) process.stdout.write(`${rule_id}: ${failures} commitments\n`);
    // Nor does a bill say all of an invoice, such as when it is due.
    const brokenInvoices = (await checkInvoiceDetails(database)).map(({ rule, failures }) => ({ rule_id: rule.id, failures }));
    if (values.json) process.stdout.write(`${JSON.stringify({ invoice_details: brokenInvoices })}\n`);
    else for (const { rule_id, failures } of brokenInvoices) process.stdout.write(`${rule_id}: ${failures} lines of invoices\n`);
    const brokenPeriods = periods.map(({ rule, failures }) => ({ rule_id: rule.id, failures }));
    if (values.json) process.stdout.write(`${JSON.stringify({ billing_periods: brokenPeriods })}\n`);
    else for (const { rule_id, failures } of brokenPeriods) process.stdout.write(`${rule_id}: ${failures} billing periods\n`);
    return refused ? 1 : 0;
  } finally {
    await close();
  }
}

function describe(
  summary: {
    readonly account: string;
    readonly month: string;
    readonly snapshot: string;
    readonly rows: number;
    readonly rules: number;
    readonly requirements: { readonly covered: number; readonly notExecutable: number; readonly failing: number };
  },
  broken: readonly FocusFinding[],
): string {
  const { account, month, snapshot, rows, rules, requirements } = summary;
  const title =
    `${account} ${month} ${snapshot}: ${rows} rows, ${rules} rules, ${broken.length} broken\n` +
    `  official requirements: ${requirements.covered} covered, ${requirements.notExecutable} not executable, ${requirements.failing} failing\n`;
  const header = ["severity", "rule", "column", "rows", "sample"];
  const lines = [
    header,
    ...broken.map((finding) => [
      finding.severity,
      finding.rule_id,
      finding.focus_column,
      String(finding.failures),
      JSON.stringify(finding.samples[0] ?? {}),
    ]),
  ];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  if (broken.length === 0) return title;
  return (
    title +
    lines
      .map(
        (line) =>
          `  ${line
            .map((cell, column) => cell.padEnd(widths[column] ?? 0))
            .join("  ")
            .trimEnd()}\n`,
      )
      .join("")
  );
}

runCommand(main);
