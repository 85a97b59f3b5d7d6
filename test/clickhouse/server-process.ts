import { randomInt } from "node:crypto";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The embedded server as Moose runs it: a child process with a configuration, a port and a data directory of its own. */
export class ServerProcess {
  child: ChildProcess | undefined;
  stderr = "";

  private constructor(
    readonly directory: string,
    readonly port: number,
    readonly users: string,
  ) {}

  /**
   * @param from a data directory to begin with a copy of, which no other process has open
   * @param users the users file; the test's own unless given
   */
  static async start(from?: string, users = usersXml): Promise<ServerProcess> {
    const server = new ServerProcess(mkdtempSync(join(tmpdir(), "clickhouse-test-")), await freePort(), users);
    server.writeConfig();
    if (from !== undefined) copyData(from, server.dataDirectory);
    await server.start();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get dataDirectory(): string {
    return join(this.directory, "data");
  }

  writeConfig(port = this.port): void {
    mkdirSync(this.dataDirectory, { recursive: true });
    writeFileSync(join(this.directory, "users.xml"), this.users);
    writeFileSync(
      join(this.directory, "config.xml"),
      `<?xml version="1.0"?>
<clickhouse>
  <logger><level>warning</level><log>${this.directory}/server.log</log><errorlog>${this.directory}/server.err.log</errorlog></logger>
  <http_port>${port}</http_port>
  <tcp_port>9000</tcp_port>
  <listen_host>127.0.0.1</listen_host>
  <path>${this.dataDirectory}/</path>
  <tmp_path>${this.dataDirectory}/tmp/</tmp_path>
  <users_config>users.xml</users_config>
  <user_directories><local_directory><path>${this.dataDirectory}/access/</path></local_directory></user_directories>
  <macros><shard>01</shard><replica>replica01</replica><database>local</database></macros>
</clickhouse>
`,
    );
  }

  /** Starts the process and waits until it answers a query. */
  async start(): Promise<void> {
    const child = this.spawn(["server", `--config-file=${join(this.directory, "config.xml")}`]);
    this.child = child;
    const exited = once(child, "exit").then(() => {
      throw new Error(`the server exited: ${this.stderr}`);
    });
    exited.catch(() => undefined);
    await Promise.race([exited, this.untilReady()]);
  }

  spawn(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess {
    const child = spawn(process.execPath, ["--import", "tsx", "embedded/clickhouse/main.ts", ...args], {
      env: { ...process.env, UV_THREADPOOL_SIZE: "128", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stderr.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
    return child;
  }

  async untilReady(): Promise<void> {
    for (;;) {
      const answer = await fetch(`${this.url}/?user=panda&password=pandapass&query=SELECT+1`).catch(() => undefined);
      if (answer?.ok === true) return;
      await sleep(50);
    }
  }

  /** Runs a statement as Moose's user and returns the answer's text; throws the exception's text. */
  async query(sql: string, parameters: Readonly<Record<string, string>> = {}, body?: BodyInit): Promise<string> {
    const answer = await this.post(sql, parameters, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return text.trimEnd();
  }

  post(
    sql: string,
    parameters: Readonly<Record<string, string>> = {},
    body?: BodyInit,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const search = new URLSearchParams({
      user: "panda",
      password: "pandapass",
      ...parameters,
      ...(body === undefined ? {} : { query: sql }),
    });
    return fetch(`${this.url}/?${search.toString()}`, { method: "POST", body: body ?? sql, headers });
  }

  async signal(name: NodeJS.Signals): Promise<number | null> {
    const child = this.child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = once(child, "exit");
    child.kill(name);
    await exited;
    return child.exitCode;
  }

  /** How far memory rose, in MB, while `work` ran: its highest point over what it was before. */
  async memoryGrowthMb(work: () => Promise<void>): Promise<number> {
    const process = `/proc/${this.child?.pid ?? 0}`;
    const read = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`${process}/status`, "utf8"))?.[1]) / 1024;
    writeFileSync(`${process}/clear_refs`, "5");
    const before = read("VmRSS");
    await work();
    return read("VmHWM") - before;
  }

  async dispose(): Promise<void> {
    await this.signal("SIGKILL");
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Copies the data directory of an engine that does not run. The spool has named pipes, which cannot be copied, and is emptied by each start. */
export function copyData(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter: (path) => basename(path) !== "http_spool" });
}

/**
 * A port that nobody has, below the range from which the system hands out ports on its own: test files run side by side, and a connection of
 * another one could be given the very port that is about to be listened on.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 20_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => {
        resolve(false);
      });
      server.listen(port, "127.0.0.1", () => {
        resolve(true);
      });
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** `reader`: password "x", kept as a hash, may only read. */
const usersXml = `<?xml version="1.0"?>
<clickhouse>
  <users>
    <panda>
      <password>pandapass</password>
      <networks><ip>::1</ip><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
      <access_management>1</access_management>
    </panda>
    <reader>
      <password_sha256_hex>2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881</password_sha256_hex>
      <profile>readonly</profile>
    </reader>
    <elsewhere><password>x</password><networks><ip>10.0.0.0/8</ip></networks></elsewhere>
  </users>
  <profiles><default/><readonly><readonly>1</readonly></readonly></profiles>
  <quotas><default/></quotas>
</clickhouse>
`;
