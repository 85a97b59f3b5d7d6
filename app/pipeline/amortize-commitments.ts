import { addMonths, readTermMonths } from "../domain/commitment/read-term";
import { type CommitmentPlan, planDays } from "../domain/commitment/plan-days";
import { addDecimals } from "../domain/decimal/add-decimals";
import { divideDecimals } from "../domain/decimal/divide-decimals";
import { addDays } from "../domain/calendar/calendar-day";
import { activeRecordSets } from "../domain/snapshot/active-record-sets";
import { focusMappingSteps } from "../domain/focus/focus-mapping-sql";
import { selectSteps } from "../domain/focus/select-steps";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { CommitmentDayRow } from "../tables/commitment-day";
import type { CommitmentTermRow } from "../tables/commitment-term";
import type { CommitmentTransactionRow } from "../tables/commitment-transaction";
import type { Lease } from "./lease";
import { ofSnapshot, type SnapshotDatabase, snapshotParameters } from "./snapshot-database";
import { snapshotDetailColumns } from "./snapshot-detail-columns";
import { snapshotTables } from "./snapshot-tables";

/**
 * Finds what the commitments of an unpublished snapshot cost on each of its days, and stores it with the snapshot: the transactions that its own rows are, the terms of each commitment as
 * they are known now, and its days with their hourly rates, which the mapping to FOCUS looks up. Answers whether there are such days: without, the mapping
 * has nothing to look up, and takes no longer than it did.
 *
 * Known are the purchases in this bill and in the published bills of other months, or where a provider's list of transactions has a commitment that list alone.
 * A bill that has commitments' costs spread over usage already, as amortised reports have, is left as it is: its own shares are the better evidence.
 */
export async function amortizeCommitments(database: SnapshotDatabase, key: SnapshotKey, lease: Lease, now: Date): Promise<boolean> {
  const groups = await readGroups(database, key);
  const purchases = groups.filter(({ isPurchase }) => isPurchase === 1).map((group) => toTransaction(group, key, now));
  await database.run(`SELECT 1 WHERE ${lease.fence}`);
  await insertAll(database, "CommitmentTransaction", purchases);
  if (groups.some(({ amortized }) => amortized === 1)) return false;
  const known = await readTransactions(database, key);
  const usage = groups.filter(({ isPurchase }) => isPurchase === 0);
  if (known.length === 0 && usage.length === 0) return false;

  const first = key.period.firstDay;
  const last = await readLastDay(database, key, now);
  const reserved = await readReservedHours(database, key, first, last);
  const terms: CommitmentTermRow[] = [];
  const days: CommitmentDayRow[] = [];
  for (const { order, currency, transactions, used } of commitmentsOf(known, usage)) {
    const plan = planDays(
      {
        transactions: transactions.map((one) => ({
          kind: one.kind,
          from: startIn(one, first),
          until: one.ends_at === null ? null : Date.parse(one.ends_at),
          amount: one.amount,
          quantity: one.quantity,
          currency: one.currency,
        })),
        isSpend: order.includes("/savingsplanorders/"),
        used: hoursByDay(used),
        reserved: reserved.get(order) ?? new Map(),
      },
      first,
      last,
    );
    terms.push(toTerm(key, order, currency, transactions, used, plan));
    for (const day of plan.days) {
      days.push({
        ...keyColumns(key),
        commitment_order: order,
        currency,
        day: day.day,
        evidence: day.evidence,
        cost: day.cost,
        settled: day.settled,
        hours: day.hours,
        used_hours: day.used,
        uses: usesOn(used, day.day),
        hourly_rate: day.hourlyRate,
        is_overused: day.isOverused,
      });
    }
  }
  await insertAll(database, "CommitmentTerm", terms);
  await insertAll(database, "CommitmentDay", days);
  return days.length > 0;
}

/** Charges of one commitment on one day, or one purchase of it, as the mapping to FOCUS reads them. Decimals are digits. */
interface Group {
  readonly order: string;
  readonly currency: string;
  readonly day: string;
  readonly isPurchase: 0 | 1;
  /** Of a purchase: its page and ordinal. */
  readonly page: number;
  readonly ordinal: number;
  readonly hours: string;
  /** Charges that have a share of their day, by their hours. */
  readonly uses: readonly (readonly [hours: string, charges: string])[];
  readonly cost: string;
  readonly quantity: string;
  readonly amortized: 0 | 1;
  readonly commitments: readonly string[];
  readonly said: Said;
}

/** What a row says of the commitment itself, in the order of `saidColumns`. */
type Said = readonly [
  name: string,
  term: string,
  frequency: string,
  chargeType: string,
  product: string,
  meterId: string,
  meterCategory: string,
  meterSubCategory: string,
  meterName: string,
  unit: string,
  location: string,
  service: string,
];

