import { SourceError, type SourceErrorKind } from "../source-error";
import { fetchBody, type HttpBody, type PageRequest } from "./fetch-body";
import { resolveNextLink } from "./next-link";
import { serverDelayMs } from "./retry";
import type { HttpRun } from "./run";

/**
 * What Azure Resource Manager makes in the background: it answers a POST with 202 and the address to ask at (learn.microsoft.com/azure/azure-resource-manager/management/async-operations).
 */
export interface ArmOperation<Result> {
  /** Who makes it, in messages: `Cost Details`. */
  readonly server: string;
  /** What is made: `the report of 2026-10`. */
  readonly name: string;
  /** What it is made of: a scope. */
  readonly of: string;
  readonly month: string;
  /** `https://management.azure.com`: no other server is asked. */
  readonly endpoint: URL;
  readonly url: URL;
  /** The body, as JSON. */
  readonly post: string;
  readonly authorize: NonNullable<PageRequest["authorize"]>;
  /** What a status means, in words. */
  readonly explain: (kind: SourceErrorKind, status: number) => string;
  /** Reads what has been made, which was found at `place`; null when there was nothing to make. Throws SourceError, with the code `operationFailed` when asking anew may help. */
  readonly read: (answer: HttpBody, place: URL) => Result | null;
}

/** The code of an error that says that Microsoft failed to make it. */
export const operationFailed = "report-failed";

/**
 * Starts an operation, and waits for its result as long as the run lasts; null when there is nothing. One that fails at Microsoft, or is lost, is started anew.
 * @throws SourceError
 */
export async function startOperation<Result>(run: HttpRun, operation: ArmOperation<Result>): Promise<Result | null> {
  const { url, post, name } = operation;
  for (let made = 1; ; made += 1) {
    try {
      const answer = await ask(run, operation, { url, post, accepts: [202, 204], laterPage: false });
      if (answer.status === 204) return null;
      if (answer.status === 200) return operation.read(answer, url);
      return await waitFor(run, operation, placeOf(answer, url, operation), answer);
    } catch (error) {
      const mayHelp = error instanceof SourceError && (error.kind === "stale-link" || error.context.code === operationFailed);
      if (!mayHelp || made === mostAttempts) throw error;
      const ms = Math.floor(run.options.random() * retryWithinMs);
      run.options.heard?.({ type: "retry", part: 0, kind: error.kind, reason: error.message, delayMs: ms, askedByServer: false });
      await pause(run, ms, name);
    }
  }
}

/**
 * The result of an operation that was started before, as it is now.
 * @throws SourceError `stale-link` when Microsoft has it no more
 */
export function resumeOperation<Result>(run: HttpRun, operation: ArmOperation<Result>, place: URL): Promise<Result | null> {
  return waitFor(run, operation, place, null);
}

/** Asks until the result is there; `first`: the answer that says how long to wait before the first time. */
async function waitFor<Result>(run: HttpRun, operation: ArmOperation<Result>, start: URL, first: HttpBody | null): Promise<Result | null> {
  const { options } = run;
  let pending = first;
  let place = start;
  for (;;) {
    if (pending !== null) {
      const ms = Math.max(leastPollMs, serverDelayMs(pending.headers, options.clock.now()) ?? usualPollMs);
      options.heard?.({ type: "wait", part: 0, reason: "report", ms });
      await pause(run, ms, `${operation.name}, which Microsoft is still making`);
    }
    const answer = await ask(run, operation, { url: place, accepts: [202, 204], laterPage: true });
    if (answer.status === 204) return null;
    if (answer.status === 200) return operation.read(answer, place);
    // The answer may name another place to ask at.
    if (answer.headers["location"] !== undefined) place = placeOf(answer, place, operation);
    pending = answer;
  }
}

/** @throws SourceError `deadline` when the wait does not fit the run */
async function pause(run: HttpRun, ms: number, what: string): Promise<void> {
  const { clock, server } = run.options;
  if (ms >= run.endsAtMs - clock.now()) throw new SourceError("deadline", `${server} asks to wait ${Math.ceil(ms / 1000)} s for ${what}`);
  await clock.sleep(ms, run.signal);
}

/** `Location` is followed as it is, on the same server only: the token goes along. */
function placeOf({ headers }: HttpBody, asked: URL, { server, name, of, endpoint }: ArmOperation<unknown>): URL {
  const { location } = headers;
  if (typeof location !== "string")
    throw new SourceError("malformed", `${server} accepted ${name} and does not say where it will be: no Location`);
  const link = resolveNextLink(location, asked, endpoint, "/");
  if (!link.ok) throw new SourceError("untrusted-link", `${name} of ${of} is not followed: ${link.reason}. No token was sent there`);
  return link.url;
}

async function ask(
  run: HttpRun,
  { authorize, month, explain }: ArmOperation<unknown>,
  { url, post, accepts, laterPage }: Pick<PageRequest, "url" | "accepts" | "laterPage"> & { readonly post?: string },
): Promise<HttpBody> {
  const page: PageRequest = {
    url,
    headers: { accept: "application/json", "accept-encoding": "gzip" },
    authorize,
    part: 0,
    laterPage,
    context: { month },
    explainStatus: explain,
    ...(accepts === undefined ? {} : { accepts }),
    ...(post === undefined ? {} : { post }),
  };
  try {
    return await fetchBody(run, page, (response) => response);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const said = saidBy(error.context.bodyStart ?? "");
    if (said === "" || error.context.status === undefined) throw error;
    throw new SourceError(error.kind, `${error.message}. It says: ${said}`, { ...error.context, cause: error });
  }
}

/** The code and the sentence of an error of Azure Resource Manager, as far as they are there: the body may be cut off. */
function saidBy(bodyStart: string): string {
  const code = /"code"\s*:\s*"([\w.-]{1,80})"/.exec(bodyStart)?.[1] ?? "";
  const message = /"message"\s*:\s*"([^"\\]{1,200})/.exec(bodyStart)?.[1] ?? "";
  return [code, message].filter((text) => text !== "").join(": ");
}

/** Each costs Microsoft minutes, and the tenant some of its budget. */
const mostAttempts = 3;
const retryWithinMs = 60_000;
const leastPollMs = 1000;
const usualPollMs = 30_000;
