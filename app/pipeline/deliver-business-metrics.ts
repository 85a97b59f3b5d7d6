import { isLifted, type OperatorOverride } from "../domain/snapshot/operator-override";
import type { Connection } from "../sources/connection";
import type { Delivery, SourceContext } from "../sources/source";
import { SourceError } from "../sources/source-error";
import { unpublishedBy } from "./deliver-records";
import type { DeliveryOutcome } from "./delivery-outcome";
import type { PipelineDeps } from "./pipeline-deps";

/**
 * Stores values of business metrics beside those that are posted. Each takes the place of the earlier one of its entity, metric and day, so that reading a delivery
 * again changes nothing, and the next look puts right what a crash in the middle left. A source gives out no value of a delivery that has one with a fault.
 */
export async function deliverBusinessMetrics(
  connection: Connection,
  delivery: Delivery,
  overrides: readonly OperatorOverride[],
  context: SourceContext,
  { database }: Pick<PipelineDeps, "database">,
): Promise<DeliveryOutcome> {
  try {
    const months = new Map<string, number>();
    const acceptRepeatedPages = isLifted(overrides, "accept-repeated-pages");
    for await (const { content } of connection.read(
      delivery,
      { from: null, peek: false, acceptLate: false, acceptRepeatedPages },
      context,
    )) {
      context.signal.throwIfAborted();
      if (content.kind !== "business-metrics") throw new RangeError(`${content.kind} in a delivery of business metrics`);
      if (content.rows.length > 0) await database.insertRows("BusinessMetric", content.rows);
      for (const { day } of content.rows) months.set(day.slice(0, 7), (months.get(day.slice(0, 7)) ?? 0) + 1);
    }
    if (months.size === 0) throw new SourceError("malformed", `${delivery.name} has not one value`);
    return {
      kind: "loaded",
      sets: [...months]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([month, rows]) => ({ records: "business-metrics", account: "", month, setId: "", rows, notes: [] })),
    };
  } catch (error) {
    return unpublishedBy(error, context.signal);
  }
}