const saidColumns = [
  "if(benefit_name != '', benefit_name, if(reservation_name != '', reservation_name, product_order_name))",
  "term",
  "frequencyWord",
  "chargeType",
  "product",
  "meter_id",
  "meter_category",
  "meter_sub_category",
  "meter_name",
  "unit_of_measure",
  "resource_location",
  "consumed_service",
];

/** Rows that may be of a commitment: one that names none in any of its columns is not read further. */
const mayBeCommitted =
  "(benefit_id != '' OR reservation_id != '' OR positionCaseInsensitive(additional_info, 'reservationorderid') > 0 OR startsWith(instance_id, '/providers/'))";

async function readGroups(database: SnapshotDatabase, key: SnapshotKey): Promise<readonly Group[]> {
  // What a charge says of a commitment takes the engine half a second to plan, whatever there is.
  const found = await database.rows<object>(
    `SELECT 1 FROM ${snapshotTables.facts} WHERE ${ofSnapshot} AND ${mayBeCommitted} LIMIT 1`,
    snapshotParameters(key),
  );
  if (found.length === 0) return [];
  const source = `SELECT * FROM ${snapshotTables.facts} WHERE ${ofSnapshot} AND ${mayBeCommitted}`;
  const own = [
    "commitmentOrder",
    "commitmentId",
    "commitmentHours",
    "isPurchase",
    "isHourShare",
    "isCovered",
    "isModern",
    "isCharged",
    "cost",
  ];
  const columns = ["currency", "date", "billing_period", "page", "ordinal", "consumed_quantity", "benefit_name", "reservation_name"];
  const rows = selectSteps(focusMappingSteps(), { sql: source, columns: snapshotDetailColumns }, [
    ...new Set([...own, ...columns, "product_order_name", ...saidColumns.slice(1)]),
  ]);
  return database.rows<Group>(
    `SELECT commitmentOrder AS order, currency, toString(ifNull(date, billing_period)) AS day, toUInt8(isPurchase) AS isPurchase, if(isPurchase, page, 0) AS page,
       if(isPurchase, ordinal, 0) AS ordinal, toString(sum(if(isHourShare, toDecimal256(ifNull(commitmentHours, 0), 18), toDecimal256(0, 18)))) AS hours,
       arrayMap((h, n) -> (toString(h), toString(n)), (sumMapIf([toDecimal128(ifNull(commitmentHours, 0), 18)], [toUInt64(1)], isHourShare AND commitmentHours IS NOT NULL AND date IS NOT NULL) AS shared).1, shared.2) AS uses,
       toString(sum(toDecimal256(r.cost, 18))) AS cost, toString(any(round(abs(ifNull(consumed_quantity, 0)), 18))) AS quantity,
       toUInt8(max(isCovered AND isModern AND isCharged)) AS amortized, groupUniqArray(2)(assumeNotNull(commitmentId)) AS commitments,
       argMin([${saidColumns.map((column) => `toString(${column})`).join(", ")}], (r.page, r.ordinal)) AS said
     FROM (${rows}) AS r WHERE commitmentId IS NOT NULL AND (isPurchase OR isCovered)
     GROUP BY order, currency, day, isPurchase, page, ordinal ORDER BY order, currency, day, isPurchase, page, ordinal`,
    snapshotParameters(key),
  );
}

function toTransaction(
  { order, currency, day, page, ordinal, cost, quantity, commitments, said }: Group,
  key: SnapshotKey,
  now: Date,
): CommitmentTransactionRow {
  const [name, term, frequency, chargeType, product, meterId, meterCategory, meterSubCategory, meterName, unit, location, service] = said;
  const start = Date.parse(day);
  const months = readTermMonths(term, product);
  const isReturn = chargeType === "refund" || cost.startsWith("-");
  const isRecurring = frequency === "recurring";
  const ends = isReturn || months === null ? null : addMonths(start, isRecurring ? 1 : months);
  return {
    ...keyColumns(key),
    transaction_id: `${String(page)}/${String(ordinal)}`,
    commitment_order: order,
    commitment_id: commitments[0] ?? order,
    commitment_name: name,
    kind: isReturn ? "return" : "purchase",
    starts_at: new Date(start).toISOString(),
    ends_at: ends === null ? null : new Date(ends).toISOString(),
    amount: cost,
    quantity,
    currency,
    term_months: months,
    is_recurring: isRecurring,
    product,
    meter_id: meterId,
    meter_category: meterCategory,
    meter_sub_category: meterSubCategory,
    meter_name: meterName,
    unit_of_measure: unit,
    resource_location: location,
    consumed_service: service,
    source: "bill",
    loaded_at: now.toISOString(),
  };
}

/**
 * Transactions of the account, of this bill, the published bills of other periods, and lists. Of an order, only one of them counts, since each has the same
 * payments: the lists that a connection reads, else those of files, else the bills.
 */
