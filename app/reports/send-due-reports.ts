import { ApiError } from "../apis/serving/api-error";
import type { ApiRequest } from "../apis/serving/api-request";
import { lastRun, readSchedule } from "../domain/calendar/find-schedule-fault";
import { alertNews } from "../domain/report/alert-causes";
import { deliveryKeyText } from "../domain/report/delivery-key";
import { delayOfAttempt, isSettled } from "../domain/report/report";
import { explainFailure } from "../pipeline/explain-failure";
import { nameOfDestination, type ReportDestination } from "../pipeline/reporting/report-definition";
import {
  type KeptReport,
  nothingMade,
  readClaims,
  readDeliveries,
  readLastTold,
  readOpenRuns,
  readReports,
  type RunState,
  writeRun,
} from "../pipeline/reporting/report-store";
import type { SnapshotDatabase } from "../pipeline/snapshot-database";
import { logEvent } from "../runtime/observability/log-event";
import { sha256Hex } from "../runtime/sha256-hex";
import { type Carrier, isRepeatable } from "./deliver";
import type { DeliveryResult } from "./delivery";
import { findCauses } from "./find-causes";
import { type MadeReport, makeAlert, makeReport, sha256OfFiles } from "./make-report";
import type { PrintPdf } from "./print-pdf";
import { readyQuestions, type ReportQuestions } from "./ready-reports";
import { type AskView, viewQuestions } from "./view-questions";

/** What sending reports takes. */
export interface ReportDeps {
  readonly database: SnapshotDatabase;
  /** A request of the owner of a report; a text says why it has no rights any more. */
  readonly open: (report: KeptReport, signal: AbortSignal) => ApiRequest | string;
  readonly askView: AskView;
  readonly carrier: Carrier;
  readonly print: PrintPdf;
  readonly now: () => Date;
  readonly randomId: () => string;
  /** How long a delivery waits to see those that were begun beside it. */
  readonly settle: () => Promise<void>;
  /** Does work again while the database is away: what was sent must be noted. */
  readonly outlast: (work: () => Promise<void>) => Promise<void>;
}

/** A delivery that was worked on. */
export type Worked = Pick<RunState, "report" | "runId" | "destination" | "state" | "detail" | "attempt">;

/**
 * Makes and delivers every report that is due: by its schedule, because somebody asked, or because a delivery failed and is tried again. A report that fails keeps
 * no other from being delivered. Resumes what an earlier process left. A run that missed several times of its schedule is made once.
 */
export async function* sendDueReports(deps: ReportDeps, signal: AbortSignal): AsyncGenerator<Worked, void, undefined> {
  const hasEnded = (): boolean => signal.aborted;
  for (const report of await readReports(deps.database)) {
    if (report.paused) continue;
    for (const run of await dueRuns(report, deps)) {
      if (hasEnded()) return;
      try {
        yield* workOn(report, run, deps, signal);
      } catch (error) {
        if (hasEnded()) return;
        logCrash(report, error);
      }
    }
  }
}

/** A run with what is known of its deliveries. */
interface DueRun {
  readonly runId: string;
  readonly askedBy: string;
  readonly again: boolean;
  readonly deliveries: readonly { readonly destination: ReportDestination; readonly last: RunState | null }[];
}

async function dueRuns(report: KeptReport, { database, now }: ReportDeps): Promise<readonly DueRun[]> {
  const schedule = report.schedule === "" ? "" : readSchedule(report.schedule);
  const due = typeof schedule === "string" ? null : lastRun(schedule, now());
  // What was due before the report was saved or resumed is not made up for.
  const scheduled = due !== null && due.getTime() > Date.parse(report.at) ? [`${report.id}/${due.toISOString()}`] : [];
  const since = new Date(now().getTime() - longestRunMs).toISOString();
  const known = await readOpenRuns(database, report.id, since, scheduled[0] ?? "");
  const asked = known.filter(({ destination, state }) => destination === "" && state === "asked");
  const waiting = known.filter(({ state, destination }) => destination !== "" && (state === "waiting" || state === "sending"));
  const ids = [...new Set([...asked.map(({ runId }) => runId), ...waiting.map(({ runId }) => runId), ...scheduled])];
  return ids.flatMap((runId) => {
    const own = known.filter((state) => state.runId === runId);
    const whole = own.find(({ destination }) => destination === "");
    const deliveries = report.destinations
      .map((destination) => ({ destination, last: own.find((state) => state.destination === nameOfDestination(destination)) ?? null }))
      .filter(({ last }) => last === null || isDue(last, now()));
    const [some] = own;
    return deliveries.length === 0
      ? []
      : [{ runId, askedBy: whole?.askedBy ?? some?.askedBy ?? "schedule", again: whole?.again ?? some?.again ?? false, deliveries }];
  });
}

