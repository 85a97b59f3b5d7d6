import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";

const help = `Runs the unit tests and the tests on the real engine, and prints how much of each folder of app/ they reached. Takes some twenty minutes; exit code 1 when a
test failed, or when less of app/domain was reached than vitest.config.mts asks for.

  npm run coverage                         all of both
  npm run coverage -- --project unit       the unit tests only
`;

const count = z.object({ total: z.number(), covered: z.number() });
const summary = z.record(z.object({ lines: count, branches: count, functions: count }));
type Counts = z.infer<typeof summary>[string];

function main(): void {
  const { values } = parseArgs({
    options: { project: { type: "string", multiple: true, default: ["unit", "clickhouse"] }, help: { type: "boolean" } },
  });
  if (values.help === true) {
    process.stdout.write(help);
    return;
  }
  const root = resolve(__dirname, "..");
  const projects = values.project.flatMap((name) => ["--project", name]);
  const { status } = spawnSync("npx", ["--no-install", "vitest", "run", ...projects, "--coverage"], { cwd: root, stdio: "inherit" });
  const { total, ...files } = summary.parse(JSON.parse(readFileSync(join(root, ".embedded/coverage/coverage-summary.json"), "utf8")));
  const folders = new Map<string, Counts[]>();
  for (const [file, counts] of Object.entries(files)) {
    const folder = relative(root, file).split("/").slice(0, 2).join("/");
    folders.set(folder, [...(folders.get(folder) ?? []), counts]);
  }
  const row = (name: string, all: readonly Counts[]): string =>
    [name.padEnd(16), ...(["lines", "branches", "functions"] as const).map((kind) => share(all.map((counts) => counts[kind])))].join("  ");
  const rows = [...folders].sort(([a], [b]) => (a < b ? -1 : 1)).map(([folder, all]) => row(folder, all));
  process.stdout.write(`\n${"".padEnd(16)}    lines  branches  functions\n${rows.join("\n")}\n`);
  if (total !== undefined) process.stdout.write(`${row("all of app", [total])}\n`);
  process.exitCode = status ?? 1;
}

/** In percent. */
function share(counts: readonly z.infer<typeof count>[]): string {
  const sum = (kind: "total" | "covered"): number => counts.reduce((all, one) => all + one[kind], 0);
  return `${((100 * sum("covered")) / Math.max(1, sum("total"))).toFixed(1)} %`.padStart(9);
}

main();
