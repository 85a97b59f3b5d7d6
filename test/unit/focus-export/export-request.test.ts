import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import { focusColumns } from "../../../app/domain/focus/focus-columns";
import { focusExportColumns } from "../../../app/exports/focus-export-column";
import { focusExportSql } from "../../../app/exports/focus-export-sql";
import { readDatasetExportRequest, readFocusExportRequest } from "../../../app/exports/focus-export-request";

const nothing = { month: undefined, account: undefined, version: undefined, format: undefined, spreadsheetSafe: false };

describe("the parameters of an export", () => {
  it("need a month, and are 1.4 in CSV of all accounts otherwise", () => {
    expect(readFocusExportRequest({ ...nothing, month: "2026-10" }, "--")).toEqual({
      month: BillingMonth.of(2026, 10),
      account: null,
      version: "1.4",
      format: "csv",
      spreadsheetSafe: false,
    });
  });

  it("are refused all at once, each by its name", () => {
    expect(
      readFocusExportRequest({ month: "October", account: "a b", version: "1.3", format: "xlsx", spreadsheetSafe: false }, "--"),
    ).toEqual([
      "--month must be YYYY-MM, such as 2026-10",
      "--account must have only letters, digits, _ and -",
      "--version must be 1.4 or 1.2",
      "--format must be csv, csv.gz, parquet",
    ]);
    expect(readFocusExportRequest({ ...nothing, month: "2026-10", format: "parquet", spreadsheetSafe: true }, "")).toEqual([
      "spreadsheet-safe applies to CSV only, since spreadsheets do not take Parquet text for formulas",
    ]);
  });
});

describe("the parameters of an export of a dataset", () => {
  it("need none but its name, and are CSV of all accounts and months otherwise", () => {
    expect(readDatasetExportRequest("contract-commitment", nothing, "--")).toEqual({
      ...{ dataset: "contract-commitment", account: null, month: null, format: "csv" },
    });
    const given = { ...nothing, month: "2026-10", account: "100", version: "1.4", format: "parquet" };
    expect(readDatasetExportRequest("invoice-detail", given, "--")).toEqual({
      ...{ dataset: "invoice-detail", account: "100", month: BillingMonth.of(2026, 10), format: "parquet" },
    });
  });

  it("are refused all at once, each by its name", () => {
    const wrong = { month: "October", account: "a b", version: "1.2", format: "xlsx", spreadsheetSafe: true };
    expect(readDatasetExportRequest("billing-period", wrong, "--")).toEqual([
      "--dataset must be contract-commitment or invoice-detail; without it charges are exported",
      "--month must be YYYY-MM, such as 2026-10",
      "--account must have only letters, digits, _ and -",
      "--format must be csv, csv.gz, parquet",
      "--version must be 1.4: FOCUS 1.2 has no such dataset",
      "--spreadsheet-safe is for charges only",
    ]);
    expect(readDatasetExportRequest("contract-commitment", { ...nothing, month: "2026-10" }, "--")).toEqual([
      "--month is not for contract-commitment, whose rows are of the newest bill that knows each",
    ]);
  });
});

describe("the columns of an export", () => {
  it("are the 65 of 1.4 in the order of the specification, or the 57 of 1.2 in theirs, and ours behind them", () => {
    const names = (version: "1.2" | "1.4"): string[] => focusExportColumns({ version, spreadsheetSafe: false }).map(({ name }) => name);
    expect(names("1.4").slice(0, 65)).toEqual(focusColumns.map(({ name }) => name));
    expect(
      names("1.4")
        .slice(65)
        .every((name) => name.startsWith("x_")),
    ).toBe(true);
    const of12 = names("1.2").slice(0, 57);
    expect(of12).toEqual([...of12].sort());
    expect(of12.filter((name) => !focusColumns.some((column) => column.name === name))).toEqual(["ProviderName", "PublisherName"]);
    expect(names("1.2").slice(57)).toEqual(names("1.4").slice(65));
  });
});

describe("the SELECT of an export", () => {
  const month = BillingMonth.of(2026, 10);
  if (month === null) throw new Error("no month");
  const request = { month, account: null, version: "1.4", format: "csv", spreadsheetSafe: false } as const;

  it("reads the pinned snapshots and nothing else", () => {
    const sql = focusExportSql(request, [{ billingAccountId: "100100", snapshotId: "s1" }]);
    expect(sql).toContain(
      " FROM FocusCostAndUsage WHERE toStartOfMonth(x_BillingPeriod) = '2026-10-01' AND (x_BillingAccountId, x_SnapshotId) IN [('100100', 's1')] FORMAT CSVWithNames ",
    );
    expect(focusExportSql(request, [])).toContain("toStartOfMonth(x_BillingPeriod) = '2026-10-01' AND 0 FORMAT");
  });

  it("takes no id that is none", () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const build = (): string => focusExportSql(request, [{ billingAccountId: id, snapshotId: "s1" }]);
        if (/^[\w-]{1,128}$/.test(id)) expect(build()).toContain(`('${id}', 's1')`);
        else expect(build).toThrow(RangeError);
      }),
    );
  });
});
