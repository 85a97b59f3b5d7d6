import { gcpSubscriptionColumns } from "../../domain/gcp/commitment-term";
import type { FocusFile, FocusFileRows } from "../files/focus-file";
import { SourceError } from "../source-error";
import { type BillingQuery, fieldAt, type TableField } from "./billing-table";

type Cells = readonly (string | null)[];

/** What the table says of each commitment, by `subscription.instance_id`: a cell for each of `gcpSubscriptionColumns`. */
export type GcpSubscriptions = ReadonlyMap<string, Cells>;

/**
 * How `cud_subscriptions_export` is asked for the commitments of a billing account. Each day adds a row for each of them, and nothing says of which day it is: rows
 * that say the same are one.
 * (https://docs.cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/cud-export)
 * @throws SourceError `config` the table is another one
 */
export function planCommitmentTable(name: string, fields: readonly TableField[]): (account: string) => BillingQuery {
  // The page above writes `commitent_amount`; where that is its own mistake, the table has the word.
  const amount = fieldAt(fields, "commitent_amount.value") === null ? "commitment_amount" : "commitent_amount";
  const columns = ["subscription.instance_id", "start_time", "end_time", "term", `${amount}.value`, `${amount}.unit`];
  const missing = ["billing_account_id", ...columns].filter((path) => fieldAt(fields, path) === null);
  if (missing.length > 0)
    throw new SourceError("config", `commitments: ${name} has no ${missing.join(", ")}: it is not the export of committed use discounts`);
  const list = columns.map((path, index) => `${path} AS \`c${index}\``).join(", ");
  return (account) => ({
    text: `SELECT DISTINCT ${list} FROM \`${name}\` WHERE billing_account_id = @account`,
    parameters: [{ name: "account", type: "STRING", value: account }],
  });
}

/**
 * Of several rows of a commitment the one that ends last counts: a renewal moves the end. Where several end last, what they say differently is not known: the
 * order of rows says nothing.
 */
export function readSubscriptions(rows: readonly Cells[]): GcpSubscriptions {
  const found = new Map<string, Cells>();
  for (const [id, ...cells] of rows) {
    const known = id ? found.get(id) : undefined;
    if (!id) continue;
    if (known === undefined || endOf(known) < endOf(cells)) found.set(id, cells);
    else if (endOf(known) === endOf(cells))
      found.set(
        id,
        known.map((cell, column) => (cell === cells[column] ? cell : null)),
      );
  }
  return found;
}

/** ISO 8601 of one zone: texts are in the order of time. */
function endOf([, end]: Cells): string {
  return end ?? "";
}

/** Rows of FOCUS with what the table says of their commitment beside each fee, as AWS writes the terms of a reservation beside its fees. */
export function withSubscriptions(file: FocusFile, subscriptions: GcpSubscriptions): FocusFile {
  const [commitment, status] = ["CommitmentDiscountId", "CommitmentDiscountStatus"].map((name) => file.headers.indexOf(name));
  const nothing: Cells = gcpSubscriptionColumns.map(() => null);
  return {
    ...file,
    headers: [...file.headers, ...gcpSubscriptionColumns],
    rows: async function* (own): AsyncGenerator<FocusFileRows> {
      for await (const batch of file.rows(own)) {
        const rows = batch.rows.map((cells) => {
          const isUsed = cells[status ?? -1] === "Used";
          return [...cells, ...((isUsed ? undefined : subscriptions.get(cells[commitment ?? -1] ?? "")) ?? nothing)];
        });
        yield { ...batch, rows };
      }
    },
  };
}
