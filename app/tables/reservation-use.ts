import { type ClickHouseByteSize, ClickHouseEngines, type Decimal, type LowCardinality, OlapTable } from "@514labs/moose-lib";
import type { tags } from "typia";

type Day = string & tags.Format<"date"> & ClickHouseByteSize<2>;
type Word = string & LowCardinality;

/**
 * Grain: how long one instance used one reservation on one day, as the provider's reservation details of a month say, as a connection read them once. Only sets that
 * ActiveRecordSet names count. The columns are those of ReservationDetail, which has what was loaded from files. Never changed once written.
 */
export interface ReservationUseRow {
  billing_account_id: Word;
  /** First day of the month of the day. */
  month: Day;
  set_id: Word;
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
}

export const ReservationUseTable = new OlapTable<ReservationUseRow>("ReservationUse", {
  engine: ClickHouseEngines.MergeTree,
  partitionBy: "(billing_account_id, month, set_id)",
  orderByFields: ["commitment_order", "day", "reservation_id", "instance_id"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
