/** What a request for usage asks for. */
export type WireRequest =
  | {
      readonly kind: "usage";
      readonly form: "china" | "consumption";
      readonly enrollment: string;
      readonly month: string;
      readonly page: number;
    }
  | { readonly kind: "balance"; readonly enrollment: string; readonly month: string }
  | { readonly kind: "bad-request"; readonly reason: string }
  | { readonly kind: "not-found" };

/** Reads an address. `openMonth` is what the global form answers when no period is named; a paging token is the page number in base64url. */
export function wireRequest(url: URL, openMonth: string): WireRequest {
  const china = /^\/rest\/([\w-]+)\/usage-report\/paginatedV3$/.exec(url.pathname);
  if (china?.[1] !== undefined) {
    const month = url.searchParams.get("month") ?? "";
    const page = url.searchParams.get("pageindex") ?? "0";
    if (!isMonth(month)) return { kind: "bad-request", reason: "month must be YYYY-MM" };
    if (!/^\d{1,7}$/.test(page)) return { kind: "bad-request", reason: "pageindex must be a number" };
    if (url.searchParams.get("fmt") !== "json") return { kind: "bad-request", reason: "only fmt=json is simulated" };
    return { kind: "usage", form: "china", enrollment: china[1], month, page: Number(page) };
  }
  const global =
    /^\/v[23]\/enrollments\/([\w-]+)\/(?:billingPeriods\/(\d{6})\/)?(usagedetails|usagedetailsbycustomdate|balancesummary)$/i.exec(
      url.pathname,
    );
  if (global?.[1] === undefined || global[3] === undefined) return { kind: "not-found" };
  const start = url.searchParams.get("startTime");
  const period = global[2] === undefined ? openMonth : `${global[2].slice(0, 4)}-${global[2].slice(4)}`;
  const month = global[3].toLowerCase() === "usagedetailsbycustomdate" ? (start ?? "").slice(0, 7) : period;
  if (!isMonth(month)) return { kind: "bad-request", reason: "the period is not a month" };
  if (global[3].toLowerCase() === "balancesummary") return { kind: "balance", enrollment: global[1], month };
  const token = url.searchParams.get("$skiptoken");
  const page = token === null ? "0" : Buffer.from(token, "base64url").toString("utf8");
  if (!/^\d{1,7}$/.test(page)) return { kind: "bad-request", reason: "the skip token was not issued by this simulator" };
  return { kind: "usage", form: "consumption", enrollment: global[1], month, page: Number(page) };
}

function isMonth(text: string): boolean {
  return /^\d{4}-(?:0[1-9]|1[0-2])$/.test(text);
}
