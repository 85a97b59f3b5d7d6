import { readdirSync, readFileSync } from "node:fs";
import { stackVariable } from "../../embedded/launcher/stack-processes.js";
import { eventually } from "../support/eventually";
import { KeptProcess } from "./kept-process";

/** A kind of process of an instance, by how its command line looks. */
export const workerKinds = {
  api: /moose-runner consumption-apis\b/,
  stream: /moose-runner streaming-functions\b/,
  workflow: /moose-runner scripts\b/,
  cli: /moose-cli/,
} as const;
export type WorkerKind = keyof typeof workerKinds;

/** One machine that runs `npm start`, with a supervisor. */
export class AppInstance {
  private constructor(
    readonly name: string,
    readonly folder: string,
    readonly url: string,
    readonly log: string,
    readonly start: KeptProcess,
  ) {}

  static run(options: {
    readonly name: string;
    /** Its copy of the project. */
    readonly folder: string;
    readonly ports: readonly [http: number, api: number, management: number];
    readonly env: Readonly<Record<string, string>>;
    readonly log: string;
    readonly home: string;
  }): AppInstance {
    const { name, folder, ports, env, log, home } = options;
    const instance: AppInstance = new AppInstance(
      name,
      folder,
      `http://127.0.0.1:${ports[0]}`,
      log,
      new KeptProcess({
        name,
        command: "npm",
        args: ["start", "--silent", "--", "--create-database"],
        directory: folder,
        env: {
          ...env,
          // Moose's own log.
          HOME: home,
          MOOSE_HTTP_SERVER_CONFIG__HOST: "127.0.0.1",
          MOOSE_HTTP_SERVER_CONFIG__PORT: String(ports[0]),
          MOOSE_HTTP_SERVER_CONFIG__PROXY_PORT: String(ports[1]),
          MOOSE_HTTP_SERVER_CONFIG__MANAGEMENT_PORT: String(ports[2]),
        },
        log,
        clean: () => {
          for (const { pid } of instance.processes()) kill(pid);
        },
      }),
    );
    instance.start.start();
    return instance;
  }

  /** All that `npm start` started. */
  processes(kind?: WorkerKind): readonly { readonly pid: number; readonly command: string }[] {
    const all = processesOf(this.folder);
    return kind === undefined ? all : all.filter(({ command }) => workerKinds[kind].test(command));
  }

  async untilReady(): Promise<void> {
    await eventually(async () => {
      const response = await fetch(`${this.url}/ready`, { signal: AbortSignal.timeout(20_000) });
      return response.ok || undefined;
    });
  }

  said(): string {
    return readFileSync(this.log, "utf8");
  }

  /** SIGKILLs all processes of a kind; returns how many there were. */
  killWorkers(kind: WorkerKind): number {
    const killed = this.processes(kind);
    for (const { pid } of killed) kill(pid);
    return killed.length;
  }

  /** What the loss of its machine is; returns how many processes there were. */
  async killAll(): Promise<number> {
    const processes = this.processes();
    await this.start.kill();
    for (const { pid } of processes) kill(pid);
    return processes.length + 1;
  }
}

/** Processes that have the mark of an `npm start` in this folder, whichever it was. */
function processesOf(folder: string): readonly { readonly pid: number; readonly command: string }[] {
  return readdirSync("/proc").flatMap((entry) => {
    try {
      const environment = readFileSync(`/proc/${entry}/environ`, "utf8").split("\0");
      if (!environment.some((one) => one.startsWith(`${stackVariable}=${folder} npm start `))) return [];
      return [{ pid: Number(entry), command: readFileSync(`/proc/${entry}/cmdline`, "utf8").replaceAll("\0", " ").trim() }];
    } catch {
      // No process, gone meanwhile, or another user's.
      return [];
    }
  });
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone meanwhile.
  }
}
