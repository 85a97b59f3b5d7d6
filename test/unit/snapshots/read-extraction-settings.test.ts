import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { readExtractionSettings } from "../../../app/runtime/config/extraction-settings";

const three = { AZURE_EA_ENROLLMENT: "100100", AZURE_EA_API_KEY: "canary-key", AZURE_EA_BASE_URL: "https://ea.azure.cn" };

describe("readExtractionSettings", () => {
  it("needs three variables for an enrollment in China, and never prints the key", () => {
    const settings = readExtractionSettings(three);
    expect(settings).toMatchObject({ lagMonths: 1, keep: 3, enrollments: [{ number: "100100", form: "china", currency: "CNY" }] });
    expect(settings.enrollments[0]?.key.reveal()).toBe("canary-key");
    expect(`${inspect(settings, { depth: 9 })}${JSON.stringify(settings)}`).not.toContain("canary-key");
  });

  it("takes a key of its own for each of several enrollments", () => {
    const settings = readExtractionSettings({ ...three, AZURE_EA_ENROLLMENT: "1, 2", AZURE_EA_API_KEY_2: "other" });
    expect(settings.enrollments.map(({ number, key }) => [number, key.reveal()])).toEqual([
      ["1", "canary-key"],
      ["2", "other"],
    ]);
  });

  it("lists every problem at once", () => {
    const env = { AZURE_EA_BASE_URL: "http://example.com", AZURE_EA_LAG_MONTHS: "x", AZURE_EA_CURRENCY: "yuan" };
    const message = (() => {
      try {
        readExtractionSettings(env);
        return "";
      } catch (error) {
        return String(error);
      }
    })();
    for (const name of ["AZURE_EA_ENROLLMENT", "AZURE_EA_API_KEY", "AZURE_EA_BASE_URL", "AZURE_EA_LAG_MONTHS", "AZURE_EA_CURRENCY"]) {
      expect(message).toContain(name);
    }
  });

  it("asks for the currency where the address does not say it", () => {
    expect(() => readExtractionSettings({ ...three, AZURE_EA_BASE_URL: "https://consumption.azure.com" })).toThrow(
      /AZURE_EA_CURRENCY is missing/,
    );
  });
});
