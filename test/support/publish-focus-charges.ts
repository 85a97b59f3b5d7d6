import type { ServerProcess } from "../clickhouse/server-process";

/** One made charge, as the columns of FocusCostAndUsage. */
export interface FocusCharge {
  /** Null for a day that nobody could read. */
  readonly day: string | null;
  readonly cost: string;
  readonly currency?: string;
  readonly problems?: readonly string[];
  /** A JSON object, or its text. */
  readonly tags?: Readonly<Record<string, unknown>> | string;
  /** Any other column. */
  readonly columns?: Readonly<Record<string, unknown>>;
}

/** Publishes made charges of any provider as one snapshot of an account and billing period, in place of the one before. */
export async function publishFocusCharges(
  server: ServerProcess,
  database: string,
  {
    account,
    period,
    reading = 1,
    findings = "[]",
  }: {
    readonly account: string;
    readonly period: string;
    readonly reading?: number;
    /** What its seal found, as ClickHouse writes it: `[('late-rows', 1, '3', 'in words')]`. */
    readonly findings?: string;
  },
  charges: readonly FocusCharge[],
): Promise<void> {
  const snapshot = `${account}-${period}-${reading}`;
  const rows = charges.map(({ day, cost, currency, problems = [], tags, columns }, ordinal) =>
    JSON.stringify({
      BilledCost: cost,
      EffectiveCost: cost,
      ContractedCost: cost,
      ListCost: cost,
      BillingCurrency: currency ?? "CNY",
      ChargePeriodStart: Date.parse(day ?? period) / 1000,
      ChargeCategory: "Usage",
      ServiceProviderName: "Microsoft",
      ServiceName: "Storage",
      ServiceCategory: "Storage",
      Tags: tags === undefined || typeof tags === "string" ? tags : JSON.stringify(tags),
      x_BillingAccountId: account,
      x_BillingPeriod: period,
      x_SnapshotId: snapshot,
      x_SourceFocusVersion: "1.0",
      x_Page: 0,
      x_Ordinal: ordinal,
      x_ChargeId: `${snapshot}/0/${ordinal}`,
      x_ContentHash: `${day ?? ""} ${cost} ${ordinal}`,
      x_Problems: day === null ? [...problems, "charge-period-unknown"] : problems,
      ...columns,
    }),
  );
  await server.query(
    "INSERT INTO FocusCostAndUsage FORMAT JSONEachRow",
    { database, input_format_skip_unknown_fields: "0" },
    rows.join("\n"),
  );
  const key = `'${account}', '${period}', '${snapshot}'`;
  await server.query(
    `INSERT INTO BillingSnapshot (billing_account_id, billing_period, snapshot_id, step, status, currency, rows, findings, at)
     VALUES (${key}, 3, 'published', 'CNY', ${rows.length}, ${findings}, '2026-11-01 02:00:0${reading}')`,
    { database },
  );
  await server.query(
    `INSERT INTO ActiveBillingSnapshot (billing_account_id, billing_period, snapshot_id, activation, reason, activated_at)
     VALUES (${key}, ${reading}, 'published', '2026-11-01 02:00:0${reading}')`,
    { database },
  );
}
