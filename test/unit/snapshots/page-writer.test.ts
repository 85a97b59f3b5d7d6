import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileUsageDetailReader } from "../../../app/domain/azure-ea/compile-usage-detail-reader";
import { isSubjectHeader } from "../../../app/domain/azure-ea/match-header";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import { createEnrichmentContext } from "../../../app/domain/charge/enrichment-context";
import { enrichUsageDetail } from "../../../app/domain/charge/enrich-usage-detail";
import { enrichRow } from "../../../app/domain/charge/enrich-row";
import type { ApplicationTag } from "../../../app/domain/resource-tracking/application-tag";
import { compileApplicationTags } from "../../../app/domain/resource-tracking/compile-application-tags";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { ChargeBlock } from "../../../app/pipeline/charge-block";
import { chargeText } from "../../../app/pipeline/charge-text";
import { createPageWriter } from "../../../app/pipeline/create-page-writer";
import { sha256Hex } from "../../../app/runtime/sha256-hex";
import type { RowTable } from "../../../app/sources/json/row-table";
import { PageReader } from "../../../app/sources/json/page-reader";
import { readNativeLines } from "../../support/read-native-lines";
import { bySize } from "../../support/test-size";

const october = BillingMonth.of(2026, 10);
if (october === null) throw new Error("no month");
const key = { billingAccountId: "100100", period: october, snapshotId: "s1" };
const rule = (id: number, change: Partial<ApplicationTag>): ApplicationTag => ({
  id,
  pattern: "shop",
  match_kind: "contains",
  scope: "any",
  application: `Application ${id}`,
  cmdb_service: "",
  priority: 1,
  enabled: true,
  valid_from: null,
  valid_to: null,
  ...change,
});
const { matcher } = compileApplicationTags([rule(1, { valid_from: "2026-10-03" }), rule(2, { pattern: "rg-", scope: "resource_group" })]);
const newContext = () => createEnrichmentContext({ taxRate: "0.06", matcher, sha256: sha256Hex });

const odd = fc.constantFrom("null", '""', '" "', '"1,234.5"', '"0,025"', "true", '{"a":[1]}', '"\\t\\n\\\\"', '"\\u0000"', '"生产"');
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }).map(String) },
  fc.constantFrom("9.6E-06", "25.12823040", "-0", "-1.50", '"4.838709677419368E-07"', "1e21", "0.12345678901234567890123", '"+5"', '"12"'),
  odd,
);
const date = fc.oneof(
  fc.constantFrom(
    '"2026-10-01T00:00:00"',
    '"2026-10-05"',
    '"2026-10-02T00:00:00"',
    '"10/05/2026"',
    '"13/10/2026"',
    '"2026-09-30"',
    '"2026-02-30"',
  ),
  odd,
);
const day = fc.oneof(fc.constantFrom("1", "5", '"5"', "5.0", "99"), odd);
const text = fc.oneof(
  fc.constantFrom(
    '"shop-1"',
    '"rg-shop"',
    '"{\\"app\\":\\"A\\"}"',
    '"app: x"',
    '"/subscriptions/g/resourceGroups/RG-1/providers/Microsoft.Compute/virtualMachines/shop"',
  ),
  odd,
);
/** Names of columns with what may stand there, and whether each row has its own. */
const columns = [
  { names: ["date", "Date", "usageDateTime"], value: date, isOwn: true },
  { names: ["day"], value: day, isOwn: true },
  { names: ["month"], value: fc.constantFrom("10", "9", '"10"'), isOwn: true },
  { names: ["consumedQuantity", "quantity"], value: amount, isOwn: true },
  { names: ["resourceRate", "effectivePrice"], value: amount, isOwn: true },
  { names: ["extendedCost", "cost", "costInBillingCurrency"], value: amount, isOwn: true },
  { names: ["costInUsd"], value: amount, isOwn: true },
  { names: ["instanceId"], value: text, isOwn: false },
  { names: ["tags"], value: text, isOwn: false },
  { names: ["meterCategory"], value: text, isOwn: false },
  { names: ["resourceGroup"], value: text, isOwn: false },
  { names: ["chargeType"], value: text, isOwn: false },
  { names: ["unitPrice"], value: amount, isOwn: false },
  { names: ["billingCurrency"], value: fc.constantFrom('"CNY"', '"USD"', "null"), isOwn: false },
  { names: ["nobodyKnows"], value: text, isOwn: false },
] as const;

interface Member {
  readonly name: string;
  readonly value: fc.Arbitrary<string>;
  readonly isOwn: boolean;
}

