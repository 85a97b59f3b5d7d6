import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeClone } from "../../e2e/make-clone";

let clone: string;

beforeAll(() => {
  clone = makeClone();
}, 60_000);

afterAll(() => {
  rmSync(clone, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);

const run = (command: string, ...args: readonly string[]): { readonly status: number | null; readonly said: string } => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: clone, encoding: "utf8" });
  return { status, said: stdout + stderr };
};

it("npm run source -- new ID writes a source that is registered, documented, clean, and whose test passes", {
  timeout: 300_000,
}, () => {
  const made = run("npm", "run", "--silent", "source", "--", "new", "made-by-test");
  expect(made).toMatchObject({ status: 0, said: expect.stringContaining("app/sources/made-by-test/made-by-test.ts") as string });
  const docs = ["documents", "connections", "modules"].map((name) => `test/unit/docs/${name}.test.ts`);
  const tests = ["sources/made-by-test", "sources/connection", "dashboard/server-texts"].map((name) => `test/unit/${name}.test.ts`);
  const tested = run("npx", "vitest", "run", "--project", "unit", ...tests, ...docs);
  expect(tested.said).toContain(", 0 failed");
  expect(tested.status).toBe(0);
  const texts = "dashboard/src/routes/sources/source-texts.ts";
  const written = ["app/sources/made-by-test", "app/pipeline/source-catalog.ts", "test/unit/sources/made-by-test.test.ts", texts];
  expect(run("npx", "eslint", "--max-warnings=0", ...written)).toEqual({ status: 0, said: "" });
  expect(run("npx", "biome", "format", ...written)).toMatchObject({ status: 0 });
  expect(readFileSync(join(clone, "docs/sources.md"), "utf8")).toContain("\n- [Made by test](sources/made-by-test.md)\n");
  const script = `const { describedSources, findSource } = require("./app/pipeline/source-catalog"); const found = findSource(describedSources(), "made-by-test");
    console.log(found.title); try { found.connect({ account: 7 }) } catch (error) { console.log(String(error)) }`;
  expect(run("node", "--import", "tsx", "--input-type=commonjs", "--eval", script).said).toMatch(
    /^Made by test\nSourceError: the configuration of made-by-test cannot be used: storage .*account /,
  );
});

it.each([
  ["azure-exports", "app/sources/azure-exports is there already: choose another id"],
  ["My_Source", '"My_Source" is not a valid source id'],
  ["../x", '"../x" is not a valid source id'],
])("%s is refused", (id, message) => {
  expect(run("npm", "run", "--silent", "source", "--", "new", id)).toMatchObject({
    status: 2,
    said: expect.stringContaining(message) as string,
  });
});
