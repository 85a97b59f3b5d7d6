import { createHash } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import { decimalLimits } from "../../../app/domain/decimal/decimal-limits";
import { toPlainDecimal } from "../../../app/domain/decimal/to-plain-decimal";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { openSurroundings } from "../../../app/pipeline/open-surroundings";
import { azureCostDetails } from "../../../app/sources/azure-cost-details/azure-cost-details";
import { connect } from "../../../app/sources/connection";
import { SecretText } from "../../../app/sources/secret-text";
import type { SourceContext } from "../../../app/sources/source";
import type { SimulatedSchema } from "../../../simulator/simulator-options";
import { startSimulator } from "../../../simulator/start-simulator";
import { noParquet } from "../../support/faulty-bucket";

const closing: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

it.each([
  ["actual", "ActualCost"],
  ["amortized", "AmortizedCost"],
] as const satisfies readonly (readonly [SimulatedSchema, string])[])(
  "an enrollment in the schema %s has reports of %s that come to its oracle's total",
  async (schema, metric) => {
    const enrollments = ["100100", "200200"].map((number) => ({ number, key: `key-of-${number}`, rows: 900 }));
    const simulator = await startSimulator({ seed: 5, enrollments, today: "2026-11-15", months: 2, schema });
    closing.push(() => simulator.close());
    const surroundings = openSurroundings(() => new SecretText("key-of-200200"), ["127.0.0.1"]);
    closing.push(() => surroundings.objects.dispatcher.close().then(() => surroundings.http.dispatcher.close()));
    const credentials = { tenant: "200200", clientId: "200200", clientSecret: { env: "X" }, cloud: "china", login: simulator.url };
    const scope = "providers/Microsoft.Billing/billingAccounts/200200";
    const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
    const config = { scope, metric, credentials, currency: "CNY", endpoint: simulator.url };
    const connection = connect(azureCostDetails({ parquet: noParquet, sha256 }), config);
    const clock = { now: () => Date.parse("2026-11-15T02:00:00Z"), sleep: () => Promise.resolve() };
    const context: SourceContext = { ...surroundings, clock, signal: new AbortController().signal, heard: () => undefined };
    const month = BillingMonth.parse("2026-10");
    const cost = new ExactSum();
    let rows = 0;
    for await (const delivery of connection.discover({ months: month === null ? [] : [month] }, context)) {
      const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false };
      for await (const { content } of connection.read(delivery, options, context)) {
        if (content.kind !== "azure-usage") throw new TypeError("no usage");
        const column = content.table.fields.findIndex((field) => /^cost(?:InBillingCurrency)?$/i.test(field));
        rows += content.table.rows.length;
        for (const row of content.table.rows) {
          const plain = toPlainDecimal(String(row[column]), decimalLimits.cost, "point");
          if (typeof plain !== "string") throw new TypeError(`no cost: ${String(row[column])}`);
          cost.add(plain);
        }
      }
    }
    const expected = simulator.oracle("200200", "2026-10");
    expect([rows, cost.toString()]).toEqual([expected.rows, expected.cost]);
  },
);
