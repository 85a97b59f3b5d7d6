import { isReservationUse } from "../domain/commitment/reservation-record";
import { kilogramDecimals } from "../domain/emission/emission";
import { activeRecordSets } from "../domain/snapshot/active-record-sets";
import { countOf } from "../domain/text/count-of";
import { isLifted, type OperatorOverride } from "../domain/snapshot/operator-override";
import type { Connection } from "../sources/connection";
import { type Delivery, isRecordKind, type PartContent, type RecordContent, type SourceContext } from "../sources/source";
import { SourceError } from "../sources/source-error";
import type { ActiveRecordSetRow } from "../tables/active-record-set";
import { type DeliveryOutcome, DeliveryRefused, type LoadedSet, type Unpublished } from "./delivery-outcome";
import { explainFailure } from "./explain-failure";
import type { PipelineDeps } from "./pipeline-deps";
import { dropSet } from "./snapshot-database";

/**
 * The life of a delivery of records that are no charges, whatever its source: its rows are stored as a set that nobody sees, checked, and put in the place of the
 * account's and month's earlier set by one row. Nothing is gone on with: what a crash leaves is dropped by the next delivery of the month.
 */
export async function deliverRecords(
  connection: Connection,
  delivery: Delivery,
  overrides: readonly OperatorOverride[],
  context: SourceContext,
  { database, now, randomId }: Pick<PipelineDeps, "database" | "now" | "randomId">,
): Promise<DeliveryOutcome> {
  const { account, period } = delivery;
  const { yields } = connection;
  if (account === null || period === null || !isSetKind(yields))
    return refused(`${delivery.name} does not say of which account and month its records are`);
  const key: RecordKey = { records: yields, account, month: period.firstDay };
  // Of two sets, the later one has the larger id, down to a millisecond.
  const setId = `${now().toISOString().replace(/\D/g, "").slice(0, 17)}-${randomId()}`;
  let mayBeSeen = false;
  try {
    const before = await readOwned(database, key, connection, overrides);
    const tally = new Tally();
    const acceptRepeatedPages = isLifted(overrides, "accept-repeated-pages");
    const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages };
    for await (const { content } of connection.read(delivery, options, context)) {
      context.signal.throwIfAborted();
      if (!isSetContent(content, key.records)) throw new RangeError(`${content.kind} in a delivery of ${key.records}`);
      tally.add(content);
      for (const { table, rows } of storedIn(content)) {
        const own = rows.map((row) => ({ billing_account_id: account, month: key.month, set_id: setId, ...row }));
        if (own.length > 0) await database.insertRows(table, own);
      }
    }
    if (delivery.rows !== null && tally.read !== delivery.rows)
      throw new SourceError("malformed", `${tally.read} rows were read, and the source's own list says ${delivery.rows}`);
    const { stored, usable, notes, gone = null } = await checks[key.records](database, key, setId);
    if (stored !== tally.stored)
      throw new SourceError("changed", `${delivery.name} was read by somebody else at the same time, who dropped rows of this reading`);
    if (usable === 0)
      throw new SourceError(
        "malformed",
        [`${delivery.name} has not one ${nouns[key.records]} that can be used`, ...tally.notes].join("; "),
      );
    if (stored === 0 && before > 0 && !isLifted(overrides, "allow-shrink"))
      throw new SourceError(
        "malformed",
        `${delivery.name} has no rows, and what is kept of the month has ${before}; if they are really gone, use --allow-shrink`,
      );
    if (gone !== null && !isLifted(overrides, "allow-shrink"))
      throw new SourceError("malformed", `${delivery.name} has not ${gone}; if they are really gone, use --allow-shrink`);
    context.signal.throwIfAborted();
    const set: LoadedSet = {
      records: yields,
      account,
      month: period.toString(),
      setId,
      rows: tally.stored,
      notes: [...tally.notes, ...notes],
    };
    mayBeSeen = true;
    await activate(database, key, set, connection, delivery, now());
    // What is left is dropped by the next delivery of the month.
    await dropOthers(database, key, setId).catch(() => undefined);
    return { kind: "loaded", sets: [set] };
  } catch (error) {
    // An activation without an answer may have taken effect: its rows stay.
    if (!mayBeSeen) await dropAll(database, key, setId).catch(() => undefined);
    return unpublishedBy(error, context.signal);
  }
}

