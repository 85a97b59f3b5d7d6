import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { EnrollmentBill } from "./enrollment-bill";
import type { Exchange } from "./exchange";
import type { FaultBook } from "./fault-book";
import { balanceBody } from "./balance-body";
import { pageBody } from "./page-body";
import { pageLink } from "./page-link";
import type { RequestLog } from "./request-log";
import { sendPage } from "./send-page";
import type { SimulatorOptions } from "./simulator-options";
import { spoil } from "./spoil";
import { spoilStatus } from "./spoil-status";
import { wireRequest } from "./wire-request";

/** What the enrollment's handler works with. The origins are known only once the servers listen. */
export interface UsageService {
  readonly options: SimulatorOptions;
  readonly bills: ReadonlyMap<string, EnrollmentBill>;
  readonly faults: FaultBook;
  readonly log: RequestLog;
  readonly origin: () => string;
  readonly foreignOrigin: () => string;
}

/** Answers a request for usage as the EA interface does: key, enrollment and month are checked in that order, then a fault may strike. */
export async function handleUsage(service: UsageService, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { options, bills, log } = service;
  const url = new URL(request.url ?? "/", service.origin());
  const asked = wireRequest(url, options.today.slice(0, 7));
  if ((options.latencyMs ?? 0) > 0) await wait(options.latencyMs);
  const refuse = (status: number, authorized: boolean): void => {
    log.add(request, "enrollment", { authorized, fault: null, status });
    spoilStatus({ response }, status);
  };
  if (request.method !== "GET") {
    refuse(405, false);
    return;
  }
  if (asked.kind === "not-found") {
    refuse(404, false);
    return;
  }
  const key = /^bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (key === undefined || ![...bills.values()].some((bill) => bill.key === key)) {
    refuse(401, false);
    return;
  }
  if (asked.kind === "bad-request") {
    refuse(400, true);
    return;
  }
  const bill = bills.get(asked.enrollment);
  if (bill?.key !== key) {
    refuse(403, true);
    return;
  }
  const plan = bill.plan(asked.month);
  if (plan === undefined) {
    refuse(404, true);
    return;
  }
  if (asked.kind === "balance") {
    log.add(request, "enrollment", { authorized: true, fault: null, status: 200 });
    sendPage(response, balanceBody(url.pathname, asked.month, bill.oracle(asked.month), options.marketplace));
    return;
  }
  const { form, page } = asked;
  const pageSize = options.pageSize ?? 1000;
  const spelling = { form, casing: options.casing ?? "camel", schema: options.schema ?? "legacy" } as const;
  const { repeatPage = 0 } = options;
  const pages = (): number => {
    const whole = Math.max(1, Math.ceil((bill.plan(asked.month) ?? plan).rowCount / pageSize));
    return repeatPage > 0 && repeatPage <= whole ? whole + 1 : whole;
  };
  const rowsOf = (shown: number): number => (repeatPage > 0 && shown >= repeatPage ? shown - 1 : shown) * pageSize;
  if (page >= pages()) {
    refuse(404, true);
    return;
  }
  const origin = askedOrigin(request, service.origin());
  const linkTo = (to: number): string => pageLink(origin, url, form, to);
  const render: Exchange["render"] = (change = {}) => {
    const now = bill.plan(asked.month) ?? plan;
    const link = change.link === undefined ? (page + 1 < pages() ? linkTo(page + 1) : null) : change.link;
    const count = change.halfOfRows === true ? pageSize >> 1 : pageSize;
    const rows = bill.writer(spelling).write(now, rowsOf(change.fromPage ?? page), count);
    const dated = change.month === undefined ? rows : Buffer.from(rows.toString("utf8").replace(`${asked.month}-`, `${change.month}-`));
    return pageBody(form, spelling.casing, options.bom ?? true, url.pathname, dated, link);
  };
  const fault = service.faults.due(page);
  log.add(request, "enrollment", { authorized: true, fault, status: fault === null ? 200 : null });
  if (fault === null) {
    const { revision, throughDay } = (bill.plan(asked.month) ?? plan).spec;
    sendPage(response, render(), { etag: `"${asked.month}-${revision}-${throughDay}"` });
    return;
  }
  const restate = (): void => {
    bill.restate({ enrollment: asked.enrollment, month: asked.month });
  };
  spoil(fault, {
    response,
    form,
    page,
    pageCount: pages(),
    origin,
    foreignOrigin: service.foreignOrigin(),
    url,
    nowMs: Date.now(),
    render,
    linkTo,
    restate,
  });
}

/** The simulator's own origin as the caller wrote it, since a client that asks localhost does not follow a link to 127.0.0.1. */
function askedOrigin({ headers: { host = "" } }: IncomingMessage, own: string): string {
  return /^(?:localhost|127\.0\.0\.1|\[::1\]):/.test(host) && host.endsWith(own.slice(own.lastIndexOf(":"))) ? `http://${host}` : own;
}
