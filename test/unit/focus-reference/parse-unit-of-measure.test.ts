import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseUnitOfMeasure } from "../../../app/domain/focus/reference/parse-unit-of-measure";

describe("a unit of measure", () => {
  it.each([
    ["1 Hour", "1", "Hours"],
    ["10 Hours", "10", "Hours"],
    ["100 Hours", "100", "Hours"],
    ["1 1 Hour", "1", "Hours"],
    ["Hours", "1", "Hours"],
    ["1 hour", "1", "Hours"],
    ["1000 Core Hrs", "1000", "Core-Hours"],
    ["10K", "10000", "Units"],
    ["10k", "10000", "Units"],
    ["1M", "1000000", "Units"],
    ["1 Million", "1000000", "Units"],
    ["1B", "1000000000", "Units"],
    ["1 Thousand", "1000", "Units"],
    ["10 Thousand Requests", "10000", "Requests"],
    ["1 Hundred Hours", "100", "Hours"],
    ["2 Billion Tokens", "2000000000", "Tokens"],
    ["10 千次", "10000", "Requests"],
    ["1 百万次", "1000000", "Requests"],
    ["10K/Month", "10000", "Units/Month"],
    ["10K Transactions", "10000", "Transactions"],
    ["10,000", "10000", "Units"],
    ["10,000s", "10000", "Units"],
    ["10000s", "10000", "Units"],
    ["1000 Requests", "1000", "Requests"],
    ["1 API Calls", "1", "Requests"],
    ["1 GB", "1", "GB"],
    ["1 Gb", "1", "GB"],
    ["Gb / Month", "1", "GB/Month"],
    ["128 MB", "128", "MB"],
    ["10 GB", "10", "GB"],
    ["0.5 GB", "0.5", "GB"],
    ["1 GB/Month", "1", "GB/Month"],
    ["100 GiB/Hour", "100", "GiB/Hour"],
    ["1 GB Hour", "1", "GB-Hours"],
    ["100000 GB Seconds", "100000", "GB-Seconds"],
    ["1 /Month", "1", "Units/Month"],
    ["1/Month", "1", "Units/Month"],
    ["1/3 Months", "1", "Units/3 Months"],
    ["1/1 Month", "1", "Units/Month"],
    ["1 Daily Unit", "1", "Units/Day"],
    ["1 Annual Domain", "1", "Domains/Year"],
    ["1 Cubic Meter/Month", "1", "Cubic Meters/Month"],
    ["1 Policy", "1", "Policies"],
    ["1 vCore", "1", "VCores"],
    ["1 IOPS/Month", "1", "IOPS/Month"],
    ["1000 MAUs", "1000", "Users/Month"],
    ["10 Database Units (DU)", "10", "Database Units"],
    ["Minute(s)", "1", "Minutes"],
    ["Per Call", "1", "Calls"],
    ["1 ", "1", "Units"],
    ["小时", "1", "Hours"],
    ["1 小时", "1", "Hours"],
    ["1/小时", "1", "Units/Hour"],
    ["1 GB/月", "1", "GB/Month"],
    ["10 万次", "100000", "Requests"],
    ["1 por mes", "1", "Units/Month"],
  ])("%j is %s of %s", (text, pricingBlockSize, pricingUnit) => {
    expect(parseUnitOfMeasure(text)).toEqual({ pricingBlockSize, pricingUnit });
  });

  it.each([
    ["", "unit-empty"],
    ["  ", "unit-empty"],
    ["0", "block-size-out-of-range"],
    ["0 GB", "block-size-out-of-range"],
    ["123456789012345678901", "block-size-out-of-range"],
    ["10000 1,000s", "unit-unreadable"],
    ["1e3 GB", "unit-unreadable"],
    ["10E4", "unit-unreadable"],
    ["K", "unit-unreadable"],
    ["m", "unit-unreadable"],
    ["1.000 Units", "unit-unreadable"],
    ["1/Week", "unit-unreadable"],
    ["1/0 Months", "unit-unreadable"],
    ["1 GB/Month/Hour", "unit-unreadable"],
    ["1 Daily User/Month", "unit-unreadable"],
    ["=cmd()", "unit-unreadable"],
    ["套", "unit-unreadable"],
  ])("%j is no unit: %s", (text, problem) => {
    expect(parseUnitOfMeasure(text)).toEqual({ problem });
  });

  it("is read for any text, into a positive pricing block size and FOCUS's unit format, or a named problem", () => {
    const words = fc.constantFrom("1", "10K", "10,000", "GB", "Hour", "/", "Month", "1/", "万", "s", " ", "x", "per", "(s)", "-");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((parts) => parts.join("")),
          fc.array(words).map((parts) => parts.join(" ")),
        ),
        (text) => {
          const unit = parseUnitOfMeasure(text);
          if ("problem" in unit) return;
          expect(unit.pricingBlockSize).toMatch(/^(?!0$)\d{1,20}(\.\d{1,18})?$/);
          expect(unit.pricingUnit).toMatch(/^[A-Z][A-Za-z0-9-]*( [A-Z][A-Za-z0-9-]*)*(-[A-Z][a-z]+s)?(\/([A-Z][a-z]+|\d+ [A-Z][a-z]+s))?$/);
        },
      ),
    );
  });

  it("reads its own pricing units as one of themselves", () => {
    for (const text of ["10K", "1 GB/Month", "1000 Core Hrs", "1/3 Months", "1 Annual Domain", "1 Virtual Machine", "100 GB Seconds"]) {
      const unit = parseUnitOfMeasure(text);
      if ("problem" in unit) throw new Error(text);
      expect(parseUnitOfMeasure(unit.pricingUnit)).toEqual({ pricingBlockSize: "1", pricingUnit: unit.pricingUnit });
    }
  });
});
