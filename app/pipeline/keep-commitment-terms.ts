import { awsRecurringColumn, awsTermColumns, awsUpfrontColumns, readAwsTerm } from "../domain/aws/commitment-term";
import type { StatedTerm } from "../domain/commitment/stated-term";
import { addDecimals } from "../domain/decimal/add-decimals";
import { gcpTermColumns, readGcpTerm } from "../domain/gcp/commitment-term";
import { mapCommitmentOrder } from "../domain/focus/map-commitment";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { CommitmentTermRow } from "../tables/commitment-term";
import { insertAll, keyColumns } from "./amortize-commitments";
import type { Lease } from "./lease";
import { dropPartition, ofFocusSnapshot, type SnapshotDatabase, snapshotParameters } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/**
 * Keeps with an unpublished snapshot what its own rows say of the terms of commitments, where the rows came as FOCUS: a bill of AWS has them beside each fee; one
 * of Google Cloud has in the name of its SKU how long it holds, and beside each fee what the table of commitments said when it was read. What an attempt before left is replaced. A commitment of which no line says anything of it is left out.
 *
 * What was paid for a commitment is known where all bills since its begin were read: then it is what the bill before this one knew, and what this one bills, less what it
 * refunds. A refund in a bill without a fee says nothing of the terms, and is kept all the same where the bill before knew what was paid.
 */
export async function keepCommitmentTerms(database: SnapshotDatabase, key: SnapshotKey, lease: Lease): Promise<void> {
  await dropPartition(database, table, key);
  const lines = await readLines(database, key);
  if (lines.length === 0) return;
  const before = new Map((await readBefore(database, key)).map((paid) => [nameOf(paid), paid]));
  const known = lines
    .map((line) => ({ line, term: termOf(line), paid: before.get(nameOf(line)) ?? null }))
    .filter(
      ({ term: { startsAt, endsAt, months, problems }, paid }) =>
        paid !== null || problems.length > 0 || [startsAt, endsAt, months].some((said) => said !== null),
    );
  if (known.length === 0) return;
  await database.run(`SELECT 1 WHERE ${lease.fence}`);
  await insertAll(
    database,
    table,
    known.map(({ line, term, paid }) => toRow(key, line, term, paid)),
  );
}

const table = "CommitmentTerm";

/** What the fees and purchases of one commitment say in one bill. Decimals are digits. */
interface Lines {
  readonly order: string;
  readonly currency: string;
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly type: string;
  readonly unit: string;
  readonly billed: string;
  readonly upfront: string;
  readonly recurring: string;
  readonly fees: readonly (readonly [quantity: string, hours: number])[];
  /** Of each of `termColumns`, the different texts. */
  readonly texts: readonly (readonly string[])[];
  readonly issuer: string;
  readonly provider: string;
  readonly region: string;
  readonly description: string;
  readonly descriptions: readonly string[];
  readonly isGoogle: 0 | 1;
}

/** What was paid for a commitment until the end of the bill before, and what of it is of its days and of days before it. */
interface Paid {
  readonly order: string;
  readonly currency: string;
  readonly purchased: string;
  readonly spread: string;
}

const nameOf = ({ order, currency }: Pick<Lines, "order" | "currency">): string => `${currency} ${order}`;

/** Fees may be billed by the hour: what they say is put together in the engine. */
function readLines(database: SnapshotDatabase, key: SnapshotKey): Promise<readonly Lines[]> {
  const folded =
    "arrayMap(kept -> (lower(replaceRegexpAll(kept.1, '[^A-Za-z0-9]', '')), kept.2), JSONExtractKeysAndValues(x_SourceColumns, 'String'))";
  const said = (column: string): string => `r.said['${column}']`;
  const amount = (column: string): string => `ifNull(toDecimal256OrNull(${said(column)}, 18), 0)`;
  const recurring = `if(r.category = 'Spend', ${amount(awsRecurringColumn)}, toDecimal256(r.billed, 18))`;
  // A refund may call another begin, end or number by the same names: it is asked where no fee says them.
  const latest = (column: string): string => `argMax(ifNull(toString(r.${column}), ''), (NOT r.isRefund, r.start, r.page, r.ordinal))`;
  const different = (column: string): string => {
    const texts = (condition: string): string => `groupUniqArrayIf(2)(${said(column)}, ${said(column)} != ''${condition})`;
    return `if(empty(${texts(" AND NOT r.isRefund")}), ${texts("")}, ${texts(" AND NOT r.isRefund")})`;
  };
  return database.rows<Lines>(
    `SELECT r.order AS order, r.currency AS currency, any(r.id) AS id, any(r.name) AS name, any(r.category) AS category, any(r.type) AS type, max(r.unit) AS unit,
       toString(sum(toDecimal256(r.billed, 18))) AS billed, toString(sumIf(${awsUpfrontColumns.map(amount).join(" + ")}, NOT r.isRefund)) AS upfront,
       toString(sumIf(${recurring}, r.isFee)) AS recurring, groupUniqArrayIf(100)((toString(r.quantity), r.hours), r.isFee AND r.quantity IS NOT NULL) AS fees,
       [${termColumns.map(different).join(", ")}] AS texts,
       ${latest("issuer")} AS issuer, ${latest("provider")} AS provider, ${latest("region")} AS region, ${latest("description")} AS description,
       groupUniqArray(100)(ifNull(toString(r.description), '')) AS descriptions, toUInt8(max(r.isGoogle)) AS isGoogle
     FROM (
       SELECT ${mapCommitmentOrder("CommitmentDiscountId")} AS order, BillingCurrency AS currency, assumeNotNull(CommitmentDiscountId) AS id,
         ifNull(CommitmentDiscountName, '') AS name, ifNull(CommitmentDiscountCategory, '') AS category, ifNull(CommitmentDiscountType, '') AS type,
         ifNull(if(CommitmentDiscountCategory = 'Spend', CommitmentDiscountUnit, PricingUnit), '') AS unit, CommitmentDiscountQuantity AS quantity, BilledCost AS billed, ifNull(ChargeFrequency, '') = 'Recurring' AS isFee,
         ifNull(ChargeClass, '') = 'Correction' AS isRefund,
         toInt32(intDiv(dateDiff('second', ChargePeriodStart, ChargePeriodEnd) + 1, 3600)) AS hours, InvoiceIssuerName AS issuer, ServiceProviderName AS provider, RegionId AS region,
         ChargeDescription AS description, ChargePeriodStart AS start, x_Page AS page, x_Ordinal AS ordinal, x_ProviderName = 'Google Cloud' AS isGoogle,
         CAST((arrayMap(one -> one.1, ${folded}), arrayMap(one -> one.2, ${folded})), 'Map(String, String)') AS said
       FROM ${snapshotTables.focus} WHERE ${ofFocusSnapshot} AND CommitmentDiscountId IS NOT NULL
         AND (ChargeCategory = 'Purchase' OR isGoogle AND ifNull(CommitmentDiscountStatus, '') != 'Used')) AS r
     GROUP BY r.order, r.currency ORDER BY r.order, r.currency`,
    snapshotParameters(key),
  );
}

