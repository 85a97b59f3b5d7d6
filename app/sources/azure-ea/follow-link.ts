import { EaApiError } from "./ea-api-error";
import { resolveNextLink } from "./resolve-next-link";
import type { RunContext } from "./run-context";

/**
 * The address of the next page. Throws `untrusted-link` for a link that leaves the enrollment, and `paging` for one of another month or, where
 * pages are numbered, of a page that is not the next one: following it would lose rows without a sound.
 */
export function followLink(run: RunContext, link: string, current: URL, index: number): URL {
  const next = resolveNextLink(link, current, run.base, run.prefix);
  if (!next.ok) {
    throw new EaApiError(
      "untrusted-link",
      `EA's link to page ${index + 1} is not followed: ${next.reason}. The API key was not sent there`,
      { page: index },
    );
  }
  if (linkedMonths(next.url).some((month) => month !== run.slice.month)) {
    throw new EaApiError("paging", `EA's link to page ${index + 1} is for another month than ${run.slice.month}`, { page: index });
  }
  const from = parameter(current, "pageindex");
  const to = parameter(next.url, "pageindex");
  if (from !== null && to !== null && /^\d+$/.test(from) && Number(to) > Number(from) + 1) {
    throw new EaApiError("paging", `EA's link after page ${index} skips to page number ${to.slice(0, 12)}`, { page: index });
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
