import { Bound } from "../serving/bound";
import { afterPlace, cursorValues } from "../serving/page-place";
import { SqlText } from "../serving/sql-text";
import type { CostSnapshots } from "./cost-rows";

/** The columns of FocusCostAndUsage's order key by the names that a statement has for them, and the charge's id. */
export interface ChargeOrderColumns {
  readonly service: SqlText;
  readonly subscription: SqlText;
  readonly resourceGroup: SqlText;
  readonly page: SqlText;
  readonly ordinal: SqlText;
  readonly id: SqlText;
}

/**
 * Charges in the order in which they are stored. `after` is true for those beyond a place, which is the values of all columns; without one for all.
 *
 * The place in the bill tells all charges of one published snapshot apart. Of several snapshots the charge's id has to, which is not in the order in which
 * charges are stored: then the engine reads further before it may stop. `severalPerCharge`: the id tells apart rows that are of one charge, and is always needed.
 */
export function chargeOrder(
  { service, subscription, resourceGroup, page, ordinal, id }: ChargeOrderColumns,
  { named }: CostSnapshots,
  severalPerCharge = false,
): { readonly orderBy: SqlText; readonly after: (place: readonly string[] | null) => SqlText } {
  const stored = [service, subscription, resourceGroup, page, ordinal];
  const placesAreUnique = !severalPerCharge && named.length === 1 && named.every(({ snapshot_id }) => snapshot_id !== "live");
  return {
    orderBy: SqlText.join(placesAreUnique ? stored : [...stored, id], ", "),
    after: (place) => {
      if (place === null) return SqlText.of`1`;
      const [ofService = "", ofSubscription = "", ofGroup = "", ofPage = "", ofOrdinal = "", ofId = ""] = place;
      return afterPlace([
        { column: service, value: Bound.text(ofService) },
        { column: subscription, value: Bound.text(ofSubscription) },
        { column: resourceGroup, value: Bound.text(ofGroup) },
        { column: page, value: cursorValues.count(ofPage) },
        { column: ordinal, value: cursorValues.count(ofOrdinal) },
        { column: id, value: Bound.text(ofId) },
      ]);
    },
  };
}
