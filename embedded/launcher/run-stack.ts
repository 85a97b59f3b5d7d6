import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DevArguments } from "../dev-arguments.mjs";
import { seconds, startHeartbeat } from "../set-up/heartbeat.mjs";
import { UserProblem } from "../user-problem.mjs";
import { findTakenPorts } from "./check-ports.js";
import { findPortHolder } from "./find-port-holder.js";
import { freePort } from "./free-port.js";
import { openIngestGate } from "./ingest-gate.js";
import { objectBucket, type ObjectStorePorts, type ObjectStoreRun, startObjectStore } from "./object-store.js";
import type { PlannedPort, Stack } from "./plan-ports.js";
import { stackProcesses, type StackProcess } from "./stack-processes.js";
import { startMoose } from "./start-moose.js";
import type { StopRequest } from "./stop-request.js";
import { stopStack } from "./stop-stack.js";
import { waitUntilReady } from "./wait-until-ready.js";

export interface StackRun {
  readonly root: string;
  readonly stack: Stack;
  readonly binary: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly ports: readonly PlannedPort[];
  /** What the gate before Moose listens on. Moose itself gets a port of the system's choosing. */
  readonly http: { readonly host: string; readonly port: number; readonly proxy_port: number };
  /** Kafka, as in `redpanda_config.broker`. */
  readonly broker: string;
  readonly url: string;
  readonly options: DevArguments;
  readonly request: StopRequest;
  /** Undefined: the stack has no object storage. */
  readonly objects: ObjectStoreRun | undefined;
}

/**
 * Runs the CLI until it is told to stop, and then sees to it that nothing of the stack is left.
 * @throws {UserProblem} Moose ended by itself, or something outlived the stop
 */
export async function runStack(run: StackRun): Promise<void> {
  const { root, stack, binary, options, request, http } = run;
  const started = Date.now();
  const log = join(root, ".embedded/logs/moose.log");
  const args = ["dev", ...(stack === "docker" ? [] : ["--dockerless"]), ...options.mooseFlags];
  console.log(`Starting the ${stack} stack: moose ${args.join(" ")}`);
  if (run.objects !== undefined) startObjectStore(root, run.objects, run.environment, request.stop);
  const moosePort = await freePort(http.host);
  const gate = await openIngestGate({ ...http, moosePort, apiPort: http.proxy_port, broker: run.broker });
  const environment = { ...run.environment, MOOSE_HTTP_SERVER_CONFIG__PORT: String(moosePort) };
  const moose = startMoose({ binary, args, root, environment, log, quiet: options.quiet });
  const ended = new AbortController();
  void moose.exited.then(() => {
    ended.abort();
  });
  const over = AbortSignal.any([request.stop, ended.signal]);

  let awaited = "Moose";
  const endHeartbeat = startHeartbeat(() => {
    const { line, at } = moose.lastHeard();
    return `waiting for ${awaited}; Moose was last heard ${seconds(at)} ago: ${line}`;
  });
  const ready = await waitUntilReady(run.url, over, (what) => {
    awaited = what;
  });
  endHeartbeat();
  if (ready) console.log(readyBlock(run, (Date.now() - started) / 1000));
  await untilAborted(over);

  const byItself = request.stop.aborted ? undefined : await moose.exited;
  console.log("Stopping the stack ...");
  // First, since Moose does not stop while it has a connection.
  await gate.close();
  const endStopHeartbeat = startHeartbeat(() => `waiting for these processes to end: ${namesOf(stackProcesses(root))}`);
  const survivors = await stopStack(root, byItself === undefined ? moose.pid : undefined, request.hurry);
  endStopHeartbeat();
  await refuseRemains(run, survivors);
  console.log("Stopped: no process is running and no port is open.");
  if (byItself !== undefined) {
    throw new UserProblem(`Moose exited unexpectedly (${byItself}) ${ready ? "while it ran" : "before it was ready"}: see ${log}.`);
  }
}

/** Programs and their number, as `moose-cli, 3 node`. */
function namesOf(processes: readonly StackProcess[]): string {
  const counts = new Map<string, number>();
  for (const { command } of processes) {
    const name = basename(command.split(" ")[0] ?? "");
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} ${name}`)).join(", ");
}

function readyBlock({ url, stack, ports, root, objects }: StackRun, seconds: number): string {
  const temporal = ports.find(({ service }) => service === "Temporal UI");
  return [
    "",
    `Ready after ${seconds.toFixed(1)} s (${stack} stack)`,
    `  dashboard    ${url}/ui/`,
    `  ingest       POST ${url}/ingest/AzureBillingDetail`,
    `  APIs         GET  ${url}/api/costs?month=YYYY-MM`,
    `  health       ${url}/health`,
    `  workflows    ${temporal === undefined ? "off" : `http://localhost:${temporal.port}`}`,
    `  objects      ${whereObjectsAre(stack, objects)}`,
    `  logs         ${join(root, ".embedded/logs")}`,
    "  stop         Ctrl-C",
    "",
  ].join("\n");
}

function whereObjectsAre(stack: Stack, objects: ObjectStorePorts | undefined): string {
  const ports = stack === "docker" ? composeObjects : objects;
  return ports === undefined ? "off" : `http://localhost:${ports.port}/${objectBucket}, page http://localhost:${ports.page}`;
}

/** As docker-compose.dev.override.yaml publishes them. */
const composeObjects: ObjectStorePorts = { port: 9500, page: 9501 };

/** The listeners of a process that was killed may stay for a moment after it is gone from the list of processes: while the kernel ends it. */
async function refuseRemains({ ports, stack }: StackRun, survivors: readonly number[]): Promise<void> {
  if (survivors.length > 0) throw new UserProblem(`Could not stop process ${survivors.join(", ")}. End it with kill -9.`);
  const look = (): Promise<readonly number[]> => (stack === "docker" ? Promise.resolve([]) : findTakenPorts(ports.map(({ port }) => port)));
  let taken = await look();
  for (const deadline = Date.now() + 15_000; taken.length > 0 && Date.now() < deadline; taken = await look()) await sleep(100);
  if (taken.length === 0) return;
  const holders = taken.map((port) => `${port} (${findPortHolder(port)?.command ?? "unknown process"})`);
  throw new UserProblem(`All processes of the stack have ended, but these ports are in use again: ${holders.join(", ")}.`);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    // An abort listener alone does not keep the process alive; the CLI's pipes do, as long as the CLI lives.
    signal.addEventListener("abort", () => {
      resolve();
    });
  });
}
