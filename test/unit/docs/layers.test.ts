import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ESLint } from "eslint";
import { expect, it } from "vitest";
import { z } from "zod";

const root = resolve(__dirname, "../../..");
const eslint = new ESLint({ cwd: root });
const rule = z.object({
  "no-restricted-imports": z.tuple([z.literal(2), z.object({ patterns: z.array(z.object({ group: z.array(z.string()).optional() })) })]),
});
const folders = readdirSync(join(root, "app"), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

async function forbidden(file: string): Promise<readonly string[]> {
  const { rules } = z.object({ rules: rule }).parse(await eslint.calculateConfigForFile(join(root, "app", file)));
  return rules["no-restricted-imports"][1].patterns.flatMap(({ group = [] }) => group);
}

/** By folder: those that lint lets it import. */
async function arrows(): Promise<Record<string, readonly string[]>> {
  const entries = folders.map(async (folder) => {
    const never = await forbidden(`${folder}/any.ts`);
    return [folder, folders.filter((other) => other !== folder && !never.includes(`**/${other}/**`))] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

it("the table of docs/architecture.md is what lint lets each folder of app/ import", async () => {
  const text = readFileSync(join(root, "docs/architecture.md"), "utf8");
  const [, table = ""] = /\| may import \|\n\|[-|]+\|\n((?:\|.*\|\n)+)/.exec(text) ?? [];
  const said = table
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [names = [], may = []] = line
        .split("|")
        .slice(1, 3)
        .map((cell) =>
          cell
            .split(",")
            .map((name) => name.trim())
            .filter(Boolean),
        );
      return names.map((name) => [name, may] as const);
    });
  expect(Object.fromEntries(said)).toEqual(await arrows());
});

it("of two folders of app/ at most one may import the other", async () => {
  const may = await arrows();
  const both = folders.filter((folder) => may[folder]?.some((other) => may[other]?.includes(folder)));
  expect(both).toEqual([]);
});

it.each(["apis/costs.ts", "apis/answers/any.ts", "apis/cost-questions/any.ts", "apis/openapi/any.ts", "web/status.ts"])(
  "%s reaches ClickHouse through its request only",
  async (file) => {
    expect(await forbidden(file)).toContain("**/runtime/clickhouse/**");
  },
);
