import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";

/** The `npm run dev` under the demo. */
export class DevStack {
  /** False where Temporal could neither be found nor built: the demo then extracts by `npm run extract`. */
  workflows = true;
  /** False where versitygw could not be built. */
  objects = true;
  readonly #launcher: ChildProcess;
  readonly #exited: Promise<void>;

  /** `environment` is what the stack gets beside this process's own; its keys go nowhere else. */
  constructor(
    readonly root: string,
    readonly environment: Readonly<Record<string, string>>,
    flags: readonly string[] = [],
  ) {
    this.#launcher = spawn(process.execPath, ["embedded/dev.mjs", "--quiet", ...flags], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#exited = new Promise((resolve) =>
      this.#launcher.once("exit", () => {
        resolve();
      }),
    );
  }

  /** Resolves when everything answers. @throws {Error} it ended instead; it has said why */
  async ready(): Promise<void> {
    const { stdout } = this.#launcher;
    if (stdout === null) throw new Error("npm run dev was started without an output");
    const lines = createInterface({ input: stdout });
    await new Promise<void>((resolve, reject) => {
      lines.on("line", (line) => {
        console.log(`  ${line}`);
        if (line.startsWith("Workflows are off")) this.workflows = false;
        if (/^ *(?:Object storage is off|objects +off$)/.test(line)) this.objects = false;
        if (line.startsWith("Ready after")) resolve();
      });
      void this.#exited.then(() => {
        reject(new Error("The stack ended before it was ready."));
      });
    });
  }

  get exited(): Promise<void> {
    return this.#exited;
  }

  async stop(): Promise<void> {
    this.#launcher.kill("SIGINT");
    await this.#exited;
  }

  /**
   * Starts the workflow of one month on Temporal and returns once it is accepted. `again` lets it replace a closed month, and by fewer rows: a
   * second demo reads another simulated bill.
   */
  startExtraction(enrollment: string, year: number, month: number, again: boolean): void {
    const input = JSON.stringify({ enrollment, year, month, allowClosed: again, allowShrink: again });
    this.#run(["embedded/moose.mjs", "workflow", "run", "extract-month", "--input", input]);
  }

  /** The same without a scheduler. Returns when it is done. */
  extract(enrollment: string, month: string, again: boolean): void {
    const flags = again ? ["--allow-closed", "--allow-shrink"] : [];
    this.#run(["--import", "tsx", "scripts/extract.ts", "--enrollment", enrollment, "--month", month, ...flags]);
  }

  /** Reads what a connection's file offers. Returns when it is published. */
  readSource(file: string): void {
    this.#run(["--import", "tsx", "scripts/source.ts", "run", file, "--allow-closed", "--allow-shrink", "--reason", "a simulated bill"]);
  }

  #run(args: readonly string[]): void {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: this.root,
      env: { ...process.env, ...this.environment },
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status ?? "a signal"}:\n${stdout}${stderr}`);
  }
}
