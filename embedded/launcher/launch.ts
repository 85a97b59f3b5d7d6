import { realpathSync } from "node:fs";
import { join } from "node:path";
import type { DevArguments } from "../dev-arguments.mjs";
import { refuseDevSettings } from "../../scripts/start/refuse-settings.js";
import type { Program } from "../set-up/go-program.mjs";
import { type Built, buildServices } from "../set-up.mjs";
import { prepareKafka } from "../set-up/prepare-kafka.mjs";
import { UserProblem } from "../user-problem.mjs";
import { checkPorts } from "./check-ports.js";
import { chooseStack } from "./choose-stack.js";
import { releaseDevLock, takeDevLock } from "./dev-lock.js";
import { fillSlots } from "./fill-slots.js";
import { findMoose } from "./find-moose.js";
import { kafkaAddress, type KafkaRun } from "./kafka.js";
import type { KafkaAddress } from "./kafka-command.js";
import { objectStorePorts } from "./object-store.js";
import { brokerPort, planPorts } from "./plan-ports.js";
import { processStartTime } from "./process-start-time.js";
import { readMooseConfig } from "./read-moose-config.js";
import { runStack } from "./run-stack.js";
import { embeddedHome, stackEnvironment } from "./stack-environment.js";
import { stackProcesses } from "./stack-processes.js";
import { listenForStop, type StopRequest } from "./stop-request.js";
import { stopStack } from "./stop-stack.js";

/**
 * Starts the stack of the clone in `directory`, and returns after a wanted stop that left no process and no port. `built` is what set-up has built
 * already.
 * @throws {UserProblem} settings are wrong, it cannot start, runs already, ended by itself, or left something
 */
export async function launch(directory: string, options: DevArguments, built?: Built): Promise<void> {
  const root = realpathSync(directory);
  const config = readMooseConfig(root);
  const refusal = refuseDevSettings(root, config);
  if (refusal !== null) throw new UserProblem(refusal);
  const stack = chooseStack(options.stack);
  const binary = findMoose(root);
  const url = `http://localhost:${config.http_server_config.port}`;
  const lock = join(root, ".embedded/dev.lock");
  const startTime = processStartTime(process.pid) ?? "";
  const kafkaAt = options.kafka ? kafkaAddress(brokerPort(config.redpanda_config.broker), process.env) : undefined;
  const broker = kafkaAt === undefined ? config.redpanda_config.broker : `${kafkaAt.host}:${kafkaAt.port}`;
  const environmentOfCommands = { ...mooseVariables(), ...(kafkaAt === undefined ? {} : { MOOSE_REDPANDA_CONFIG__BROKER: broker }) };
  const holder = takeDevLock(lock, { pid: process.pid, startTime, stack, url, environment: environmentOfCommands });
  if (holder !== undefined) {
    throw new UserProblem(
      `The stack of this folder is already running (process ${holder.pid}, ${holder.url}): use it, or stop it with Ctrl-C there.`,
    );
  }
  try {
    const request = listenForStop();
    await stopLeftovers(root, request);
    const wanted = config.features.workflows;
    const kafka = kafkaAt === undefined ? undefined : await kafkaRun(root, kafkaAt, request);
    const services = stack === "embedded" ? (built ?? (await buildServices(root, { temporal: wanted }))) : undefined;
    const temporal = wanted ? pathOf(services?.temporal, "Workflows are off") : undefined;
    const objectStore = pathOf(services?.objectStore, "Object storage is off");
    const workflows = wanted && (stack !== "embedded" || temporal !== undefined);
    if (request.stop.aborted) return;

    const objects = objectStore === undefined ? undefined : { binary: objectStore, ...objectStorePorts(process.env) };
    const ports = planPorts({ ...config, features: { ...config.features, workflows } }, stack, objects, kafkaAt);
    // Containers of an earlier run may hold the others, and Compose takes those up again.
    await checkPorts(stack === "docker" ? ports.filter(({ service }) => service.startsWith("Moose")) : ports);
    const [clickhouseLog = "", temporalLog = ""] = ["clickhouse", "temporal"].map((name) => join(root, `.embedded/logs/${name}.log`));
    const slots = { root, home: embeddedHome(root), mooseBinary: binary, temporal, clickhouseLog, temporalLog };
    const kept = stack === "embedded" ? fillSlots(slots) : [];
    const { http_server_config: http, redpanda_config: redpanda } = config;
    const variables = { MOOSE_FEATURES__WORKFLOWS: String(workflows), MOOSE_REDPANDA_CONFIG__BROKER: broker };
    const environment = stackEnvironment(root, stack, { ...process.env, ...variables });
    await runStack({
      root,
      stack,
      binary,
      environment,
      ports,
      http,
      broker,
      messageTimeoutMs: redpanda.message_timeout_ms,
      url,
      options,
      request,
      services: kept,
      objects,
      kafka,
    });
  } finally {
    releaseDevLock(lock);
  }
}

/** @throws {UserProblem} Java or Kafka is missing: whoever asks for it relies on it */
async function kafkaRun(root: string, address: KafkaAddress, { stop }: StopRequest): Promise<KafkaRun> {
  const program = await prepareKafka(root, { signal: stop });
  if ("missing" in program) throw new UserProblem(`--kafka: ${program.missing}`);
  return { program, address };
}

/** A launcher that was killed leaves its services behind, on the ports this one needs. */
async function stopLeftovers(root: string, request: StopRequest): Promise<void> {
  const leftovers = stackProcesses(root);
  if (leftovers.length === 0) return;
  console.log(`Stopping ${leftovers.length} processes left by an earlier start ...`);
  const cli = leftovers.find(({ command }) => command.includes("moose-cli"));
  const survivors = await stopStack(root, cli?.pid, request.hurry);
  if (survivors.length > 0) throw new UserProblem(`Cannot stop processes left by an earlier start: ${survivors.join(", ")}.`);
}

function pathOf(program: Program | undefined, off: string): string | undefined {
  if (program === undefined) return undefined;
  if ("path" in program) return program.path;
  console.log(`${off}: ${program.missing}`);
  return undefined;
}

function mooseVariables(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return Object.fromEntries(entries.filter(([name]) => name.startsWith("MOOSE_")));
}
