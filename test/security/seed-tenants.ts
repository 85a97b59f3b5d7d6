import { z } from "zod";
import type { ServerProcess } from "../clickhouse/server-process";

const map = z.object({
  tables: z.record(z.object({ name: z.string(), columns: z.array(z.object({ name: z.string(), data_type: z.unknown() })) })),
});

export interface Tenant {
  readonly account: string;
  readonly letter: "A" | "B";
}
export const tenantA: Tenant = { account: "acct-A-100", letter: "A" };
export const tenantB: Tenant = { account: "acct-B-200", letter: "B" };
/** Its charges were posted and no bill was published: each question about them maps them to FOCUS. */
export const liveMonth = "2026-11";

/** What of a tenant may stand in an answer to it alone. */
export const marksOf = ({ letter, account }: Tenant): RegExp =>
  new RegExp(`${account}|tenant-${letter}|snap${letter}|person-${letter}`, "i");
export const personMarks = /person-/i;

/**
 * Puts rows of two tenants into every table that says whose a row is. Every text is marked with its tenant, and the names of people as such. A month
 * (2026-10) has two snapshots, the second of them active; the next one has live charges only.
 */
export async function seedTenants(server: ServerProcess, infrastructureMap: string, database: string): Promise<void> {
  const { tables } = map.parse(JSON.parse(infrastructureMap));
  for (const table of Object.values(tables)) {
    for (const tenant of [tenantA, tenantB]) {
      if (!table.columns.some(({ name }) => accountColumns.has(name))) continue;
      for (const change of variantsOf(table.name)) {
        const row = { ...Object.fromEntries(table.columns.flatMap((column) => valueOf(column, tenant))), ...change(tenant) };
        await server.query(
          `INSERT INTO ${table.name} FORMAT JSONEachRow`,
          { database, input_format_skip_unknown_fields: "1" },
          JSON.stringify(row),
        );
      }
    }
  }
  for (const letter of ["A", "B"]) {
    const values = `'letter-${letter}', '{"accountOwnerId":"person-${letter}"}', 'no charge of tenant-${letter}', now64(3), now64(3)`;
    await server.query(`INSERT INTO AzureBillingDetailDeadLetter (letter_id, original, reason, failed_at, version) VALUES (${values})`, {
      database,
    });
  }
  await server.query("INSERT INTO ApplicationTag (id, pattern, application) VALUES (1, 'vm-', 'pay'), (2, '(a+)+', 'bad')", { database });
}

const accountColumns: ReadonlySet<string> = new Set(["billing_account_id", "x_BillingAccountId"]);

type Change = (tenant: Tenant) => Readonly<Record<string, unknown>>;
const snapshot =
  (number: 1 | 2, more: Readonly<Record<string, unknown>> = {}): Change =>
  ({ letter }) => ({ snapshot_id: `snap${letter}${number}`, billing_period: "2026-10-01", ...more });
const variants: Readonly<Record<string, readonly Change[]>> = {
  AzureBillingDetail: [() => ({ snapshot_id: "live", month_date: `${liveMonth}-01`, date: `${liveMonth}-02` })],
  AzureBillingSnapshotDetail: [
    snapshot(1, { content_hash: "1".repeat(64) }),
    snapshot(2, { content_hash: "2".repeat(64), extended_cost: "9" }),
  ],
  BillingSnapshot: [
    snapshot(1, { step: 3, status: "published", at: "2026-10-05 02:00:00.000" }),
    snapshot(2, { step: 3, status: "published", at: "2026-10-06 02:00:00.000" }),
  ],
  // Its own days are covered, so that posted charges count in the next month only.
  BillingPeriod: [snapshot(2, { ends_on: "2026-11-01" })],
  LiveChargeMonth: [() => ({ month_date: `${liveMonth}-01` })],
  Budget: [() => ({ month: "2026-10", scope_kind: "account", currency: "CNY", amount: "100", enabled: true })],
  DeliveryEvent: [() => ({ event: "published", kind: "first", costs: "[]", billing_period: "2026-10-01" })],
  FocusCostAndUsage: [({ letter }) => ({ x_SnapshotId: `snap${letter}2` })],
  ActiveRecordSet: [({ letter }) => ({ records: "emissions", set_id: `set-${letter}` })],
  Emission: [({ letter }) => ({ set_id: `set-${letter}`, scope: "total", method: "market" })],
  FocusRuleFinding: [snapshot(2, { failures: 1, severity: "warn", requirement: "MUST", samples: "[]" })],
  BillingSnapshotBlock: [snapshot(2, { state: "stored", page_costs: ["1.25"] })],
  SharedCostRule: [
    () => ({
      id: "network",
      filters: '[{"field":"service_name","op":"not_in","values":["none"]}]',
      method: "even",
      business_metric: "",
      targets: '[{"owner":"NETWORK","weight":null}]',
      valid_from: "",
      valid_to: "",
    }),
  ],
  TaggingAudit: [snapshot(2, { winner_level: "instance_id", match_order: "level-first", reason: "id" })],
  ActiveBillingSnapshot: [snapshot(1, { activation: 1 }), snapshot(2, { activation: 2 })],
};
const variantsOf = (table: string): readonly Change[] => variants[table] ?? [snapshot(2)];

function valueOf(
  { name, data_type }: { readonly name: string; readonly data_type?: unknown },
  tenant: Tenant,
): readonly (readonly [string, unknown])[] {
  if (accountColumns.has(name)) return [[name, tenant.account]];
  // Only usage says to which day a bill is known.
  if (/^charge_?category$/i.test(name)) return [[name, "Usage"]];
  if (name === "currency" || name.endsWith("Currency")) return [[name, "CNY"]];
  if (typeof data_type !== "string") return [];
  if (data_type === "String")
    return [[name, `${/owner_?id|^(x_)?account_?name|administrator/i.test(name) ? "person" : "tenant"}-${tenant.letter}~${name}`]];
  if (/^Date(16|32)?$/.test(data_type)) return [[name, "2026-10-01"]];
  if (data_type.startsWith("DateTime")) return [[name, "2026-10-02 00:00:00"]];
  if (data_type.startsWith("Decimal")) return [[name, tenant.letter === "A" ? "1.25" : "7.5"]];
  if (/^U?Int/.test(data_type)) return [[name, 1]];
  return [];
}