/** Some columns in any order; now and then two for one field. A row with a member twice is refused before it comes here. */
const members: fc.Arbitrary<readonly Member[]> = fc
  .array(fc.tuple(fc.constantFrom(...columns), fc.nat(2)), { minLength: 3, maxLength: 14 })
  .map((chosen) => chosen.map(([{ names, value, isOwn }, index]) => ({ name: names[index % names.length] ?? names[0], value, isOwn })))
  .map((chosen) => [...new Map(chosen.map((member) => [member.name, member])).values()]);

/** Pages of a bill: a few subjects, which come back with amounts and days of their own. */
const pages: fc.Arbitrary<readonly string[]> = members.chain((list) =>
  fc
    .tuple(
      fc.array(fc.tuple(...list.map(({ value }) => value)), { minLength: 1, maxLength: 4 }),
      fc.array(fc.array(fc.tuple(fc.nat(3), fc.tuple(...list.map(({ value }) => value))), { maxLength: 12 }), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([subjects, deliveries]) =>
      deliveries.map((rows) => {
        const written = rows.map(([index, own]) => {
          const subject = subjects[index % subjects.length] ?? [];
          return `{${list.map(({ name, isOwn }, place) => `${JSON.stringify(name)}:${(isOwn ? own : subject)[place] ?? "null"}`).join(",")}}`;
        });
        return `{"content":[${written.join(",")}]}`;
      }),
    ),
);

describe("createPageWriter", () => {
  it("writes for each row, whatever was remembered of rows before, what a row alone comes to, and the sum of their costs", () => {
    let remembered = 0;
    fc.assert(
      fc.property(pages, (bodies) => {
        const reader = new PageReader((field) => !isSubjectHeader(field));
        const write = createPageWriter(key, { currency: "CNY", context: newContext() }, () => new Date(0));
        const kinds = new Set<object | null>([null]);
        for (const [index, body] of bodies.entries()) {
          const table = tableOf(reader, body);
          for (const kind of table.kinds ?? []) {
            if (kinds.has(kind) && kind !== null) remembered += 1;
            kinds.add(kind);
          }
          const page = write({ index, table, hash: "hash" });
          const alone = rowsAlone(tableOf(new PageReader(), body), index);
          expect(readNativeLines(page.data)).toEqual(alone.lines);
          expect(page.ledger).toEqual({ rows: table.rows.length, cost: alone.cost, hash: "hash" });
          expect(page.audit.map((audit) => ({ ...audit, levels: [] }))).toEqual(alone.audit);
        }
      }),
      { numRuns: bySize(60, 300) },
    );
    expect(remembered).toBeGreaterThan(bySize(60, 300));
  });

  it("writes the same bytes when it has to forget the texts of earlier pages", () => {
    const scope = { billingAccountId: "100100", currency: "CNY", snapshotId: "s1", billingMonth: october };
    const context = newContext();
    const fields = ["date", "cost", "instanceId"];
    const reader = compileUsageDetailReader(fields);
    const [remembers, forgets] = [new ChargeBlock(key, "CNY"), new ChargeBlock(key, "CNY", 2000)];
    for (const page of [0, 1, 2]) {
      const rows = Array.from({ length: 30 }, (_, row) => ["2026-10-05", `${row}.5`, `/vm-${row % (9 + page)}`]);
      const [one, other] = [remembers, forgets].map((block) => {
        block.begin(rows.length);
        for (const values of rows) block.add(enrichRow(reader.readValues(values, reader.proofOf(rows)), scope, context));
        return block.take(page, 0);
      });
      expect(other).toEqual(one);
    }
  });
});

function tableOf(reader: PageReader, body: string): RowTable {
  const reading = reader.read(Buffer.from(body), "content");
  if (!reading.ok || reading.table === null) throw new Error("the page was not read");
  return reading.table;
}

/** The lines of a page's rows, each enriched as if there were no other; only what the page proves of its numbers is common to them. */
function rowsAlone({ fields, rows }: RowTable, page: number): { lines: readonly string[]; cost: string; audit: readonly unknown[] } {
  const reader = compileUsageDetailReader(fields);
  const proof = reader.proofOf(rows);
  const cost = new ExactSum();
  const audit: unknown[] = [];
  const lines = rows.map((values, ordinal) => {
    const scope = { billingAccountId: "100100", currency: "CNY", snapshotId: "s1", billingMonth: october, occurrence: 1 };
    const usage = enrichUsageDetail(reader.readValues(values, proof), scope, newContext());
    cost.add(usage.charge.extended_cost ?? "0");
    if (usage.audit !== null) audit.push({ ...usage.audit, levels: [], ingested_at: "1970-01-01T00:00:00.000Z" });
    const hash = usage.charge.charge_id.replace(/-1$/, "");
    return `100100\tCNY\t2026-10-01\ts1\t${page}\t${ordinal}\t${hash}\t${chargeText(usage.charge, reader.unknownHeaders.length)}`;
  });
  return { lines, cost: cost.toString(), audit };
}
