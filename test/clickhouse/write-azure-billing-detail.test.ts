import type { ClickHouseClient } from "@clickhouse/client";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { letterAccount } from "../../app/apis/answers/answer-dead-letters";
import { SqlText } from "../../app/apis/serving/sql-text";
import { createEnrichmentContext } from "../../app/domain/charge/enrichment-context";
import { compileApplicationTags } from "../../app/domain/resource-tracking/compile-application-tags";
import type { AzureBillingDetailRecord } from "../../app/ingest/azure-billing-detail-record";
import { type ReplayedLetter, readWaitingLetters, replayDeadLetters } from "../../app/ingest/replay-dead-letters";
import { type WrittenRecords, writeAzureBillingDetail } from "../../app/ingest/write-azure-billing-detail";
import { trimInvisible } from "../../app/domain/trim-invisible";
import { keepTrying } from "../../app/runtime/moose/keep-trying";
import { sha256Hex } from "../../app/runtime/sha256-hex";
import { type Billing, startBilling } from "../support/start-billing";
import { bySize } from "../support/test-size";
import type { ServerProcess } from "./server-process";

let billing: Billing;
let server: ServerProcess;
let client: ClickHouseClient;

beforeAll(async () => {
  billing = await startBilling();
  ({ server, client } = billing);
});

afterAll(async () => {
  await billing.stop();
});

const rule = { match_kind: "contains", scope: "any", cmdb_service: "", enabled: true, valid_from: null, valid_to: null } as const;
const { matcher } = compileApplicationTags([
  { ...rule, id: 1, pattern: "vm-1", application: "pay", priority: 1 },
  { ...rule, id: 2, pattern: "rg", application: "shop", priority: 2 },
]);
const context = createEnrichmentContext({ taxRate: "0.06", matcher, sha256: sha256Hex });
const write = (records: readonly AzureBillingDetailRecord[]): Promise<WrittenRecords> =>
  writeAzureBillingDetail(client, records, () => context);

/** Records of a tenth each; the rules disagree on those of vm-1, vm-10 and so on. */
const recordsOf = (enrollment: string, count: number): readonly AzureBillingDetailRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    enrollment,
    currency: "CNY",
    date: "2026-10-05",
    extendedCost: "0.1",
    instanceId: `vm-${index}`,
    resourceGroup: "rg",
  }));

/** Charges, their cost, audits. */
const totals = (enrollment: string): Promise<string> =>
  server.query(
    `SELECT count(), sum(extended_cost), (SELECT count() FROM TaggingAudit FINAL WHERE billing_account_id = '${enrollment}')
     FROM AzureBillingDetail FINAL WHERE billing_account_id = '${enrollment}'`,
    { database: "billing" },
  );

const letters = async (enrollment: string): Promise<readonly { readonly original: string; readonly reason: string }[]> => {
  const text = await server.query(
    `SELECT original, reason FROM AzureBillingDetailDeadLetter FINAL WHERE original LIKE '%"${enrollment}"%' FORMAT JSONEachRow`,
    { database: "billing" },
  );
  return text.split("\n").map((line) => JSON.parse(line) as { readonly original: string; readonly reason: string });
};

it("stores all charges with their audits, however often their records are delivered", async () => {
  const records = recordsOf("often", 500);
  await write(records);
  await write([...records.slice(200), ...records]);
  expect(await totals("often")).toBe("500\t50\t111");
});

it("stores the same charges whichever of three partitions has a record, and whichever is stored first or twice", async () => {
  const records = recordsOf("one-partition", 90).flatMap((record, index) =>
    index % 9 === 0 ? [record, { ...record, occurrence: "2" }, { ...record, extendedCost: "-0.1" }] : [record],
  );
  const letter = { enrollment: "one-partition", currency: "CNY", hello: "world" };
  await write([...records, letter]);
  const stored = async (enrollment: string): Promise<string> =>
    server.query(
      `SELECT instance_id, occurrence, extended_cost, cmdb_mapped_application_service FROM AzureBillingDetail FINAL
       WHERE billing_account_id = '${enrollment}' ORDER BY ALL FORMAT TSV`,
      { database: "billing" },
    );
  const expected = await stored("one-partition");
  expect(expected.split("\n")).toHaveLength(110);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(0, 1, 2), { minLength: 111, maxLength: 111 }),
      fc.shuffledSubarray(records.map((_, index) => index)),
      fc.uuid(),
      async (partitions, redelivered, id) => {
        const renamed = [...records, letter].map((record) => ({ ...record, enrollment: id }));
        const again = redelivered.map((index) => renamed[index]).filter((record) => record !== undefined);
        const parts = [0, 1, 2].map((partition) => renamed.filter((_, index) => partitions[index] === partition));
        await Promise.all([...parts.slice().reverse(), again].map(write));
        expect(await stored(id)).toBe(expected);
        expect(await letters(id)).toHaveLength(1);
      },
    ),
    { numRuns: bySize(5, 100) },
  );
});

