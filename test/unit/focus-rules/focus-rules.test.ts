import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { focusColumns } from "../../../app/domain/focus/focus-columns";
import { checkFocusTypes } from "../../../app/domain/focus/rules/focus-rules-sql";
import { focusRules } from "../../../app/domain/focus/rules/focus-rules";

const typeRules = focusRules.filter((rule) => rule.kind === "type");
const columns = focusColumns.map(({ name, clickHouseType, nullable }) => ({
  name,
  type: nullable ? `LowCardinality(Nullable(${clickHouseType}))` : clickHouseType,
}));

describe("the rules of FOCUS 1.4", () => {
  it("have ids that are unique and begin with their column", () => {
    expect(new Set(focusRules.map(({ id }) => id)).size).toBe(focusRules.length);
    expect(focusRules.filter(({ id, column }) => !id.startsWith(`${column}-`))).toEqual([]);
  });

  it("refuse a publication for what they MUST only, never for what they SHOULD", () => {
    expect(focusRules.filter(({ severity, requirement }) => severity === "refuse" && requirement === "SHOULD")).toEqual([]);
  });

  it("say why a MUST does not stop a publication, and only then", () => {
    const warned = focusRules.filter(({ severity, requirement }) => severity === "warn" && requirement === "MUST");
    expect(warned.filter(({ warnsBecause }) => warnsBecause === undefined)).toEqual([]);
    expect(focusRules.filter((rule) => rule.warnsBecause !== undefined && !warned.includes(rule))).toEqual([]);
  });

  it("look at every column", () => {
    expect(focusColumns.filter(({ name }) => !focusRules.some((rule) => rule.column === name))).toEqual([]);
    const values = focusRules.filter((rule) => rule.kind !== "type");
    expect(focusColumns.filter(({ name }) => !values.some((rule) => rule.kind === "row" && rule.shows.includes(name)))).toEqual([]);
  });

  it.each(typeRules.map((rule) => [rule.id, rule] as const))(
    "%s fails when the column is gone, of another type or of other nullability",
    (_, rule) => {
      expect(checkFocusTypes(typeRules, columns)).toEqual([]);
      const spoil = (change: (type: string) => string | null): typeof columns =>
        columns.flatMap(({ name, type }) => {
          const changed = name === rule.column ? change(type) : type;
          return changed === null ? [] : [{ name, type: changed }];
        });
      for (const change of [
        () => null,
        () => "Float64",
        (type: string) => (type.includes("Nullable") ? type.replace(/Nullable\((.*?)\)(?=\)$|$)/, "$1") : `Nullable(${type})`),
      ]) {
        expect(checkFocusTypes(typeRules, spoil(change)).map((finding) => finding.rule.id)).toEqual([rule.id]);
      }
    },
  );
});

const file = resolve(__dirname, "../../../../shared/data/focus/focus_columns_matrix.tsv");

describe.skipIf(!existsSync(file))("the columns beside the specification's matrix (skipped without ../shared/data/focus)", () => {
  it("have the nullability of 1.4", () => {
    const [, ...rows] = readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split("\t"));
    const nullable = new Map(rows.filter((row) => row[10] !== "-").map(([name = "", , nulls = ""]) => [name, nulls === "True"]));
    expect(focusColumns.map(({ name, nullable }) => [name, nullable])).toEqual(focusColumns.map(({ name }) => [name, nullable.get(name)]));
    expect(nullable.size).toBe(focusColumns.length);
  });
});
