import { sha256Hex } from "../../runtime/sha256-hex";
import { ApiError } from "../serving/api-error";
import { noSuchPage, pageCursor } from "../serving/page-cursor";
import type { CostScope, CostSnapshots } from "./cost-rows";

/**
 * Page cursors of one question in the snapshots that its first page was of: pages of two snapshots of a month would have charges twice and leave others
 * out. `question` is what else than the scope decides which rows there are.
 */
export function snapshotsCursor(
  { range, snapshots, filters, days }: CostScope,
  question: readonly unknown[] = [],
): {
  /** The place where the page before ended. Throws 400 for the cursor of another question, and 409 when what is published changed since the first page. */
  readonly read: (page: string, columns: number) => readonly string[];
  readonly next: <Row>(rows: readonly Row[], limit: number, placeOf: (last: Row) => readonly string[]) => string | null;
} {
  const asked = digest([range.unit, range.firstDay, range.lastDay, filters, days ?? "", ...question]);
  const published = digest(namedIn(snapshots));
  return {
    read: (page, columns) => {
      const [ofQuestion, ofSnapshotsBefore, ...place] = pageCursor.read(page, columns + 2);
      if (ofQuestion !== asked) throw noSuchPage();
      if (ofSnapshotsBefore === published) return place;
      throw new ApiError("snapshots-changed", "A bill was published or rolled back since the first page; start again without page", {
        parameter: "page",
      });
    },
    next: (rows, limit, placeOf) => pageCursor.next(rows, limit, (last) => [asked, published, ...placeOf(last)]),
  };
}

const namedIn = ({ named }: CostSnapshots): readonly unknown[] =>
  named.map(({ billing_account_id, billing_period, snapshot_id }) => [billing_account_id, billing_period, snapshot_id]);

const digest = (value: readonly unknown[]): string => sha256Hex(JSON.stringify(value)).slice(0, 20);