function isDue(last: RunState, now: Date): boolean {
  if (isSettled(last.state)) return false;
  if (last.state === "sending") return isLeft(last, now);
  return last.nextAttemptAt === null || Date.parse(last.nextAttemptAt) <= now.getTime();
}

/** Whether the process that was sending it has surely ended: no delivery takes so long. */
function isLeft({ at }: RunState, now: Date): boolean {
  return now.getTime() - Date.parse(at) > longestSendingMs;
}

async function* workOn(report: KeptReport, run: DueRun, deps: ReportDeps, signal: AbortSignal): AsyncGenerator<Worked, void, undefined> {
  const open: DueRun["deliveries"][number][] = [];
  for (const delivery of run.deliveries) {
    const left = await leftInDoubt(report, run, delivery, deps);
    if (left === null) open.push(delivery);
    else yield left;
  }
  if (open.length === 0) return;
  // What is done is taken away, so that a failure of one delivery says nothing of another that has arrived.
  const failAll = async function* (result: DeliveryResult): AsyncGenerator<Worked, void, undefined> {
    for (const delivery of open.splice(0)) yield await note(report, run, delivery, nothingMade, result, deps);
  };
  const request = deps.open(report, signal);
  if (typeof request === "string") {
    yield* failAll({ kind: "refused", detail: `The report has no rights: ${request}` });
    return;
  }
  try {
    if (report.what.kind === "alert") yield* alertAll(report, run, open, request, deps, signal);
    else yield* deliverAll(report, run, open, request, deps, signal);
  } catch (error) {
    signal.throwIfAborted();
    yield* failAll(explain(error, report, signal));
  }
}

/** A delivery that an earlier process began and did not record the end of: where its receiver could not tell a second one, it is left in doubt. */
async function leftInDoubt(
  report: KeptReport,
  run: DueRun,
  { destination, last }: DueRun["deliveries"][number],
  deps: ReportDeps,
): Promise<Worked | null> {
  if (last?.state !== "sending" || isRepeatable(destination)) return null;
  const detail = `the process ended while it was sent, so it may have arrived; its key is ${last.deliveryKey}. To send it once more, run the report with again`;
  return settled({ ...last, state: "in-doubt", detail, askedBy: run.askedBy, at: deps.now().toISOString() }, report, deps);
}

async function* deliverAll(
  report: KeptReport,
  run: DueRun,
  open: DueRun["deliveries"][number][],
  request: ApiRequest,
  deps: ReportDeps,
  signal: AbortSignal,
): AsyncGenerator<Worked, void, undefined> {
  const asked = await questionsOf(report, request, deps);
  const made = await makeReport(report, asked, request, deps.print);
  const { snapshots } = made.document;
  const isLive = snapshots.some(({ snapshot_id }) => snapshot_id === "live");
  for (const delivery of [...open]) {
    const key = sha256Hex(
      deliveryKeyText({
        report: report.id,
        question: JSON.stringify([asked.identity, report.format, report.language]),
        snapshots,
        destination: nameOfDestination(delivery.destination),
        content: isLive ? made.content : "",
        again: run.again ? run.runId : "",
        news: null,
      }),
    );
    const worked = await deliverOne(report, run, delivery, { made, key, causes: [] }, deps, signal);
    open.shift();
    yield worked;
  }
}

async function questionsOf({ what, language }: KeptReport, request: ApiRequest, { askView }: ReportDeps): Promise<ReportQuestions> {
  switch (what.kind) {
    case "ready":
      return readyQuestions(what, language, request.now);
    case "view":
      return viewQuestions(what.view, language, request, askView);
    case "alert":
      throw new Error("an alert has no questions");
  }
}

