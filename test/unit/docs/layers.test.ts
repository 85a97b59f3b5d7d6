import { readdirSync } from "node:fs";
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

it.each(folders)("lint says what app/%s may import", async (folder) => {
  expect(await forbidden(`${folder}/any.ts`)).not.toEqual([]);
});

it("no folder may import one that may import it", async () => {
  const arrows = await Promise.all(
    folders.map(async (folder) => {
      const never = await forbidden(`${folder}/any.ts`);
      return folders.filter((other) => other !== folder && !never.includes(`**/${other}/**`)).map((other) => `${folder} ${other}`);
    }),
  );
  const all = arrows.flat();
  expect(all.filter((arrow) => all.includes(arrow.split(" ").reverse().join(" ")))).toEqual([]);
});

it.each(["apis/costs.ts", "apis/answers/any.ts", "apis/cost-questions/any.ts", "apis/openapi/any.ts", "web/status.ts"])(
  "%s reaches ClickHouse through its request only",
  async (file) => {
    expect(await forbidden(file)).toContain("**/runtime/clickhouse/**");
  },
);
