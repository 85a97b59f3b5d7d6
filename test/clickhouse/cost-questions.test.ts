import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type CostFilter, costFilterOps } from "../../app/apis/cost-questions/cost-filter";
import { costMeasureNames, type CostMeasureName, unitsOfMeasures } from "../../app/apis/cost-questions/cost-measure";
import { type CostQuery, costQuery } from "../../app/apis/cost-questions/cost-query";
import { costQuerySql, doubtsOfQuery, withUnits } from "../../app/apis/cost-questions/cost-query-sql";
import type { CostsQuestion } from "../../app/apis/cost-questions/costs-question";
import { costsSql, costsTable } from "../../app/apis/cost-questions/costs-sql";
import type { SqlText } from "../../app/apis/serving/sql-text";
import { compareRange, type CostShift } from "../../app/domain/cost/cost-comparison";
import { type CostDoubt, type CostMetric, costMetrics, doubtsOf } from "../../app/domain/cost/cost-doubt";
import { type CostField, costFieldName, parseCostField } from "../../app/domain/cost/cost-dimension";
import { CostRange } from "../../app/domain/cost/cost-range";
import { benchQuestions } from "../../bench/api-questions";
import { fillCharges, generatedBill } from "../../bench/fill-charges";
import { createDatabase } from "../support/create-database";
import {
  allSnapshots,
  costOf,
  negotiatedOf,
  digits,
  type SampleCharge,
  sampleCharges,
  sampleSnapshots,
  sampleValues,
  storeSampleCharges,
  valueOf,
} from "../support/sample-charges";
import { planning } from "../../app/runtime/clickhouse/readonly-client";
import type { ServerProcess } from "./server-process";
import { startBillingServer } from "../support/start-billing";
import { bySize } from "../support/test-size";

let server: ServerProcess;
const charges = sampleCharges(600);
const current = charges.filter(({ snapshot }) => snapshot.endsWith("-new"));

beforeAll(async () => {
  server = await startBillingServer();
  await storeSampleCharges(server, "billing", charges);
});
afterAll(() => server.dispose());

async function rowsOf(statement: SqlText, database = "billing"): Promise<readonly Record<string, unknown>[]> {
  const { query, parameters } = statement.toQuery();
  const bound = Object.entries(parameters).map(([name, value]): readonly [string, string] => [
    `param_${name}`,
    typeof value === "object" ? quoted(value) : escaped(String(value)),
  ]);
  const settings = {
    readonly: "1",
    output_format_json_quote_64bit_integers: "1",
    output_format_json_quote_decimals: "1",
    optimize_and_compare_chain: String(planning.optimize_and_compare_chain),
  };
  const text = await server.query(`${query} FORMAT JSONEachRow`, { database, ...settings, ...Object.fromEntries(bound) }, "");
  return text === "" ? [] : text.split("\n").map((line) => row.parse(JSON.parse(line)));
}
const row = z.record(z.unknown());
const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n");
const quoted = (values: readonly string[]): string => `[${values.map((one) => `'${escaped(one).replaceAll("'", "\\'")}'`).join(",")}]`;

const fieldNames = ["billing_account", ...Object.keys(sampleValues)];
const fields: readonly CostField[] = fieldNames.flatMap((name) => parseCostField(name) ?? []);
const field = fc.constantFrom(...fields);
const needle = "zq7x";
const filter: fc.Arbitrary<CostFilter> = field.chain((one) => {
  const known = [...(sampleValues[costFieldName(one)] ?? ["A1", "B2"]), needle, "' OR 1=1 --", "r"];
  return fc
    .record({
      field: fc.constant(one),
      op: fc.constantFrom(...costFilterOps),
      values: fc.uniqueArray(fc.constantFrom(...known), { minLength: 1, maxLength: 3 }),
    })
    .map((made) => (made.op === "absent" || made.op === "present" ? { ...made, values: [] } : made));
});
const range = fc
  .tuple(
    fc.constantFrom("2026-08", "2026-09", "2026-10", "2026-08-11", "2026-09-01", "2026-09-20"),
    fc.constantFrom("2026-09", "2026-10", "2026-09-29", "2026-10-15"),
  )
  .map(([from, to]) => CostRange.parse(from, to))
  .filter((one) => one !== null);

