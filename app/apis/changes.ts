import { Api, BadRequestError } from "@514labs/moose-lib";
import type { tags } from "typia";
import { BillingMonth } from "../domain/calendar/billing-month";
import { openSnapshotDatabase } from "../snapshots/open-snapshot-database";
import { type Changes, readChanges } from "../snapshots/read-changes";

interface ChangesParams {
  enrollment: string & tags.Pattern<"^[A-Za-z0-9_-]{1,64}$">;
  /** The billing month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$">;
  /** Snapshot ids; by default the one published before, and the active one. */
  from?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,64}$">;
  to?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,64}$">;
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<10000>;
}

/** GET /api/changes?enrollment=…&month=YYYY-MM: added, removed and changed charges between two readings of a month, and what they cost. */
export const ChangesApi = new Api<ChangesParams, Changes>("changes", async ({ enrollment, month, from, to, limit }, { client }) => {
  const period = BillingMonth.parse(month);
  if (period === null) throw new BadRequestError([{ path: "$input.month", expected: "a month, YYYY-MM", value: month }]);
  const key = { billingAccountId: enrollment, period };
  const changes = await readChanges(openSnapshotDatabase(client.query.client), key, { from, to, limit: limit ?? 100 });
  if (changes === null) {
    throw new BadRequestError([
      { path: "$input.month", expected: "a month with two snapshots to compare, and from and to among them", value: month },
    ]);
  }
  return changes;
});
