import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(__dirname, "../../..");
const unions = {
  usage: "app/domain/problem-code.ts",
  FOCUS: "app/domain/focus/focus-problem.ts",
  import: "app/domain/focus/import/focus-import-problem.ts",
} as const;

/** The members of a file's union of texts, as the type says them: a type is not there at run time. */
function membersOf(file: string): readonly string[] {
  return [...readFileSync(join(root, file), "utf8").matchAll(/^ {2}\| "([a-z-]+)"/gm)].map(([, code = ""]) => code);
}

it("docs/numbers.md explains every problem code, where it stands, and no other, in the order of the alphabet", () => {
  const places = new Map<string, string[]>();
  for (const [place, file] of Object.entries(unions)) {
    const codes = membersOf(file);
    expect([file, codes.length > 3]).toEqual([file, true]);
    for (const code of codes) places.set(code, [...(places.get(code) ?? []), place]);
  }
  const expected = [...places].map(([code, on]) => `${code}: ${on.join(", ")}`).sort();
  const table = /^## Problem codes$([\s\S]*?)^## /m.exec(readFileSync(join(root, "docs/numbers.md"), "utf8"))?.[1] ?? "";
  const rows = [...table.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \| ([^|]{5,}) \| ([^|]{5,}) \|$/gm)];
  expect(rows.map(([, code = "", on = ""]) => `${code}: ${on}`)).toEqual(expected);
});
