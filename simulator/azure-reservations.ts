import type { IncomingMessage, ServerResponse } from "node:http";
import { type ArmApplication, type ArmService, refuseArm, startArmService } from "./arm-service";

/** A row of a list: its properties, numbers as JSON writes them, digit by digit. */
export interface ReservationItem {
  /** The billing month of a transaction, or the day of use: `2026-09`, `2026-09-30`. */
  readonly at: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, string>>;
}

export interface AzureReservationsOptions extends ArmApplication {
  /** `100100`, or `account/billingProfiles/profile`: all that the application may read. */
  readonly scope: string;
  readonly transactions: () => readonly ReservationItem[];
  readonly details: () => readonly ReservationItem[];
  /** Rows on a page. */
  readonly pageItems: number;
  /** Details of more days than these are too large for one answer. */
  readonly mostDays?: number;
}

export type ReservationFault =
  | "forbidden"
  | "throttle-once"
  | "cut-once"
  | "loop"
  | "page-again"
  | "foreign-link"
  | "all-months"
  | "all-days"
  | "no-value"
  | "fail-details";

/** A running Consumption API. */
export interface AzureReservations extends ArmService {
  /** Paths and queries of the lists that were asked for, oldest first. */
  readonly asked: readonly string[];
  readonly setFault: (fault: ReservationFault | null) => void;
}

/**
 * Starts the lists of reservations as their specification has them (azure-rest-api-specs, Microsoft.Consumption 2024-08-01): reservationTransactions and
 * reservationDetails of a billing account or a billing profile, in pages by nextLink. Transactions are those of whole billing months, whatever days are asked for.
 */
export async function startAzureReservations(options: AzureReservationsOptions): Promise<AzureReservations> {
  const asked: string[] = [];
  let fault: ReservationFault | null = null;
  let struck = false;
  const root = `/providers/Microsoft.Billing/billingAccounts/${options.scope}/providers/Microsoft.Consumption/`;
  const strikes = (one: ReservationFault): boolean => fault === one && !struck && (struck = true);

  function answer(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const refusal = refusalOf(request, url);
    if (refusal !== null) {
      refuseArm(response, refusal.status, refusal.code);
      return;
    }
    asked.push(decodeURIComponent(`${url.pathname.slice(root.length)}${url.search}`).replaceAll("+", " "));
    const found = itemsOf(url);
    if (strikes("throttle-once")) {
      response.writeHead(429, { "x-ms-ratelimit-microsoft.consumption-retry-after": "7" }).end("{}");
    } else if (found === null) {
      refuseArm(response, 400, "InvalidRequest");
    } else {
      const body = pageOf(url, found);
      response.writeHead(200, { "content-type": "application/json" }).end(strikes("cut-once") ? body.slice(0, -20) : body);
    }
  }

  function refusalOf(
    { method }: IncomingMessage,
    { pathname, searchParams }: URL,
  ): { readonly status: number; readonly code: string } | null {
    if (fault === "forbidden") return { status: 403, code: "AuthorizationFailed" };
    if (method !== "GET" || searchParams.get("api-version") !== "2024-08-01") return { status: 400, code: "InvalidApiVersion" };
    return pathname.startsWith(root) ? null : { status: 404, code: "NotFound" };
  }

  /** What is asked for; null for what the specification forbids. */
  function itemsOf(url: URL): readonly ReservationItem[] | null {
    const list = url.pathname.slice(root.length);
    if (list === "reservationTransactions") {
      const range = filterRange(url, "eventDate");
      if (range === null) return null;
      const [first, last] = range.map((day) => day.slice(0, 7));
      if (first === undefined || last === undefined) return null;
      return options.transactions().filter(({ at }) => fault === "all-months" || (at >= first && at <= last));
    }
    if (list !== "reservationDetails" || fault === "fail-details") return null;
    const isOfProfile = options.scope.includes("/billingProfiles/");
    const range = isOfProfile
      ? [url.searchParams.get("startDate") ?? "", url.searchParams.get("endDate") ?? ""]
      : filterRange(url, "usageDate");
    const [first = "", last = ""] = range ?? [];
    if (!/^\d{4}-\d\d-\d\d$/.test(first) || !/^\d{4}-\d\d-\d\d$/.test(last)) return null;
    if ((Date.parse(last) - Date.parse(first)) / 86_400_000 + 1 > (options.mostDays ?? 366)) return null;
    return options.details().filter(({ at }) => fault === "all-days" || (at >= first && at <= last));
  }

  function pageOf(url: URL, found: readonly ReservationItem[]): string {
    const list = url.pathname.slice(root.length);
    const skip = Number(url.searchParams.get("$skiptoken") ?? "0");
    const begin = fault === "page-again" ? Math.max(0, skip - options.pageItems) : skip;
    const value = found.slice(begin, begin + options.pageItems).map(({ texts, numbers }, index) => {
      const id = `${list}_Id${begin + index}`;
      const properties = [
        ...Object.entries(texts).map(([name, text]) => `${JSON.stringify(name)}:${JSON.stringify(text)}`),
        ...Object.entries(numbers).map(([name, digits]) => `${JSON.stringify(name)}:${digits}`),
      ];
      return `{"id":${JSON.stringify(`${root}${list}/${id}`)},"name":"${id}","type":"Microsoft.Consumption/${list}","tags":null,"properties":{${properties.join(",")}}}`;
    });
    const next = new URL(url);
    if (fault !== "loop") next.searchParams.set("$skiptoken", String(skip + options.pageItems));
    if (fault === "foreign-link") next.hostname = "localhost";
    const isLast = fault !== "loop" && fault !== "foreign-link" && skip + options.pageItems >= found.length;
    const link = isLast ? "" : `,"nextLink":${JSON.stringify(next.href)}`;
    return fault === "no-value" ? `{"rows":[${value.join(",")}]}` : `{"value":[${value.join(",")}]${link}}`;
  }

  const service = await startArmService(options, answer);
  return {
    ...service,
    asked,
    setFault: (one) => {
      fault = one;
      struck = false;
    },
  };
}

/** First and last day of a filter of one property, as the specification writes it. */
function filterRange(url: URL, property: string): readonly [string, string] | null {
  const [, first, last] =
    new RegExp(`^properties/${property} ge (\\d{4}-\\d\\d-\\d\\d) AND properties/${property} le (\\d{4}-\\d\\d-\\d\\d)$`).exec(
      url.searchParams.get("$filter") ?? "",
    ) ?? [];
  return first === undefined || last === undefined ? null : [first, last];
}
