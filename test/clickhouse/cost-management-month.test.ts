import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExtractOutcome } from "../../app/pipeline/delivery-outcome";
import { extractMonth } from "../../app/pipeline/extract-month";
import type { OracleFocusTotal } from "../../simulator/oracle-answer";
import type { Simulator } from "../../simulator/simulator";
import { startSimulator } from "../../simulator/start-simulator";
import { createDatabase } from "../support/create-database";
import { type Lab, openLab } from "../support/snapshot-lab";
import { ServerProcess } from "./server-process";

const enrollment = "100100";
const today = "2026-11-15";
const schemas = ["actual", "amortized"] as const;
/** What the report itself says is effective: the oracle knows nothing of what is spread of its purchases. */
const reported = "toString(sumIf(toDecimal256(EffectiveCost, 18), x_EffectiveCostSource != 'order-terms'))";

let server: ServerProcess;

beforeAll(async () => {
  server = await ServerProcess.start();
});

afterAll(async () => {
  await server.dispose();
});

describe.each(schemas)("a month in the Cost Management schema (%s)", (schema) => {
  const database = `modern_${schema}`;
  let simulator: Simulator;
  let lab: Lab;
  let outcome: ExtractOutcome;
  const ask = async (sql: string): Promise<readonly string[][]> =>
    (await server.query(sql, { database }))
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t"));

  beforeAll(async () => {
    const options = { seed: 7, enrollments: [{ number: enrollment, key: "simulator-key", rows: 2000 }], today, months: 2, schema };
    simulator = await startSimulator(options);
    await createDatabase(server, database);
    lab = openLab({ clickhousePort: server.port, database, simulatorUrl: simulator.url, today });
    const month = { enrollment, year: 2026, month: 10 };
    outcome = await extractMonth(month, lab.deps, new AbortController().signal, () => undefined);
    if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
  });

  afterAll(async () => {
    await lab.close();
    await simulator.close();
  });

  it("says what the source charged, as a total and by currency", () => {
    const { rows, cost } = simulator.oracle(enrollment, "2026-10");
    expect(outcome).toMatchObject({ rows, cost, totals: [{ currency: "CNY", cost }] });
  });

  it("comes to the oracle's total, billed and effective, to the last digit", async () => {
    const { rows, cost, focus } = simulator.oracle(enrollment, "2026-10");
    const [native] = await ask("SELECT count(), toString(sum(toDecimal256(extended_cost, 18))) FROM CurrentAzureBillingDetail");
    expect(native).toEqual([String(rows), cost]);
    const [mapped] = await ask(
      `SELECT count(), toString(sum(toDecimal256(BilledCost, 18))), ${reported} FROM CurrentFocusCostAndUsage WHERE x_ChargeOrigin = 'bill'`,
    );
    expect(mapped).toEqual([String(rows), focus?.billed, focus?.effective]);
  });

  it.each([
    ["ChargeCategory", "byChargeCategory"],
    ["PricingCategory", "byPricingCategory"],
    ["CommitmentDiscountStatus", "byCommitmentDiscountStatus"],
  ] as const)("comes to the oracle's totals by %s", async (column, totals) => {
    const found = await ask(
      `SELECT ifNull(${column}, '') AS value, count(), toString(sum(toDecimal256(BilledCost, 18))), ${reported}
       FROM CurrentFocusCostAndUsage WHERE x_ChargeOrigin = 'bill' GROUP BY value ORDER BY value`,
    );
    const expected = Object.entries<OracleFocusTotal>(simulator.oracle(enrollment, "2026-10").focus?.[totals] ?? {});
    expect(found).toEqual(
      expected
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([value, { rows, billed, effective }]) => [value, String(rows), billed, effective]),
    );
  });

  it("loses no column of a row: each stands in a column of its own, or by its name in other_columns", async () => {
    const page = `${simulator.url}/rest/${enrollment}/usage-report/paginatedV3?month=2026-10&pageindex=0&fmt=json`;
    const answer = await fetch(page, { headers: { authorization: "Bearer simulator-key" } });
    const body: unknown = JSON.parse((await answer.text()).replace(/^\ufeff/, ""));
    const [row] = (body as { readonly content: readonly Readonly<Record<string, unknown>>[] }).content;
    const texts = Object.entries(row ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "");
    expect(texts.length).toBeGreaterThan(30);
    const stored = rowOf(
      await server.query("SELECT * FROM CurrentAzureBillingDetail WHERE charge_id LIKE '%/0/0' FORMAT JSONEachRow", { database }),
    );
    const others = rowOf(String(stored["other_columns"]));
    const kept = new Set([...Object.values(stored), ...Object.values(others)].map((value) => String(value).toLowerCase()));
    expect(texts.filter(([, text]) => !kept.has(text.toLowerCase()))).toEqual([]);
    expect(Object.keys(others)).toContain("isAzureCreditEligible");
  });
});

function rowOf(text: string): Readonly<Record<string, unknown>> {
  const row: unknown = JSON.parse(text);
  if (typeof row !== "object" || row === null) throw new TypeError(`no object: ${text}`);
  return row as Readonly<Record<string, unknown>>;
}
