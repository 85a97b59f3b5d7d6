import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { focus12Columns } from "../../../app/domain/focus/focus-1-2-columns";
import { focusColumns } from "../../../app/domain/focus/focus-columns";
import { focusTableColumns } from "../../../app/domain/focus/focus-mapping-sql";
import { focusServiceTaxonomy } from "../../../app/domain/focus/focus-service-taxonomy";

const folder = join(__dirname, "../../../../shared/data/focus");
const column = z.object({
  column_id: z.string(),
  data_type: z.string(),
  allows_nulls: z.boolean(),
  feature_level: z.string(),
  introduced_version: z.string(),
  allowed_values: z.array(z.object({ value: z.string() })).nullable(),
});
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));

describe.skipIf(!existsSync(folder))("the columns, against the specification", () => {
  it("are the 65 of FOCUS 1.4 in order, with type, nullability, level, version and allowed values", () => {
    const spec = z
      .object({ datasets: z.object({ CostAndUsage: z.object({ columns: z.array(column) }) }) })
      .parse(read("focus_columns_1.4.json"));
    expect(
      focusColumns.map(({ name, dataType, nullable, level, since, allowedValues }) => ({
        name,
        dataType,
        nullable,
        level,
        since,
        allowedValues: [...allowedValues].sort(),
      })),
    ).toEqual(
      spec.datasets.CostAndUsage.columns.map((each) => ({
        name: each.column_id,
        dataType: each.data_type,
        nullable: each.allows_nulls,
        level: each.feature_level,
        since: each.introduced_version,
        allowedValues: (each.allowed_values?.map(({ value }) => value) ?? []).sort(),
      })),
    );
  });

  it("are the 57 of FOCUS 1.2 in order in the view of 1.2", () => {
    const spec = z.object({ columns: z.array(z.object({ column_id: z.string() })) }).parse(read("focus_columns_1.2.json"));
    expect(focus12Columns.map(({ name }) => name)).toEqual(spec.columns.map(({ column_id }) => column_id));
  });

  it("have the taxonomy of services", () => {
    const lines = readFileSync(join(folder, "focus_service_taxonomy.tsv"), "utf8").trim().split(/\r?\n/).slice(1);
    const pairs = Object.entries(focusServiceTaxonomy).flatMap(([category, subs]) => subs.map((sub) => `${category}\t${sub}`));
    expect(pairs.sort()).toEqual(lines.sort());
  });
});

describe("the columns", () => {
  it("have names of their own, FOCUS's first and then x_", () => {
    expect(new Set(focusTableColumns).size).toBe(focusTableColumns.length);
    expect(focusTableColumns.findIndex((name) => name.startsWith("x_"))).toBe(65);
    expect(focusTableColumns.slice(65).every((name) => name.startsWith("x_"))).toBe(true);
  });
});
