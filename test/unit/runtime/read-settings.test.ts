import { describe, expect, it } from "vitest";
import { readSettings } from "../../../app/runtime/config/read-settings";

describe("readSettings", () => {
  it("has defaults for everything", () => {
    expect(readSettings({})).toEqual({ taxRate: undefined, matchOrder: "level-first" });
  });

  it("names every unusable variable at once, and repeats no value", () => {
    const read = () => readSettings({ AZURE_BILLING_TAX_RATE: "secret%", AZURE_BILLING_MATCH_ORDER: "random" });
    expect(read).toThrow(/AZURE_BILLING_TAX_RATE: must be .*AZURE_BILLING_MATCH_ORDER: /s);
    expect(read).not.toThrow(/secret/);
  });
});
