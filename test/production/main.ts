import { mkdirSync, mkdtempSync, rmSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { UserProblem } from "../../embedded/user-problem.mjs";
import { findPrograms } from "./programs";
import { runKills } from "./run-kills";
import { startProduction } from "./start-production";
import { usageTable } from "./usage-table";

/**
 * `npm run test:production`: two instances of `npm start` over Apache Kafka, Redis, Temporal with PostgreSQL and the engine, each kind of process of them
 * killed while records are posted and a month is read. Prints what was killed, acknowledged and stored, and what each process takes; ends with 1 when a
 * record is missing or twice, or a total is not exact. `--seed N` chooses the moments of the kills; `--only WORD` kills only what has the word in its name.
 */
async function main(): Promise<number> {
  const programs = await findPrograms(resolve(__dirname, "../.."));
  const argument = (name: string): string | undefined => {
    const at = process.argv.indexOf(name);
    return at < 0 ? undefined : process.argv[at + 1];
  };
  const directory = mkdtempSync(join(tmpdir(), "billing-production-"));
  // PostgreSQL has a user of its own.
  chmodSync(directory, 0o755);
  mkdirSync(join(directory, "logs"));
  const say = (line: string): void => {
    console.log(`${new Date().toISOString().slice(11, 19)}  ${line}`);
  };
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      say("Stopping ...");
      stop.abort(new Error(`ended by ${signal}`));
    });
  const production = await startProduction(programs, directory, say);
  let wrong: readonly string[] = ["it did not come to its end"];
  try {
    const rest = await production.usage(20_000);
    const options = { seed: Number(argument("--seed") ?? "1"), only: argument("--only") ?? "", say };
    const kills = await Promise.race([runKills(production, options), aborted(stop.signal)]);
    wrong = kills.wrong;
    console.log(`\n${kills.table}\n\n${usageTable(rest, kills.load)}\n`);
    for (const line of wrong) console.log(`WRONG  ${line}`);
    console.log(wrong.length === 0 ? "Nothing is lost, nothing is there twice, and all totals are exact." : `Logs: ${directory}`);
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await production.stop();
    if (wrong.length === 0) rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error("ended"));
    };
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail);
  });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof UserProblem ? error.message : error);
    process.exit(1);
  },
);
