import type { EaWireForm } from "../../domain/azure-ea/wire-form";
import { parseBaseUrl } from "../http/base-url";
import type { PageRequest } from "../http/fetch-body";
import { type HttpOptions, type HttpRun, openHttpRun } from "../http/run";
import type { Secret } from "../source";
import { SourceError } from "../source-error";
import { explainStatus } from "./explain-status";
import { usagePathPrefix } from "./links";

/** What one run reads: a month of an enrollment, from its first page or from where an earlier attempt of the same run stopped. */
export interface EaSlice {
  /** The enrollment number: digits, kept as text. */
  readonly enrollment: string;
  /** `YYYY-MM`, a billing month; the days of its rows are as Azure dates them and no time zone is applied. */
  readonly month: string;
  /** The nextLink of the last page that is safely stored, and the number of the page it leads to. */
  readonly resume?: { readonly index: number; readonly url: string };
  /** An operator knows that whole pages are of earlier months. */
  readonly acceptLate?: boolean;
  /** An operator knows that the bill has the rows of a page twice. */
  readonly acceptRepeatedPages?: boolean;
}

/** Everything the client needs from outside; it reads no environment and keeps nothing between runs. */
export interface EaClientOptions extends Omit<HttpOptions, "server"> {
  /** `https://ea.azure.cn`, `https://consumption.azure.com`, or http on this machine. */
  readonly baseUrl: string;
  readonly form: EaWireForm;
  readonly key: Secret;
  /** Fetch the next page while the last one is being used. Default true; it keeps two pages in memory. */
  readonly prefetch?: boolean;
  /**
   * After the last page, read the last and the first page once more and fail with `changed` unless they are the same. Default true: two requests
   * per month are the price of noticing data that moved, or a month that seemed to end early.
   */
  readonly confirm?: boolean;
  /** Ask for gzip. Default true. */
  readonly compress?: boolean;
}

export interface EaRun {
  readonly http: HttpRun;
  readonly options: EaClientOptions;
  readonly slice: EaSlice;
  readonly base: URL;
  /** The path that no page lies outside of. */
  readonly prefix: string;
}

/** Checks options and slice (SourceError `config`) and starts the run's clock. Whoever opens a run must close its `http`. */
export function openEaRun(options: EaClientOptions, slice: EaSlice, signal: AbortSignal): EaRun {
  const { enrollment, month } = slice;
  if (!/^[\w-]{1,64}$/.test(enrollment))
    throw new SourceError(
      "config",
      `an enrollment number has only letters, digits and dashes, got ${JSON.stringify(enrollment.slice(0, 80))}`,
    );
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month))
    throw new SourceError("config", `month must be YYYY-MM, got ${JSON.stringify(month.slice(0, 20))}`);
  if (!/^[\x21-\x7e]+$/.test(options.key.reveal()))
    throw new SourceError("config", `the EA API key for enrollment ${enrollment} is empty or has characters that are not allowed in a key`);
  const base = parseBaseUrl(options.baseUrl);
  return {
    http: openHttpRun({ ...options, server: "EA" }, `reading enrollment ${enrollment}, month ${month}`, signal),
    options,
    slice,
    base,
    prefix: usagePathPrefix(base, options.form, enrollment),
  };
}

/** A request of this run. `laterPage`: the address came from a nextLink. */
export function pageRequest({ options, slice, base }: EaRun, url: URL, part: number, laterPage: boolean): PageRequest {
  const { key, compress = true } = options;
  return {
    url,
    part,
    laterPage,
    headers: requestHeaders(url, base, key, compress),
    context: { account: slice.enrollment, month: slice.month },
    explainStatus: (kind, status, nowMs) => explainStatus(kind, status, slice, key.reveal(), nowMs),
  };
}

/** The headers of a request. The key goes in only when the address has the configured origin. */
export function requestHeaders(url: URL, base: URL, key: Secret, compress: boolean): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json", "accept-encoding": compress ? "gzip" : "identity" };
  if (url.origin === base.origin) headers["authorization"] = `Bearer ${key.reveal()}`;
  return headers;
}
