import type { RowTable } from "../json/row-table";

/** One page of a month, complete and checked: it was JSON to its last byte and is of the month asked for. */
export interface EaPage {
  /** Counted from 0 without gaps; a resumed run goes on with the number it was given. */
  readonly index: number;
  readonly table: RowTable;
  /** The body after decompression, for a loader that takes the text itself. */
  readonly body: Uint8Array;
  readonly bodyBytes: number;
  /** Bytes on the wire, before decompression. */
  readonly wireBytes: number;
  /** SHA-256 of the rows as they were written, lower-case hex. */
  readonly rowsSha256: string;
  /** Absolute. Like nextLink it may hold a paging token: store it, do not log it. */
  readonly url: string;
  /** Absolute and already checked against the enrollment's address; null on the last page. */
  readonly nextLink: string | null;
  /** Requests it took, 1 when nothing went wrong. */
  readonly attempts: number;
}
