import { z } from "zod";
import { nextRun, readSchedule } from "../../domain/calendar/find-schedule-fault";
import {
  destinationFault,
  nameOfDestination,
  reportDefinition,
  type ReportDestination,
  type ReportSubject,
} from "../../pipeline/reporting/report-definition";
import { type KeptReport, nothingMade, ReportChanged, type RunState } from "../../pipeline/reporting/report-store";
import { byHand, startWorkflow, TemporalAway } from "../../runtime/moose/workflow-runs";
import type { Answer, AnswerProblem } from "../serving/answer";
import { ApiError, noSuch } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import type { AuditedAction } from "../serving/audit-change";
import { readSavedViews } from "./saved-views";

const id = z.string().regex(/^[0-9a-f-]{8,40}$/, "is the id of a report");
const reason = z.string().max(1000).default("");

/** The body of POST /operations/reports. */
export const reportOperation = z.discriminatedUnion("operation", [
  z.object({ operation: z.literal("list"), id: id.optional() }).strict(),
  z
    .object({
      operation: z.literal("runs"),
      id,
      before: z.string().datetime({ message: "is the at of the last row of a page" }).optional(),
    })
    .strict(),
  z
    .object({
      operation: z.literal("save"),
      id: id.optional().describe("Of a report of your own, which this one replaces"),
      ...reportDefinition,
      reason,
    })
    .strict(),
  z
    .object({
      operation: z.literal("run"),
      id,
      again: z.boolean().default(false).describe("Also when the same snapshots were delivered before, or may have been"),
      reason,
    })
    .strict(),
  z.object({ operation: z.enum(["pause", "resume", "remove"]), id, reason }).strict(),
]);
type ReportOperation = z.infer<typeof reportOperation>;

/** A report, as it is listed. Times are RFC 3339. */
interface ReportRow {
  readonly id: string;
  readonly revision: number;
  readonly name: string;
  readonly owner: string;
  /** Whether the caller may change it; others' can be paused and removed by an operator of all accounts. */
  readonly own: boolean;
  /** What it may read: the accounts of its owner when it was saved. */
  readonly accounts: "all" | readonly string[];
  readonly what: ReportSubject;
  readonly format: string;
  readonly language: string;
  readonly schedule: string;
  readonly next_at: string | null;
  readonly paused: boolean;
  readonly destinations: readonly ReportDestination[];
  readonly saved_at: string;
  readonly changed_by: string;
  readonly changed_at: string;
}

/** A delivery, as it is listed. */
interface RunRow {
  readonly run_id: string;
  readonly destination: string;
  readonly state: string;
  readonly attempt: number;
  readonly asked_by: string;
  readonly delivery_key: string;
  readonly snapshots: RunState["snapshots"];
  readonly files: readonly {
    readonly name: string;
    readonly content_type: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly rows: number;
  }[];
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly totals: RunState["totals"];
  readonly causes: RunState["causes"];
  readonly detail: string;
  readonly next_attempt_at: string | null;
  readonly at: string;
}

type ReportsAnswer = Answer<ReportRow | RunRow>;

/** Lists, saves, runs, pauses, resumes and removes reports, and lists their deliveries. Throws ApiError. */
export async function answerReportOperation(asked: ReportOperation, request: ApiRequest): Promise<ReportsAnswer> {
  switch (asked.operation) {
    case "list":
      return answerOfRows(
        asked.id === undefined ? (await request.reports.read()).map(rowOf(request)) : [rowOf(request)(await seen(asked.id, request))],
      );
    case "runs": {
      const runs = await request.reports.runs(await seen(asked.id, request), asked.before, runsOfPage);
      const problems =
        runs.length < runsOfPage ? [] : [{ code: "limited", message: "There may be earlier ones: ask for those before the last" }];
      return answerOfRows(runs.map(toRunRow), problems);
    }
    case "save":
      return save(asked, request);
    case "run":
      return run(asked, request);
    case "pause":
    case "resume":
    case "remove": {
      const report = await seen(asked.id, request);
      if (asked.operation === "resume" && !report.isOwn) throw new ApiError("forbidden", "Only its owner can resume a report");
      if (asked.operation !== "remove" && report.paused === (asked.operation === "pause"))
        throw new ApiError("not-now", `The report is ${report.paused ? "paused already" : "not paused"}`, { parameter: "operation" });
      const steps = { pause: "paused", resume: "resumed", remove: "removed" } as const;
      const after = { ...report, step: steps[asked.operation], paused: asked.operation === "pause", ...stampOf(report.revision, request) };
      await change(`report.${asked.operation}`, asked.reason, report, asked.operation === "remove" ? null : after, request, () =>
        request.reports.store(after),
      );
      return answerOfRows(asked.operation === "remove" ? [] : [rowOf(request)({ ...after, isOwn: report.isOwn })]);
    }
  }
}

