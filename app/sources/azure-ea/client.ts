import { isSubjectHeader } from "../../domain/azure-ea/match-header";
import { fetchBody } from "../http/fetch-body";
import { LoopGuard } from "../http/loop-guard";
import { resolveNextLink } from "../http/next-link";
import { redactUrl } from "../../domain/text/redact";
import { PageReader } from "../json/page-reader";
import type { RowTable } from "../json/row-table";
import { SourceError } from "../source-error";
import { followLink, usageUrl } from "./links";
import { type ReadPage, readPage } from "./page";
import { type EaClientOptions, type EaRun, type EaSlice, openEaRun, pageRequest } from "./run";

/**
 * Reads a month of an enrollment page by page, in order, each page complete and checked. Throws SourceError and nothing else.
 *
 * The month has been read only when the generator ends by itself: whatever goes wrong, also after the last page, is thrown, and then the pages so
 * far must not be published. Stopping early (`break`) or aborting the signal ends all requests within a second.
 */
export async function* usagePages(options: EaClientOptions, slice: EaSlice, signal: AbortSignal): AsyncGenerator<EaPage, void, undefined> {
  const run = openEaRun(options, slice, signal);
  try {
    run.http.signal.throwIfAborted();
    const reader = new PageReader((field) => !isSubjectHeader(field));
    const guard = new LoopGuard("EA", run.http.limits.maxPages, slice.acceptRepeatedPages ?? false);
    const start = firstPage(run);
    let first: SeenPage | null = null;
    let seen: SeenPage | null = null;
    let next: Promise<FetchedPage> | null = fetchPage(run, reader, guard, start.url, start.index, slice.resume !== undefined);
    for (let index = start.index; next !== null; index += 1) {
      const fetched: FetchedPage = await next;
      const { page, nextUrl } = fetched;
      seen = { url: fetched.url, index, rowsSha256: page.rowsSha256, isLast: nextUrl === null, etag: fetched.etag };
      first ??= seen;
      const fetchNext = (): Promise<FetchedPage> | null =>
        nextUrl === null ? null : fetchPage(run, reader, guard, nextUrl, index + 1, true);
      const ahead: Promise<FetchedPage> | null = (options.prefetch ?? true) ? fetchNext() : null;
      // Until it is awaited, nothing would catch a failure of the next page.
      ahead?.catch(() => undefined);
      yield page;
      next = ahead ?? fetchNext();
    }
    if (options.confirm ?? true) {
      if (seen !== null) await confirmMonth(run, seen, reader);
      if (first !== null && first !== seen) await confirmMonth(run, first, reader);
    }
  } finally {
    run.http.close();
  }
}

interface FetchedPage {
  readonly page: EaPage;
  readonly url: URL;
  readonly nextUrl: URL | null;
  readonly etag: string | null;
}

async function fetchPage(
  run: EaRun,
  reader: PageReader,
  guard: LoopGuard,
  url: URL,
  index: number,
  laterPage: boolean,
): Promise<FetchedPage> {
  const { options, slice } = run;
  try {
    guard.visit(url, index);
    const value = await fetchBody<ReadPage>(run.http, pageRequest(run, url, index, laterPage), (response) =>
      readPage(response, reader, options.form, slice),
    );
    guard.received({ rows: value.table.rows.length, rowsSha256: value.rowsSha256 }, index);
    const nextUrl =
      value.link === null ? null : followLink({ base: run.base, prefix: run.prefix, month: slice.month }, value.link, url, index);
    const { table, body, rowsSha256, etag } = value;
    const page = { index, table, body, rowsSha256, nextLink: nextUrl?.href ?? null };
    return { page, url, nextUrl, etag };
  } catch (error) {
    if (error instanceof SourceError)
      throw error.within({ account: slice.enrollment, month: slice.month, part: index, url: redactUrl(url) });
    throw error;
  }
}

function firstPage(run: EaRun): { readonly url: URL; readonly index: number } {
  const { slice, base, options } = run;
  const first = usageUrl(base, options.form, slice.enrollment, slice.month);
  if (slice.resume === undefined) return { url: first, index: 0 };
  const resumed = resolveNextLink(slice.resume.url, first, base, run.prefix);
  if (!resumed.ok)
    throw new SourceError("untrusted-link", `the stored link to page ${slice.resume.index} is not followed: ${resumed.reason}`);
  return { url: resumed.url, index: slice.resume.index };
}

/** A page as it was read the first time. */
interface SeenPage {
  readonly url: URL;
  readonly index: number;
  readonly rowsSha256: string;
  readonly isLast: boolean;
  readonly etag: string | null;
}

/** Reads a page once more and throws `changed` unless it has the same rows, the same ETag and the same place in the chain. */
async function confirmMonth(run: EaRun, seen: SeenPage, reader: PageReader): Promise<void> {
  const request = pageRequest(run, seen.url, seen.index, seen.index > 0);
  const value = await fetchBody<ReadPage>(run.http, request, (response) => readPage(response, reader, run.options.form, run.slice));
  const isSame =
    value.rowsSha256 === seen.rowsSha256 &&
    (value.link === null) === seen.isLast &&
    (value.etag === null || seen.etag === null || value.etag === seen.etag);
  if (isSame) return;
  throw new SourceError(
    "changed",
    `the usage of enrollment ${run.slice.enrollment}, month ${run.slice.month} changed while it was being read; read it again`,
    {
      account: run.slice.enrollment,
      month: run.slice.month,
      part: seen.index,
    },
  );
}

/** One page of a month, complete and checked: it was JSON to its last byte and is of the month asked for. */
export interface EaPage {
  /** Counted from 0 without gaps; a resumed run goes on with the number it was given. */
  readonly index: number;
  readonly table: RowTable;
  /** The body after decompression, for a loader that takes the text itself. */
  readonly body: Uint8Array;
  /** SHA-256 of the rows as they were written, lower-case hex. */
  readonly rowsSha256: string;
  /** Absolute, and already checked against the enrollment's address; null on the last page. It may hold a paging token: store it, do not log it. */
  readonly nextLink: string | null;
}
