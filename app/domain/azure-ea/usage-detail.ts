import type { AmountField, DayField, DetailField, SubjectField } from "./usage-fields";

type Texts<Field extends string> = Readonly<Record<Field, string | null>>;

/**
 * What is a row's own: its day and its amounts. Every value is the original text; numbers are their digits, so that nothing is rounded before it
 * is looked at. Null: the column or value was absent. Empty: it was sent empty.
 */
export type RowDetail = Texts<DayField | AmountField>;

/** What a usage row says of its subject: everything but its day and its amounts, texts as in `RowDetail`. */
export type SubjectDetail = Texts<SubjectField | DetailField>;

/** A column that no field is read from: unknown, or passed over for a better spelling. */
export interface OtherColumn {
  /** As it was sent, without byte order mark and outer white space. */
  readonly header: string;
  /** The header as `normalizeHeader` leaves it: what the column compares by. */
  readonly name: string;
  readonly value: string | null;
}
