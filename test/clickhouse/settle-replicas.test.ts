import { afterAll, beforeAll, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { readActiveSnapshot } from "../../app/pipeline/active-snapshot";
import type { ExtractOutcome } from "../../app/pipeline/delivery-outcome";
import { extractMonth } from "../../app/pipeline/extract-month";
import type { Simulator } from "../../simulator/simulator";
import { startSimulator } from "../../simulator/start-simulator";
import { type Lab, openLab } from "../support/snapshot-lab";
import { startBillingServer } from "../support/start-billing";
import type { ServerProcess } from "./server-process";

const enrollment = "100100";
const today = "2026-11-15";
const period = BillingMonth.of(2026, 10);
if (period === null) throw new Error("no month");
const october = { billingAccountId: enrollment, period };

let server: ServerProcess;
let simulator: Simulator;
let lab: Lab;

beforeAll(async () => {
  server = await startBillingServer();
  simulator = await startSimulator({
    seed: 7,
    enrollments: [{ number: enrollment, key: "simulator-key", rows: 600 }],
    today,
    pageSize: 300,
  });
  lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, today });
});

afterAll(async () => {
  await lab.close();
  await simulator.close();
  await server.dispose();
});

/** What ClickHouse says when a server of the cluster does not report in time that it has the rows. */
const replicaIsAway = (): Error =>
  Object.assign(new Error("There are 1 unfinished hosts (0 of them are currently executing the task)"), { code: "159" });

const extract = (settle: () => Promise<void>): Promise<ExtractOutcome> =>
  extractMonth(
    { enrollment, year: 2026, month: 10 },
    { ...lab.deps, database: { ...lab.deps.database, settle } },
    new AbortController().signal,
    () => undefined,
  );
const shown = async (): Promise<string | null> => (await readActiveSnapshot(lab.deps.database, october))?.snapshotId ?? null;

it("a month is not shown while a replica lacks its rows, and the next run publishes the reading that waited without reading a page again", async () => {
  const refused = await extract(() => Promise.reject(replicaIsAway()));
  expect(refused).toMatchObject({ kind: "failed", at: "clickhouse", reason: "code 159", retryable: true });
  expect(await shown()).toBeNull();

  const shownWhenSettled: (string | null)[] = [];
  const published = await extract(async () => {
    shownWhenSettled.push(await shown());
  });
  const { rows, cost } = simulator.oracle(enrollment, "2026-10");
  expect(published).toMatchObject({ kind: "published", rows, cost, resumedPages: 2 });
  expect(shownWhenSettled).toEqual([null]);
  expect(await shown()).not.toBeNull();
});
