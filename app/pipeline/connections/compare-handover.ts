import type { BillingPeriod } from "../../domain/calendar/billing-period";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import type { Delivery } from "../../sources/source";
import { SourceError } from "../../sources/source-error";
import { readActiveSnapshot } from "../active-snapshot";
import { focusBesideUsage, isExtracted } from "../deliver";
import type { OpenSource } from "../open-source";
import { createUsageEncoder } from "../page-encoder";
import { readSnapshots } from "../snapshot-events";

/** One bill of a month: what readers see of it, and what a connection would put in its place. */
export interface HandoverComparison {
  readonly account: string;
  readonly month: string;
  /** Null: not published. */
  readonly published: HandoverSide | null;
  readonly offered: HandoverSide;
  /** Offered less published, digits; null when nothing is published, or in another currency. */
  readonly difference: string | null;
  /** Why it cannot be taken over, with what to do instead; null when it can. */
  readonly obstacle: string | null;
}

export interface HandoverSide {
  readonly source: string;
  /** Empty for a connection that is not kept. */
  readonly connection: string;
  readonly rows: number;
  readonly cost: string;
  readonly currency: string;
}

/**
 * Reads deliveries to their end and adds them up, beside what is published of the same accounts and periods. A delivery whose rows name their months is taken
 * over as a whole, and has a comparison for each of them. Nothing is stored. Throws SourceError.
 */
export async function compareHandover(
  open: OpenSource,
  deliveries: readonly Delivery[],
  signal: AbortSignal,
): Promise<readonly HandoverComparison[]> {
  const bills = new Bills();
  for (const delivery of deliveries) await addUp(delivery, open, bills, signal);
  const { connection, deps } = open;
  const comparisons: HandoverComparison[] = [];
  for (const { account, period, currencies, rows } of bills.all()) {
    const key = { billingAccountId: account, period };
    const active = await readActiveSnapshot(deps.database, key);
    const record = (await readSnapshots(deps.database, key)).find(({ snapshotId }) => snapshotId === active?.snapshotId);
    const cost = new ExactSum();
    for (const sum of currencies.values()) cost.add(sum.toString());
    const offered = {
      source: connection.source,
      connection: connection.id,
      rows,
      cost: cost.toString(),
      currency: [...currencies.keys()].sort().join(","),
    };
    const published =
      record === undefined
        ? null
        : { source: record.source, connection: record.connection, rows: record.rows, cost: record.cost, currency: record.currency };
    const difference = published?.currency === offered.currency ? cost.minus(new ExactSum(published.cost)).toString() : null;
    const isBesideUsage = connection.yields === "focus" && (await isExtracted(key, deps));
    const obstacle = isBesideUsage ? `account ${account} ${focusBesideUsage}` : null;
    comparisons.push({ account, month: period.toString(), published, offered, difference, obstacle });
  }
  return comparisons;
}

async function addUp(delivery: Delivery, { connection, context, deps }: OpenSource, bills: Bills, signal: AbortSignal): Promise<void> {
  const { account, period, currency } = delivery;
  const options = { from: null, peek: false, acceptLate: true, acceptRepeatedPages: true };
  const usage =
    connection.yields === "azure-usage" && account !== null && period !== null
      ? createUsageEncoder(
          { billingAccountId: account, period, snapshotId: "preview" },
          { currency: currency ?? "", context: deps.enrichment(currency ?? "") },
          deps.now,
        )
      : null;
  let index = 0;
  for await (const { content } of connection.read(delivery, options, context(signal))) {
    signal.throwIfAborted();
    switch (content.kind) {
      case "azure-usage": {
        if (usage === null || account === null || period === null)
          throw new SourceError("malformed", `${delivery.name} names no billing account`);
        const { ledger } = usage.encode({ index, table: content.table, hash: "" });
        bills.add(account, period, currency ?? "", ledger.rows, ledger.cost);
        break;
      }
      case "focus":
        for (const row of content.rows) bills.add(account ?? row.account, row.period, row.currency, 1, row.cost);
        break;
      case "prices":
      case "emissions":
      case "reservations":
      case "invoices":
      case "business-metrics":
        throw new SourceError(
          "config",
          `${connection.source} reads ${content.kind} here, and only bills are handed over: use run --accept-handover`,
        );
    }
    index += 1;
  }
}

interface Bill {
  readonly account: string;
  readonly period: BillingPeriod;
  readonly currencies: Map<string, ExactSum>;
  rows: number;
}

/** Rows and exact costs by account, period and currency. */
class Bills {
  readonly #bills = new Map<string, Bill>();

  add(account: string, period: BillingPeriod, currency: string, rows: number, cost: string): void {
    const name = `${account}\n${period.firstDay}`;
    const bill = this.#bills.get(name) ?? { account, period, currencies: new Map<string, ExactSum>(), rows: 0 };
    this.#bills.set(name, bill);
    bill.rows += rows;
    const sum = bill.currencies.get(currency) ?? new ExactSum();
    bill.currencies.set(currency, sum);
    sum.add(cost);
  }

  all(): readonly Bill[] {
    return [...this.#bills.values()];
  }
}
