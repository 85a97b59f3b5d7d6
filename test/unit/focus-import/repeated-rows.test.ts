import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import { createEnrichmentContext } from "../../../app/domain/charge/enrichment-context";
import { compileFocusRowReader } from "../../../app/domain/focus/import/compile-focus-row-reader";
import { ownFocusCells } from "../../../app/domain/focus/import/focus-record";
import type { FocusRow, FocusRowFault } from "../../../app/domain/focus/import/focus-row";
import { planFocusColumns } from "../../../app/domain/focus/import/plan-focus-columns";
import { compileApplicationTags } from "../../../app/domain/resource-tracking/compile-application-tags";
import { createPageWriter } from "../../../app/pipeline/create-page-writer";
import { createFocusEncoder } from "../../../app/pipeline/page-encoder";
import { sha256Hex } from "../../../app/runtime/sha256-hex";
import { localFile } from "../../../app/sources/files/input-file";
import { readUsageFile, UsageContents } from "../../../app/sources/files/usage-file";
import { exportCsv, type ExportTable } from "../../../simulator/azure-export";
import { type FocusSampleName, focusSample } from "../../support/focus-files";
import { bySize } from "../../support/test-size";

const october = BillingMonth.of(2026, 10);
if (october === null) throw new Error("no month");
const key = { billingAccountId: "100100", period: october, snapshotId: "s1" };

const names: readonly FocusSampleName[] = ["aws-1.0", "aws-1.2", "google-1.0", "oracle", "microsoft-1.0", "microsoft-1.2", "focus-1.4"];
const numbers = [
  "0",
  "1.5",
  "-3",
  "1e-7",
  "+5",
  " 7 ",
  "0.10",
  "abc",
  "1,234",
  "NULL",
  "-",
  "",
  "0.05",
  "0.000005",
  "0.0001",
  "10000",
  "500",
];
const digits = fc.oneof(fc.constantFrom(...numbers, "99999999999999999999999999", "0.1234567890123456789012"));
const time = fc.constantFrom(
  "2026-10-01T00:00:00Z",
  "2026-09-30T16:00:00Z",
  "2026-10-31T16:00:00Z",
  "2026-11-01T00:00:00Z",
  "2026-10-05T00:00:00.5Z",
  "2026-10-05 00:00:00+08:00",
  "2026-10-25T22:30:00Z",
  "2026-10-24T22:00:00Z",
  "2026-10-31T23:00:00Z",
  "2024-01-01T00:00:00Z",
  "2028-10-05",
  "2026-10-07T00:00:00",
  "x",
  "",
);
const text = fc.constantFrom(
  ...["", "None", " x ", "Usage", "Purchase", "usage", "Standard", "On-Demand", "Committed", "Used", "Unused", "Acme", "AWS", "Microsoft"],
  ...[
    "123456789012",
    "1234-5678-9012",
    "/subscriptions/",
    "/subscriptions/AAA/resourceGroups/RG-1/providers/x/y/",
    "Total",
    '{"env":"a","Env":"b"}',
  ],
  ...["a:b", "10K", "1 Hour", "USD", "usd", "EUR", "contracted", '{"ListCost":"1","12":"y"}', "生产", 'quote"d', "ri-1"],
);
const valueOf = (header: string): fc.Arbitrary<string> =>
  /Cost|Price|Quantity|Size/.test(header) ? digits : /Period|Date/.test(header) ? time : text;
const others = [
  ...["x_BilledCostInUsd", "12", "x_SourceColumns", "x_UsageDate", "x_ListCostSource", "CommitmentDiscountId", "CommitmentDiscountStatus"],
  ...["x_Unknown", "x_SubscriptionId", "HostProviderName", "x_EffectiveUnitPrice", "x_ExtendedCost", "Region", "x_ServicePeriodStart"],
];

/** A subject of a sample's file with some cells changed, and rows about it with cells of their own. */
const bill = fc
  .record({ name: fc.constantFrom(...names), added: fc.subarray(others), dropped: fc.nat(200), at: fc.nat(3) })
  .chain(({ name, added, dropped, at }) => {
    const sample = focusSample(name, 4);
    const headers = [...new Set([...sample.headers, ...added])].filter((_, index) => index !== dropped);
    const plan = planFocusColumns(headers);
    const base = headers.map((header) => sample.rows[at]?.[sample.headers.indexOf(header)] ?? "");
    const own = "code" in plan ? [] : ownFocusCells(plan);
    const cell = (places: readonly number[]): fc.Arbitrary<readonly [number, string]> =>
      fc.constantFrom(...places).chain((place) => valueOf(headers[place] ?? "").map((value) => [place, value] as const));
    return fc.record({
      headers: fc.constant(headers),
      base: fc.array(cell([...headers.keys()]), { maxLength: 4 }).map((changes) => changed(base, changes)),
      rows: fc.array(own.length === 0 ? fc.constant<(readonly [number, string])[]>([]) : fc.array(cell(own), { maxLength: 4 }), {
        minLength: 2,
        maxLength: 6,
      }),
    });
  });

