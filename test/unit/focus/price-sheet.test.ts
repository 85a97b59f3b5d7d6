import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { planPriceColumns, readListPrice } from "../../../app/domain/focus/price-sheet/read-list-price";
import type { SnapshotDatabase } from "../../../app/pipeline/snapshot-database";
import { loadPrices } from "../../../scripts/reference-prices";

const folder = mkdtempSync(join(tmpdir(), "prices-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const header = ["Meter ID", "Unit of Measure", "MarketPrice", "CurrencyCode", "EffectiveStartDate", "PriceType", "Term", "UnitPrice"];
const columns = planPriceColumns(header);
if ("missing" in columns) throw new TypeError("no plan");
const read = (...cells: readonly string[]) => readListPrice(cells, columns, null);

describe("a price sheet", () => {
  it("is known by its columns in any spelling, and says which are missing", () => {
    expect(columns).toMatchObject({
      meterId: 0,
      unitOfMeasure: 1,
      listPrice: 2,
      currency: 3,
      effectiveFrom: 4,
      priceType: 5,
      term: 6,
      tierMinimum: -1,
    });
    expect(planPriceColumns(["meterId", "retailPrice", "unitOfMeasure", "type", "tierMinimumUnits"])).toMatchObject({
      listPrice: 1,
      priceType: 3,
      tierMinimum: 4,
    });
    expect(planPriceColumns(["meterId", "unitPrice"])).toEqual({ missing: ["UnitOfMeasure", "MarketPrice, or retailPrice or PayGPrice"] });
  });

  it.each([
    [
      ["AAAEF613", "10K", "0.1", "usd", "2026-10-01", "Consumption", "", "0.09"],
      {
        kind: "price",
        price: {
          meter_id: "aaaef613",
          currency: "USD",
          effective_from: "2026-10-01",
          effective_through: null,
          unit_of_measure: "10K",
          block_size: "10000",
          pricing_unit: "Units",
          list_unit_price: "0.1",
        },
        fromQuantity: "0",
      },
    ],
    [
      ["aaaef613", "1 GB/Month", "1E-7", "CNY", "10/05/2026", "", "", ""],
      {
        kind: "price",
        price: {
          meter_id: "aaaef613",
          currency: "CNY",
          effective_from: "2026-10-05",
          effective_through: null,
          unit_of_measure: "1 GB/Month",
          block_size: "1",
          pricing_unit: "GB/Month",
          list_unit_price: "0.0000001",
        },
        fromQuantity: "0",
      },
    ],
    [
      ["aaaef613", "1 Hour", "0", "CNY", "", "", "", ""],
      {
        kind: "price",
        price: {
          meter_id: "aaaef613",
          currency: "CNY",
          effective_from: "1970-01-01",
          effective_through: null,
          unit_of_measure: "1 Hour",
          block_size: "1",
          pricing_unit: "Hours",
          list_unit_price: "0",
        },
        fromQuantity: "0",
      },
    ],
    [["aaaef613", "1 Hour", "1", "CNY", "", "Reservation", "", ""], { kind: "other" }],
    [["aaaef613", "1 Hour", "1", "CNY", "", "DevTestConsumption", "", ""], { kind: "other" }],
    [["aaaef613", "1 Hour", "1", "CNY", "", "", "P1Y", ""], { kind: "other" }],
    [["", "1 Hour", "1", "CNY", "", "", "", ""], { kind: "problem", column: "meterId", detail: "no meter id" }],
    [["aaaef613", "1 Hour", "1", "", "", "", "", ""], { kind: "problem", column: "currency", detail: "no currency ()" }],
    [["aaaef613", "", "1", "CNY", "", "", "", ""], { kind: "problem", column: "unitOfMeasure", detail: 'unit-empty: ""' }],
    [["aaaef613", "1 Hour", "free", "CNY", "", "", "", ""], { kind: "problem", column: "listPrice", detail: 'no price: "free"' }],
    [["aaaef613", "1 Hour", "-1", "CNY", "", "", "", ""], { kind: "problem", column: "listPrice", detail: 'no price: "-1"' }],
    [
      ["aaaef613", "1 Hour", "1000000000", "CNY", "", "", "", ""],
      { kind: "problem", column: "listPrice", detail: 'no price: "1000000000"' },
    ],
    [["aaaef613", "1 Hour", "1", "CNY", "soon", "", "", ""], { kind: "problem", column: "effectiveFrom", detail: 'no day: "soon"' }],
  ])("reads %j", (cells, reading) => {
    expect(read(...cells)).toEqual(reading);
  });

  it("says from which quantity a price holds, and takes the currency of the command where the sheet has none", () => {
    const retail = planPriceColumns(["meterId", "retailPrice", "unitOfMeasure", "tierMinimumUnits"]);
    if ("missing" in retail) throw new TypeError("no plan");
    expect(readListPrice(["m", "1", "1 GB", "0.0"], retail, "USD")).toMatchObject({ kind: "price", price: { currency: "USD" } });
    expect(readListPrice(["m", "1", "1 GB", "100.0"], retail, "USD")).toMatchObject({ kind: "price", fromQuantity: "100" });
    expect(readListPrice(["m", "1", "1 GB", "0"], retail, null)).toEqual({
      kind: "problem",
      column: "currency",
      detail: "no currency (the sheet has no such column)",
    });
  });

  it.each([
    ["a decimal comma", ['"0,087"'], [], 'line 2, retailPrice: no price: "0,087", a comma that may be decimal'],
    ["a comma that only one number has", ['"1,234"'], [], 'line 2, retailPrice: no price: "1,234", a comma that may be decimal'],
    ["groups that another number proves", ['"1,234"', '"1,234.5"'], ["1234", "1234.5"], null],
    [
      "a point that may group beside decimal commas",
      ["1.234", '"0,5"', "0.25"],
      ["0.25"],
      'line 2, retailPrice: no price: "1.234", a point that may group',
    ],
    ["a comma without quotes, which shifts the cells", ["0,087"], [], "line 2: 4 cells, and the header has 3"],
    ["plain numbers", ["0.087", "1.234", "12"], ["0.087", "1.234", "12"], null],
  ])("reads %s as what the whole sheet proves it to be, or not at all", async (_, texts, prices, problem) => {
    const path = join(folder, "style.csv");
    writeFileSync(path, `meterId,unitOfMeasure,retailPrice\n${texts.map((text, index) => `m${index},1 Hour,${text}`).join("\n")}\n`);
    const stored: { readonly list_unit_price: string }[] = [];
    const loaded = await loadPrices(storing(stored), path, "EUR", new Date());
    expect(stored.map((row) => row.list_unit_price)).toEqual(prices);
    if (problem === null) expect(loaded.firstProblem).toBeNull();
    else expect(loaded.firstProblem).toContain(problem);
  });

  it.each([
    [
      "semicolons and decimal commas",
      "meterId;unitOfMeasure;retailPrice\na;1 Hour;0,087\nb;1 Hour;1.234,5\nc;1 Hour;2\n",
      ["0.087", "1234.5", "2"],
      0,
    ],
    ["semicolons and decimal points", "meterId;unitOfMeasure;retailPrice\na;1 Hour;0.087\nb;1 Hour;12.5\n", ["0.087", "12.5"], 0],
    ["semicolons and a point that may group", "meterId;unitOfMeasure;retailPrice\na;1 Hour;1.234\nb;1 Hour;7\n", ["7"], 1],
    ["Excel's first line", 'sep=;\r\n"meterId";"unitOfMeasure";"retailPrice"\r\na;1 Hour;"0,5"\r\n', ["0.5"], 0],
    ["tabs", "meterId\tunitOfMeasure\tretailPrice\na\t1 Hour\t0.5\n", ["0.5"], 0],
    ["semicolons in names with commas", 'meterId;unitOfMeasure;retailPrice;"a,b,c,d,e"\na;1 Hour;0,5;x\n', ["0.5"], 0],
  ])("is read with %s", async (_, text, prices, problems) => {
    const path = join(folder, "layout.csv");
    writeFileSync(path, text);
    const stored: { readonly list_unit_price: string }[] = [];
    const loaded = await loadPrices(storing(stored), path, "EUR", new Date());
    expect([stored.map((row) => row.list_unit_price), loaded.problems]).toEqual([prices, problems]);
  });

  it.each([
    ["2026-10-31", "2026-10-31", null],
    ["2026-10-31T23:59:59Z", "2026-10-31", null],
    ["", null, null],
    ["9999-12-31T00:00:00Z", null, null],
    ["2099-12-31", null, null],
    ["2026-09-30", null, "line 2, EffectiveEndDate: 2026-09-30 is before the first day, 2026-10-01"],
    ["someday", null, 'line 2, EffectiveEndDate: no day: "someday"'],
  ])("holds to its last day: %j is %j", async (end, through, problem) => {
    const path = join(folder, "dated.csv");
    writeFileSync(path, `meterId,unitOfMeasure,retailPrice,EffectiveStartDate,EffectiveEndDate\na,1 Hour,1,2026-10-01,${end}\n`);
    const stored: { readonly effective_through: string | null }[] = [];
    const loaded = await loadPrices(storing(stored), path, "EUR", new Date());
    expect(loaded.firstProblem).toBe(problem);
    expect(stored.map((row) => row.effective_through)).toEqual(problem === null ? [through] : []);
  });

  it("knows a meter with prices by quantity, in whichever order its rows come", async () => {
    const path = join(folder, "tiers.csv");
    const rows = ["a,1 GB,0,0", "a,1 GB,0.5,5", "b,1 GB,0.2,100", "b,1 GB,0.3,0", "c,1 GB,0.7,0", "d,1 GB,0.9,10", "e,1 GB,1,x"];
    writeFileSync(path, `meterId,unitOfMeasure,retailPrice,tierMinimumUnits\n${rows.join("\n")}\n`);
    const stored: { readonly meter_id: string; readonly list_unit_price: string; readonly tiers: number }[] = [];
    const loaded = await loadPrices(storing(stored), path, "EUR", new Date());
    expect(stored.map((row) => [row.meter_id, row.list_unit_price, row.tiers])).toEqual([
      ["a", "0", 2],
      ["b", "0.3", 2],
      ["c", "0.7", 1],
      ["d", "0.9", 2],
    ]);
    expect(loaded).toMatchObject({ prices: 4, tiered: 3, problems: 1, firstProblem: 'line 8, tierMinimumUnits: no quantity: "x"' });
  });

  it("is loaded once per meter and day, and counts what it left out", async () => {
    const path = join(folder, "sheet.csv");
    const row = (...cells: readonly string[]): string => cells.join(",");
    writeFileSync(
      path,
      `\uFEFF${[
        row(...header),
        row("A", "1 Hour", "1", "CNY", "2026-10-01", "", "", ""),
        row("A", "1 Hour", "1", "CNY", "2026-10-01", "", "", ""),
        row("A", "1 Hour", "2", "CNY", "2026-10-01", "", "", ""),
        row("A", "1 Hour", "2", "CNY", "2026-11-01", "", "", ""),
        row("B", "1 Hour", "2", "CNY", "2026-11-01", "Reservation", "", ""),
        row("C", "1 Hour", "?", "CNY", "2026-11-01", "", "", ""),
      ].join("\n")}\n`,
    );
    const stored: object[] = [];
    const database = storing(stored);
    const loaded = await loadPrices(database, path, null, new Date("2026-11-15T00:00:00Z"));
    expect(loaded).toEqual({
      prices: 2,
      tiered: 0,
      others: 1,
      duplicates: 1,
      conflicts: 1,
      firstConflict: "line 4: 2 per 1 Hour, and 1 per 1 Hour on line 2",
      problems: 1,
      firstProblem: 'line 7, MarketPrice: no price: "?"',
    });
    const same = {
      meter_id: "a",
      currency: "CNY",
      unit_of_measure: "1 Hour",
      block_size: "1",
      pricing_unit: "Hours",
      tiers: 1,
      effective_through: null,
      source: "sheet.csv",
      loaded_at: "2026-11-15T00:00:00.000Z",
    };
    expect(stored).toEqual([
      { ...same, effective_from: "2026-10-01", list_unit_price: "1" },
      { ...same, effective_from: "2026-11-01", list_unit_price: "2" },
    ]);
    writeFileSync(path, "a,b\n1,2\n");
    await expect(loadPrices(database, path, null, new Date())).rejects.toThrow("sheet.csv is not a price sheet: it has no column MeterId");
    await expect(loadPrices(database, `${path}.gone`, null, new Date())).rejects.toThrow("no such file or directory");
  });
});

function storing(rows: object[]): SnapshotDatabase {
  const nothing = () => Promise.reject(new Error("not expected"));
  return {
    rows: nothing,
    run: nothing,
    settle: nothing,
    insertBlocks: nothing,
    insertRows: (table, inserted) => {
      expect(table).toBe("PriceSheet");
      rows.push(...inserted);
      return Promise.resolve();
    },
  };
}
