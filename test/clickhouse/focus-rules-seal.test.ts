import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FocusRulePolicy } from "../../app/domain/focus/rules/decide-focus-findings";
import { focusRules } from "../../app/domain/focus/rules/focus-rules";
import { extractMonth } from "../../app/pipeline/extract-month";
import type { ExtractOutcome } from "../../app/pipeline/delivery-outcome";
import type { Simulator } from "../../simulator/simulator";
import { startSimulator } from "../../simulator/start-simulator";
import { openLab } from "../support/snapshot-lab";
import type { ServerProcess } from "./server-process";
import { startBillingServer } from "../support/start-billing";

const enrollment = "100100";
const today = "2026-11-15";

describe("the rules of FOCUS in the seal", () => {
  let server: ServerProcess;
  let simulator: Simulator;

  beforeAll(async () => {
    server = await startBillingServer();
    simulator = await startSimulator({ seed: 7, enrollments: [{ number: enrollment, key: "simulator-key", rows: 1500 }], today });
  });

  afterAll(async () => {
    await simulator.close();
    await server.dispose();
  });

  const ask = (sql: string): Promise<string> => server.query(sql, { database: "billing" });
  const extract = async (month: number, policy: FocusRulePolicy): Promise<ExtractOutcome> => {
    const settings = { focusRules: policy };
    const lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, today, settings });
    try {
      return await extractMonth(
        { enrollment, year: 2026, month, allowClosed: true },
        lab.deps,
        new AbortController().signal,
        () => undefined,
      );
    } finally {
      await lab.close();
    }
  };
  const active = (): Promise<string> => ask("SELECT snapshot_id FROM CurrentBillingSnapshot WHERE billing_period = '2026-10-01'");

  it.each([9, 10, 11])("publish month %i of the simulator with not one rule broken, every cost as billed", async (month) => {
    const outcome = await extract(month, "refuse");
    expect(outcome).toMatchObject({ kind: "published", focusFindings: null });
    if (outcome.kind !== "published") return;
    const focus = `FROM FocusCostAndUsage WHERE x_SnapshotId = '${outcome.snapshotId}'`;
    // What is unused of commitments is checked as the charges of the bill are.
    const [rows = "", charges, cost] = (
      await ask(`SELECT count(), countIf(x_ChargeOrigin = 'bill'), sum(toDecimal256(BilledCost, 18)) ${focus}`)
    ).split("\t");
    expect([charges, cost]).toEqual([String(outcome.rows), outcome.cost]);
    const ofSnapshot = `snapshot_id = '${outcome.snapshotId}'`;
    expect(await ask(`SELECT count(), sum(failures), any(rows_checked) FROM FocusRuleFinding FINAL WHERE ${ofSnapshot}`)).toBe(
      `${focusRules.length}\t0\t${rows}`,
    );
  });

  describe("when reference data breaks one that refuses", () => {
    let before: string;

    beforeAll(async () => {
      before = await active();
      // What the loader would not let in: a region without a name.
      await ask("INSERT INTO FocusRegion SELECT original_value, region_id, '', 'finops-toolkit', 4000000000000 FROM FocusRegion FINAL");
    });

    it("refuse the snapshot, name the rule, and leave the published one alone", async () => {
      const outcome = await extract(10, "refuse");
      expect(outcome).toMatchObject({ kind: "abandoned", reason: "focus-rules", retryable: false });
      expect(outcome.kind === "abandoned" ? outcome.detail : "").toMatch(
        /^1 rule of FOCUS broken: RegionName-value-with-RegionId \(\d+\)$/,
      );
      expect(await active()).toBe(before);
    });

    it("warn about it only, where the operator wants that", async () => {
      const outcome = await extract(10, "warn");
      expect(outcome.kind === "published" ? outcome.focusFindings : "").toMatch(
        /^1 rule of FOCUS broken: RegionName-value-with-RegionId \(\d+\)$/,
      );
      expect(await active()).not.toBe(before);
    });

    it("say nothing where they are off", async () => {
      expect(await extract(10, "off")).toMatchObject({ kind: "published", focusFindings: null });
    });
  });
});