/** What becomes of a delivery of records by an error. Throws a bug again. */
export function unpublishedBy(error: unknown, signal: AbortSignal): Unpublished {
  const failure = explainFailure(error, signal);
  return failure.kind === "abandon"
    ? { kind: "abandoned", by: "source", snapshot: null, reason: failure.reason, detail: failure.detail, retryable: failure.retryable }
    : failure;
}

/** Records that are kept as sets of an account and month. */
type SetKind = Exclude<RecordContent["kind"], "business-metrics">;
type SetContent = Extract<RecordContent, { readonly kind: SetKind }>;

function isSetKind(kind: PartContent["kind"]): kind is SetKind {
  return isRecordKind(kind) && kind !== "business-metrics";
}

function isSetContent(content: PartContent, kind: SetKind): content is SetContent {
  return content.kind === kind;
}

/** The set of an account and month that readers see. */
interface RecordKey {
  readonly records: SetKind;
  readonly account: string;
  /** Its first day. */
  readonly month: string;
}

type Database = PipelineDeps["database"];

function refused(detail: string): DeliveryOutcome {
  return { kind: "refused", reason: "unknown-account", detail };
}

/**
 * How many rows the set has that readers see, 0 where there is none. Two connections that take turns would each find the other's records changed.
 * @throws DeliveryRefused the set is of another connection
 */
async function readOwned(
  database: Database,
  key: RecordKey,
  { source, id }: Connection,
  overrides: readonly OperatorOverride[],
): Promise<number> {
  const [active] = await database.rows<Pick<ActiveRecordSetRow, "source" | "connection"> & { readonly count: number }>(
    `SELECT source, connection, toUInt32(rows) AS count FROM ActiveRecordSet WHERE ${ofKey} AND set_id IN (${activeRecordSets(key.records)}) ORDER BY activation DESC LIMIT 1`,
    parametersOf(key),
  );
  if (active === undefined) return 0;
  const isOwn = active.source === source && (active.connection === "" || active.connection === id);
  if (isOwn || isLifted(overrides, "accept-handover")) return active.count;
  const owner = active.connection === "" ? active.source : `${active.source} (connection ${active.connection})`;
  throw new DeliveryRefused(
    "account-taken",
    `${nouns[key.records]}s of ${key.account} in ${key.month.slice(0, 7)} are read from ${owner}; use --accept-handover REASON to take them over`,
  );
}

async function activate(
  database: Database,
  key: RecordKey,
  { setId, rows, notes }: LoadedSet,
  { source, id }: Connection,
  { version }: Delivery,
  at: Date,
): Promise<void> {
  await database.run(
    `INSERT INTO ActiveRecordSet (records, billing_account_id, month, set_id, activation, source, connection, delivery_version, rows, notes, activated_at)
     SELECT {records:String}, {account:String}, {month:Date}, {set:String},
       (SELECT max(activation) + 1 FROM ActiveRecordSet WHERE ${ofKey}), {source:String}, {connection:String}, {version:String}, {rows:UInt64}, {notes:String},
       parseDateTime64BestEffort({at:String}, 3)`,
    {
      ...parametersOf(key),
      set: setId,
      source,
      connection: id,
      version: version ?? "",
      rows,
      notes: notes.join("; ").slice(0, longestNotes),
      at: at.toISOString(),
    },
  );
}

/** Drops the earlier sets of the account and month, which nobody sees: those that were replaced, and what a crash left. */
async function dropOthers(database: Database, { records, account, month }: RecordKey, setId: string): Promise<void> {
  for (const table of tables[records]) {
    const others = await database.rows<{ readonly id: string }>(
      `SELECT DISTINCT toString(set_id) AS id FROM ${table} WHERE billing_account_id = {account:String} AND month = {month:Date} AND set_id < {set:String}
         AND set_id NOT IN (${activeRecordSets(records)})`,
      { account, month, set: setId },
    );
    for (const { id } of others) await dropSet(database, table, { account, month, setId: id });
  }
}

