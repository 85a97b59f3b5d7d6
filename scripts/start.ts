import { resolve } from "node:path";
import { listenForStop } from "../embedded/launcher/stop-request.js";
import { checkDocument, checkLines, isFit } from "./start/check";
import { awaitProduction } from "./start/check-production";
import { readProduction } from "./start/read-production";
import { runProduction } from "./start/run-production";
import { parseStartArguments, startHelp } from "./start/start-arguments";

/**
 * `npm start`: checks settings, machine and services, says everything that is wrong in one list, and runs `moose prod` behind the gate of `/ingest`. No value
 * of a setting that may be a secret is printed. Ends with 1 when it cannot start, 0 after SIGTERM or Ctrl-C, else with the CLI's exit code.
 */
async function main(): Promise<number> {
  const options = parseStartArguments(process.argv.slice(2));
  if (options.help) {
    console.log(startHelp);
    return 0;
  }
  const request = listenForStop();
  const root = resolve(__dirname, "..");
  const production = { root, ...readProduction(root, process.env), createDatabase: options.createDatabase };
  const checks = await awaitProduction(production, options.waitMs, request.stop);
  if (checks === null) return 0;
  if (options.json) console.log(checkDocument(checks));
  else if (options.check) console.log(checkLines(checks, ["problem", "away", "warning", "ok"]));
  const fit = isFit(checks);
  if (options.check) return fit ? 0 : 1;
  if (!fit) {
    console.error(`Not started. Mend all of this, and start again:\n${checkLines(checks, ["problem", "away", "warning"])}`);
    return 1;
  }
  console.log(checkLines(checks, ["warning", "ok"]));
  return runProduction(production, request);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
