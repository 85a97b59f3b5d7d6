import type { EaWireForm } from "../../domain/azure-ea/wire-form";
import { resolveNextLink } from "../http/next-link";
import { SourceError } from "../source-error";

/** The address of a month's first page. `month` is `YYYY-MM`. */
export function usageUrl(base: URL, form: EaWireForm, enrollment: string, month: string): URL {
  const prefix = usagePathPrefix(base, form, enrollment);
  switch (form) {
    case "china":
      return new URL(`${prefix}usage-report/paginatedV3?month=${month}&pageindex=0&fmt=json`, base);
    case "consumption-v2":
    case "consumption-v3":
      return new URL(`${prefix}billingPeriods/${month.replace("-", "")}/usagedetails`, base);
    case "custom-date-v2":
    case "custom-date-v3":
      return new URL(`${prefix}usagedetailsbycustomdate?startTime=${month}-01&endTime=${month}-${lastDay(month)}`, base);
  }
}

function lastDay(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, "0");
}

/** The path under which all pages of an enrollment lie, with its closing slash. A nextLink outside it is not followed. */
export function usagePathPrefix(base: URL, form: EaWireForm, enrollment: string): string {
  const root = base.pathname.replace(/\/+$/, "");
  const id = encodeURIComponent(enrollment);
  switch (form) {
    case "china":
      return `${root}/rest/${id}/`;
    case "consumption-v2":
    case "custom-date-v2":
      return `${root}/v2/enrollments/${id}/`;
    case "consumption-v3":
    case "custom-date-v3":
      return `${root}/v3/enrollments/${id}/`;
  }
}

/**
 * The address of the next page. Throws `untrusted-link` for a link that leaves the enrollment, and `paging` for one of another month or, where
 * pages are numbered, of a page that is not the next one: following it would lose rows without a sound.
 */
export function followLink(
  { base, prefix, month }: { readonly base: URL; readonly prefix: string; readonly month: string },
  link: string,
  current: URL,
  index: number,
): URL {
  const next = resolveNextLink(link, current, base, prefix);
  if (!next.ok) {
    throw new SourceError(
      "untrusted-link",
      `EA's link to page ${index + 1} is not followed: ${next.reason}. The API key was not sent there`,
      { part: index },
    );
  }
  if (linkedMonths(next.url).some((linked) => linked !== month)) {
    throw new SourceError("paging", `EA's link to page ${index + 1} is for another month than ${month}`, { part: index });
  }
  const from = parameter(current, "pageindex");
  const to = parameter(next.url, "pageindex");
  if (from !== null && to !== null && /^\d+$/.test(from) && Number(to) > Number(from) + 1) {
    throw new SourceError("paging", `EA's link after page ${index} skips to page number ${to.slice(0, 12)}`, { part: index });
  }
  return next.url;
}

/** The months that a link names, in whichever way the wire forms do. */
function linkedMonths(url: URL): readonly string[] {
  const [, period] = /\/billingperiods\/(\d{4}-?\d{2})(?:\/|$)/i.exec(url.pathname) ?? [];
  const named = [
    parameter(url, "month"),
    /^\d{4}-\d{2}/.exec(parameter(url, "starttime") ?? "")?.[0],
    period?.replace(/^(\d{4})-?/, "$1-"),
  ];
  return named.filter((month) => typeof month === "string");
}

function parameter(url: URL, name: string): string | null {
  for (const [key, value] of url.searchParams) if (key.toLowerCase() === name) return value;
  return null;
}
