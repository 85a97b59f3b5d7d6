import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../clickhouse/server-process";

export interface ApiProcessOptions {
  readonly project: string;
  readonly clickhousePort: number;
  readonly database: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly flags?: readonly string[];
}

/** Moose's API worker, as `moose dev` starts it, on the project's compiled code and the embedded ClickHouse. The Moose CLI in front of it is not there. */
export class ApiProcess {
  said = "";

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Rejects, with what it said, when it ends before it answers. */
  static async start({ project, clickhousePort, database, environment = {}, flags = [] }: ApiProcessOptions): Promise<ApiProcess> {
    const port = await freePort();
    const child = spawn(
      join(project, "node_modules/.bin/moose-runner"),
      [
        ...["consumption-apis", database, "127.0.0.1", String(clickhousePort), "panda", "pandapass"],
        ...["--proxy-port", String(port), "--worker-count", "1", ...flags],
      ],
      {
        cwd: project,
        env: {
          ...process.env,
          NODE_ENV: "development",
          MOOSE_USE_COMPILED: "true",
          MOOSE_SOURCE_DIR: "app",
          MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(clickhousePort),
          MOOSE_CLICKHOUSE_CONFIG__DB_NAME: database,
          // Nobody listens there: another stack's Moose on its usual ports must not answer for this one.
          MOOSE_HTTP_SERVER_CONFIG__PORT: "9",
          MOOSE_HTTP_SERVER_CONFIG__MANAGEMENT_PORT: "9",
          AZURE_BILLING_REQUESTS_PER_MINUTE: "10000000",
          AZURE_BILLING_REQUEST_BURST: "1000000",
          ...environment,
        },
        stdio: ["ignore", "pipe", "pipe"],
        detached: true,
      },
    );
    const api = new ApiProcess(child, `http://127.0.0.1:${port}`);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        api.said += text;
      });
    }
    await api.untilReady();
    return api;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Tells it to end, as Moose does, and waits until all that it said is here. */
  async end(signal: NodeJS.Signals): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("close", resolve));
    this.child.kill(signal);
    await ended;
  }

  /** Ends it at once. What it answered with 500 is shown with its cause, which the answer does not say. */
  async stop(): Promise<void> {
    for (const line of this.said.split("\n"))
      if (line.includes('"status":500,')) process.stderr.write(`The API worker answered 500: ${line}\n`);
    if (this.child.pid === undefined || this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    process.kill(-this.child.pid, "SIGKILL");
    await ended;
  }

  private async untilReady(): Promise<void> {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const answer = await fetch(`${this.url}/_moose_internal/health`).catch(() => undefined);
      if (answer?.ok === true) return;
      if (this.child.exitCode !== null || this.said.includes("Not started")) {
        await this.stop();
        throw new Error(`the API worker ended: ${this.said}`);
      }
      await sleep(100);
    }
    await this.stop();
    throw new Error(`the API worker does not answer: ${this.said}`);
  }
}
