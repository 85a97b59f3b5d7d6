import type { IncomingMessage } from "node:http";
import type { LoggedRequest } from "./logged-request";

const longestLog = 100_000;

/** Keeps what a test may ask about each request; the oldest go when there are too many. */
export class RequestLog {
  readonly #keys: readonly string[];
  #entries: LoggedRequest[] = [];
  #count = 0;
  readonly #startedMs = Date.now();

  constructor(keys: readonly string[]) {
    this.#keys = keys.filter((key) => key !== "");
  }

  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  clear(): void {
    this.#entries = [];
  }

  add(request: IncomingMessage, listener: "enrollment" | "foreign", outcome: Pick<LoggedRequest, "authorized" | "fault" | "status">): void {
    this.#count += 1;
    const headersWithKey = Object.entries(request.headers)
      .filter(([, value]) => this.#keys.some((key) => String(value).includes(key)))
      .map(([name]) => name);
    if (this.#keys.some((key) => (request.url ?? "").includes(key))) headersWithKey.push("(url)");
    if (this.#entries.length >= longestLog) this.#entries = this.#entries.slice(longestLog / 2);
    this.#entries.push({
      number: this.#count,
      method: request.method ?? "",
      path: request.url ?? "",
      host: request.headers.host ?? "",
      listener,
      headersWithKey,
      atMs: Date.now() - this.#startedMs,
      ...outcome,
    });
  }
}
