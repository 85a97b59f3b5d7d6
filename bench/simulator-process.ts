import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";

const listening = z.object({ event: z.literal("listening"), url: z.string() });
const oracleAnswer = z.object({ cost: z.string() });

/** The simulator in a process of its own, so that its CPU is not counted with that of whoever reads from it. */
export class SimulatorProcess {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  /** `options`: what `simulator/main.ts --help` names; the port is any free one. */
  static async start(options: readonly string[]): Promise<SimulatorProcess> {
    const child = fork(`${__dirname}/../simulator/main.ts`, ["--port", "0", ...options], {
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    if (child.stdout === null) throw new Error("the simulator has no output");
    for await (const line of createInterface(child.stdout)) {
      return new SimulatorProcess(listening.parse(JSON.parse(line)).url, child);
    }
    throw new Error("the simulator ended before it listened");
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** What the month costs, exactly. `month` is `2026-10`. */
  async cost(enrollment: string, month: string): Promise<string> {
    const answer = await fetch(`${this.url}/simulator/oracle?enrollment=${enrollment}&month=${month}`);
    return oracleAnswer.parse(await answer.json()).cost;
  }

  stop(): void {
    this.child.kill();
  }
}
