import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface KeptCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly log: string;
  readonly directory?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The user and group that it runs as, where not the test's own. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** What else ends with it, as a process manager ends a unit. Called before it is started again. */
  readonly clean?: () => void;
}

/** A process under a supervisor as an operator has one: whatever ends it, it is started again after a second, until it is stopped. */
export class KeptProcess {
  /** How often it was started. */
  starts = 0;
  private child: ChildProcess | undefined;
  private stopping = false;

  constructor(private readonly how: KeptCommand) {}

  get name(): string {
    return this.how.name;
  }

  get pid(): number | undefined {
    const { child } = this;
    return child === undefined || child.exitCode !== null || child.signalCode !== null ? undefined : child.pid;
  }

  start(): void {
    const { command, args, log, directory, env, user } = this.how;
    mkdirSync(dirname(log), { recursive: true });
    const file = openSync(log, "a");
    const child = spawn(command, args, {
      ...(directory === undefined ? {} : { cwd: directory }),
      ...(user ?? {}),
      env: { ...process.env, ...env },
      stdio: ["ignore", file, file],
      detached: true,
    });
    closeSync(file);
    this.starts += 1;
    this.child = child;
    child.once("error", (error) => {
      console.error(`${this.name}: ${error.message}`);
    });
    child.once("exit", () => {
      void this.startAgain();
    });
  }

  /** Rejects when it has ended by itself. */
  async ended(): Promise<never> {
    const [code] = this.child === undefined ? [] : ((await once(this.child, "exit")) as readonly (number | null)[]);
    throw new Error(`${this.name} ended by itself (${code ?? "killed"})`);
  }

  /** SIGKILL to it and its group; resolves when it is gone. */
  async kill(): Promise<void> {
    const { child, pid } = this;
    if (child === undefined || pid === undefined) return;
    const exited = once(child, "exit");
    process.kill(-pid, "SIGKILL");
    await exited;
  }

  async stop(signal: NodeJS.Signals, patienceMs: number): Promise<void> {
    this.stopping = true;
    const patience = setTimeout(() => {
      this.child?.kill("SIGKILL");
    }, patienceMs);
    await this.end(signal);
    clearTimeout(patience);
    this.how.clean?.();
  }

  private async startAgain(): Promise<void> {
    if (this.stopping) return;
    this.how.clean?.();
    await sleep(restartAfterMs);
    if (!this.isStopping()) this.start();
  }

  private isStopping(): boolean {
    return this.stopping;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child === undefined || this.pid === undefined) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }
}

const restartAfterMs = 1000;