it("keeps a record that is not a charge as a dead letter with the reason, and stores all others", async () => {
  const bad = { enrollment: "bad", currency: "CNY", hello: "world" };
  await write([...recordsOf("bad", 20), bad]);
  expect(await totals("bad")).toBe("20\t2\t11");
  expect(await letters("bad")).toEqual([{ original: JSON.stringify(bad), reason: expect.stringContaining("not a usage row") as string }]);
});

it("keeps the record of a charge that the table refuses as a dead letter with the reason, and stores all others", async () => {
  await server.query("ALTER TABLE AzureBillingDetail ADD CONSTRAINT odd CHECK instance_id != 'vm-7' OR billing_account_id != 'refused'", {
    database: "billing",
  });
  await write(recordsOf("refused", 40));
  expect((await totals("refused")).split("\t").slice(0, 2)).toEqual(["39", "3.9"]);
  const [letter, ...others] = await letters("refused");
  expect(others).toEqual([]);
  expect(JSON.parse(letter?.original ?? "")).toEqual(recordsOf("refused", 8)[7]);
  expect(letter?.reason).toContain("odd");
});

it("a dead letter is found by its account with any characters around the id", async () => {
  const around = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
    (character) => trimInvisible(character) === "",
  );
  expect(around).toEqual(expect.arrayContaining([" ", "\u00a0", "\u200b", "\u200e", "\u3000", "\ufeff"]));
  await write(around.map((character) => ({ enrollment: `${character}Around${character}`, currency: "CNY", hello: "world" })));
  let count = 0;
  for await (const page of readWaitingLetters(client, "around\u200b")) count += page.length;
  expect(count).toBe(around.length);
  const account = SqlText.partsOf(letterAccount)
    .filter((part) => typeof part === "string")
    .join("");
  const seen = await server.query(`SELECT count() FROM AzureBillingDetailDeadLetter AS d FINAL WHERE ${account} = 'around'`, {
    database: "billing",
  });
  expect(seen).toBe(String(around.length));
});

it("a replay says what became charges and what are letters still, and another doubles nothing", async () => {
  const replay = async (enrollment: string): Promise<readonly ReplayedLetter[]> => {
    const found: ReplayedLetter[] = [];
    for await (const page of replayDeadLetters(client, enrollment, () => context)) found.push(...page);
    return found;
  };
  const waiting = async (enrollment: string): Promise<number> => {
    let count = 0;
    for await (const page of readWaitingLetters(client, enrollment)) count += page.length;
    return count;
  };
  await server.query("ALTER TABLE AzureBillingDetail ADD CONSTRAINT late CHECK billing_account_id != 'late' OR instance_id < 'vm-3'", {
    database: "billing",
  });
  const hopeless = { enrollment: "late", currency: "CNY", hello: "world" };
  const written = await write([...recordsOf("late", 6), hopeless]);
  expect([written.charges.length, written.letters.length]).toEqual([3, 4]);
  await server.query("ALTER TABLE AzureBillingDetail DROP CONSTRAINT late", { database: "billing" });
  expect(await waiting("LATE")).toBe(4);
  const outcomes = (await replay("late")).map(({ outcome, original }) => [outcome, original.includes("hello")]);
  expect(outcomes.sort()).toEqual([...Array.from({ length: 3 }, () => ["charge", false]), ["letter", true]]);
  expect((await totals("late")).split("\t").slice(0, 2)).toEqual(["6", "0.6"]);
  expect(await waiting("late")).toBe(1);
  expect(await replay("late")).toMatchObject([
    { outcome: "letter", original: JSON.stringify(hopeless), reason: expect.stringContaining("not a usage row") as string },
  ]);
  await Promise.all([replay("late"), replay("late"), write(recordsOf("late", 6))]);
  expect((await totals("late")).split("\t").slice(0, 2)).toEqual(["6", "0.6"]);
  expect(await waiting("late")).toBe(1);
  expect(await waiting("another")).toBe(0);
});

it("waits for a ClickHouse that was killed, and stores everything once it is back", async () => {
  await server.signal("SIGKILL");
  const attempts: number[] = [];
  await keepTrying(() => write(recordsOf("killed", 100)), {
    report: (_, attempt) => attempts.push(attempt),
    sleep: async () => {
      if (attempts.length === 3) await server.start();
    },
  });
  expect(attempts.slice(0, 3)).toEqual([1, 2, 3]);
  expect(await totals("killed")).toBe("100\t10\t11");
});