async function dropAll(database: Database, { records, account, month }: RecordKey, setId: string): Promise<void> {
  for (const table of tables[records]) await dropSet(database, table, { account, month, setId });
}

/** What was read so far, and what of it cannot be used. */
class Tally {
  read = 0;
  stored = 0;
  #others = 0;
  #problems = 0;
  #first = "";

  add({ rows, read, others, problems }: RecordContent): void {
    this.read += read;
    this.stored += rows.length;
    this.#others += others;
    this.#problems += problems.length;
    if (this.#first === "") this.#first = problems[0] ?? "";
  }

  get notes(): readonly string[] {
    return [
      ...(this.#problems === 0 ? [] : [`${this.#problems} of ${this.read} rows cannot be used, the first: ${this.#first}`]),
      ...(this.#others === 0 ? [] : [`left out, such as prices of reservations: ${countOf(String(this.#others), "row")}`]),
    ];
  }
}

/** How many rows of a set can be used, and what is odd about them. */
interface Checked {
  readonly stored: number;
  /** Null: a month may have none. */
  readonly usable: number | null;
  readonly notes: readonly string[];
  /** What is kept of the month, not in the set, and does not come to an end by itself, in words. */
  readonly gone?: string | null;
}

/** Prices of one meter, offer and tier that differ on one day: its charges of the day have none of them. */
async function checkPrices(database: Database, { account, month }: RecordKey, setId: string): Promise<Checked> {
  const parameters = { account, month, set: setId };
  const ofSet = "billing_account_id = {account:String} AND month = {month:Date} AND set_id = {set:String}";
  const [count] = await database.rows<{ readonly stored: number; readonly usable: number }>(
    `SELECT toUInt32(count()) AS stored, toUInt32(countIf(problem = '')) AS usable FROM SheetPrice WHERE ${ofSet}`,
    parameters,
  );
  const [overlap] = await database.rows<{ readonly meters: number; readonly first: string }>(
    `SELECT toUInt32(uniqExact(meter_id)) AS meters, min(concat(meter_id, ' from ', toString(effective_from))) AS first FROM (
       SELECT meter_id, effective_from,
         max(effective_through) OVER (PARTITION BY meter_id, offer_id, currency, tier_minimum ORDER BY effective_from, effective_through
           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before, count() OVER (PARTITION BY meter_id, offer_id, currency, tier_minimum
           ORDER BY effective_from, effective_through ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier
       FROM (SELECT DISTINCT meter_id, offer_id, currency, tier_minimum, effective_from, effective_through, block_size, pricing_unit, list_unit_price,
         contracted_unit_price FROM SheetPrice WHERE ${ofSet} AND problem = ''))
     WHERE earlier > 0 AND effective_from <= before`,
    parameters,
  );
  const meters = overlap?.meters ?? 0;
  const notes =
    meters === 0
      ? []
      : [`${meters === 1 ? "1 meter has" : `${meters} meters have`} several prices for the same days, the first: ${overlap?.first ?? ""}`];
  return { stored: count?.stored ?? 0, usable: count?.usable ?? 0, notes };
}

/** Values that the provider does not report, which are missing and never zero. */
async function checkEmissions(database: Database, { account, month }: RecordKey, setId: string): Promise<Checked> {
  const [count] = await database.rows<EmissionCounts>(
    `SELECT toUInt32(count()) AS stored, toUInt32(countIf(kilograms IS NOT NULL)) AS usable, toUInt32(countIf(problem = 'no-value')) AS missing,
       toUInt32(countIf(problem = 'rounded')) AS rounded, arraySort(groupUniqArrayIf(sub_account_id, problem = 'access-denied')) AS denied
     FROM Emission WHERE billing_account_id = {account:String} AND month = {month:Date} AND set_id = {set:String}`,
    { account, month, set: setId },
  );
  const { stored = 0, usable = 0, missing = 0, rounded = 0, denied = [] } = count ?? {};
  return {
    stored,
    usable,
    notes: [
      ...(denied.length === 0 ? [] : [`access to ${countOf(String(denied.length), "subscription")} was denied: ${denied.join(", ")}`]),
      ...(missing === 0 ? [] : [`${missing} of ${stored} values are missing in the report`]),
      ...(rounded === 0 ? [] : [`${countOf(String(rounded), "value")} rounded to ${kilogramDecimals} decimals of a kilogram`]),
    ],
  };
}

interface EmissionCounts {
  readonly stored: number;
  readonly usable: number;
  readonly missing: number;
  readonly rounded: number;
  readonly denied: readonly string[];
}

/** A month without a payment and without use is one all the same: what is there is usable, since a row that cannot be read refuses the month. */
async function checkReservations(database: Database, { account, month }: RecordKey, setId: string): Promise<Checked> {
  const ofSet = "billing_account_id = {account:String} AND month = {month:Date} AND set_id = {set:String}";
  const [count] = await database.rows<{ readonly stored: number }>(
    `SELECT toUInt32((SELECT count() FROM ReservationTransaction WHERE ${ofSet}) + (SELECT count() FROM ReservationUse WHERE ${ofSet})) AS stored`,
    { account, month, set: setId },
  );
  return { stored: count?.stored ?? 0, usable: null, notes: [] };
}

/**
 * A line that cannot be read refuses the delivery: all that is there is usable. An invoice that was issued stays, and a file of another invoice of its period would
 * take it away; one that is open may still become another.
 */
async function checkInvoices(database: Database, { account, month }: RecordKey, setId: string): Promise<Checked> {
  const parameters = { account, month, set: setId };
  const ofMonth = "billing_account_id = {account:String} AND month = {month:Date}";
  const [count] = await database.rows<{ readonly stored: number; readonly gone: readonly string[] }>(
    `SELECT toUInt32(countIf(set_id = {set:String})) AS stored,
       groupUniqArrayIf(toString(InvoiceId), set_id = {set:String}) AS own,
       arraySort(arrayFilter(id -> NOT has(own, id), groupUniqArrayIf(toString(InvoiceId), set_id != {set:String} AND InvoiceIssueStatus != 'Open'))) AS gone
     FROM InvoiceDetail WHERE ${ofMonth} AND (set_id = {set:String} OR set_id IN (${activeRecordSets("invoices")}))`,
    parameters,
  );
  const { stored = 0, gone = [] } = count ?? {};
  const others = gone.length > 3 ? ` and ${gone.length - 3} more` : "";
  return {
    stored,
    usable: null,
    notes: [],
    gone: gone.length === 0 ? null : `the lines of ${gone.slice(0, 3).join(", ")}${others}, which are kept of ${month.slice(0, 7)}`,
  };
}

/** The rows of a part by the table that they are kept in. */
function storedIn(content: SetContent): readonly { readonly table: string; readonly rows: readonly object[] }[] {
  switch (content.kind) {
    case "prices":
      return [{ table: "SheetPrice", rows: content.rows }];
    case "emissions":
      return [{ table: "Emission", rows: content.rows }];
    case "reservations":
      return [
        { table: "ReservationTransaction", rows: content.rows.filter((row) => !isReservationUse(row)) },
        { table: "ReservationUse", rows: content.rows.filter(isReservationUse) },
      ];
    case "invoices":
      return [{ table: "InvoiceDetail", rows: content.rows }];
  }
}

const checks: Readonly<Record<SetKind, (database: Database, key: RecordKey, setId: string) => Promise<Checked>>> = {
  prices: checkPrices,
  emissions: checkEmissions,
  reservations: checkReservations,
  invoices: checkInvoices,
};
const tables: Readonly<Record<SetKind, readonly string[]>> = {
  prices: ["SheetPrice"],
  emissions: ["Emission"],
  reservations: ["ReservationTransaction", "ReservationUse"],
  invoices: ["InvoiceDetail"],
};
const nouns = { prices: "price", emissions: "emission", reservations: "reservation", invoices: "invoice" } as const;
const ofKey = "records = {records:String} AND billing_account_id = {account:String} AND month = {month:Date}";
const longestNotes = 2000;

function parametersOf({ records, account, month }: RecordKey): {
  readonly records: string;
  readonly account: string;
  readonly month: string;
} {
  return { records, account, month };
}
