import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { billingPeriodRules } from "../../../app/domain/focus/rules/billing-period-rules";
import { contractCommitmentRules } from "../../../app/domain/focus/rules/contract-commitment-rules";
import { invoiceDetailRules } from "../../../app/domain/focus/rules/invoice-detail-rules";
import { countRequirements, focusRequirements, rulesOfOurs } from "../../../app/domain/focus/rules/focus-requirements";
import { focusRules } from "../../../app/domain/focus/rules/focus-rules";

const ours = new Set([...focusRules, ...billingPeriodRules, ...contractCommitmentRules, ...invoiceDetailRules].map(({ id }) => id));
const covering = new Set(focusRequirements.flatMap(({ decision }) => (decision.kind === "rules" ? decision.rules : [])));

describe("the official requirements of FOCUS 1.4", () => {
  it("are 1,407, each once, and each has a rule of ours or a reason", () => {
    expect(new Set(focusRequirements.map(({ id }) => id)).size).toBe(1407);
    expect(focusRequirements.filter(({ decision }) => decision.kind === "rules" && decision.rules.some((rule) => !ours.has(rule)))).toEqual(
      [],
    );
    expect(focusRequirements.filter(({ decision }) => decision.kind === "not-executable" && decision.reason.length < 4)).toEqual([]);
  });

  it("are covered by our rules, and every other rule is listed as our own", () => {
    const alone = [...ours].filter((id) => !covering.has(id));
    expect(alone.sort()).toEqual([...rulesOfOurs].sort());
  });

  it("fail where a rule that covers them is broken", () => {
    expect(countRequirements(new Set()).failing).toEqual([]);
    expect(countRequirements(new Set(["SkuId-one-per-SkuPriceId"])).failing).toEqual(["CAU-SkuPriceId-C-008-M"]);
    expect(countRequirements(new Set(["BillingPeriod.BillingPeriodStatus-allowed"])).failing).toEqual(["BIP-BillingPeriodStatus-C-003-M"]);
  });
});

const file = resolve(__dirname, "../../../../shared/data/focus/requirements_1.4.tsv");

describe.skipIf(!existsSync(file))("beside the list of all requirements (skipped without ../shared/data/focus)", () => {
  it("none is left out and none is made up", () => {
    const [, ...rows] = readFileSync(file, "utf8").trim().split("\n");
    expect(focusRequirements.map(({ id }) => id)).toEqual(rows.map((row) => row.split("\t")[0]));
  });
});
