import { setTimeout as sleep } from "node:timers/promises";

/**
 * A caller of `/ingest` who does as the docs say: it sends the same records again until they are acknowledged, to one instance after the other. Each record
 * is a charge of its own, whose cost no double holds.
 */
export class Producer {
  /** Records that were answered with 200. */
  acknowledged = 0;
  /** Requests that were not, and were sent again. */
  again = 0;
  private lastAt = Date.now();
  private longestMs = 0;
  private units = 0n;
  private readonly stopped = new AbortController();
  private readonly run: Promise<void>;

  constructor(
    private readonly urls: readonly string[],
    private readonly bearer: string,
    readonly account: string,
    private readonly day: string,
  ) {
    this.run = this.post();
  }

  /** The exact sum of what was acknowledged. */
  get total(): string {
    const digits = String(this.units).padStart(decimals + 1, "0");
    return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/, "");
  }

  /** The longest time without an acknowledgement since the last call, in ms. */
  takeLongestGap(): number {
    const longest = Math.max(this.longestMs, Date.now() - this.lastAt);
    this.longestMs = 0;
    return longest;
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.run;
  }

  private async post(): Promise<void> {
    for (let batch = 0; !this.stopped.signal.aborted; batch += 1) {
      const costs = Array.from({ length: batchSize }, (_, index) => costOf(batch * batchSize + index));
      const body = JSON.stringify(
        costs.map((units, index) => ({
          enrollment: this.account,
          currency: "CNY",
          date: this.day,
          instanceId: `record-${batch * batchSize + index}`,
          extendedCost: `${units / scale}.${String(units % scale).padStart(decimals, "0")}`,
        })),
      );
      for (let attempt = batch; !(await this.isAcknowledged(body, attempt)); attempt += 1) {
        this.again += 1;
        await sleep(pauseMs);
      }
      const now = Date.now();
      this.longestMs = Math.max(this.longestMs, now - this.lastAt);
      this.lastAt = now;
      this.acknowledged += batchSize;
      this.units += costs.reduce((sum, units) => sum + units, 0n);
      await sleep(pauseMs);
    }
  }

  private async isAcknowledged(body: string, attempt: number): Promise<boolean> {
    try {
      const response = await fetch(`${this.urls[attempt % this.urls.length] ?? ""}/ingest/AzureBillingDetail`, {
        method: "POST",
        body,
        headers: { authorization: `Bearer ${this.bearer}`, "content-type": "application/json" },
        signal: AbortSignal.timeout(20_000),
      });
      await response.text();
      if (response.status >= 400 && response.status < 500) throw new RangeError(`the records are refused with ${response.status}`);
      return response.ok;
    } catch (error) {
      if (error instanceof RangeError) throw error;
      return false;
    }
  }
}

const costOf = (index: number): bigint => BigInt(index % 97) * scale + 100_000_000_000_000_001n + BigInt(index);
const decimals = 18;
const scale = 10n ** BigInt(decimals);
const batchSize = 20;
const pauseMs = 150;