/** What the published bill of the month before knew of each commitment. */
function readBefore(database: SnapshotDatabase, key: SnapshotKey): Promise<readonly Paid[]> {
  return database.rows<Paid>(
    `SELECT t.commitment_order AS order, t.currency AS currency, toString(any(assumeNotNull(t.purchased))) AS purchased,
       toString(toDecimal256(any(assumeNotNull(t.spread_before)), 18) + any(f.spread)) AS spread
     FROM (
       SELECT * FROM ${table} WHERE billing_account_id = {account:String} AND billing_period = addMonths({period:Date}, -1) AND purchased IS NOT NULL
         AND spread_before IS NOT NULL AND evidence = 'amortized-report' AND snapshot_id = ${published}) AS t
     LEFT JOIN (
       SELECT ${mapCommitmentOrder("CommitmentDiscountId")} AS order, BillingCurrency AS currency, sum(toDecimal256(EffectiveCost, 18)) AS spread
       FROM ${snapshotTables.focus} WHERE x_BillingAccountId = {account:String} AND x_BillingPeriod = addMonths({period:Date}, -1) AND x_SnapshotId = ${published}
         AND CommitmentDiscountId IS NOT NULL AND ChargeCategory IN ('Usage', 'Purchase') GROUP BY order, currency) AS f
     ON f.order = t.commitment_order AND f.currency = t.currency
     GROUP BY t.commitment_order, t.currency`,
    snapshotParameters(key),
  );
}

/** SQL: the snapshot of the month before that readers see. */
const published = `(SELECT argMax(p.snapshot_id, (p.activation, p.activated_at)) FROM ${snapshotTables.active} AS p
  WHERE p.billing_account_id = {account:String} AND p.billing_period = addMonths({period:Date}, -1))`;

const termColumns = [...awsTermColumns, ...gcpTermColumns] as const;

function termOf({ texts, fees, upfront, recurring, category, unit, currency, descriptions, isGoogle }: Lines): StatedTerm {
  const byColumn = new Map<string, readonly string[]>(termColumns.map((column, index) => [column, texts[index] ?? []]));
  const of = (column: string): readonly string[] => byColumn.get(column) ?? [];
  if (isGoogle === 1) return readGcpTerm({ texts: of, descriptions, currency });
  return readAwsTerm({
    texts: of,
    fees: fees.map(([quantity, hours]) => ({ quantity, hours })),
    upfront,
    recurring,
    isSpend: category === "Spend",
    unit,
  });
}

function toRow(key: SnapshotKey, line: Lines, term: StatedTerm, before: Paid | null): CommitmentTermRow {
  // Google's fees are the cost of their own time: there is no purchase of which something is left to spread.
  const isPurchased = line.isGoogle === 0;
  const isNew = isPurchased && term.startsAt !== null && term.startsAt >= Date.parse(key.period.firstDay);
  const instant = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());
  return {
    ...keyColumns(key),
    commitment_order: line.order,
    commitment_id: line.id,
    commitment_name: line.name,
    currency: line.currency,
    evidence: line.isGoogle === 1 ? "" : "amortized-report",
    category: line.category,
    commitment_type: line.type,
    starts_at: instant(term.startsAt),
    ends_at: instant(term.endsAt),
    term_months: term.months,
    is_recurring: term.upfrontShare !== "1",
    upfront_share: term.upfrontShare,
    quantity: term.quantity,
    unit: term.unit,
    purchased: isNew ? line.billed : before === null ? null : addDecimals([before.purchased, line.billed]),
    spread_before: isNew ? "0" : (before?.spread ?? null),
    product: line.description,
    meter_id: "",
    meter_category: "",
    meter_sub_category: "",
    meter_name: "",
    resource_location: line.region,
    invoice_issuer: line.issuer,
    service_provider: line.provider,
    problems: [...term.problems],
  };
}
