import type { BillingPeriod } from "../../domain/calendar/billing-period";
import type { InvoiceLine } from "../../domain/focus/import/read-invoice-line";
import type { FileCursor } from "../files/file-parts";
import { InvoiceContents, readInvoiceFile } from "../files/invoice-file";
import type { InputFile } from "../files/input-file";
import type { FocusFileReading } from "../files/read-focus-file";
import type { Delivery, Part } from "../source";
import { SourceError } from "../source-error";

/** Files of FOCUS's dataset Invoice Detail, and how they are read. */
export interface InvoiceFiles {
  readonly files: readonly InputFile[];
  /** The name to keep the invoices under; undefined: that made of provider and billing account. */
  readonly account: string | undefined;
  readonly encoding: string | null;
  readonly reading: FocusFileReading;
  readonly signal: AbortSignal;
}

/** The lines of the invoices of one account and billing period. */
interface Invoices {
  readonly account: string;
  readonly period: BillingPeriod;
  readonly lines: InvoiceLine[];
}

/**
 * A delivery for each account and billing period that is in the files. Every line of every file is read before the first is offered, since only lines say whose they
 * are: a file with a fault changes no invoice. Its version is made of its lines, so that another month of the same files is not read again.
 */
export async function* discoverInvoices(files: InvoiceFiles): AsyncGenerator<Delivery> {
  const list = files.files.map(({ name, bytes, version }) => ({ name, bytes, version, counted: null }));
  for (const { account, period, lines } of await invoicesOf(files))
    yield {
      name: `invoices of ${account} ${period.toString()}`,
      account,
      accountName: "",
      period,
      currency: null,
      version: files.reading.sha256(JSON.stringify(lines)),
      rows: lines.length,
      files: list,
    };
}

/** @throws SourceError `changed` the files say something else by now */
export async function* readInvoices(files: InvoiceFiles, delivery: Delivery): AsyncGenerator<Part<FileCursor>> {
  const found = (await invoicesOf(files)).find(
    ({ account, period }) => account === delivery.account && period.firstDay === delivery.period?.firstDay,
  );
  const lines = found?.lines ?? [];
  if (files.files.some(({ version }, index) => version !== delivery.files[index]?.version))
    throw new SourceError("changed", `${delivery.name} changed since it was listed`);
  yield { content: { kind: "invoices", rows: lines, read: lines.length, others: 0, problems: [] }, hash: "", next: null };
}

async function invoicesOf({ files, account: kept, encoding, reading, signal }: InvoiceFiles): Promise<readonly Invoices[]> {
  const contents = new InvoiceContents();
  const found = new Map<string, Invoices>();
  for (const file of files)
    for await (const lines of readInvoiceFile(file, encoding, reading, contents)) {
      signal.throwIfAborted();
      for (const { account: named, period, line } of lines) {
        const account = kept ?? named;
        const key = `${account}\n${period.firstDay}`;
        const invoices = found.get(key) ?? { account, period, lines: [] };
        found.set(key, invoices);
        invoices.lines.push(line);
      }
    }
  if (found.size === 0)
    throw new SourceError("malformed", `${files.map(({ name }) => name).join(", ")}: there is not one line of an invoice`);
  return [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, invoices]) => invoices);
}
