import { describe, expect, it } from "vitest";
import { focusMappingSteps, focusTableColumns } from "../../../app/domain/focus/focus-mapping-sql";
import { azureProblems } from "../../../app/domain/focus/map-azure-charge";
import { problemColumns } from "../../../app/domain/focus/problem-columns";
import { selectSteps } from "../../../app/domain/focus/select-steps";

const source = { columns: ["id", "price", "quantity", "name"], sql: "SELECT * FROM t" };

describe("steps of a SELECT", () => {
  const steps = [
    { columns: { cost: "price * quantity", label: "upper(name)" } },
    {
      columns: { tax: "round(cost * rate, 2)", total: "cost + tax" },
      lookUps: [
        { columns: ["rate"], keys: ["label"], sql: "LEFT ANY JOIN rates AS r ON r.label = c.label" },
        { columns: ["owner"], keys: ["id"], sql: "LEFT ANY JOIN owners AS o ON o.id = c.id" },
      ],
    },
  ];

  it("select what is asked, what that is made of, and nothing else: a step that adds nothing is no subquery", () => {
    expect(selectSteps(steps, source, ["id", "cost"])).toBe("SELECT id, price * quantity AS cost FROM (SELECT * FROM t)");
    expect(selectSteps(steps, source, ["id"])).toBe("SELECT id FROM (SELECT * FROM t)");
  });

  it("look up only what is used, by keys that the steps before pass on", () => {
    expect(selectSteps(steps, source, ["total"])).toBe(
      "SELECT cost + tax AS total, round(cost * rate, 2) AS tax FROM (SELECT price * quantity AS cost, upper(name) AS label FROM (SELECT * FROM t)) AS c " +
        "LEFT ANY JOIN rates AS r ON r.label = c.label",
    );
  });

  it("find no name in a text, and take a name that an earlier step has for that step's column", () => {
    const named = [{ columns: { price: "if(name = 'it''s quantity \\' id', price, 0)" } }];
    expect(selectSteps(named, { ...source, sql: "t" }, ["price"])).toBe(
      "SELECT if(name = 'it''s quantity \\' id', price, 0) AS price FROM (t)",
    );
    expect(selectSteps([...named, { columns: { price: "price" } }], { ...source, sql: "t" }, ["price"])).toMatch(
      /^SELECT price FROM \(SELECT if/,
    );
  });
});

describe("steps of the FOCUS mapping", () => {
  it("name each of their columns once, but for those that the last one passes on under FOCUS's name", () => {
    const names = focusMappingSteps().flatMap(({ columns, lookUps = [] }) => [
      ...Object.keys(columns),
      ...lookUps.flatMap((lookUp) => lookUp.columns),
    ]);
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    const last = focusMappingSteps().at(-1)?.columns ?? {};
    expect(twice.filter((name) => last[name] !== name)).toEqual([]);
    expect(Object.keys(last).sort()).toEqual([...focusTableColumns, ...Object.keys(problemColumns(azureProblems()))].sort());
  });
});
