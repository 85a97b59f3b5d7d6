import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSchemaLines, readSchemaTables, type SchemaTable } from "../../support/read-schema-tables";

const earlier = readSchemaLines(readFileSync(join(__dirname, "tables-of-57184c2.txt"), "utf8"));
const today = readSchemaTables(readFileSync(join(__dirname, "../../moose/schema.sql"), "utf8"));

/**
 * What an upgrade would take from a table. Moose adds columns, and views it makes anew; but a table whose engine, partitions or order change it drops and
 * makes empty, and of a column whose type changes it rewrites the values.
 */
function lossesOf(before: readonly SchemaTable[], after: readonly SchemaTable[]): readonly string[] {
  return before.flatMap(({ name, layout, types }) => {
    const table = after.find((one) => one.name === name);
    if (table === undefined) return [`${name} is dropped`];
    if (table.layout !== layout) return [`${name} is dropped and made empty: it was ${layout}, and is ${table.layout}`];
    return [...types].flatMap(([column, type]) => {
      const now = table.types.get(column);
      if (now === type) return [];
      return [now === undefined ? `${name}.${column} is dropped` : `${name}.${column} was ${type}, and is ${now}`];
    });
  });
}

describe("the tables of an earlier version (57184c2)", () => {
  it("are changed by an upgrade in ways that keep all rows and values", () => {
    expect(lossesOf(earlier, today)).toEqual([]);
  });

  it("would be missed if they were dropped, laid out otherwise or lost a column", () => {
    const [first, second, third, ...rest] = earlier;
    if (first === undefined || second === undefined || third === undefined) throw new Error("no tables");
    const [[column = "", type = ""] = []] = third.types;
    const changed = [{ ...second, layout: "ENGINE = Log" }, { ...third, types: new Map([...third.types].slice(1)) }, ...rest];
    expect(lossesOf(earlier, changed)).toEqual([
      `${first.name} is dropped`,
      `${second.name} is dropped and made empty: it was ${second.layout}, and is ENGINE = Log`,
      `${third.name}.${column} is dropped`,
    ]);
    const retyped = [{ ...third, types: new Map([...third.types, [column, "String"] as const]) }];
    expect(lossesOf([third], retyped)).toEqual(type === "String" ? [] : [`${third.name}.${column} was ${type}, and is String`]);
  });
});