function changed(cells: readonly string[], changes: readonly (readonly [number, string])[]): readonly string[] {
  const row = [...cells];
  for (const [place, value] of changes) row[place] = value;
  return row;
}

describe("rows of a FOCUS file that agree in all cells but their own", () => {
  it("are each what they are alone, to the letter, and are written as they are alone", () => {
    let [read, refused] = [0, 0];
    fc.assert(
      fc.property(bill, ({ headers, base, rows }) => {
        const plan = planFocusColumns(headers);
        if ("code" in plan) return;
        const [reader, ofOne] = [compileFocusRowReader(plan, sha256Hex), compileFocusRowReader(plan, sha256Hex)];
        const kind = { remembered: null };
        const together: FocusRow[] = [];
        const alone: FocusRow[] = [];
        for (const changes of rows) {
          const values = changed(base, changes);
          const one = reader(values, kind);
          const other = ofOne(values);
          expect(comparable(one)).toEqual(comparable(other));
          if ("detail" in one || "detail" in other) refused += 1;
          else {
            read += 1;
            expect(one.contentHash).toBe(sha256Hex(JSON.stringify([one.cells, one.sourceColumns])));
            together.push(one);
            alone.push(other);
          }
        }
        const [first, second] = [together, alone].map((page) =>
          createFocusEncoder(key, sha256Hex).encode({ index: 0, rows: page, version: plan.version, hash: "" }),
        );
        expect(first).toEqual(second);
      }),
      { numRuns: bySize(60, 250) },
    );
    expect(read).toBeGreaterThan(bySize(40, 200));
    expect(refused).toBeGreaterThan(bySize(10, 50));
  });
});

/** Without what says that rows agree; a period is what its first day is. */
function comparable(result: FocusRow | FocusRowFault): object {
  return "detail" in result ? result : { ...result, period: result.period.firstDay, shared: null };
}

describe("rows of a usage file that agree in all cells but their own", () => {
  let directory = "";
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "repeated-rows-"));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  const headers = ["Date", "MeterId", "ResourceId", "Tags", "Quantity", "EffectivePrice", "CostInBillingCurrency", "costInUsd", "Unknown"];
  const cells: readonly fc.Arbitrary<string>[] = [
    fc.constantFrom("10/01/2026", "10/05/2026", "2026-10-05", "", "x", "13/10/2026"),
    fc.constantFrom("m1", "m2"),
    fc.constantFrom("/subscriptions/s/resourceGroups/RG/providers/p/t/vm1", "生产", ""),
    fc.constantFrom('{"app":"x"}', '"app": "y"', "", "NULL"),
    digits,
    digits,
    digits,
    digits,
    fc.constantFrom("", "a\nb", "u"),
  ];
  const table: fc.Arbitrary<ExportTable> = fc
    .tuple(
      fc.array(fc.tuple(...cells), { minLength: 1, maxLength: 3 }),
      fc.array(fc.tuple(fc.nat(2), fc.tuple(...cells)), { minLength: 1, maxLength: 25 }),
    )
    .map(([subjects, rows]) => ({
      headers,
      rows: rows.map(([index, own]) => own.map((value, cell) => (isOwn(cell) ? value : (subjects[index % subjects.length]?.[cell] ?? "")))),
    }));
  const isOwn = (cell: number): boolean => cell === 0 || (cell >= 4 && cell <= 7);

  it("are enriched and written as if nobody had compared them", async () => {
    let repeated = 0;
    await fc.assert(
      fc.asyncProperty(table, async (bill) => {
        const path = join(directory, "usage.csv");
        writeFileSync(path, exportCsv(bill));
        const { matcher } = compileApplicationTags([]);
        const newWriter = () =>
          createPageWriter(
            key,
            { currency: "CNY", context: createEnrichmentContext({ taxRate: "0.06", matcher, sha256: sha256Hex }) },
            () => new Date(0),
          );
        const [together, alone] = [newWriter(), newWriter()];
        const file = await localFile(path, null, new AbortController().signal);
        const reading = { parquet: noParquet, sha256: sha256Hex };
        for await (const { table: found } of readUsageFile(file, reading, new UsageContents(null))) {
          repeated += (found.kinds ?? []).filter((kind, index, all) => kind !== null && all.indexOf(kind) < index).length;
          const { fields, rows } = found;
          expect(together({ index: 0, table: found, hash: "" })).toEqual(alone({ index: 0, table: { fields, rows }, hash: "" }));
        }
      }),
      { numRuns: bySize(30, 100) },
    );
    expect(repeated).toBeGreaterThan(bySize(40, 200));
  });
});

const refuse = (): never => {
  throw new Error("CSV asks no engine");
};
const noParquet = { select: refuse, run: refuse, insert: refuse, insertFrom: refuse, stream: refuse, isRefusal: refuse, randomId: refuse };
