import type { FocusRow } from "../../domain/focus/import/focus-row";
import { FocusFileError } from "./focus-file";

/** Where a row stands. */
interface Place {
  readonly file: string;
  readonly line: number;
}

/**
 * What the files of one delivery say together, to find where they contradict each other: two ends of one billing period, and a file that is there twice,
 * whatever its bytes are (gzip beside plain text, other line ends, another order). Holds some words for each file and each period.
 */
export class DeliveryContents {
  readonly #ends = new Map<string, { readonly end: string; readonly at: Place }>();
  readonly #files = new Map<string, string>();
  #rows = 0;
  #sums: readonly [number, number] = [0, 0];

  /** @throws FocusFileError the row's period ends otherwise than that of an earlier row of its account which begins on the same day */
  add(row: FocusRow, at: Place): void {
    const key = `${row.account}\n${row.period.firstDay}`;
    const first = this.#ends.get(key);
    if (first === undefined) this.#ends.set(key, { end: row.periodEnd, at });
    // An end that is the last day, or its last second, is the same end.
    else if (first.end !== row.periodEnd && Math.abs(Date.parse(`${first.end}Z`) - Date.parse(`${row.periodEnd}Z`)) > oneDay) {
      throw new FocusFileError(
        { ...at, column: "BillingPeriodEnd" },
        `the billing period from ${row.period.firstDay} ends at ${row.periodEnd}, and at ${first.end} in ${first.at.file} line ${first.at.line}: ` +
          "two billing periods of one account cannot begin on the same day",
      );
    }
    this.#rows += 1;
    // A sum does not depend on the order; two of 48 bits each are not equal by chance.
    this.#sums = [
      (this.#sums[0] + parseInt(row.contentHash.slice(0, 12), 16)) % modulus,
      (this.#sums[1] + parseInt(row.contentHash.slice(12, 24), 16)) % modulus,
    ];
  }

  /** @throws FocusFileError an earlier file has the same rows, which would count twice */
  endFile(file: string): void {
    const rows = this.#rows;
    const contents = [rows, ...this.#sums].join(" ");
    const same = this.#files.get(contents);
    if (rows > 0 && same !== undefined) {
      throw new FocusFileError({ file }, `has the same ${rows === 1 ? "charge" : `${rows} charges`} as ${same}; it would count twice`);
    }
    this.#files.set(contents, file);
    this.#rows = 0;
    this.#sums = [0, 0];
  }
}

const oneDay = 86_400_000;
const modulus = 2 ** 48;
