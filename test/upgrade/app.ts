import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readlinkSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { KeptProcess } from "../production/kept-process";
import { eventually } from "../support/eventually";

/** Writes the files of a commit to `folder`, and links the packages of this checkout into it; the tests pin them, and most commits have the same. */
export function checkOut(commit: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync("git", ["archive", commit], { maxBuffer: 1 << 30 });
  execFileSync("tar", ["x", "-C", folder], { input: archive });
  execFileSync("cp", ["-al", "node_modules", join(folder, "node_modules")]);
}

/** `npm start` of the code in a folder. */
export class App {
  private constructor(
    readonly folder: string,
    readonly url: string,
    private readonly env: Readonly<Record<string, string>>,
    private readonly bearer: string,
    private readonly log: string,
    private readonly kept: KeptProcess,
  ) {}

  static async start(options: {
    readonly folder: string;
    readonly ports: readonly [http: number, api: number, management: number];
    readonly env: Readonly<Record<string, string>>;
    readonly bearer: string;
    readonly log: string;
  }): Promise<App> {
    const { folder, ports, bearer, log } = options;
    const home = join(folder, ".embedded/production-home");
    mkdirSync(home, { recursive: true });
    const env = {
      ...options.env,
      HOME: home,
      MOOSE_HTTP_SERVER_CONFIG__HOST: "127.0.0.1",
      MOOSE_HTTP_SERVER_CONFIG__PORT: String(ports[0]),
      MOOSE_HTTP_SERVER_CONFIG__PROXY_PORT: String(ports[1]),
      MOOSE_HTTP_SERVER_CONFIG__MANAGEMENT_PORT: String(ports[2]),
    };
    const kept = new KeptProcess({ name: folder, command: "npm", args: ["start", "--silent"], directory: folder, env, log });
    const app = new App(folder, `http://127.0.0.1:${ports[0]}`, env, bearer, log, kept);
    kept.start();
    try {
      const ready = eventually(async () => {
        const response = await fetch(`${app.url}/ready`, { signal: AbortSignal.timeout(20_000) });
        return response.ok || undefined;
      });
      const ended = kept.ended();
      ended.catch(() => undefined);
      await Promise.race([ready, ended]);
      return app;
    } catch (error) {
      await app.stop();
      throw new Error(`npm start in ${folder} is not ready:\n${app.said().slice(-4000)}`, { cause: error });
    }
  }

  said(): string {
    return readFileSync(this.log, "utf8");
  }

  /** A command of that code, such as `extract`; returns what it printed. */
  async run(script: string, ...args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)("npm", ["run", "--silent", script, "--", ...args], {
      cwd: this.folder,
      env: { ...process.env, ...this.env },
      maxBuffer: 1 << 28,
    });
    return stdout;
  }

  async get(path: string): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, { headers: { authorization: `Bearer ${this.bearer}` } });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Null when that code has no such path. */
  async post(path: string, body: unknown, bearer = this.bearer): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${text}`);
    return text;
  }

  /** Ends it and all that runs in its folder. */
  async stop(): Promise<void> {
    const { pid } = this.kept;
    // Earlier versions leave Moose behind when npm alone is told.
    if (pid !== undefined) process.kill(-pid, "SIGTERM");
    await this.kept.stop("SIGTERM", 60_000);
    for (const left of processesIn(this.folder)) {
      try {
        process.kill(left, "SIGKILL");
      } catch {
        // Gone meanwhile.
      }
    }
    await sleep(500);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function processesIn(folder: string): readonly number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .filter((entry) => {
      try {
        return `${readlinkSync(`/proc/${entry}/cwd`)}/`.startsWith(`${folder}/`);
      } catch {
        return false;
      }
    })
    .map(Number);
}
