import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { CostDetailsFault } from "./cost-details-fault";
import { jsonBody } from "./json-body";
import { listen } from "./listen";

/** One blob of a report: CSV text or gzip. */
export interface CostDetailsBlob {
  readonly body: Buffer;
  readonly rows: number;
}

export interface CostDetailsOptions {
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `providers/Microsoft.Billing/billingAccounts/100100`. */
  readonly scope: string;
  /** The blobs of a month, `202610`, in a metric; empty for a month without charges. Asked each time that a report is made. */
  readonly blobs: (month: string, metric: string) => readonly CostDetailsBlob[];
  /** The price sheet of a billing period, `202610`, or of a billing profile, as the file that its link leads to; null: there is none. Default: there are none. */
  readonly priceSheet?: (periodOrProfile: string) => Buffer | null;
  /** What the answer calls the link of a price sheet: the documentation says `downloadUrl`, the specification `reportUrl`. Default `downloadUrl`. */
  readonly priceSheetLink?: "downloadUrl" | "reportUrl";
  /** How often a report is still being made when it is asked for. Default 1. */
  readonly polls?: number;
  /** Whether storage knows the MD5 of a blob. Default true. */
  readonly knowsMd5?: boolean;
  /** Whether a manifest counts rows, which Microsoft's does not. Default false. */
  readonly countsRows?: boolean;
}

/** A running Cost Details service with its login and its storage, all on one port of this machine. */
export interface CostDetails {
  readonly url: string;
  /** Another server on this machine that no token must ever reach. */
  readonly foreignUrl: string;
  /** Method and path of each request, oldest first, without queries. */
  readonly requests: readonly string[];
  /** Headers of the requests that came to `foreignUrl`. */
  readonly foreignRequests: readonly string[];
  /** Switches a fault on, which strikes at the request of its kind with this number, counted from 0; null: none. */
  readonly setFault: (fault: CostDetailsFault | null, at?: number) => void;
  readonly close: () => Promise<void>;
}

/**
 * Starts the service as its specification has it (azure-rest-api-specs, Microsoft.CostManagement 2023-11-01, costmanagement.generatecostdetailsreport.json):
 * POST generateCostDetailsReport, 202 with Location and Retry-After, 200 with a manifest of blobs whose links are signed and end.
 */