const isIn = ({ month, day }: SampleCharge, { unit, firstDay, lastDay }: CostRange): boolean =>
  unit === "months" ? `${month}-01` >= firstDay && `${month}-01` <= lastDay : day !== null && day >= firstDay && day <= lastDay;
function passes(charge: SampleCharge, { field: of, op, values }: CostFilter): boolean {
  const value = valueOf(charge, of);
  switch (op) {
    case "in":
      return value !== null && values.includes(value);
    case "not_in":
      return value === null || !values.includes(value);
    case "starts_with":
      return value !== null && values.some((one) => value.startsWith(one));
    case "contains":
      return value !== null && values.some((one) => value.toLowerCase().includes(one.toLowerCase()));
    case "absent":
      return of.kind === "tag" ? value === null : value === "";
    case "present":
      return of.kind === "tag" ? value !== null : value !== "";
  }
}
type Compared = readonly (string | bigint | number | null)[];
/** What is null comes last, as in ClickHouse. */
const compare = (a: Compared, b: Compared): number => {
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? null;
    if (one !== other) return one === null ? 1 : other === null ? -1 : one < other ? -1 : 1;
  }
  return 0;
};

describe("/api/costs", () => {
  const question: fc.Arbitrary<CostsQuestion> = fc
    .record({
      range,
      isCompared: fc.boolean(),
      grain: fc.constantFrom("none", "day", "month"),
      group: fc.uniqueArray(field, { maxLength: 4, selector: costFieldName }),
      filters: fc.array(filter, { maxLength: 3 }),
      metrics: fc.oneof(
        fc.constantFrom<CostMetric>(...costMetrics).map((metric): CostsQuestion["metrics"] => [metric]),
        fc
          .shuffledSubarray([...costMetrics], { minLength: 2 })
          .map(([first = "billed", ...rest]): CostsQuestion["metrics"] => [first, ...rest]),
      ),
      quantity: fc.constantFrom(null, null, "consumed", "pricing"),
      sort: fc.record({ by: fc.constantFrom("cost", "cost", "difference", "share", "name"), descending: fc.boolean() }),
      top: fc.option(fc.integer({ min: 1, max: 4 })),
    })
    .map(({ isCompared, ...one }): CostsQuestion => {
      const fits = one.grain === "none" || one.grain === (one.range.unit === "days" ? "day" : "month");
      const compared = isCompared && fits ? compareRange(one.range, "previous") : null;
      return { ...one, compared, sort: one.sort.by === "difference" && compared === null ? { ...one.sort, by: "cost" } : one.sort };
    });

  interface Group {
    readonly bucket: string;
    readonly currency: string;
    readonly values: readonly (string | null)[];
    readonly unit: string;
    cost: bigint;
    earlier: bigint;
    /** Of the metrics beside the first. */
    further: readonly { readonly cost: bigint; readonly known: number; readonly unknown: number }[];
    quantity: bigint;
    quantityBefore: bigint;
    charges: number;
    others: number;
    /** Charges on either side whose cost is known, or is not. */
    known: number;
    unknown: number;
    knownBefore: number;
    unknownBefore: number;
    missing: number;
    /** Of each doubt of the metric. */
    doubts: readonly { readonly charges: number; readonly cost: bigint }[];
  }
  const nothing = {
    cost: 0n,
    earlier: 0n,
    further: [1, 2, 3].map(() => ({ cost: 0n, known: 0, unknown: 0 })),
    quantity: 0n,
    quantityBefore: 0n,
    charges: 0,
    others: 0,
    known: 0,
    unknown: 0,
    knownBefore: 0,
    unknownBefore: 0,
    missing: 0,
    doubts: [1, 2, 3, 4, 5, 6].map(() => ({ charges: 0, cost: 0n })),
  };

  /** Whether a charge is in doubt, and what it costs. */
  function doubtOfCharge(charge: SampleCharge, doubt: CostDoubt): readonly [boolean, bigint] {
    const { problems, costs } = charge;
    switch (doubt) {
      case "contracted-cost-unknown":
      case "list-cost-unknown":
        return [problems.includes(doubt) && !problems.includes("cost-missing"), costs.billed];
      case "negotiated-savings-unknown":
        return [negotiatedOf(charge) === null && !problems.includes("cost-missing"), costs.billed];
      case "cost-amortized":
      case "commitment-purchase-effective-cost":
        return [problems.includes(doubt), costs.effective];
      case "cost-missing":
      case "effective-cost-not-amortized":
      case "value-assumed":
        return [problems.includes(doubt), costs.billed];
    }
  }
  const doubtsBesideMissing = (metrics: readonly CostMetric[]): readonly CostDoubt[] =>
    doubtsOf(metrics).filter((doubt) => doubt !== "cost-missing");

  /** The question, answered by loops over the charges in memory. */
  function naive({
    range: now,
    compared,
    grain,
    group,
    filters,
    metrics,
    quantity,
    sort,
    top,
  }: CostsQuestion): readonly Record<string, unknown>[] {
    const [metric, ...others] = metrics;
    const groups = new Map<string, Group>();
    const add = (bucket: string, charge: SampleCharge, side: "cost" | "earlier"): void => {
      const values = group.map((one) => valueOf(charge, one));
      const unit = quantity === null ? "" : (charge.values[`${quantity}_unit`] ?? "");
      const key = JSON.stringify([bucket, charge.currency, values, unit]);
      const found = groups.get(key) ?? { bucket, currency: charge.currency, values, unit, ...nothing };
      const cost = costOf(charge, metric);
      found[side] += cost ?? 0n;
      if (quantity !== null) found[side === "cost" ? "quantity" : "quantityBefore"] += charge.quantities[quantity];
      if (side === "cost") {
        found.further = found.further.map((one, index) => {
          const of = others[index];
          if (of === undefined) return one;
          const amount = costOf(charge, of);
          return amount === null ? { ...one, unknown: one.unknown + 1 } : { ...one, cost: one.cost + amount, known: one.known + 1 };
        });
      }
      found[side === "cost" ? (cost === null ? "unknown" : "known") : cost === null ? "unknownBefore" : "knownBefore"] += 1;
      if (side === "cost") found.charges += 1;
      if (charge.problems.includes("cost-missing")) found.missing += 1;
      const doubts = doubtsBesideMissing(metrics);
      found.doubts = found.doubts.map((doubt, index) => {
        const code = doubts[index];
        const [isDoubted, amount] = code === undefined ? [false, 0n] : doubtOfCharge(charge, code);
        return isDoubted ? { charges: doubt.charges + 1, cost: doubt.cost + amount } : doubt;
      });
      groups.set(key, found);
    };
    for (const charge of current.filter((one) => filters.every((each) => passes(one, each)))) {
      if (isIn(charge, now)) add(bucketOf(charge, grain, now.unit), charge, "cost");
      if (compared !== null && isIn(charge, compared.range)) {
        add(later(bucketOf(charge, grain, now.unit), grain, compared.later), charge, "earlier");
      }
    }
    const folded = top === null ? [...groups.values()] : fold([...groups.values()], top, sort);
    const wholes = new Map<string, bigint>();
    const dateOf = (one: Group): string => `${one.bucket} ${one.currency}`;
    for (const one of folded) wholes.set(dateOf(one), (wholes.get(dateOf(one)) ?? 0n) + one.cost);
    return folded
      .sort(
        (a, b) =>
          compare([a.bucket, a.currency, Math.min(a.others, 1)], [b.bucket, b.currency, Math.min(b.others, 1)]) ||
          (sort.by === "name"
            ? compareEach(a.values, b.values, sort.descending)
            : compareIn(sort, rankOf(sort, a, wholes.get(dateOf(a)) ?? 0n), rankOf(sort, b, wholes.get(dateOf(b)) ?? 0n)) ||
              compare(a.values, b.values)) ||
          compare([a.unit], [b.unit]),
      )
      .map(
        ({
          bucket,
          currency,
          values,
          unit,
          cost,
          earlier,
          further,
          quantity: used,
          quantityBefore,
          charges: number,
          others: folds,
          known,
          unknown,
          knownBefore,
          unknownBefore,
          missing,
          doubts,
        }) => {
          const isKnown = known > 0 || unknown === 0;
          const wasKnown = knownBefore > 0 || unknownBefore === 0;
          return {
            out_bucket: bucket,
            out_currency: currency,
            ...Object.fromEntries(values.map((value, index) => [`d${index}`, value])),
            out_cost: isKnown ? digits(cost) : null,
            out_before: wasKnown ? digits(earlier) : null,
            out_difference: isKnown && wasKnown ? digits(cost - earlier) : null,
            out_charges: String(number),
            out_charges_before: String(knownBefore + unknownBefore),
            ...Object.fromEntries(
              metrics.slice(1).map((_, index) => {
                const one = further[index];
                const isUnknown = one === undefined || (one.known === 0 && one.unknown > 0);
                return [`m${index}`, isUnknown ? null : digits(one.cost)];
              }),
            ),
            ...(quantity === null
              ? {}
              : {
                  out_unit: unit === "" ? null : unit,
                  out_quantity: unit === "" ? null : digits(used),
                  out_quantity_before: unit === "" ? null : digits(quantityBefore),
                }),
            out_others: folds,
            out_doubts:
              missing === 0 && doubts.every(({ charges: none }) => none === 0)
                ? ""
                : [
                    missing,
                    ...doubts.slice(0, doubtsBesideMissing(metrics).length).flatMap((doubt) => [doubt.charges, digits(doubt.cost)]),
                  ].join(" "),
          };
        },
      );
  }

  const isKnownCost = ({ known, unknown }: Group): boolean => known > 0 || unknown === 0;
  const isKnownBefore = ({ knownBefore, unknownBefore }: Group): boolean => knownBefore > 0 || unknownBefore === 0;

  /** What a row or a group is ordered by; null comes last in both directions. */
  function rankOf({ by }: CostsQuestion["sort"], one: Group, whole: bigint): bigint | null {
    if (by === "difference") return isKnownCost(one) && isKnownBefore(one) ? one.cost - one.earlier : null;
    return by === "share" && whole <= 0n ? (whole === 0n ? 0n : -one.cost) : one.cost;
  }
  function compareIn({ descending }: CostsQuestion["sort"], a: bigint | null, b: bigint | null): number {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return compare([a], [b]) * (descending ? -1 : 1);
  }
  function compareEach(a: Compared, b: Compared, descending: boolean): number {
    for (const [index, one] of a.entries()) {
      const other = b[index] ?? null;
      if (one === null || other === null) {
        if (one !== other) return one === null ? 1 : -1;
      } else if (one !== other) return compare([one], [other]) * (descending ? -1 : 1);
    }
    return 0;
  }

  function addTo(found: Group, one: Group): void {
    for (const name of ["cost", "earlier", "quantity", "quantityBefore"] as const) found[name] += one[name];
    found.doubts = found.doubts.map((doubt, index) => ({
      charges: doubt.charges + (one.doubts[index]?.charges ?? 0),
      cost: doubt.cost + (one.doubts[index]?.cost ?? 0n),
    }));
    found.further = found.further.map((own, index) => {
      const { cost = 0n, known = 0, unknown = 0 } = one.further[index] ?? {};
      return { cost: own.cost + cost, known: own.known + known, unknown: own.unknown + unknown };
    });
    for (const name of ["charges", "known", "unknown", "knownBefore", "unknownBefore", "missing"] as const) found[name] += one[name];
  }

  function fold(groups: readonly Group[], top: number, sort: CostsQuestion["sort"]): Group[] {
    const keyOf = ({ currency, values }: Group): string => JSON.stringify([currency, values]);
    const whole = new Map<string, Group>();
    for (const one of groups) {
      const found = whole.get(keyOf(one)) ?? { ...one, ...nothing };
      addTo(found, one);
      whole.set(keyOf(one), found);
    }
    const by = sort.by === "name" ? ({ by: "cost", descending: true } as const) : sort;
    const kept = new Set(
      ["CNY", "USD"].flatMap((currency) => {
        const own = [...whole.values()].filter((one) => one.currency === currency);
        const all = own.reduce((total, { cost }) => total + cost, 0n);
        return own
          .sort((a, b) => compareIn(by, rankOf(by, a, all), rankOf(by, b, all)) || compare(a.values, b.values))
          .slice(0, top)
          .map(keyOf);
      }),
    );
    const others = new Map<string, Group>();
    for (const one of groups.filter((each) => !kept.has(keyOf(each)))) {
      const key = JSON.stringify([one.bucket, one.currency, one.unit]);
      const found = others.get(key) ?? { ...one, values: one.values.map(() => "Other"), ...nothing };
      addTo(found, one);
      found.others += 1;
      others.set(key, found);
    }
    return [...groups.filter((one) => kept.has(keyOf(one))), ...others.values()];
  }

  it("gives the same from rollups and from charges, and what loops over the charges give, for any question", async () => {
    const answered = new Set<string>();
    await fc.assert(
      fc.asyncProperty(question, async (one) => {
        const expected = naive(one);
        const table = costsTable(one, sampleSnapshots);
        answered.add(table);
        expect(await rowsOf(costsSql(one, sampleSnapshots))).toEqual(expected);
        if (table !== "charges") expect(await rowsOf(costsSql(one, sampleSnapshots, "charges"))).toEqual(expected);
      }),
      { numRuns: 150, seed: 11 },
    );
    // Questions of service alone are rare among any; each table must have answered some.
    const [service] = fields.filter((one) => costFieldName(one) === "service_name");
    const [resource] = fields.filter((one) => costFieldName(one) === "resource");
    const [usage] = fields.filter((one) => costFieldName(one) === "meter");
    for (const group of [service, resource, usage]) {
      if (group === undefined) throw new Error("no such field");
      for (const grain of ["none", "day"] as const) {
        const whole = CostRange.parse("2026-08", "2026-10");
        if (whole === null) throw new Error("no range");
        const one: CostsQuestion = { ...base, range: whole, grain, group: [group], top: 2 };
        answered.add(costsTable(one, sampleSnapshots));
        expect(await rowsOf(costsSql(one, sampleSnapshots))).toEqual(naive(one));
      }
    }
    expect([...answered].sort()).toEqual([
      "DailyFocusCost",
      "DailyFocusServiceCost",
      "DailyFocusUsage",
      "MonthlyFocusCost",
      "MonthlyFocusResourceCost",
      "charges",
    ]);
  });
});

