import type { AnomalyContributor } from "./read-contributors";

/** Something that cost what its past did not lead to expect, on a day, on several in a row, or, when it had no past, in its first days. Amounts are digits. */
export interface AnomalyRow {
  /**
   * `new`: the value had no cost in the twelve weeks before. `unusual`: its cost is outside the usual range. `level`: on five or more days in a row; after a
   * week the new level is the usual one. `purchase`: a purchase, which is apart from all other cost.
   */
  kind: "new" | "unusual" | "level" | "purchase";
  billing_account_id: string;
  currency: string;
  dimension: "subscription" | "service" | "resource_group" | "owner";
  /** Value of the dimension: a subscription GUID, a service name, … */
  value: string;
  /** Subscription of a resource group; null for other dimensions. */
  subscription_guid: string | null;
  /** The first day. For `new`: in this month. */
  date: string;
  /** The last day. For `new`: the last charged day of its first two weeks, or of the month. */
  through: string;
  /** Cost from `date` through `through`; without purchases, or of them alone. */
  cost: string;
  /** Rounded to six decimals. 0 for what is new. */
  expected: string;
  /** Usual range. Not below 0 unless costs were. */
  low: string;
  high: string;
  /** cost - expected */
  difference: string;
  /** How far the cost is outside of the range; 0 for what was to be expected. Rows are ordered by it. */
  excess: string;
  /** Number of earlier weeks that the day was compared with, 2 to 8; 0 for `new` and `purchase`. */
  weeks: number;
  /** A purchase that was to be expected. */
  planned: boolean;
  /** The anomaly in one sentence. */
  why: string;
  /** First and last of the days before that contributors are compared with; null when they are compared with nothing. */
  compared_from: string | null;
  compared_through: string | null;
  /** Resources and meters that made most of the difference, of the first 20 rows. */
  contributors: readonly AnomalyContributor[];
  /** difference less the differences of the contributors: all other charges, and what the compared days differ from the expected cost. */
  others_difference: string;
  /**
   * One anomaly is often seen in several dimensions. Number from 1 of an earlier row of this answer, of another dimension, that has most of this row's difference
   * already; null when none has. Differences of rows with null can be added up. Of the first 100 rows; null for later ones.
   */
  same_charges_as: number | null;
  /** Path and query of the charges in question. */
  charges_address: string;
}

export interface AnomalyTotal {
  currency: string;
  /** What costs were divided by. Differences of two dimensions are about the same money. */
  dimension: "subscription" | "service" | "resource_group" | "owner";
  anomalies: string;
  difference: string;
}
