import type { Readable } from "node:stream";
import { z } from "zod";
import type { BillingMonth } from "../domain/calendar/billing-month";
import type { OwnedCharges } from "../domain/resource-tracking/preview-owners";
import type { QueryParameters } from "./snapshot-database";

/**
 * The published Azure usage of the months from `from` to `through`, by resource and owner; by day too when `withDays` is true, because rules may have
 * days. Charges that were posted or imported keep their owner when a month is read again, so they are not among them. They come as the engine finds them, so
 * that other work of the process goes on between them; whoever stops reading stops the engine.
 *
 * @param file what a SELECT with its FORMAT finds, as bytes
 */
export async function* readOwnedCharges(
  file: (query: string, parameters: QueryParameters) => Promise<Readable>,
  { from, through, withDays }: { readonly from: BillingMonth; readonly through: BillingMonth; readonly withDays: boolean },
): AsyncGenerator<OwnedCharges> {
  const bytes = await file(
    `SELECT formatDateTime(d.billing_period, '%Y-%m') AS month, d.currency AS currency, d.instance_id AS instance_id, d.resource_group AS resource_group,
       d.subscription_guid AS subscription_guid, ${withDays ? "toString(d.date)" : "NULL"} AS date,
       if(d.resource_tracking_rule_id IS NULL, '', d.resource_tracking) AS owner, toString(sum(ifNull(d.extended_cost, 0))) AS cost, toString(count()) AS charges
     FROM AzureBillingSnapshotDetail AS d
     WHERE d.billing_period BETWEEN {from:Date} AND {through:Date}
       AND d.snapshot_id IN (SELECT s.snapshot_id FROM CurrentBillingSnapshot AS s WHERE s.billing_period BETWEEN {from:Date} AND {through:Date})
     GROUP BY ALL FORMAT JSONEachRow`,
    { from: from.firstDay, through: through.firstDay },
  );
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield ownedCharges.parse(JSON.parse(line));
  }
  if (rest !== "") throw new Error("The engine ended the charges before the last row was whole");
}

const ownedCharges: z.ZodType<OwnedCharges> = z.object({
  month: z.string(),
  currency: z.string(),
  instance_id: z.string(),
  resource_group: z.string(),
  subscription_guid: z.string(),
  date: z.string().nullable(),
  owner: z.string(),
  cost: z.string(),
  charges: z.string(),
});