/** To each destination what is new to it: one that could not be reached before is told of all that has begun since. */
async function* alertAll(
  report: KeptReport,
  run: DueRun,
  open: DueRun["deliveries"][number][],
  request: ApiRequest,
  deps: ReportDeps,
  signal: AbortSignal,
): AsyncGenerator<Worked, void, undefined> {
  if (report.what.kind !== "alert") return;
  const causes = await findCauses(report.what, request);
  for (const delivery of [...open]) {
    const destination = nameOfDestination(delivery.destination);
    const last = await readLastTold(deps.database, report.id, destination);
    const told = alertNews(last?.causes ?? [], causes);
    if (told.begun.length + told.over.length === 0) {
      const quiet = { ...nothingMade, causes, state: "unchanged", detail: "nothing has begun or ended" } as const;
      const worked = await settled(stateOf(report, run, delivery, quiet, deps), report, deps);
      open.shift();
      yield worked;
      continue;
    }
    const news = { told, after: last?.deliveryKey ?? "" };
    const key = sha256Hex(
      deliveryKeyText({
        report: report.id,
        question: "alert",
        snapshots: [],
        destination,
        content: "",
        again: run.again ? run.runId : "",
        news,
      }),
    );
    const worked = await deliverOne(report, run, delivery, { made: makeAlert(report, told, request), key, causes }, deps, signal);
    open.shift();
    yield worked;
  }
}

interface Ready {
  readonly made: MadeReport;
  readonly key: string;
  readonly causes: RunState["causes"];
}

/** Sends what was not sent before: `sending` is stored first, and of two processes that begin at once the later one leaves it. */
async function deliverOne(
  report: KeptReport,
  run: DueRun,
  delivery: DueRun["deliveries"][number],
  { made, key, causes }: Ready,
  deps: ReportDeps,
  signal: AbortSignal,
): Promise<Worked> {
  const { document, files, rows, totals } = made;
  const facts = {
    ...nothingMade,
    deliveryKey: key,
    snapshots: document.snapshots.map(({ billing_account_id, billing_period, snapshot_id }) => ({
      billing_account_id,
      billing_period,
      snapshot_id,
    })),
    files: files.map(({ name, contentType, bytes, sha256, rows: own }) => ({ name, contentType, bytes, sha256, rows: own })),
    rows,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    sha256: sha256OfFiles(files),
    totals,
    causes,
  };
  const repeats = isRepeatable(delivery.destination);
  const blocking = await blockingDelivery(key, repeats, deps);
  if (blocking !== null)
    return settled(stateOf(report, run, delivery, { ...facts, state: "unchanged", detail: blocking }, deps), report, deps);
  const sending = stateOf(report, run, delivery, { ...facts, claim: deps.randomId(), state: "sending", detail: "" }, deps);
  const since = new Date(deps.now().getTime() - longestSendingMs).toISOString();
  // Somebody else is sending it; how that ends is seen the next time.
  if ((await readClaims(deps.database, key, since)).length > 0) return sending;
  await writeRun(deps.database, sending);
  await deps.settle();
  const [first] = await readClaims(deps.database, key, since);
  if (first !== sending.claim || (await blockingDelivery(key, repeats, deps)) !== null) {
    await writeRun(deps.database, sending, "withdrawn");
    return sending;
  }
  const parcel = { reportId: report.id, document, files, key };
  const result = await deps.carrier.deliver(delivery.destination, parcel, signal).catch((error: unknown): DeliveryResult => {
    logCrash(report, error);
    return repeats ? { kind: "later", detail: unexpected } : { kind: "in-doubt", detail: unexpected };
  });
  return note(report, run, delivery, { ...facts, claim: sending.claim }, result, deps);
}

/** Why what has a key is not sent: it was, or may have been and its receiver could not tell a second one. Null when it may be. */
async function blockingDelivery(key: string, repeats: boolean, { database }: ReportDeps): Promise<string | null> {
  const before = (await readDeliveries(database, key)).filter(({ deliveryKey }) => deliveryKey === key);
  const sent = before.find(({ state }) => state === "sent");
  if (sent !== undefined) return `the same snapshots were delivered by run ${sent.runId}`;
  const doubt = repeats ? undefined : before.find(({ state }) => state === "in-doubt");
  return doubt === undefined ? null : `run ${doubt.runId} may have delivered the same snapshots; run the report with again to send them`;
}

