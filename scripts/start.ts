import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { resolve } from "node:path";
import { readAccessSettings } from "../app/runtime/config/access-settings";
import { findMoose } from "../embedded/launcher/find-moose.js";
import { freePort } from "../embedded/launcher/free-port.js";
import { openIngestGate } from "../embedded/launcher/ingest-gate.js";
import { readMooseConfig } from "../embedded/launcher/read-moose-config.js";

/**
 * `npm start`: says everything that would leave production open and ends with 1, or runs `moose prod` behind the gate of `/ingest`, which has the port of
 * moose.config.toml. No value of a setting is printed. Ends with the CLI's exit code.
 */
async function main(): Promise<number> {
  readAccessSettings({ ...process.env, NODE_ENV: "production" }, []);
  const root = resolve(__dirname, "..");
  const config = readMooseConfig(root, process.env, [".env", ".env.prod"]);
  const { host, port, proxy_port: apiPort } = config.http_server_config;
  const moosePort = await freePort(host);
  const gate = await openIngestGate({ host, port, moosePort, apiPort, broker: config.redpanda_config.broker });
  const moose = spawn(findMoose(root), ["prod"], {
    cwd: root,
    env: { ...process.env, MOOSE_HTTP_SERVER_CONFIG__PORT: String(moosePort) },
    stdio: "inherit",
  });
  const ended = once(moose, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      // First, since Moose does not stop while it has a connection.
      void gate.close().then(() => moose.kill(signal));
    });
  }
  const [code, signal] = await ended;
  await gate.close();
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
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
