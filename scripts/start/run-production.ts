import { spawn } from "node:child_process";
import { constants } from "node:os";
import { findMoose } from "../../embedded/launcher/find-moose.js";
import { freePort } from "../../embedded/launcher/free-port.js";
import { openIngestGate } from "../../embedded/launcher/ingest-gate.js";
import { mooseEnvironment } from "../../embedded/launcher/moose-environment.js";
import { stackVariable } from "../../embedded/launcher/stack-processes.js";
import type { StopRequest } from "../../embedded/launcher/stop-request.js";
import { stopStack } from "../../embedded/launcher/stop-stack.js";
import { waitUntilReady } from "../../embedded/launcher/wait-until-ready.js";
import { seconds, startHeartbeat } from "../../embedded/set-up/heartbeat.mjs";
import type { Production } from "./check-production";
import { readKafkaUser } from "./read-production";

/**
 * Runs `moose prod` behind the gate of `/ingest`, which has the port of http_server_config, until it ends or is told to. Every process that Moose started is
 * gone when this returns, and its ports with them. Returns the exit code: 0 after a wanted stop, else the CLI's.
 */
export async function runProduction({ root, env, config }: Production, { stop, hurry }: StopRequest): Promise<number> {
  const { host, port, proxy_port: apiPort } = config.http_server_config;
  const started = Date.now();
  const moosePort = await freePort(host);
  const { broker, message_timeout_ms: messageTimeoutMs } = config.redpanda_config;
  const kafkaUser = readKafkaUser(config.redpanda_config);
  const gate = await openIngestGate({ host, port, moosePort, apiPort, broker, kafkaUser, messageTimeoutMs });
  // Several may run in one folder: each ends its own processes.
  const mark = `${root} npm start ${process.pid}`;
  const moose = spawn(findMoose(root), ["prod"], {
    cwd: root,
    env: {
      ...mooseEnvironment(root, env),
      NODE_ENV: "production",
      MOOSE_TELEMETRY__ENABLED: env["MOOSE_TELEMETRY__ENABLED"] ?? "false",
      MOOSE_HTTP_SERVER_CONFIG__PORT: String(moosePort),
      ...trust(env),
      [stackVariable]: mark,
    },
    // Ctrl-C of a terminal is ours alone: it would end Moose's workers before Moose.
    detached: true,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ended = new AbortController();
  const exited = new Promise<number>((resolve) => {
    moose.once("error", (error) => {
      console.error(error.message);
      resolve(127);
    });
    moose.once("exit", (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
  void exited.then(() => {
    ended.abort();
  });
  const over = AbortSignal.any([stop, ended.signal]);

  let awaited = "Moose";
  const endHeartbeat = startHeartbeat(() => `waiting for ${awaited}`);
  const url = `http://${/^(?:0\.0\.0\.0|::|\[::\])$/.test(host) ? "localhost" : host}:${port}`;
  const ready = await waitUntilReady(url, over, (what) => {
    awaited = what;
  });
  endHeartbeat();
  if (ready) console.log(`Ready after ${seconds(started)}: ${url}`);
  await new Promise<void>((resolve) => {
    if (over.aborted) resolve();
    else
      over.addEventListener("abort", () => {
        resolve();
      });
  });

  console.log(stop.aborted ? "Stopping ..." : "Moose ended by itself: ending what it left ...");
  // First, since Moose does not stop while it has a connection.
  await gate.close();
  const survivors = await stopStack(mark, stop.aborted ? moose.pid : undefined, hurry, patience);
  if (survivors.length > 0) {
    console.error(`Could not stop process ${survivors.join(", ")}: end it with kill -9.`);
    return 1;
  }
  if (stop.aborted) return 0;
  const code = await exited;
  return code === 0 ? 1 : code;
}

/** Within the minute that docs/operate.md tells process managers to give. */
const patience = { interrupt: 25_000, alone: 5_000, terminate: 5_000, kill: 5_000 };

/** Moose's workers trust the authorities that Node.js does, and its CLI those of OpenSSL: one variable names a private one for both. */
function trust({ NODE_EXTRA_CA_CERTS: file, SSL_CERT_FILE: own }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return file === undefined || own !== undefined ? {} : { SSL_CERT_FILE: file };
}
