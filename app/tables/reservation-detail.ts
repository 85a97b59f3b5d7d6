import {
  type ClickHouseByteSize,
  ClickHouseEngines,
  type DateTime64String,
  type Decimal,
  type LowCardinality,
  OlapTable,
} from "@514labs/moose-lib";
import type { tags } from "typia";

type Day = string & tags.Format<"date"> & ClickHouseByteSize<2>;
type Word = string & LowCardinality;

/**
 * Grain: how long one instance used one reservation on one day, as the provider's reservation details say, with the hours that were reserved. Details that are loaded
 * again take the place of those before. Order: as the days of an order are read. Read with FINAL.
 */
export interface ReservationDetailRow {
  billing_account_id: Word;
  /** As in CommitmentTransaction. */
  commitment_order: string;
  day: Day;
  /** In lower case, as the next one. */
  reservation_id: string;
  instance_id: string;
  sku_name: Word;
  /** Hours of the reservation on this day, all its units together: the same in each of its rows. */
  reserved_hours: Decimal<38, 18>;
  used_hours: Decimal<38, 18>;
  /** Name of the file or connection. */
  source: Word;
  loaded_at: DateTime64String<3>;
}

export const ReservationDetailTable = new OlapTable<ReservationDetailRow>("ReservationDetail", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "loaded_at",
  partitionBy: "billing_account_id",
  orderByFields: ["billing_account_id", "commitment_order", "day", "reservation_id", "instance_id"],
});
