import { isSubjectHeader } from "../../domain/azure-ea/is-subject-header";
import { PageReader } from "../json/page-reader";
import { confirmMonth, type SeenPage } from "./confirm-month";
import { EaApiError } from "./ea-api-error";
import type { EaClientOptions } from "./ea-client-options";
import type { EaPage } from "./ea-page";
import type { EaSlice } from "./ea-slice";
import { fetchBody } from "./fetch-body";
import { followLink } from "./follow-link";
import { openRun } from "./open-run";
import { PageTrail } from "./page-trail";
import { type ReadPage, readPage } from "./read-page";
import { redactUrl } from "./redact-url";
import { resolveNextLink } from "./resolve-next-link";
import type { RunContext } from "./run-context";
import { usageUrl } from "./usage-url";

/**
 * Reads a month of an enrollment page by page, in order, each page complete and checked. Throws EaApiError and nothing else.
 *
 * The month has been read only when the generator ends by itself: whatever goes wrong, also after the last page, is thrown, and then the pages so
 * far must not be published. Stopping early (`break`) or aborting the signal ends all requests within a second.
 */
export async function* usagePages(options: EaClientOptions, slice: EaSlice, signal: AbortSignal): AsyncGenerator<EaPage, void, undefined> {
  const run = openRun(options, slice, signal);
  try {
    run.signal.throwIfAborted();
    const reader = new PageReader((field) => !isSubjectHeader(field));
    const trail = new PageTrail(run.limits.maxPages, slice.acceptRepeatedPages ?? false);
    const start = firstPage(run);
    let first: SeenPage | null = null;
    let seen: SeenPage | null = null;
    let next: Promise<FetchedPage> | null = fetchPage(run, reader, trail, start.url, start.index, slice.resume !== undefined);
    for (let index = start.index; next !== null; index += 1) {
      const fetched: FetchedPage = await next;
      const { page, nextUrl } = fetched;
      seen = { url: fetched.url, index, rowsSha256: page.rowsSha256, isLast: nextUrl === null, etag: fetched.etag };
      first ??= seen;
      const fetchNext = (): Promise<FetchedPage> | null =>
        nextUrl === null ? null : fetchPage(run, reader, trail, nextUrl, index + 1, true);
      const ahead: Promise<FetchedPage> | null = (options.prefetch ?? true) ? fetchNext() : null;
      // Until it is awaited a failure of the page ahead has nobody to catch it.
      ahead?.catch(() => undefined);
      yield page;
      next = ahead ?? fetchNext();
    }
    if (options.confirm ?? true) {
      if (seen !== null) await confirmMonth(run, seen, reader);
      if (first !== null && first !== seen) await confirmMonth(run, first, reader);
    }
  } finally {
    run.close();
  }
}

interface FetchedPage {
  readonly page: EaPage;
  readonly url: URL;
  readonly nextUrl: URL | null;
  readonly etag: string | null;
}

async function fetchPage(
  run: RunContext,
  reader: PageReader,
  trail: PageTrail,
  url: URL,
  index: number,
  laterPage: boolean,
): Promise<FetchedPage> {
  const { options, slice } = run;
  const startedMs = options.clock.now();
  try {
    trail.visit(url, index);
    const { value, attempts } = await fetchBody<ReadPage>(run, { url, index, laterPage }, (response) =>
      readPage(response, reader, options.form, slice),
    );
    trail.received(value, index);
    const nextUrl = value.link === null ? null : followLink(run, value.link, url, index);
    const { table, body, wireBytes, rowsSha256, etag } = value;
    options.onEvent?.({
      type: "page",
      page: index,
      rows: table.rows.length,
      bytes: body.length,
      attempts,
      ms: options.clock.now() - startedMs,
    });
    const page = {
      index,
      table,
      body,
      bodyBytes: body.length,
      wireBytes,
      rowsSha256,
      url: url.href,
      nextLink: nextUrl?.href ?? null,
      attempts,
    };
    return { page, url, nextUrl, etag };
  } catch (error) {
    if (error instanceof EaApiError)
      throw error.within({ enrollment: slice.enrollment, month: slice.month, page: index, url: redactUrl(url) });
    throw error;
  }
}

function firstPage(run: RunContext): { readonly url: URL; readonly index: number } {
  const { slice, base, options } = run;
  const first = usageUrl(base, options.form, slice.enrollment, slice.month);
  if (slice.resume === undefined) return { url: first, index: 0 };
  const resumed = resolveNextLink(slice.resume.url, first, base, run.prefix);
  if (!resumed.ok)
    throw new EaApiError("untrusted-link", `the stored link to page ${slice.resume.index} is not followed: ${resumed.reason}`);
  return { url: resumed.url, index: slice.resume.index };
}