async function readTransactions(database: SnapshotDatabase, key: SnapshotKey): Promise<readonly CommitmentTransactionRow[]> {
  const rows = await database.rows<CommitmentTransactionRow>(
    `SELECT t.* REPLACE (toString(t.billing_period) AS billing_period, formatDateTime(t.starts_at, '%Y-%m-%dT%H:%i:%SZ') AS starts_at,
         formatDateTime(t.ends_at, '%Y-%m-%dT%H:%i:%SZ') AS ends_at, toString(t.amount) AS amount, toString(t.quantity) AS quantity)
     FROM CommitmentTransaction AS t FINAL
     WHERE t.billing_account_id = {account:String} AND (t.snapshot_id IN ('', {snapshot:String}) OR t.billing_period != {period:Date}
       AND (t.billing_period, t.snapshot_id) IN (
         SELECT p.billing_period, argMax(p.snapshot_id, (p.activation, p.activated_at)) FROM ${snapshotTables.active} AS p
         WHERE p.billing_account_id = {account:String} GROUP BY p.billing_period))
     ORDER BY t.commitment_order, t.currency, t.starts_at, t.transaction_id`,
    snapshotParameters(key),
  );
  const files = rows.filter(({ snapshot_id: snapshot }) => snapshot === "");
  const bills = rows.filter(({ snapshot_id: snapshot }) => snapshot !== "");
  const read = await readListed(database, key);
  // A list of some months may begin after the purchase: of such an order, what has the purchase knows more.
  const best = new Map<string, readonly CommitmentTransactionRow[]>();
  for (const list of [read, files])
    for (const { kind, commitment_order: order } of list) if (kind === "purchase" && !best.has(order)) best.set(order, list);
  return [read, files, bills].flatMap((list) => list.filter(({ commitment_order: order }) => (best.get(order) ?? bills) === list));
}

/** Transactions of the lists that connections read, in the shape of those of a list that was loaded from a file. A refund that two months list is one. */
function readListed(database: SnapshotDatabase, { billingAccountId: account }: SnapshotKey): Promise<readonly CommitmentTransactionRow[]> {
  return database.rows<CommitmentTransactionRow>(
    `SELECT r.billing_account_id AS billing_account_id, '1970-01-01' AS billing_period, '' AS snapshot_id, r.transaction_id AS transaction_id,
       r.commitment_order AS commitment_order, r.commitment_id AS commitment_id, r.commitment_name AS commitment_name, r.kind AS kind,
       formatDateTime(r.starts_at, '%Y-%m-%dT%H:%i:%SZ') AS starts_at, formatDateTime(r.ends_at, '%Y-%m-%dT%H:%i:%SZ') AS ends_at,
       toString(r.amount) AS amount, toString(r.quantity) AS quantity, r.currency AS currency, r.term_months AS term_months,
       r.is_recurring AS is_recurring, r.product AS product, '' AS meter_id, '' AS meter_category, '' AS meter_sub_category, '' AS meter_name,
       '' AS unit_of_measure, r.resource_location AS resource_location, '' AS consumed_service, 'reservation-transactions' AS source, '' AS loaded_at
     FROM ReservationTransaction AS r WHERE r.billing_account_id = {account:String} AND r.set_id IN (${activeRecordSets("reservations")})
     ORDER BY r.commitment_order, r.currency, r.starts_at, r.transaction_id LIMIT 1 BY r.commitment_order, r.transaction_id`,
    { account },
  );
}

/**
 * What a bill says late is spread from the first day of that bill on: the bills before it are published, and none of it would be in them. So all that was paid is
 * spread over the bills that are there.
 */
function startIn(transaction: CommitmentTransactionRow, first: string): number {
  const start = Date.parse(transaction.starts_at);
  if (transaction.snapshot_id === "") return start;
  return Math.max(start, Date.parse(transaction.billing_period === "1970-01-01" ? first : transaction.billing_period));
}

/**
 * The last day whose use is known: of a month that is over its last one, else the last day that usage is dated, since what is not reported yet is not unused.
 */
async function readLastDay(database: SnapshotDatabase, key: SnapshotKey, now: Date): Promise<string> {
  const [row] = await database.rows<{ readonly used: string | null; readonly end: string }>(
    `SELECT toString(max(date)) AS used, toString(addMonths({period:Date}, 1) - 1) AS end FROM ${snapshotTables.facts} WHERE ${ofSnapshot} AND date < addMonths({period:Date}, 1)`,
    snapshotParameters(key),
  );
  const first = key.period.firstDay;
  const [used, end] = [row?.used ?? first, row?.end ?? first];
  const yesterday = addDays(now.toISOString().slice(0, 10), -1);
  if (end <= yesterday) return end;
  return used < first ? first : used;
}

