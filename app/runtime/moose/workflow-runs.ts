import { getMooseUtils, getTemporalClient, getWorkflow, getWorkflows } from "@514labs/moose-lib";
import { mooseSetting } from "./moose-setting";

/** A workflow that the project declares. */
export interface RegisteredWorkflow {
  readonly name: string;
  /** Five cron fields, UTC; null when it runs by hand only. */
  readonly schedule: string | null;
}

/** A run that Temporal has not closed. */
export interface OpenRun {
  readonly workflow: string;
  readonly workflowId: string;
  readonly runId: string;
  /** RFC 3339; of a scheduled one that waits: when it will start. */
  readonly startsAt: string;
  /** Whether it waits for its schedule. */
  readonly waits: boolean;
}

/** Temporal does not answer, or this process has no workflows: `features.workflows` is off. */
export class TemporalAway extends Error {
  override readonly name = "TemporalAway";
}

/** Temporal has no such run, or not any more. */
export class NoSuchRun extends Error {
  override readonly name = "NoSuchRun";
}

/** The workflows of this project by name, each with its schedule; null for one that only runs when asked. */
export function registeredWorkflows(): readonly RegisteredWorkflow[] {
  return [...getWorkflows().values()]
    .map(({ name, config }) => ({ name, schedule: config.schedule === undefined || config.schedule === "" ? null : config.schedule }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The open runs of registered workflows, at most 1000. Throws TemporalAway. */
export async function openRuns(nowMs: number): Promise<readonly OpenRun[]> {
  const names = registeredWorkflows().map(({ name }) => name);
  return withTemporal(async ({ workflow }) => {
    const runs: OpenRun[] = [];
    for await (const { workflowId, runId, startTime, executionTime } of workflow.list({ query: "ExecutionStatus = 'Running'" })) {
      const starts = executionTime ?? startTime;
      const name = workflowOf(workflowId, names);
      if (name !== undefined)
        runs.push({ workflow: name, workflowId, runId, startsAt: starts.toISOString(), waits: starts.getTime() > nowMs });
      if (runs.length >= mostRuns) break;
    }
    return runs;
  });
}

/** The input of a run that an operator starts, where the workflow takes none: it tells its task that the schedule did not start it. */
export const byHand: object = { byHand: true };

/** Whether a task's input is `byHand`. */
export function isByHand(input: unknown): boolean {
  return typeof input === "object" && input !== null && "byHand" in input;
}

/** Starts a workflow once, whether it has a schedule or not: what Moose's own client starts with, under an id of its own. Throws TemporalAway. */
export async function startWorkflow(name: string, id: string, input: object | null): Promise<{ readonly runId: string }> {
  const config = getWorkflow(name)?.config;
  const timeout = config?.timeout ?? "1h";
  return withTemporal(async ({ workflow }) => {
    const handle = await workflow.start("ScriptWorkflow", {
      args: [{ workflow_name: name, execution_mode: "start" }, input],
      taskQueue: "typescript-script-queue",
      workflowId: id,
      workflowIdConflictPolicy: "FAIL",
      retry: { maximumAttempts: (config?.retries ?? 0) + 1 },
      ...(timeout === "never" ? {} : { workflowRunTimeout: toDuration(timeout) }),
    });
    return { runId: handle.firstExecutionRunId };
  });
}

/** Asks a run to end; its task sees that by its signal. Throws TemporalAway and NoSuchRun. */
export async function cancelRun(workflowId: string, runId: string): Promise<void> {
  await withTemporal(({ workflow }) => workflow.getHandle(workflowId, runId).cancel());
}

/** The version of Temporal's server. Throws TemporalAway. */
export function temporalVersion(): Promise<string> {
  return withTemporal(async ({ connection }) => (await connection.workflowService.getSystemInfo({})).serverVersion);
}

type Temporal = NonNullable<Awaited<ReturnType<typeof getMooseUtils>>["client"]["workflow"]["client"]>;

async function withTemporal<T>(ask: (client: Temporal) => Promise<T>): Promise<T> {
  const temporal = await temporalClient();
  if (temporal === undefined) throw new TemporalAway("this process has no connection to Temporal");
  try {
    return await temporal.withDeadline(Date.now() + patienceMs, () => ask(temporal));
  } catch (error) {
    if (error instanceof Error && error.name === "WorkflowNotFoundError") throw new NoSuchRun("no such run");
    throw new TemporalAway(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Moose connects once, as the process starts, and within three seconds: a process that started while Temporal was away or slow connects here. */
async function temporalClient(): Promise<Temporal | undefined> {
  const { client } = await getMooseUtils();
  const given = client.workflow.client ?? late;
  if (given !== undefined || !/^(?:true|1|yes|on)$/.test(mooseSetting("features.workflows"))) return given;
  connecting ??= getTemporalClient(
    `${mooseSetting("temporal_config.temporal_host")}:${mooseSetting("temporal_config.temporal_port")}`,
    mooseSetting("temporal_config.namespace"),
    process.env["MOOSE_TEMPORAL_CONFIG__CLIENT_CERT"] ?? "",
    process.env["MOOSE_TEMPORAL_CONFIG__CLIENT_KEY"] ?? "",
    process.env["MOOSE_TEMPORAL_CONFIG__API_KEY"] ?? "",
  ).finally(() => {
    connecting = undefined;
  });
  late = await connecting;
  return late;
}

let late: Temporal | undefined;
let connecting: Promise<Temporal | undefined> | undefined;

/** Moose names a run after its workflow, or after it and a hash of its input; those that are started here have an id of chance. */
function workflowOf(id: string, names: readonly string[]): string | undefined {
  return names.filter((name) => id === name || id.startsWith(`${name}-`)).sort((left, right) => right.length - left.length)[0];
}

/** `10m`, `24h` or `90s` in milliseconds, as our workflows say their timeouts. */
function toDuration(text: string): number {
  const [, count = "1", unit = "h"] = /^(\d+)([smh])$/.exec(text) ?? [];
  return Number(count) * (unit === "h" ? 3_600_000 : unit === "m" ? 60_000 : 1000);
}

const mostRuns = 1000;
const patienceMs = 5000;
