import { describe, expect, it } from "vitest";
import type { ExtractOutcome } from "../../../app/pipeline/delivery-outcome";
import { extractNight } from "../../../app/pipeline/extract-night";
import type { OpenMonthResult } from "../../../app/pipeline/extract-open-months";
import { type Endurance, outlast, WorthRepeating } from "../../../app/pipeline/outlast";
import type { SnapshotDatabase } from "../../../app/pipeline/snapshot-database";

/** Six hours of a clock that only waiting moves. */
function nightOf(cancelAtWait = Number.POSITIVE_INFINITY) {
  const cancel = new AbortController();
  const waits: number[] = [];
  const logged: string[] = [];
  let now = 0;
  const endurance: Endurance = {
    workflow: "extract-open-months",
    signal: cancel.signal,
    until: 6 * 3_600_000,
    now: () => now,
    sleep: (milliseconds) => {
      waits.push(milliseconds / 1000);
      now += milliseconds;
      if (waits.length === cancelAtWait) cancel.abort();
      return Promise.resolve();
    },
    log: (_level, event, { reason = "" }) => logged.push(`${event}: ${reason}`),
  };
  return { endurance, waits, logged, hours: () => now / 3_600_000 };
}

const away = (): Error => Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:18123"), { code: "ECONNREFUSED" });

describe("work of a workflow", () => {
  it("waits for ClickHouse as long as the night lasts, ever longer up to five minutes, and says what for", async () => {
    const { endurance, waits, logged, hours } = nightOf();
    const tried = await outlast(
      endurance,
      () => Promise.reject(away()),
      (reason) => reason,
    );
    expect(tried).toBe("connect ECONNREFUSED 127.0.0.1:18123");
    expect(waits.slice(0, 8)).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
    expect([hours() > 5.9, hours() <= 6]).toEqual([true, true]);
    expect([logged[0], logged.at(-1), new Set(logged).size]).toEqual([
      "workflow-waits: connect ECONNREFUSED 127.0.0.1:18123",
      "workflow-gives-up: connect ECONNREFUSED 127.0.0.1:18123",
      2,
    ]);
  });

  it("goes on when ClickHouse is back", async () => {
    const { endurance, waits } = nightOf();
    let failures = 3;
    const work = (): Promise<string> => (failures-- > 0 ? Promise.reject(away()) : Promise.resolve("read"));
    expect([await outlast(endurance, work, () => "given up"), waits]).toEqual(["read", [5, 10, 20]]);
  });

  it("is not repeated for what waiting does not mend", async () => {
    const { endurance, waits } = nightOf();
    const unknownTable = Object.assign(new Error("Table X does not exist"), { code: "60" });
    for (const error of [new TypeError("a bug"), unknownTable])
      await expect(
        outlast(
          endurance,
          () => Promise.reject(error),
          () => null,
        ),
      ).rejects.toBe(error);
    expect(waits).toEqual([]);
  });

  it("waits no longer when it is cancelled", async () => {
    const { endurance, waits } = nightOf(2);
    const work = (): Promise<string> => Promise.reject(new WorthRepeating("the source is away"));
    expect([await outlast(endurance, work, () => "cancelled"), waits]).toEqual(["cancelled", [5, 10]]);
  });
});

describe("a night", () => {
  const sourceAway: ExtractOutcome = { kind: "failed", at: "source", reason: "unavailable", detail: "503", retryable: true };
  const badKey: ExtractOutcome = { kind: "failed", at: "source", reason: "auth", detail: "401", retryable: false };
  const published: ExtractOutcome = {
    kind: "published",
    account: "1",
    month: "2026-10",
    snapshotId: "s1",
    currency: "CNY",
    controlTotal: null,
    controlTotalName: null,
    notes: [],
    resumedPages: 3,
    dropped: [],
    previousId: null,
    pages: 4,
    rows: 9,
    cost: "1.5",
    totals: [],
    findings: [],
    lostDays: [],
    focusFindings: null,
  };
  const month = (enrollment: string, outcome: ExtractOutcome | null): OpenMonthResult => ({
    request: { enrollment, year: 2026, month: 10 },
    startedAt: new Date(0),
    outcome,
  });
  /** A table of executions that refuses the first `refusals` rows. */
  function tableOf(refusals: number) {
    const rows: string[] = [];
    let refused = 0;
    const database: SnapshotDatabase = {
      rows: () => Promise.resolve([]),
      insertBlocks: () => Promise.resolve(),
      run: () => Promise.resolve(),
      settle: () => Promise.resolve(),
      insertRows: (_table, [row]) => {
        refused += 1;
        if (refused <= refusals) return Promise.reject(away());
        if (row !== undefined && "outcome" in row && "detail" in row) rows.push(`${String(row.outcome)}: ${String(row.detail)}`);
        return Promise.resolve();
      },
    };
    return { database, rows };
  }
  /** Each pass reads the next list; the last one for ever. */
  const passesOf = (...passes: readonly (readonly OpenMonthResult[])[]) => {
    let pass = -1;
    return async function* (): AsyncGenerator<OpenMonthResult> {
      pass = Math.min(pass + 1, passes.length - 1);
      await Promise.resolve();
      yield* passes[pass] ?? [];
    };
  };
  const failedRow = (enrollment: string, said: string): string =>
    `failed: enrollment ${enrollment}, 2026-10: failed at the source, ${said}`;
  const publishedRow = "succeeded: enrollment 1, 2026-10: published s1: 9 charges, 1.5 CNY";

  it("reads again what its source could not give, leaves alone what is published, and tells each outcome once", async () => {
    const { endurance, waits } = nightOf();
    const { database, rows } = tableOf(0);
    const passes = passesOf(
      [month("1", published), month("2", sourceAway), month("3", badKey)],
      [month("1", null), month("2", sourceAway), month("3", badKey)],
      [month("1", null), month("2", { ...published, account: "2" }), month("3", badKey)],
    );
    expect(await extractNight(endurance, database, passes)).toEqual({ published: 2, unpublished: 1 });
    expect(waits).toEqual([5, 10]);
    expect(rows).toEqual([
      publishedRow,
      failedRow("2", "unavailable: 503; the next attempt continues from here"),
      failedRow("3", "auth: 401; fix the cause before trying again"),
      publishedRow.replace("enrollment 1", "enrollment 2"),
    ]);
  });

  it("leaves the row of a published month when ClickHouse is back, though it was away when the row was to be written", async () => {
    const { endurance, waits } = nightOf();
    const { database, rows } = tableOf(4);
    expect(await extractNight(endurance, database, passesOf([month("1", published)]))).toEqual({ published: 1, unpublished: 0 });
    expect([waits, rows]).toEqual([[5, 10, 20, 40], [publishedRow]]);
  });

  it("ends with what is not published when the source stays away", async () => {
    const { endurance, hours } = nightOf();
    const { database, rows } = tableOf(0);
    expect(await extractNight(endurance, database, passesOf([month("2", sourceAway)]))).toEqual({ published: 0, unpublished: 1 });
    expect([hours() > 5.9, rows.length]).toEqual([true, 1]);
  });
});
