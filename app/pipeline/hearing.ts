import type { SourceEvent } from "../sources/source";
import type { SourceError } from "../sources/source-error";
import type { DeliveryEventRow } from "../tables/delivery-event";
import type { DeliveryOutcome } from "./delivery-outcome";
import type { OpenSnapshot } from "./open-snapshot";
import type { PipelineDeps } from "./pipeline-deps";
import { snapshotTables } from "./snapshot-tables";

/** Tells what happens to one delivery: a log line for each thing, with the ids that tie them together, and a row of DeliveryEvent for what held it up. */
export class Hearing {
  readonly #startedMs: number;
  #open: OpenSnapshot | null = null;
  #rows: DeliveryEventRow[] = [];
  #storing: Promise<void> = Promise.resolve();
  #saidMs: number;

  constructor(
    private readonly source: string,
    private readonly delivery: string,
    private readonly deps: PipelineDeps,
  ) {
    this.#startedMs = deps.now().getTime();
    this.#saidMs = this.#startedMs;
  }

  /** What is heard from now on is of this snapshot. */
  opened(open: OpenSnapshot): void {
    this.#open = open;
    const pages = open.blocks.reduce((sum, block) => sum + block.pages.length, 0);
    if (pages === 0 && open.blocks.length === 0) {
      this.#log("info", "delivery-opened", {});
      return;
    }
    this.#log("info", "delivery-resumed", { pages });
    this.#store("resumed", "", pages, 0, `${pages} pages were stored by an earlier attempt`);
  }

  heard(event: SourceEvent): void {
    const { part } = event;
    switch (event.type) {
      case "retry": {
        const { kind, reason, delayMs, askedByServer } = event;
        this.#log("warn", "source-retry", { part, kind, reason, delay_ms: delayMs, asked_by_server: askedByServer });
        this.#store("retry", kind, part, delayMs, reason);
        return;
      }
      case "wait":
        this.#log("info", "source-wait", { part, reason: event.reason, delay_ms: event.ms });
        this.#store("wait", event.reason, part, event.ms, "");
    }
  }

  /** Where the source failed, for whoever has to find the request again; the outcome says only why. */
  failed({ kind, message, context }: SourceError): void {
    const { part, url, status, code, attempts, bodyStart, bodySha256 } = context;
    this.#log(kind === "cancelled" ? "info" : "error", "source-failed", {
      kind,
      reason: message,
      part,
      url,
      status,
      code,
      attempts,
      body_start: bodyStart,
      body_sha256: bodySha256,
    });
  }

  /** One line every ten seconds; the ledger has each block. */
  progress({ pages, rows, cost, currency }: ExtractProgress): void {
    const nowMs = this.deps.now().getTime();
    if (nowMs - this.#saidMs < sayEveryMs) return;
    this.#saidMs = nowMs;
    const rate = rows / ((nowMs - this.#startedMs) / 1000);
    const expected = this.#open?.expectedRows ?? null;
    const left = expected === null || expected <= rows ? null : Math.round((expected - rows) / rate);
    this.#log("info", "delivery-progress", {
      pages,
      rows,
      cost,
      currency,
      rows_per_second: Math.round(rate),
      expected_rows: expected,
      seconds_left: left,
    });
  }

  ended(outcome: DeliveryOutcome): void {
    const seconds = Number(((this.deps.now().getTime() - this.#startedMs) / 1000).toFixed(3));
    const { kind } = outcome;
    if (kind === "published") {
      const rows = outcome.snapshots.reduce((sum, snapshot) => sum + snapshot.rows, 0);
      this.#log("info", "delivery-published", { seconds, snapshots: outcome.snapshots.length, rows });
      return;
    }
    if (kind === "loaded") {
      for (const { records, account, month, setId, rows, notes } of outcome.sets)
        this.#log("info", "records-loaded", { seconds, records, account, month, set_id: setId, rows, notes: notes.join("; ") });
      return;
    }
    const reason = "reason" in outcome ? outcome.reason : "";
    this.#log(kind === "cancelled" || kind === "superseded" ? "info" : "error", `delivery-${kind}`, {
      seconds,
      reason,
      detail: "detail" in outcome ? outcome.detail : "",
    });
  }

  /** Resolves when what was heard is in the table, or is not and never will be. */
  async settle(): Promise<void> {
    await this.#storing;
  }

  #log(level: "info" | "warn" | "error", event: string, fields: Readonly<Record<string, unknown>>): void {
    const { source, delivery } = this;
    this.deps.log(level, event, { source, delivery, ...idsOf(this.#open), ...fields });
  }

  #store(event: Exclude<DeliveryEventRow["event"], "published">, kind: string, part: number, delayMs: number, detail: string): void {
    const { account = "", period = "1970-01-01", snapshot_id = "", attempt_id = "" } = idsOf(this.#open);
    const ids = { billing_account_id: account, billing_period: period, snapshot_id, attempt_id, source: this.source };
    const heard = { event, kind, part, delay_ms: Math.round(delayMs), detail: detail.slice(0, longestDetail), costs: "" };
    this.#rows.push({ ...ids, ...heard, at: this.deps.now().toISOString() });
    this.#storing = this.#storing.then(() => this.#flush());
  }

  /** A retry must not fail the delivery that it saved: what cannot be stored has its log line. */
  async #flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    if (rows.length === 0) return;
    await this.deps.database.insertRows(snapshotTables.deliveryEvents, rows).catch((error: unknown) => {
      this.#log("warn", "delivery-events-lost", { rows: rows.length, reason: error instanceof Error ? error.message : String(error) });
    });
  }
}

function idsOf(open: OpenSnapshot | null): Partial<Record<"account" | "period" | "snapshot_id" | "attempt_id", string>> {
  if (open === null) return {};
  const { key, lease } = open;
  return { account: key.billingAccountId, period: key.period.firstDay, snapshot_id: key.snapshotId, attempt_id: lease.attemptId };
}

const sayEveryMs = 10_000;
const longestDetail = 500;

/** How far a delivery is, after each part. */
export interface ExtractProgress {
  readonly snapshotId: string;
  readonly pages: number;
  readonly rows: number;
  /** Exact, of all pages of this account and period so far. */
  readonly cost: string;
  readonly currency: string;
  /** The file being read; null where the source has none. */
  readonly file: string | null;
}
