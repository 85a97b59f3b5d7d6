import { killClickHouse } from "./kill-clickhouse";
import { killWorker } from "./kill-worker";
import { restateMonths } from "./restate-months";

/** Runs one of the long fault tests and ends with its figures as one JSON line: `npx tsx test/faults/main.ts <name> <times>`. */
async function main(): Promise<void> {
  const [, , name = "", count = "1"] = process.argv;
  const times = Number(count);
  const log = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  const tests: Readonly<Record<string, () => Promise<object>>> = {
    "kill-clickhouse": () => killClickHouse(times, 10_000, log),
    "kill-worker": () => killWorker(times, 4000, log),
    "restate-months": async () => ({ times, wrong: await restateMonths(times, 3000, log) }),
  };
  const test = tests[name];
  if (test === undefined) throw new RangeError(`there is ${Object.keys(tests).join(", ")}`);
  const started = Date.now();
  const result = await test();
  process.stdout.write(`${JSON.stringify({ test: name, seconds: Math.round((Date.now() - started) / 1000), ...result })}\n`);
  if ("wrong" in result && Array.isArray(result.wrong) && result.wrong.length > 0) process.exitCode = 1;
}

void main();
