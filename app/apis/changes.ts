import { Api } from "@514labs/moose-lib";
import type { tags } from "typia";
import type { ChangeRow, ChangeTotalRow } from "../snapshots/changes-sql";
import { readChanges } from "../snapshots/read-changes";
import { monthOf } from "./answers/month-of";
import type { Answer } from "./serving/answer";
import { ApiError } from "./serving/api-error";
import { readAnswerSnapshots } from "./serving/read-answer-snapshots";
import { answering, serveApi } from "./serving/serve-api";
import { singleCurrency } from "./serving/single-currency";

interface ChangesParams {
  /** The billing account id (at Azure the enrollment number). */
  billing_account: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** The billing month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Snapshot ids; by default the one published before, and the active one. */
  from?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,64}$">;
  to?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,64}$">;
  /** At most this many, the largest difference first; 100 unless said. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<10000> & tags.Example<100>;
}

interface ChangesAnswer extends Answer<ChangeRow, ChangeTotalRow> {
  /** The snapshots that were compared. */
  from: string;
  to: string;
}

/** GET /api/changes?billing_account=…&month=YYYY-MM: added, removed and changed charges between two readings of a month, and what they cost. */
export const ChangesApi = serveApi(
  { role: "reader" },
  new Api<ChangesParams, ChangesAnswer>(
    "changes",
    answering(async ({ billing_account: billingAccountId, month, from, to, limit = 100 }, request) => {
      const period = monthOf(month);
      const key = { billingAccountId, period };
      const changes = await readChanges(request.database, key, { from, to, limit });
      if (changes === null) throw new ApiError("not-found", "There are no two such snapshots of this month to compare");
      const snapshots = await readAnswerSnapshots(request, { from: period.firstDay, through: period.firstDay, account: billingAccountId });
      const { totals } = changes;
      return {
        data: changes.changes,
        snapshots,
        currency: singleCurrency(totals),
        totals,
        page: { next: null },
        problems:
          changes.withoutCost > 0
            ? [
                {
                  code: "charges-without-cost",
                  message: `${changes.withoutCost} of these charges have no readable cost and are in no amount: where no charge has one, the difference is null`,
                },
              ]
            : [],
        from: changes.from,
        to: changes.to,
      };
    }),
    { metadata: { description: "What a restatement changed: the charges in which two snapshots of a month differ" } },
  ),
);
