import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { batchWrites, type BatchWrites } from "../../../app/runtime/clickhouse/batch-writes";

let written: (readonly number[])[];
let reports: (readonly [number, string])[];
let write: (rows: readonly number[]) => Promise<void>;
let log: BatchWrites<number>;

beforeEach(() => {
  vi.useFakeTimers();
  written = [];
  reports = [];
  write = (rows) => {
    written.push(rows);
    return Promise.resolve();
  };
  log = batchWrites(
    (rows) => write(rows),
    (lost, reason) => reports.push([lost, String(reason)]),
  );
});
afterEach(() => {
  vi.useRealTimers();
});

describe("records that are written together", () => {
  it("go in one write, a second after the first of them", async () => {
    log.add(1);
    await vi.advanceTimersByTimeAsync(999);
    log.add(2);
    expect(written).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect([written, reports]).toEqual([[[1, 2]], []]);
  });

  it("are sent at once on request, and once only", async () => {
    log.add(1);
    await log.flush();
    await vi.advanceTimersByTimeAsync(5000);
    log.end();
    expect([written, reports]).toEqual([[[1]], []]);
  });

  it("are counted as lost when the write fails, and the next ones are written", async () => {
    write = () => Promise.reject(new Error("no database"));
    log.add(1);
    log.add(2);
    await log.flush();
    write = (rows) => {
      written.push(rows);
      return Promise.resolve();
    };
    log.add(3);
    await log.flush();
    expect([written, reports]).toEqual([[[3]], [[2, "Error: no database"]]]);
  });

  it("are dropped beyond 10,000 waiting rows, and their number is reported", async () => {
    for (let row = 0; row < 10_003; row += 1) log.add(row);
    await log.flush();
    expect([written.map((rows) => rows.length), reports]).toEqual([[10_000], [[3, "Error: more than 10000 were waiting"]]]);
  });

  it("are reported lost once when the process ends before they are stored, whether waiting or being sent", () => {
    write = () => new Promise(() => undefined);
    log.add(1);
    void log.flush();
    log.add(2);
    log.end();
    log.end();
    expect(reports).toEqual([[2, "Error: the process ended before they were stored"]]);
  });
});