export async function startCostDetails(options: CostDetailsOptions): Promise<CostDetails> {
  const foreignRequests: string[] = [];
  const foreign = await listen(0, (request, response) => {
    foreignRequests.push(JSON.stringify(request.headers));
    response.end("{}");
  });
  const service = new CostDetailsService(options, `http://127.0.0.1:${foreign.port}`);
  const main = await listen(0, (request, response) => {
    service.handle(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  service.origin = `http://127.0.0.1:${main.port}`;
  return {
    url: service.origin,
    foreignUrl: service.foreignOrigin,
    requests: service.requests,
    foreignRequests,
    setFault: (fault, at = 0) => {
      service.setFault(fault, at);
    },
    close: async () => {
      await Promise.all([closed(main.server), closed(foreign.server)]);
    },
  };
}

interface MadeReport {
  readonly body: unknown;
  readonly metric: string;
  readonly month: string;
  readonly blobs: readonly CostDetailsBlob[];
  readonly names: readonly string[];
  polls: number;
}

type RequestKind = "token" | "create" | "poll" | "blob";

/** The service without a port of its own, for a server that has more to serve. */
export class CostDetailsService {
  /** Where it listens, which is known only then. */
  origin = "";
  readonly requests: string[] = [];
  readonly #reports = new Map<string, MadeReport>();
  readonly #blobs = new Map<string, CostDetailsBlob>();
  readonly #sheets = new Map<string, { readonly name: string; polls: number }>();
  /** Links of an earlier generation have ended. */
  #generation = 1;
  #fault: CostDetailsFault | null = null;
  #at = 0;
  #seen = new Map<RequestKind, number>();
  #struck = false;

  constructor(
    private readonly options: CostDetailsOptions,
    readonly foreignOrigin: string,
  ) {}

  /** Whether an address is of this service. */
  owns(pathname: string): boolean {
    const { tenant, scope } = this.options;
    const path = decodeURIComponent(pathname).replace(/^\//, "");
    return (
      path === `${tenant}/oauth2/v2.0/token` ||
      path.startsWith(`${scope}/providers/Microsoft.CostManagement/`) ||
      priceSheetPath.test(path.slice(path.startsWith(`${scope}/`) ? scope.length : path.length)) ||
      path.startsWith(`reports/${tenant}/`)
    );
  }

  setFault(fault: CostDetailsFault | null, at: number): void {
    this.#fault = fault;
    this.#at = at;
    this.#seen = new Map();
    this.#struck = false;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.origin);
    this.requests.push(`${request.method ?? ""} ${url.pathname}`);
    const path = decodeURIComponent(url.pathname).replace(/^\//, "");
    if (path === `${this.options.tenant}/oauth2/v2.0/token`) await this.#token(request, response);
    else if (path === `${this.options.scope}/providers/Microsoft.CostManagement/generateCostDetailsReport`)
      await this.#create(request, response);
    else if (path.startsWith(`${this.options.scope}/providers/Microsoft.CostManagement/costDetailsOperationResults/`))
      this.#poll(path.slice(path.lastIndexOf("/") + 1), request, response);
    else if (path.startsWith(`${this.options.scope}/`) && priceSheetPath.test(path.slice(this.options.scope.length)))
      this.#createSheet(priceSheetPath.exec(path.slice(this.options.scope.length))?.[1] ?? "", request, response);
    else if (path.startsWith(`${this.options.scope}/providers/Microsoft.CostManagement/operationResults/`))
      this.#pollSheet(path.slice(path.lastIndexOf("/") + 1), request, response);
    else if (path.startsWith("reports/")) this.#blob(path, url, request, response);
    else refuse(response, 404, "ResourceNotFound", `there is no ${path}`);
  }

  /** Whether one of these faults is due at this request of its kind. */
  #is(...faults: readonly CostDetailsFault[]): boolean {
    return this.#fault !== null && faults.includes(this.#fault);
  }

  /** The number of a request among those of its kind. */
  #count(kind: RequestKind): number {
    const seen = this.#seen.get(kind) ?? 0;
    this.#seen.set(kind, seen + 1);
    return seen;
  }

  /** Whether a fault that strikes once does so now. */
  #strikes(number: number, ...faults: readonly CostDetailsFault[]): boolean {
    if (!this.#is(...faults) || this.#struck || number < this.#at) return false;
    this.#struck = true;
    return true;
  }

  async #token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const number = this.#count("token");
    let text = "";
    for await (const piece of request) text += String(piece);
    const form = new URLSearchParams(text);
    if (this.#strikes(number, "token-reset")) return void response.destroy();
    if (this.#strikes(number, "token-503")) {
      sendJson(response, 503, { error: "temporarily_unavailable" });
      return;
    }
    const { clientId, clientSecret } = this.options;
    const isKnown = form.get("client_id") === clientId && form.get("client_secret") === clientSecret && !this.#is("token-wrong-secret");
    if (form.get("grant_type") !== "client_credentials" || !(form.get("scope") ?? "").endsWith("/.default")) {
      sendJson(response, 400, { error: "invalid_request", error_description: "AADSTS900144: the request body must contain scope" });
      return;
    }
    if (!isKnown) {
      sendJson(response, 401, { error: "invalid_client", error_description: "AADSTS7000215: Invalid client secret provided." });
      return;
    }
    sendJson(response, 200, { token_type: "Bearer", expires_in: 3599, access_token: tokenOf(this.options) });
  }

  /** What both requests of the service have in common; true when they were answered. */
  #refuses(number: number, request: IncomingMessage, response: ServerResponse): boolean {
    const isAllowed = request.headers.authorization === `Bearer ${tokenOf(this.options)}`;
    if (!isAllowed || this.#is("arm-401"))
      return (refuse(response, 401, "InvalidAuthenticationToken", "The access token is invalid."), true);
    if (this.#is("arm-403"))
      return (refuse(response, 403, "RBACAccessDenied", "The client does not have authorization to perform action."), true);
    if (this.#is("throttle-storm") && number < 24 && number % 6 !== 5)
      return (refuse(response, 429, "429", "Too many requests. Please retry.", { "retry-after": String(1 + (number % 5)) }), true);
    if (this.#strikes(number, "throttle-qpu-header")) {
      const names = ["qpu", "entity", "tenant"].map((name) => `x-ms-ratelimit-microsoft.costmanagement-${name}-retry-after`);
      return (
        refuse(response, 429, "429", "Too many requests.", Object.fromEntries(names.map((name, at) => [name, String(7 * (at + 1))]))), true
      );
    }
    if (this.#strikes(number, "throttle-date"))
      return (refuse(response, 429, "429", "Too many requests.", { "retry-after": new Date(Date.now() + 40_000).toUTCString() }), true);
    if (this.#strikes(number, "throttle-date-of-a-slow-clock")) {
      const hoursAgo = Date.now() - 9 * 3_600_000;
      const headers = { date: new Date(hoursAgo).toUTCString(), "retry-after": new Date(hoursAgo + 40_000).toUTCString() };
      return (refuse(response, 429, "429", "Too many requests.", headers), true);
    }
    if (this.#strikes(number, "throttle-milliseconds"))
      return (refuse(response, 429, "429", "Too many requests.", { "retry-after-ms": "2500" }), true);
    if (this.#strikes(number, "arm-503-seconds"))
      return (refuse(response, 503, "ServiceUnavailable", "busy", { "retry-after": "20" }), true);
    if (this.#is("arm-503-down")) return (refuse(response, 503, "ServiceUnavailable", "down"), true);
    if (this.#strikes(number, "arm-500")) return (refuse(response, 500, "InternalServerError", "an error"), true);
    if (this.#strikes(number, "arm-reset")) return (response.destroy(), true);
    if (this.#is("arm-html")) return (response.writeHead(200, { "content-type": "text/html" }).end("<html>Login</html>"), true);
    return false;
  }

  async #create(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const number = this.#count("create");
    const body = await jsonBody(request);
    if (request.method !== "POST" || this.#refuses(number, request, response)) return;
    if (this.#is("arm-404-scope")) {
      refuse(response, 404, "BillingAccountNotFound", "There is no such billing account.");
      return;
    }
    if (this.#is("arm-422-agreement")) {
      refuse(response, 422, "UnprocessableEntity", "The agreement type WebDirect is not supported.");
      return;
    }
    if (this.#is("arm-400-too-old")) {
      refuse(response, 400, "BadRequest", "Start date must be after 2025-10-01.");
      return;
    }
    const asked = requestBody(body);
    if (asked === null) {
      refuse(response, 400, "BadRequest", "Invalid request payload: can only have either timePeriod or invoiceId or billingPeriod.");
      return;
    }
    if (this.#is("no-data-204")) return void response.writeHead(204).end();
    if (this.#is("no-location")) return void response.writeHead(202, { "retry-after": "1" }).end();
    const { metric, month } = asked;
    const blobs = this.options.blobs(month, metric).map((blob) => this.#spoiled(blob));
    const id = randomUUID();
    const names = blobs.map((_, index) => `reports/${this.options.tenant}/${month}/${id}/part ${index}.csv`);
    for (const [index, name] of names.entries()) {
      const blob = blobs[index];
      if (blob !== undefined) this.#blobs.set(name, blob);
    }
    this.#reports.set(id, { body, metric, month, blobs, names, polls: 0 });
    const path = `/${this.options.scope}/providers/Microsoft.CostManagement/costDetailsOperationResults/${id}?api-version=2023-11-01`;
    const location = `${this.#is("foreign-location") ? this.foreignOrigin : this.origin}${path}`;
    response.writeHead(202, { location, "retry-after": "60" }).end();
  }

  #poll(id: string, request: IncomingMessage, response: ServerResponse): void {
    const number = this.#count("poll");
    if (this.#refuses(number, request, response)) return;
    const report = this.#reports.get(id);
    if (report === undefined || this.#is("operation-404") || this.#strikes(number, "operation-404-once")) {
      refuse(response, 404, "NotFound", "There is no such operation.");
      return;
    }
    report.polls += 1;
    if (report.polls <= (this.options.polls ?? 1)) return void response.writeHead(202, { "retry-after": "30" }).end();
    const result = {
      id: `${this.options.scope}/costDetailsOperationResults/${id}`,
      name: id,
      type: "Microsoft.CostManagement/costDetails",
    };
    if (this.#is("failed") || this.#strikes(number, "failed-once")) {
      sendJson(response, 200, { ...result, status: "Failed", error: { code: "InternalServerError", message: "the report failed" } });
      return;
    }
    if (report.blobs.length === 0 || this.#is("no-data-status")) {
      sendJson(response, 200, { ...result, status: "NoDataFound" });
      return;
    }
    if (this.#is("other-status")) {
      sendJson(response, 200, { ...result, status: "CompletedWithWarnings" });
      return;
    }
    const { scope, countsRows = false } = this.options;
    const bytes = report.blobs.map((blob) => blob.body.length);
    const rows = report.blobs.map((blob) => blob.rows);
    if (this.#is("manifest-row-count")) rows[0] = (rows[0] ?? 0) + 1;
    const counts = countsRows || this.#is("manifest-row-count");
    const requestBody = {
      ...(typeof report.body === "object" ? report.body : {}),
      ...(this.#is("other-metric") ? { metric: report.metric === "ActualCost" ? "AmortizedCost" : "ActualCost" } : {}),
      ...(this.#is("other-period") ? { billingPeriod: "202001", timePeriod: { start: "2020-01-01", end: "2020-01-31" } } : {}),
    };
    const blobs = report.names.map((name, index) => ({
      blobLink: this.#linkOf(this.#is("manifest-blob-twice") ? (report.names[0] ?? name) : name),
      byteCount: bytes[index],
      ...(counts ? { dataRowCount: rows[index] } : {}),
    }));
    sendJson(
      response,
      200,
      {
        ...result,
        status: "Completed",
        manifest: {
          manifestVersion: "2023-11-01",
          dataFormat: "Csv",
          blobCount: blobs.length + (this.#is("manifest-blob-count") ? 1 : 0),
          byteCount: sum(bytes) + (this.#is("manifest-byte-count") ? 1 : 0),
          ...(counts ? { dataRowCount: sum(rows) } : {}),
          compressData: false,
          requestContext: {
            requestScope: this.#is("other-scope") ? "providers/Microsoft.Billing/billingAccounts/999" : scope,
            requestBody,
          },
          blobs,
        },
        validTill: new Date(Date.now() + 3_600_000).toISOString(),
      },
      // The real service says so with the finished report, too.
      { "retry-after": "30" },
    );
  }

  /** azure-rest-api-specs, Microsoft.CostManagement 2025-03-01, pricesheets.json: 202 with Location, then 200 with a link to a CSV or an archive of several. */
  #createSheet(asked: string, request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== "POST" || this.#refuses(this.#count("create"), request, response)) return;
    const sheet = this.options.priceSheet?.(asked) ?? null;
    if (sheet === null) return void response.writeHead(204).end();
    const id = randomUUID();
    const name = `reports/${this.options.tenant}/prices/${asked}/${id}/sheet.zip`;
    this.#blobs.set(name, { body: sheet, rows: 0 });
    this.#sheets.set(id, { name, polls: 0 });
    const path = `/${this.options.scope}/providers/Microsoft.CostManagement/operationResults/${id}?api-version=2025-03-01`;
    response
      .writeHead(202, { location: `${this.#is("foreign-location") ? this.foreignOrigin : this.origin}${path}`, "retry-after": "60" })
      .end();
  }

  #pollSheet(id: string, request: IncomingMessage, response: ServerResponse): void {
    const number = this.#count("poll");
    if (this.#refuses(number, request, response)) return;
    const sheet = this.#sheets.get(id);
    if (sheet === undefined || this.#is("operation-404") || this.#strikes(number, "operation-404-once")) {
      refuse(response, 404, "NotFound", "There is no such operation.");
      return;
    }
    sheet.polls += 1;
    if (sheet.polls <= (this.options.polls ?? 1)) return void response.writeHead(202, { "retry-after": "30" }).end();
    if (this.#is("failed") || this.#strikes(number, "failed-once")) {
      sendJson(response, 200, { status: "Failed", error: { code: "InternalServerError", message: "the price sheet failed" } });
      return;
    }
    const validTill = new Date(Date.now() + 3_600_000).toISOString();
    const properties = { [this.options.priceSheetLink ?? "downloadUrl"]: this.#linkOf(sheet.name), validTill };
    sendJson(response, 200, { id, name: id, status: "Completed", properties });
  }

  /** A signature of this generation of links. */
  #linkOf(name: string): string {
    const origin = this.#is("foreign-link") ? "https://169.254.169.254" : this.origin;
    return `${origin}/${name.split("/").map(encodeURIComponent).join("/")}?sv=2020-05-31&sr=b&sp=r&sig=${encodeURIComponent(signatureOf(name, this.#generation))}`;
  }

  #blob(name: string, url: URL, request: IncomingMessage, response: ServerResponse): void {
    const number = this.#count("blob");
    if (this.#strikes(number, "links-end", "links-and-operation-end", "links-end-and-month-changes")) {
      this.#generation += 1;
      if (!this.#is("links-end")) this.#reports.clear();
    }
    if (this.#strikes(number, "blob-gone")) this.#blobs.delete(name);
    if (this.#strikes(number, "blob-503")) {
      refuseBlob(response, 503, "ServerBusy", { "retry-after": "3" });
      return;
    }
    if (url.searchParams.get("sig") !== signatureOf(name, this.#generation)) {
      refuseBlob(response, 403, "AuthenticationFailed");
      return;
    }
    const blob = this.#blobs.get(name);
    if (blob === undefined) {
      refuseBlob(response, 404, "BlobNotFound");
      return;
    }
    const etag = `"${createHash("sha256").update(name).digest("hex").slice(0, 16)}"`;
    if (request.headers["if-match"] !== undefined && request.headers["if-match"] !== etag) {
      refuseBlob(response, 412, "ConditionNotMet");
      return;
    }
    const stored = this.#is("blob-truncated") ? blob.body.subarray(0, blob.body.lastIndexOf(10, blob.body.length - 2) + 1) : blob.body;
    const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "");
    const [from, to] = range === null ? [0, stored.length] : [Number(range[1]), Math.min(Number(range[2]) + 1, stored.length)];
    const body = Buffer.from(stored.subarray(from, to));
    if (this.#is("blob-damaged") && from <= 4000 && to > 4000) body[4000 - from] = (body[4000 - from] ?? 0) ^ 1;
    const md5 = this.options.knowsMd5 === false ? {} : { "content-md5": createHash("md5").update(stored).digest("base64") };
    response.writeHead(range === null ? 200 : 206, {
      etag,
      "content-length": String(body.length),
      ...(range === null ? {} : { "content-range": `bytes ${from}-${to - 1}/${stored.length}` }),
      ...(range === null ? md5 : {}),
    });
    if (request.method === "HEAD") return void response.end();
    if (this.#strikes(number, "blob-cut")) response.write(body.subarray(0, Math.min(2000, body.length >> 1)), () => response.destroy());
    else response.end(body);
  }

  /** A blob as a fault leaves it: another header, a row of another account, another content at a second making. */
  #spoiled(blob: CostDetailsBlob): CostDetailsBlob {
    if (this.#is("renamed-column")) return changed(blob, (text) => text.replace("CostInBillingCurrency", "CostInBillingMoney"));
    if (this.#is("second-account")) return changed(blob, (text) => replaceLast(text, "100100", "200200"));
    if (this.#is("links-end-and-month-changes") && this.#struck)
      return changed(blob, (text) => `${text}${text.slice(text.lastIndexOf("\n", text.length - 3) + 1)}`);
    return blob;
  }
}

/** After the scope: the period or profile whose prices are asked for. */
const priceSheetPath = /^\/billing(?:Periods|Profiles)\/([\w.-]+)\/providers\/Microsoft\.CostManagement\/pricesheets\/default\/download$/;

function requestBody(body: unknown): { readonly metric: string; readonly month: string } | null {
  if (typeof body !== "object" || body === null) return null;
  const metric = "metric" in body && typeof body.metric === "string" ? body.metric : "ActualCost";
  const billingPeriod = "billingPeriod" in body && typeof body.billingPeriod === "string" ? body.billingPeriod : null;
  const time = "timePeriod" in body && typeof body.timePeriod === "object" ? body.timePeriod : null;
  const start = time !== null && "start" in time && typeof time.start === "string" ? time.start : null;
  if ((billingPeriod === null) === (start === null)) return null;
  const month = billingPeriod ?? start?.slice(0, 7).replace("-", "") ?? "";
  return /^\d{6}$/.test(month) ? { metric, month } : null;
}

/** Looks like a real token, so that a leak is found wherever a JWT would be. */
function tokenOf({ clientId }: CostDetailsOptions): string {
  return `eyJhbGciOiJSUzI1NiJ9.${Buffer.from(JSON.stringify({ appid: clientId })).toString("base64url")}.canary-token`;
}

/** As real ones, it has characters that an address must escape. */
function signatureOf(name: string, generation: number): string {
  return `canary+${createHash("sha256").update(`${name} ${generation}`).digest("base64")}`;
}

function changed({ body, rows }: CostDetailsBlob, change: (text: string) => string): CostDetailsBlob {
  return { body: Buffer.from(change(body.toString("utf8"))), rows };
}

function replaceLast(text: string, what: string, by: string): string {
  const at = text.lastIndexOf(what);
  return at === -1 ? text : `${text.slice(0, at)}${by}${text.slice(at + what.length)}`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function sendJson(response: ServerResponse, status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
  const body = Buffer.from(JSON.stringify(value));
  response
    .writeHead(status, { "content-type": "application/json; charset=utf-8", "content-length": String(body.length), ...headers })
    .end(body);
}

function refuse(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendJson(response, status, { error: { code, message } }, headers);
}

function refuseBlob(response: ServerResponse, status: number, code: string, headers: Readonly<Record<string, string>> = {}): void {
  const body = Buffer.from(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
  response.writeHead(status, { "x-ms-error-code": code, "content-length": String(body.length), ...headers }).end(body);
}

async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
