import { spawn } from "node:child_process";
import { version } from "chdb";
import { readServerConfig } from "./read-server-config";
import { StartError } from "./start-error";
import { startServer } from "./start-server";

/**
 * `clickhouse server --config-file=…`: the part of ClickHouse that Moose starts, over the engine in the chdb package.
 * Exit codes: 0 after SIGTERM or SIGINT, 1 with one line on stderr when it cannot start, 2 for a command it does not have.
 */
async function main(args: readonly string[]): Promise<void> {
  const [command, ...options] = args;
  if (command === "--version" || command === "-V" || (command === "server" && (options.includes("--version") || options.includes("-V")))) {
    const { libchdb, chdb } = version();
    console.log(`ClickHouse server version ${libchdb.replaceAll('"', "")} (embedded, chdb ${chdb}).`);
    return;
  }
  if (command !== "server") {
    console.error(`clickhouse: "${command ?? ""}" is not available here: this stands in for "clickhouse server --config-file=<file>" only`);
    process.exitCode = 2;
    return;
  }
  const at = options.findIndex((option) => /^(--config-file|-C)(=|$)/.test(option));
  const configFile = options[at]?.includes("=") === true ? options[at].replace(/^[^=]*=/, "") : options[at + 1];
  if (at < 0 || configFile === undefined) throw new StartError("missing configuration; usage: clickhouse server --config-file=<file>");
  if (Number(process.env["UV_THREADPOOL_SIZE"] ?? 0) < threads) {
    await runAgainWithThreads();
    return;
  }
  process.title = processTitle;
  const server = await startServer(readServerConfig(configFile));
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`clickhouse: did not stop cleanly: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.on("disconnect", stop);
}

/**
 * libuv reads the size of its thread pool once, and the loader of TypeScript has used the pool before this line runs: so, when the launcher
 * did not set it, run the server in a child that has it. The channel tells the child when this process dies.
 */
async function runAgainWithThreads(): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    env: { ...process.env, UV_THREADPOOL_SIZE: String(threads) },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  process.title = processTitle;
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGINT", () => child.kill("SIGINT"));
  process.exitCode = await new Promise<number>((resolve) =>
    child.once("exit", (code) => {
      resolve(code ?? 1);
    }),
  );
  process.exit();
}

/**
 * The name of a real server's parent process, which Moose writes into its pid file beside the pid: it kills a server that a crashed run
 * left behind only when the process still has this name.
 */
const processTitle = "clckhouse-watch";

/** Every engine call holds a thread while it runs; above the limit of running queries so that file work always finds one. */
const threads = 128;

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(
    `clickhouse: ${error instanceof StartError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  process.exit(1);
});
