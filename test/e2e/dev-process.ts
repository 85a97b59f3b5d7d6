import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One `npm run dev`: what it said so far, and how it ended. */
export class DevProcess {
  said = "";
  readonly exited: Promise<number | null>;
  private readonly npm: ChildProcess;

  constructor(
    private readonly clone: string,
    environment: NodeJS.ProcessEnv,
    ...flags: readonly string[]
  ) {
    this.npm = spawn("npm", ["run", "dev", "--", ...flags], {
      cwd: clone,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    for (const stream of [this.npm.stdout, this.npm.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.said += text;
      });
    }
    this.exited = new Promise((resolve) => this.npm.once("close", resolve));
  }

  /** Resolves when it has said `text`; fails when it ended, or nine minutes passed without, which only a busy machine takes. */
  async untilSaid(text: string): Promise<void> {
    const deadline = Date.now() + 540_000;
    while (!this.said.includes(text)) {
      const state = this.npm.exitCode === null ? "hangs" : "ended";
      if (state === "ended" || Date.now() > deadline) throw new Error(`npm run dev ${state} without saying "${text}":\n${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** What Ctrl-C in a terminal does: the signal goes to npm, its shell and the launcher together. */
  pressCtrlC(): void {
    if (this.npm.pid !== undefined) process.kill(-this.npm.pid, "SIGINT");
  }

  /** Only npm gets the signal, as from a process manager. */
  terminateNpm(): void {
    this.npm.kill("SIGTERM");
  }

  /** The launcher's own pid, from its lock. */
  launcherPid(): number {
    const match = /"pid":(\d+)/.exec(readFileSync(join(this.clone, ".embedded/dev.lock"), "utf8"));
    return Number(match?.[1]);
  }
}