/** Stores how an attempt ended, and when it is made again. */
function note(
  report: KeptReport,
  run: DueRun,
  delivery: DueRun["deliveries"][number],
  facts: Facts & Pick<RunState, "nextAttemptAt">,
  result: DeliveryResult,
  deps: ReportDeps,
): Promise<Worked> {
  const attempt = (delivery.last?.attempt ?? 0) + 1;
  const { detail } = result;
  switch (result.kind) {
    case "sent":
      return settled(stateOf(report, run, delivery, { ...facts, state: "sent", detail }, deps), report, deps);
    case "in-doubt":
      return settled(stateOf(report, run, delivery, { ...facts, state: "in-doubt", detail }, deps), report, deps);
    case "refused":
      return settled(stateOf(report, run, delivery, { ...facts, state: "failed", detail }, deps), report, deps);
    case "later": {
      const delay = delayOfAttempt(attempt, result.afterMs);
      if (delay === null)
        return settled(
          stateOf(report, run, delivery, { ...facts, state: "failed", detail: `${detail}; given up after ${attempt} attempts` }, deps),
          report,
          deps,
        );
      const nextAttemptAt = new Date(deps.now().getTime() + delay).toISOString();
      return settled(stateOf(report, run, delivery, { ...facts, state: "waiting", detail, nextAttemptAt }, deps), report, deps);
    }
  }
}

type Facts = Pick<RunState, "claim" | "deliveryKey" | "snapshots" | "files" | "rows" | "bytes" | "sha256" | "totals" | "causes">;

function stateOf(
  report: KeptReport,
  run: DueRun,
  { destination, last }: DueRun["deliveries"][number],
  rest: Facts & Pick<RunState, "state" | "detail" | "nextAttemptAt">,
  { now }: ReportDeps,
): RunState {
  return {
    ...rest,
    report: report.id,
    runId: run.runId,
    destination: nameOfDestination(destination),
    attempt: (last?.attempt ?? 0) + 1,
    askedBy: run.askedBy,
    again: run.again,
    at: now().toISOString(),
  };
}

/** Stores a state, and says it in the log. */
async function settled(state: RunState, report: KeptReport, { database, outlast }: ReportDeps): Promise<Worked> {
  await outlast(() => writeRun(database, state));
  const { runId, destination, attempt, detail } = state;
  const level = state.state === "sent" || state.state === "unchanged" ? "info" : state.state === "waiting" ? "warn" : "error";
  logEvent(level, `report-${state.state}`, {
    report: report.id,
    name: report.name,
    run: runId,
    destination,
    attempt,
    delivery_key: state.deliveryKey,
    sha256: state.sha256,
    reason: detail,
    ...(state.nextAttemptAt === null ? {} : { next_attempt_at: state.nextAttemptAt }),
  });
  return state;
}

/** Why a report could not be made. What passes is waited for. */
function explain(error: unknown, report: KeptReport, signal: AbortSignal): DeliveryResult {
  if (error instanceof ApiError) {
    const passes = ["unavailable", "timed-out", "snapshots-changed", "too-many-requests"].includes(error.code);
    return passes ? { kind: "later", detail: error.message } : { kind: "refused", detail: error.message };
  }
  try {
    const failure = explainFailure(error, signal);
    const detail = "detail" in failure ? failure.detail : failure.kind;
    return failure.kind === "failed" && failure.retryable ? { kind: "later", detail } : { kind: "refused", detail };
  } catch {
    logCrash(report, error);
    return { kind: "later", detail: unexpected };
  }
}

function logCrash({ id }: KeptReport, error: unknown): void {
  logEvent("error", "report-crashed", { report: id, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

const unexpected = "an unexpected error: see report-crashed in the log";
/** Longer than any carrier waits for its receiver. */
const longestSendingMs = 900_000;
/** Eight attempts, before each of which the receiver may ask for a day. */
const longestRunMs = 10 * 86_400_000;