function bucketOf({ day, month }: SampleCharge, grain: CostsQuestion["grain"], unit: CostRange["unit"]): string {
  if (grain === "none") return "1970-01-01";
  if (grain === "day") return day ?? "1970-01-01";
  return unit === "months" || day === null ? `${month}-01` : `${day.slice(0, 7)}-01`;
}

/** Of buckets that lie on the first of a month when they are moved by months: no month is too short for them. */
function later(bucket: string, grain: CostsQuestion["grain"], { unit, count }: CostShift): string {
  if (grain === "none" || bucket === "1970-01-01") return bucket;
  const date = new Date(bucket);
  if (unit === "days") date.setUTCDate(date.getUTCDate() + count);
  else date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 10);
}

/** A question about nothing in particular. */
const base = {
  compared: null,
  filters: [],
  metrics: ["billed"],
  quantity: null,
  sort: { by: "cost", descending: true },
} as const;

describe("POST /query", () => {
  const posted = fc.record({
    measures: fc.uniqueArray(fc.constantFrom(...costMeasureNames), { minLength: 1, maxLength: 9 }),
    dimensions: fc.uniqueArray(fc.constantFrom(...fieldNames), { maxLength: 6 }),
    filters: fc.array(
      filter.map((one) => ({
        ...one,
        field: costFieldName(one.field) === "billing_account_id" ? "billing_account" : costFieldName(one.field),
      })),
      { maxLength: 4 },
    ),
    timeRange: fc.constantFrom(
      { from: "2026-08", to: "2026-10" },
      { from: "2026-09", to: "2026-09" },
      { from: "2026-08-20", to: "2026-09-10" },
    ),
    grain: fc.constantFrom("none", "day", "month"),
    limit: fc.constantFrom(3, 1000),
    orderedBy: fc.nat({ max: 20 }),
    direction: fc.constantFrom("asc", "desc"),
  });

  const measure: Readonly<Record<CostMeasureName, (rows: readonly SampleCharge[]) => bigint | null>> = {
    billed_cost: (rows) => sum(rows, (one) => costOf(one, "billed")),
    effective_cost: (rows) => sum(rows, (one) => costOf(one, "effective")),
    contracted_cost: (rows) => sum(rows, (one) => costOf(one, "contracted")),
    list_cost: (rows) => sum(rows, (one) => costOf(one, "list")),
    savings: (rows) =>
      sum(rows, (one) => {
        const list = costOf(one, "list");
        return list === null ? null : list - one.costs.effective;
      }),
    negotiated_savings: (rows) => sum(rows, negotiatedOf),
    consumed_quantity: (rows) => quantityOf(rows, "consumed"),
    pricing_quantity: (rows) => quantityOf(rows, "pricing"),
    charges: (rows) => BigInt(rows.length) * 1_000_000n,
    subscriptions: (rows) => different(rows.map(({ values }) => values["subscription"] ?? "")),
    resource_groups: (rows) =>
      different(
        rows.map(({ values }) =>
          values["resource_group"] === "" ? "" : JSON.stringify([values["subscription"], values["resource_group"]]),
        ),
      ),
    resources: (rows) => different(rows.map(({ values }) => values["resource"] ?? "")),
  };
  /** Of rows that have one unit. */
  const quantityOf = (rows: readonly SampleCharge[], kind: "consumed" | "pricing"): bigint | null =>
    rows[0]?.values[`${kind}_unit`] === "" ? null : rows.reduce((total, one) => total + one.quantities[kind], 0n);
  const sum = (rows: readonly SampleCharge[], of: (charge: SampleCharge) => bigint | null): bigint | null => {
    const known = rows.map(of).filter((one) => one !== null);
    return rows.length > 0 && known.length === 0 ? null : known.reduce((total, one) => total + one, 0n);
  };
  const different = (names: readonly string[]): bigint => BigInt(new Set(names.filter((name) => name !== "")).size) * 1_000_000n;

  function naive(query: CostQuery): { readonly rows: readonly unknown[]; readonly totals: readonly unknown[] } {
    const matched = current.filter((charge) => isIn(charge, query.timeRange) && query.filters.every((one) => passes(charge, one)));
    const by = (
      keyOf: (charge: SampleCharge) => readonly (string | null)[],
    ): readonly { readonly key: readonly (string | null)[]; readonly rows: SampleCharge[] }[] => {
      const found = new Map<string, { readonly key: readonly (string | null)[]; readonly rows: SampleCharge[] }>();
      for (const charge of matched) {
        const key = keyOf(charge);
        const group = found.get(JSON.stringify(key)) ?? { key, rows: [] };
        group.rows.push(charge);
        found.set(JSON.stringify(key), group);
      }
      return [...found.values()].sort((a, b) => compare(a.key, b.key));
    };
    const measured = (rows: readonly SampleCharge[]): Record<string, string | null> =>
      Object.fromEntries(
        query.measures.map((name, index) => {
          const value = measure[name](rows);
          return [`m${index}`, value === null ? null : digits(value)];
        }),
      );
    const groups = by((charge) => [
      bucketOf(charge, query.grain, query.timeRange.unit),
      charge.currency,
      ...query.dimensions.map((one) => valueOf(charge, one)),
    ]);
    const [order] = query.orderBy;
    const rank = (group: (typeof groups)[number]): bigint | string | null => {
      const known = costMeasureNames.find((name) => name === order?.by);
      if (known !== undefined) return measure[known](group.rows);
      return (
        group.key[
          order?.by === "currency"
            ? 1
            : order?.by === "date"
              ? 0
              : 2 + query.dimensions.findIndex((one) => costFieldName(one) === order?.by)
        ] ?? null
      );
    };
    const sorted =
      order === undefined
        ? groups
        : [...groups].sort((a, b) => {
            const [first, second] = [rank(a), rank(b)];
            // What is not known comes last in both directions.
            if (first === null || second === null) return Number(first === null) - Number(second === null) || compare(a.key, b.key);
            return compare([first], [second]) * (order.direction === "asc" ? 1 : -1) || compare(a.key, b.key);
          });
    return {
      rows: sorted.slice(0, query.limit).map(({ key: [bucket, currency, ...values], rows }) => ({
        date: query.grain === "none" ? "" : bucket,
        currency,
        ...Object.fromEntries(values.map((value, index) => [`d${index}`, value])),
        ...measured(rows),
      })),
      totals: by((charge) => [
        charge.currency,
        ...query.dimensions.flatMap((one) => (isUnitOfTotals(query, costFieldName(one)) ? [valueOf(charge, one)] : [])),
      ]).map(({ key: [currency, ...units], rows }) => ({
        currency,
        units,
        ...measured(rows),
        doubts: doubtsOfQuery(query).map((doubt) => doubted(rows, doubt)),
      })),
    };
  }

  /** How many charges a doubt is about, and their billed cost; those without any cost are a doubt of their own. */
  function doubted(rows: readonly SampleCharge[], doubt: CostDoubt): readonly [string, string] {
    const isOfOneCost = doubt.endsWith("-cost-unknown");
    const own = rows.filter((charge) =>
      doubt === "negotiated-savings-unknown"
        ? negotiatedOf(charge) === null && !charge.problems.includes("cost-missing")
        : charge.problems.includes(doubt) && !(isOfOneCost && charge.problems.includes("cost-missing")),
    );
    const isEffective = doubt === "cost-amortized" || doubt === "commitment-purchase-effective-cost";
    const cost = own.reduce((total, { costs }) => total + (isEffective ? costs.effective : costs.billed), 0n);
    return [digits(BigInt(own.length) * 1_000_000n), doubt === "cost-missing" ? "" : digits(cost)];
  }

  const isUnitOfTotals = ({ measures }: CostQuery, name: string): boolean => unitsOfMeasures(measures).some((unit) => unit === name);

  /** Rows as they come, and the totals among them, which have no order of their own and no dimensions. */
  function apart(query: CostQuery, found: readonly Record<string, unknown>[]) {
    const unitsOf = (total: Record<string, unknown>): readonly unknown[] =>
      query.dimensions.flatMap((one, index) => (isUnitOfTotals(query, costFieldName(one)) ? [total[`d${index}`]] : []));
    const ofKind = (kind: number, left: RegExp): readonly Record<string, unknown>[] =>
      found
        .filter(({ is_total }) => is_total === kind)
        .map((one) => ({
          ...Object.fromEntries(Object.entries(one).filter(([name]) => !left.test(name))),
          ...(kind === 1 ? { units: unitsOf(one) } : {}),
        }));
    const totals = ofKind(1, /^(date|d\d|is_total)$/);
    return {
      rows: ofKind(0, /^(doubts|is_total)$/),
      totals: [...totals].sort((a, b) => {
        const [first, second] = [a, b].map((one) => [String(one["currency"]), ...[one["units"]].flat().map(String)]);
        return compare(first ?? [], second ?? []);
      }),
    };
  }

  it("answers any query as loops over the charges do, from bound values alone", async () => {
    await fc.assert(
      fc.asyncProperty(posted, async ({ orderedBy, direction, ...body }) => {
        const orders = [
          ...body.measures,
          ...body.dimensions.map((name) => (name === "billing_account" ? "billing_account_id" : name)),
          "currency",
          ...(body.grain === "none" ? [] : ["date"]),
        ];
        const by = orders[orderedBy];
        const query = withUnits(costQuery.parse({ ...body, orderBy: by === undefined ? [] : [{ by, direction }] }));
        const statement = costQuerySql(query, sampleSnapshots);
        expect(statement.toQuery().query).not.toMatch(/zq7x|OR 1=1|'env'|2026|A1|odd/);
        expect(apart(query, await rowsOf(statement))).toEqual(naive(query));
      }),
      { numRuns: bySize(50, 150), seed: 12 },
    );
  });
});