/** What is not in a definition: whether its view is there, its destinations are different ones, and their secrets are those of reports. */
async function save(asked: Extract<ReportOperation, { operation: "save" }>, request: ApiRequest): Promise<ReportsAnswer> {
  const { id: given, name, what, format, language, schedule, destinations } = asked;
  const own = (await request.reports.read()).filter(({ isOwn }) => isOwn);
  const before = given === undefined ? null : (own.find((one) => one.id === given) ?? null);
  if (given !== undefined && before === null) throw new ApiError("not-found", "You have no report with this id", { parameter: "id" });
  if (before === null && own.length >= mostReports)
    throw new ApiError("not-now", `You have ${mostReports} reports, which is the most that one caller can have; remove one first`);
  const faults = destinations.flatMap((destination, index) => {
    const fault = destinationFault(destination);
    return fault === null ? [] : [{ path: `destinations.${index}`, message: fault }];
  });
  if (new Set(destinations.map(nameOfDestination)).size < destinations.length)
    faults.push({ path: "destinations", message: "names a receiver twice" });
  if (what.kind === "alert" && format !== "html") faults.push({ path: "format", message: "of an alert is html" });
  if (faults.length > 0) throw new ApiError("bad-body", "The report is not valid", { parameter: faults[0]?.path ?? "", faults });
  if (what.kind === "view" && (await readSavedViews(request, what.view)).length === 0) throw noSuch("view", "what.view");
  const { name: owner, via, role, accounts } = request.caller;
  const stamp = stampOf(before?.revision ?? 0, request);
  const report: KeptReport = {
    id: before?.id ?? request.id,
    step: "saved",
    name,
    owner: { name: owner, via, role, accounts },
    savedAt: stamp.at,
    what,
    format,
    language,
    schedule,
    destinations,
    paused: before?.paused ?? false,
    ...stamp,
  };
  await change("report.save", asked.reason, before, report, request, () => request.reports.store(report));
  return answerOfRows([rowOf(request)({ ...report, isOwn: true })]);
}

async function run(asked: Extract<ReportOperation, { operation: "run" }>, request: ApiRequest): Promise<ReportsAnswer> {
  const report = await seen(asked.id, request);
  if (!report.isOwn) throw new ApiError("forbidden", "Only its owner can run a report");
  if (report.paused) throw new ApiError("not-now", "The report is paused; resume it first");
  const state: RunState = {
    ...nothingMade,
    report: report.id,
    runId: `${report.id}/${request.id}`,
    destination: "",
    state: "asked",
    attempt: 0,
    askedBy: request.caller.name,
    again: asked.again,
    at: request.now.toISOString(),
  };
  await request.audited(auditOf("report.run", asked.reason, report, report), () => request.reports.ask(state));
  return answerOfRows([toRunRow(state)], await begin(request.id));
}

/** Without Temporal it is taken by the schedule as soon as that runs again. */
async function begin(requestId: string): Promise<readonly AnswerProblem[]> {
  try {
    await startWorkflow("send-reports", `send-reports-${requestId}`, byHand);
    return [];
  } catch (error) {
    if (!(error instanceof TemporalAway)) throw error;
    return [{ code: "temporal-away", message: "Temporal does not answer; the report is made when the schedule runs again" }];
  }
}

async function change(
  action: AuditedAction,
  why: string,
  before: KeptReport | null,
  after: KeptReport | null,
  request: ApiRequest,
  perform: () => Promise<void>,
): Promise<void> {
  try {
    await request.audited(auditOf(action, why, before, after), perform);
  } catch (error) {
    if (error instanceof ReportChanged) throw new ApiError("not-now", "The report was changed meanwhile; look at it and try again");
    throw error;
  }
}

function auditOf(
  action: AuditedAction,
  why: string,
  before: KeptReport | null,
  after: KeptReport | null,
): Parameters<ApiRequest["audited"]>[0] {
  return { action, target: after?.id ?? before?.id ?? "", reason: why, before, after, effect: [], effectiveFrom: null };
}

function stampOf(revision: number, { caller, now }: ApiRequest): Pick<KeptReport, "revision" | "changedBy" | "at"> {
  return { revision: revision + 1, changedBy: caller.name, at: now.toISOString() };
}

async function seen(wanted: string, request: ApiRequest): Promise<KeptReport & { readonly isOwn: boolean }> {
  const [report] = await request.reports.read(wanted);
  if (report === undefined) throw noSuch("report", "id");
  return report;
}

const rowOf =
  ({ now }: ApiRequest) =>
  (report: KeptReport & { readonly isOwn: boolean }): ReportRow => {
    const { owner, schedule, paused, isOwn: own, savedAt, changedBy, at } = report;
    const read = schedule === "" || paused ? "" : readSchedule(schedule);
    return {
      id: report.id,
      revision: report.revision,
      name: report.name,
      owner: owner.name,
      own,
      accounts: owner.accounts,
      what: report.what,
      format: report.format,
      language: report.language,
      schedule,
      next_at: typeof read === "string" ? null : (nextRun(read, now)?.toISOString() ?? null),
      paused,
      destinations: report.destinations,
      saved_at: savedAt,
      changed_by: changedBy,
      changed_at: at,
    };
  };

function toRunRow(state: RunState): RunRow {
  return {
    run_id: state.runId,
    destination: state.destination,
    state: state.state,
    attempt: state.attempt,
    asked_by: state.askedBy,
    delivery_key: state.deliveryKey,
    snapshots: state.snapshots,
    files: state.files.map(({ name, contentType, bytes, sha256, rows }) => ({ name, content_type: contentType, bytes, sha256, rows })),
    rows: state.rows,
    bytes: state.bytes,
    sha256: state.sha256,
    totals: state.totals,
    causes: state.causes,
    detail: state.detail,
    next_attempt_at: state.nextAttemptAt,
    at: state.at,
  };
}

function answerOfRows(data: readonly (ReportRow | RunRow)[], problems: readonly AnswerProblem[] = []): ReportsAnswer {
  return { data, snapshots: [], currency: null, totals: [], page: { next: null }, problems };
}

const mostReports = 100;
const runsOfPage = 100;
