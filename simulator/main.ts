import { readArguments } from "./read-arguments";
import type { Simulator } from "./simulator";
import { startSimulator } from "./start-simulator";

/** The command `npx tsx simulator/main.ts`. In a terminal it says what it serves and counts requests; elsewhere it writes one JSON line per event. */
async function main(): Promise<void> {
  const read = readArguments(process.argv.slice(2), new Date().toISOString().slice(0, 10));
  if ("help" in read) {
    process.stdout.write(read.help);
    return;
  }
  if ("problems" in read) {
    process.stderr.write(`${read.problems.join("\n")}\nRun with --help for the options.\n`);
    process.exitCode = 2;
    return;
  }
  const simulator = await startSimulator(read.options);
  const [enrollment] = read.options.enrollments;
  const month = read.options.today.slice(0, 7);
  if (process.stdout.isTTY) {
    const usage = `${simulator.url}/rest/${enrollment?.number ?? ""}/usage-report/paginatedV3?month=${month}&pageindex=0&fmt=json`;
    process.stdout.write(
      `Azure EA simulator on ${simulator.url}\n` +
        `  usage   curl -H 'Authorization: Bearer ${enrollment?.key ?? ""}' '${usage}'\n` +
        `  totals  curl '${simulator.url}/simulator/oracle?enrollment=${enrollment?.number ?? ""}&month=${month}'\n` +
        `  faults  curl -d '[{"name":"status-503","page":1,"times":3}]' ${simulator.url}/simulator/faults\n` +
        `  Ctrl-C stops it\n`,
    );
  } else {
    process.stdout.write(`${JSON.stringify({ event: "listening", url: simulator.url, port: simulator.port, month })}\n`);
  }
  const progress = process.stdout.isTTY ? showProgress(simulator) : undefined;
  const stop = (): void => {
    clearInterval(progress);
    void simulator.close();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function showProgress(simulator: Simulator): NodeJS.Timeout {
  return setInterval(() => {
    const requests = simulator.requests();
    const last = requests.at(-1);
    if (last !== undefined)
      process.stdout.write(
        `\r\u001b[K  ${requests.length} requests, last: ${last.path.slice(0, 80)}${last.fault === null ? "" : ` (${last.fault})`}`,
      );
  }, 500);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
