import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream";
import { parse } from "csv-parse";
import { columnKey, reservationListOf, type ReservationRowFault } from "../app/domain/commitment/read-reservation-row";
import { type ReservationPayment, ReservationPayments, readReservationUse } from "../app/domain/commitment/reservation-record";
import type { SnapshotDatabase } from "../app/pipeline/snapshot-database";
import type { CommitmentTransactionRow } from "../app/tables/commitment-transaction";
import type { ReservationDetailRow } from "../app/tables/reservation-detail";

/** What came of the rows of a list. */
export interface LoadedReservations {
  readonly list: "transactions" | "details";
  readonly rows: number;
  readonly orders: number;
}

/**
 * Loads Azure's list of reservation transactions, or its reservation details, as their exports write them: all rows, or none when one cannot be read, since a
 * purchase or a refund that is missing is a wrong cost. Loaded again, the same rows take the place of those before.
 * @throws {RangeError} the file is neither, a row cannot be read, or nothing says which account it is of
 */
export async function loadReservations(
  database: SnapshotDatabase,
  path: string,
  account: string | null,
  now: Date,
): Promise<LoadedReservations> {
  let header: readonly string[] | null = null;
  let list: LoadedReservations["list"] = "transactions";
  const transactions: CommitmentTransactionRow[] = [];
  const details: ReservationDetailRow[] = [];
  const orders = new Set<string>();
  const payments = new ReservationPayments();
  let line = 1;
  const records = parse({ bom: true, relax_column_count: true, skip_empty_lines: true });
  // What goes wrong in either stream is thrown by reading the records.
  pipeline(createReadStream(path), records, () => undefined);
  for await (const record of records) {
    const cells: readonly string[] = Array.isArray(record) ? record.map(String) : [];
    if (header === null) {
      const found = reservationListOf(cells);
      if (found === null)
        throw new RangeError(`${basename(path)} has neither the columns of reservation transactions nor those of reservation details`);
      [header, list] = [cells.map(columnKey), found];
      continue;
    }
    line += 1;
    const names = header;
    const cell = (column: string): string => cells[names.indexOf(column)]?.trim() ?? "";
    const refuse = ({ column, detail }: ReservationRowFault): never => {
      throw new RangeError(`${basename(path)}, row ${line}, ${column}: ${detail}; nothing was loaded`);
    };
    const ofAccount = (own: string): string => {
      const known = account ?? own;
      return known === "" ? refuse({ column: "CurrentEnrollmentId", detail: "no account; name it with --account" }) : known.toLowerCase();
    };
    if (list === "transactions") {
      const one = payments.read(cell);
      if ("detail" in one) refuse(one);
      else {
        transactions.push(toRow(one.payment, ofAccount(one.account), now));
        orders.add(one.payment.commitment_order);
      }
    } else {
      const one = readReservationUse(cell);
      if ("detail" in one) refuse(one);
      else {
        orders.add(one.commitment_order);
        details.push({ billing_account_id: ofAccount(""), ...one, source: basename(path), loaded_at: now.toISOString() });
      }
    }
  }
  if (header === null) throw new RangeError(`${basename(path)} is empty`);
  await insertAll(database, "CommitmentTransaction", transactions);
  await insertAll(database, "ReservationDetail", details);
  return { list, rows: transactions.length + details.length, orders: orders.size };
}

function toRow(payment: ReservationPayment, account: string, now: Date): CommitmentTransactionRow {
  return {
    billing_account_id: account,
    billing_period: "1970-01-01",
    snapshot_id: "",
    ...payment,
    meter_id: "",
    meter_category: "",
    meter_sub_category: "",
    meter_name: "",
    unit_of_measure: "",
    consumed_service: "",
    source: "reservation-transactions",
    loaded_at: now.toISOString(),
  };
}

async function insertAll(database: SnapshotDatabase, table: string, rows: readonly object[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 10_000) await database.insertRows(table, rows.slice(start, start + 10_000));
}