describe("the questions of bench/api.ts on 100,000 charges", () => {
  const costs = benchQuestions.filter(({ path }) => path.startsWith("/api/costs"));

  it("have answers, equal from rollups and from charges, that add up to the bill", async () => {
    await createDatabase(server, "bench");
    await fillCharges(server, "bench", 100_000);
    const named = generatedBill.months.map((month) => ({
      billing_account_id: generatedBill.account,
      billing_period: `${month}-01`,
      snapshot_id: `sbench-${month}`,
      extracted_at: null,
      usage_through: null,
      next_read_at: null,
      late: false,
    }));
    const snapshots = allSnapshots(named);
    expect(costs.length).toBeGreaterThanOrEqual(8);
    for (const { path, bare } of costs) {
      const asked = new URLSearchParams(path.slice(path.indexOf("?")));
      const month = asked.get("month");
      const time = CostRange.parse(month ?? asked.get("from") ?? "", month ?? asked.get("to") ?? "");
      if (time === null) throw new Error(path);
      const grain = asked.get("grain");
      const quantity = asked.get("quantity");
      const one: CostsQuestion = {
        ...base,
        range: time,
        compared: asked.has("compare") ? compareRange(time, "previous") : null,
        grain: grain === "day" || grain === "month" ? grain : "none",
        group: (asked.get("group") ?? "").split(",").flatMap((name) => parseCostField(name) ?? []),
        filters: [...asked].flatMap(([name, value]) => {
          const of = parseCostField(name);
          return of === null ? [] : [{ field: of, op: "in" as const, values: [value] }];
        }),
        quantity: quantity === "consumed" || quantity === "pricing" ? quantity : null,
        top: null,
      };
      const answer = await rowsOf(costsSql(one, snapshots), "bench");
      expect([path, answer.length > 0]).toEqual([path, true]);
      expect([path, await rowsOf(costsSql(one, snapshots, "charges"), "bench")]).toEqual([path, answer]);
      const plain = await server.query(`SELECT cost FROM (${bare})`, { database: "bench" });
      expect([path, answer.map(({ out_cost }) => out_cost).sort()]).toEqual([path, plain.split("\n").sort()]);
    }
  });
});