/** The hours of each order and day; of a day that a connection has read, its hours and not those of a file. */
async function readReservedHours(
  database: SnapshotDatabase,
  key: SnapshotKey,
  first: string,
  last: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const found = new Map<string, Map<string, string>>();
  for (const details of [
    "ReservationDetail AS r FINAL WHERE",
    `ReservationUse AS r WHERE r.set_id IN (${activeRecordSets("reservations")}) AND`,
  ]) {
    const rows = await database.rows<{ readonly order: string; readonly day: string; readonly hours: string }>(
      `SELECT order, day, toString(sum(hours)) AS hours FROM (
         SELECT r.commitment_order AS order, toString(r.day) AS day, r.reservation_id, max(toDecimal256(r.reserved_hours, 18)) AS hours
         FROM ${details} r.billing_account_id = {account:String} AND r.day >= {first:Date} AND r.day <= {last:Date} GROUP BY order, day, r.reservation_id)
       GROUP BY order, day`,
      { ...snapshotParameters(key), first, last },
    );
    for (const { order, day, hours } of rows) found.set(order, (found.get(order) ?? new Map<string, string>()).set(day, hours));
  }
  return found;
}

/** What is known of one commitment in one currency. */
interface Known {
  readonly order: string;
  readonly currency: string;
  readonly transactions: CommitmentTransactionRow[];
  readonly used: Group[];
}

/** A commitment that was paid in several currencies is one all the same, so that it is named; its charges are looked up in their own. */
function commitmentsOf(transactions: readonly CommitmentTransactionRow[], usage: readonly Group[]): readonly Known[] {
  const found = new Map<string, Known>();
  const of = (order: string, currency: string): Known => {
    const known = found.get(order) ?? { order, currency, transactions: [], used: [] };
    found.set(order, known);
    return known;
  };
  for (const one of transactions) of(one.commitment_order, one.currency).transactions.push(one);
  for (const one of usage) of(one.order, one.currency).used.push(one);
  return [...found.values()];
}

function hoursByDay(used: readonly Group[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { day, hours } of used) found.set(day, addDecimals([found.get(day) ?? "0", hours]));
  return found;
}

function usesOn(used: readonly Group[], day: string): CommitmentDayRow["uses"] {
  return used
    .filter((group) => group.day === day)
    .flatMap(({ uses }) => uses.map(([hours, charges]) => ({ hours, charges: Number(charges) })));
}

function toTerm(
  key: SnapshotKey,
  order: string,
  currency: string,
  transactions: readonly CommitmentTransactionRow[],
  used: readonly Group[],
  plan: CommitmentPlan,
): CommitmentTermRow {
  const said = transactions.at(-1);
  const [usage] = used;
  const ids = new Set(used.flatMap(({ commitments }) => commitments));
  const [id] = ids.size === 1 ? ids : new Set(transactions.map(({ commitment_id: one }) => one));
  const instant = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());
  return {
    ...keyColumns(key),
    commitment_order: order,
    // For a divided order, the order itself: the bill does not say which part was unused.
    commitment_id: ids.size > 1 ? (id ?? order).replace(/\/(?:reservations|savingsplans)\/[^/]*$/i, "") : (id ?? order),
    commitment_name: said?.commitment_name ?? usage?.said[0] ?? "",
    currency,
    evidence:
      plan.from === null ? "unknown" : (plan.days.find(({ evidence }) => evidence === "reservation-details")?.evidence ?? "order-terms"),
    starts_at: instant(plan.from),
    ends_at: instant(plan.until),
    term_months: said?.term_months ?? null,
    category: "",
    commitment_type: "",
    is_recurring: said?.is_recurring ?? false,
    upfront_share: null,
    quantity: divideDecimals(plan.days.at(-1)?.hours ?? "0", "24", 18) ?? "0",
    unit: "",
    purchased: plan.purchased,
    spread_before: plan.spreadBefore,
    product: said?.product ?? usage?.said[4] ?? "",
    meter_id: usage?.said[5] ?? said?.meter_id ?? "",
    meter_category: usage?.said[6] ?? said?.meter_category ?? "",
    meter_sub_category: usage?.said[7] ?? said?.meter_sub_category ?? "",
    meter_name: usage?.said[8] ?? said?.meter_name ?? "",
    resource_location: usage?.said[10] ?? said?.resource_location ?? "",
    invoice_issuer: "",
    service_provider: "",
    problems: [...plan.problems],
  };
}

/** The columns of a snapshot in the tables of commitments. */
export function keyColumns({ billingAccountId, period, snapshotId }: SnapshotKey) {
  return { billing_account_id: billingAccountId, billing_period: period.firstDay, snapshot_id: snapshotId } as const;
}

/** Inserts any number of rows, some thousand at once. */
export async function insertAll(database: SnapshotDatabase, table: string, rows: readonly object[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 10_000) await database.insertRows(table, rows.slice(start, start + 10_000));
}
