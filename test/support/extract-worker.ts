import { extractMonth } from "../../app/pipeline/extract-month";
import type { FailpointName } from "../../app/pipeline/pipeline-deps";
import { type LabAddress, openLab } from "./snapshot-lab";

/** What a worker process is told, as JSON in its first argument. */
export interface WorkerTask {
  readonly lab: LabAddress;
  readonly enrollment: string;
  readonly year: number;
  readonly month: number;
  /** The worker kills itself, as by kill -9, when it comes to this point for the `nth` time. */
  readonly dieAt: FailpointName;
  readonly nth: number;
}

/** An extraction in a process of its own, that dies where it is told to. */
async function main(task: WorkerTask): Promise<void> {
  const { deps, close } = openLab(task.lab);
  let passed = 0;
  const failpoint = async (name: FailpointName): Promise<void> => {
    if (name !== task.dieAt || ++passed < task.nth) return;
    process.kill(process.pid, "SIGKILL");
    await new Promise(() => undefined);
  };
  const outcome = await extractMonth(task, { ...deps, failpoint }, new AbortController().signal, () => undefined);
  process.stdout.write(JSON.stringify(outcome));
  await close();
}

const [, , text = ""] = process.argv;
// eslint-disable-next-line @typescript-eslint/no-unsafe-argument -- written by the process that starts this one
void main(JSON.parse(text));
