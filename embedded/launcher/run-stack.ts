import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DevArguments } from "../dev-arguments.mjs";
import { clearHeartbeat, seconds, startHeartbeat } from "../set-up/heartbeat.mjs";
import { UserProblem } from "../user-problem.mjs";
import { findTakenPorts } from "./check-ports.js";
import { findPortHolder } from "./find-port-holder.js";
import { freePort } from "./free-port.js";
import { openIngestGate } from "./ingest-gate.js";
import { connects } from "../../app/runtime/observability/check-stores.js";
import { kafka, type KafkaRun } from "./kafka.js";
import { keepServices, type Service } from "./keep-services.js";
import { objectBucket, objectStore, type ObjectStorePorts, type ObjectStoreRun } from "./object-store.js";
import type { PlannedPort, Stack } from "./plan-ports.js";
import { afterDeath, isFailing, noDeaths, restartDelayMs } from "./restart-policy.js";
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
  readonly messageTimeoutMs: number;
  readonly url: string;
  readonly options: DevArguments;
  readonly request: StopRequest;
  /** What Moose starts and the launcher can start again. */
  readonly services: readonly Service[];
  /** Undefined: the stack has no object storage. */
  readonly objects: ObjectStoreRun | undefined;
  /** Undefined: Moose's own, or the containers'. */
  readonly kafka: KafkaRun | undefined;
}

/**
 * Runs the stack until it is told to stop, and then sees to it that nothing of it is left. A service that ends by itself is started again, and so is Moose
 * once it was ready.
 * @throws {UserProblem} Moose ended before it was ready, or again and again, or something outlived the stop
 */
export async function runStack(run: StackRun): Promise<void> {
  const { root, request, http } = run;
  const moosePort = await freePort(http.host);
  // It stays while Moose is started again: who posts meanwhile gets 503.
  const gate = await openIngestGate({
    ...http,
    moosePort,
    apiPort: http.proxy_port,
    broker: run.broker,
    messageTimeoutMs: run.messageTimeoutMs,
  });
  const environment = { ...run.environment, MOOSE_HTTP_SERVER_CONFIG__PORT: String(moosePort) };
  const beside = [
    ...(run.objects === undefined ? [] : [objectStore(root, run.objects)]),
    ...(run.kafka === undefined ? [] : [kafka(root, run.kafka)]),
  ];
  let deaths = noDeaths;
  let life: MooseLife;
  for (;;) {
    life = await runCli(run, environment, beside, deaths.count > 0);
    if (life.exit === undefined) break;
    deaths = afterDeath(deaths, life.readyMs ?? 0);
    if (life.readyMs === undefined || isFailing(deaths)) break;
    const wait = restartDelayMs(deaths);
    console.log(`Moose ended by itself (${life.exit}, death ${deaths.count}). It is started again in ${wait / 1000} s. ${lossOf(run)}`);
    // What it left holds its ports; the gate has that of the stack.
    const freed = run.ports.filter(({ port }) => port !== http.port);
    await refuseRemains({ ...run, ports: freed }, await stopStack(root, undefined, request.hurry));
    await sleep(wait, undefined, { signal: request.stop }).catch(() => undefined);
    if (request.stop.aborted) break;
  }

  console.log("Stopping the stack ...");
  // First, since Moose does not stop while it has a connection.
  await gate.close();
  const endStopHeartbeat = startHeartbeat(() => `waiting for these processes to end: ${namesOf(stackProcesses(root))}`);
  const survivors = await stopStack(root, life.exit === undefined ? life.pid : undefined, request.hurry);
  endStopHeartbeat();
  await refuseRemains(run, survivors);
  console.log("Stopped: no process is running and no port is open.");
  if (life.exit !== undefined && !request.stop.aborted) {
    const when = life.readyMs === undefined ? "before it was ready" : "again and again";
    throw new UserProblem(`Moose exited unexpectedly (${life.exit}) ${when}: see ${mooseLog(root)}.`);
  }
}

/** One life of the CLI. */
interface MooseLife {
  readonly pid: number;
  /** Its exit code or the signal that ended it; undefined: it runs, and the stack has to stop. */
  readonly exit: number | NodeJS.Signals | undefined;
  /** How long it ran after it was ready; undefined: it never was. */
  readonly readyMs: number | undefined;
}

/** Starts the CLI and `beside`, and returns when it has ended or the stack has to stop. Until then what dies beside it is started again. */
async function runCli(run: StackRun, environment: NodeJS.ProcessEnv, beside: readonly Service[], again: boolean): Promise<MooseLife> {
  const { root, stack, binary, options, request } = run;
  const started = Date.now();
  const args = ["dev", ...(stack === "docker" ? [] : ["--dockerless"]), ...options.mooseFlags];
  console.log(`Starting the ${stack} stack: moose ${args.join(" ")}`);
  for (const { start } of beside) start(run.environment);
  if (run.kafka !== undefined) await untilListening(run.broker, request.stop);
  const moose = startMoose({ binary, args, root, environment, log: mooseLog(root), again, quiet: options.quiet });
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
  const readyAt = Date.now();
  if (ready) {
    console.log(readyBlock(run, (readyAt - started) / 1000));
    keepServices([...run.services, ...beside], run.environment, over, (line) => {
      clearHeartbeat();
      console.log(line);
    });
  }
  await untilAborted(over);
  return {
    pid: moose.pid,
    exit: request.stop.aborted ? undefined : await moose.exited,
    readyMs: ready ? Date.now() - readyAt : undefined,
  };
}

const mooseLog = (root: string): string => join(root, ".embedded/logs/moose.log");

/** What an end of the CLI loses. */
function lossOf({ stack, kafka }: StackRun): string {
  return stack === "docker" || kafka !== undefined
    ? "Nothing that was accepted is lost."
    : "Records that it had accepted and not yet stored are lost, since its Kafka is in memory: post again what was answered in the last seconds.";
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

function readyBlock({ url, stack, ports, root, objects, kafka, broker }: StackRun, seconds: number): string {
  const temporal = ports.find(({ service }) => service === "Temporal UI");
  return [
    "",
    `Ready after ${seconds.toFixed(1)} s (${stack} stack)`,
    `  dashboard    ${url}/ui/`,
    `  ingest       POST ${url}/ingest/AzureBillingDetail`,
    `  APIs         GET  ${url}/api/costs?month=YYYY-MM`,
    `  health       ${url}/health`,
    ...(stack === "docker" ? [] : [`  kafka        ${kafka === undefined ? inMemory : `Apache Kafka at ${broker}, on disk`}`]),
    `  workflows    ${temporal === undefined ? "off" : `http://localhost:${temporal.port}`}`,
    `  objects      ${whereObjectsAre(stack, objects)}`,
    `  logs         ${join(root, ".embedded/logs")}`,
    "  stop         Ctrl-C",
    "",
  ].join("\n");
}

const inMemory = "in memory: records that are accepted and not yet stored are lost when Moose is killed (--kafka takes Apache Kafka)";

/** Moose asks Kafka for its topics as it starts. A Kafka that does not come up is Moose's error then, and in its own log. */
async function untilListening(broker: string, stop: AbortSignal): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!stop.aborted && Date.now() < deadline && !(await connects(broker))) await sleep(100);
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
