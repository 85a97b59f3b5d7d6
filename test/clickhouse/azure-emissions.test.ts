import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answerEmissions } from "../../app/apis/answers/answer-emissions";
import { deliver } from "../../app/pipeline/deliver";
import type { DeliveryOutcome } from "../../app/pipeline/delivery-outcome";
import type { OpenSource } from "../../app/pipeline/open-source";
import { type AzureCarbon, type CarbonResource, startAzureCarbon } from "../../simulator/azure-carbon";
import { openApiRequest } from "../support/open-api-request";
import { offersOf, type SourceLab, startSourceLab } from "../support/source-lab";

const account = "100100";
const subscription = "00000000-0000-0000-0000-000000000001";
const denied = "00000000-0000-0000-0000-000000000999";
const never = new AbortController().signal;

let sources: SourceLab;
let service: AzureCarbon;
let months: Readonly<Record<string, readonly CarbonResource[]>>;

const store = (name: string, kilograms: Readonly<Record<string, string>>): CarbonResource => ({
  subscription,
  resourceGroup: "RG-Pay",
  type: "microsoft.storage/storageaccounts",
  name,
  location: "east us",
  kilograms,
});

beforeAll(async () => {
  sources = await startSourceLab();
  service = await startAzureCarbon({
    tenant: "contoso",
    clientId: "app-1",
    clientSecret: "client-secret-canary",
    range: ["2026-08", "2026-09"],
    resources: (month) => months[month] ?? [],
    denied: [denied],
    pageItems: 1,
  });
});
afterAll(async () => {
  await service.close();
  await sources.close();
});
beforeEach(async () => {
  await sources.empty();
  service.setFault(null);
  months = {
    "2026-08": [store("one", { Scope1: "1", Scope2: "2", Scope3: "3" })],
    "2026-09": [
      store("one", { Scope1: "0.1000000000000000055511151231257827", Scope2: "2.50", Scope3: "1E-7" }),
      store("two", { Scope1: "0", Scope2: "1e2", Scope3: "0.25" }),
    ],
  };
});

const open = (subscriptions: readonly string[] = [subscription], more: object = {}): Promise<OpenSource> => {
  const credentials = { tenant: "contoso", clientId: "app-1", clientSecret: { env: "ABI_SECRET_X" }, cloud: "global", login: service.url };
  const config = { account, subscriptions, credentials, endpoint: service.url, requestsPerMinute: 1000, ...more };
  return sources.open("azure-emissions", config, { hosts: ["127.0.0.1"], secrets: { ABI_SECRET_X: "client-secret-canary" } });
};
/** Reads each month that is offered. */
async function load(source: OpenSource, request: object = {}): Promise<readonly DeliveryOutcome[]> {
  const outcomes: DeliveryOutcome[] = [];
  for (const delivery of await offersOf(source))
    outcomes.push(await deliver(source.connection, delivery, request, source.deps, never, () => undefined));
  return outcomes;
}
const kinds = (outcomes: readonly DeliveryOutcome[]): readonly string[] =>
  outcomes.map((outcome) => ("reason" in outcome ? `${outcome.kind} ${outcome.reason}` : outcome.kind));
const stored = (): Promise<string> =>
  sources.ask(
    `SELECT billing_account_id, month, splitByChar('/', resource_id)[-1] AS resource, scope, method, kilograms, if(problem = '', '-', problem) FROM CurrentEmission
     ORDER BY month, resource, scope`,
  );
const of = (month: string, resource: string, ...kilograms: readonly string[]): readonly string[] =>
  kilograms.map((one, index) => `${account}\t${month}-01\t${resource}\tscope-${index + 1}\tunspecified\t${one}\t-`);
const august = of("2026-08", "one", "1", "2", "3");
const september = [
  ...of("2026-09", "one", "0.1000000000000000055511151231257827", "2.5", "0.0000001"),
  ...of("2026-09", "two", "0", "100", "0.25"),
];

describe("emissions that Azure reports", () => {
  it("are a set for each month, with every digit, and what /api/emissions answers", async () => {
    const source = await open();
    expect(await load(source)).toMatchObject([
      { kind: "loaded", sets: [{ records: "emissions", account, month: "2026-08", rows: 3, notes: [] }] },
      { kind: "loaded", sets: [{ records: "emissions", account, month: "2026-09", rows: 6, notes: [] }] },
    ]);
    expect((await stored()).split("\n")).toEqual([...august, ...september]);
    const request = openApiRequest(sources.client, "2026-11-15T02:00:00Z");
    const { data } = await answerEmissions({ from: "2026-08", to: "2026-09", group: "subscription" }, request);
    expect(data.map((row) => [row.month, row.value, row.kilograms, row.missing_values, row.methods])).toEqual([
      ["2026-08", subscription, "6", "0", ["unspecified"]],
      ["2026-09", subscription, "102.8500001000000000055511151231257827", "0", ["unspecified"]],
    ]);
    const isPublished: boolean[] = [];
    for (const delivery of await offersOf(source)) isPublished.push(await source.isPublished(delivery, source.deps.now()));
    expect(isPublished).toEqual([true, true]);
  });

  it("take the place of the month's earlier ones, whole, and a month that cannot be read keeps what it had", async () => {
    await load(await open());
    months = { ...months, "2026-09": [store("one", { Scope1: "7", Scope2: "8", Scope3: "9" })] };
    expect(kinds(await load(await open()))).toEqual(["loaded", "loaded"]);
    const after = [...august, ...of("2026-09", "one", "7", "8", "9")];
    expect((await stored()).split("\n")).toEqual(after);
    // What was replaced is dropped.
    expect(await sources.ask("SELECT count() FROM Emission")).toBe("6");
    months = {
      ...months,
      "2026-08": [store("one", { Scope1: "5", Scope2: "5", Scope3: "5" }), store("two", { Scope1: "5", Scope2: "5", Scope3: "5" })],
    };
    for (const [fault, outcome] of [
      ["loop", "abandoned paging"],
      ["number-as-text", "abandoned malformed"],
      ["forbidden", "failed permission"],
    ] as const) {
      const source = await open();
      const [first] = await offersOf(source);
      if (first === undefined) throw new Error("nothing is offered");
      service.setFault(fault);
      expect([fault, ...kinds([await deliver(source.connection, first, {}, source.deps, never, () => undefined)])]).toEqual([
        fault,
        outcome,
      ]);
      service.setFault(null);
      expect((await stored()).split("\n")).toEqual(after);
      expect(await sources.ask("SELECT count() FROM Emission")).toBe("6");
    }
  });

  it("of a subscription that is denied are missing and never zero, and a month without rows does not replace one that has some", async () => {
    const [, outcome] = await load(await open([subscription, denied]));
    expect(outcome).toMatchObject({ kind: "loaded", sets: [{ rows: 9, notes: [expect.stringContaining(denied) as string] }] });
    expect(
      await sources.ask(
        `SELECT scope, kilograms, problem FROM CurrentEmission WHERE sub_account_id = '${denied}' AND month = '2026-09-01' ORDER BY scope`,
      ),
    ).toBe(["scope-1", "scope-2", "scope-3"].map((scope) => `${scope}\t\\N\taccess-denied`).join("\n"));
    months = {};
    const before = await stored();
    expect(kinds(await load(await open()))).toEqual(["abandoned malformed", "abandoned malformed"]);
    expect(await stored()).toBe(before);
  });

  it("of an account and month that other emissions are kept of are refused until an operator hands them over", async () => {
    await sources.ask(
      `INSERT INTO ActiveRecordSet (records, billing_account_id, month, set_id, activation, source, rows) VALUES ('emissions', '${account}', '2026-09-01', '20261001-a', 1, 'emission-files', 1)`,
    );
    await sources.ask(
      `INSERT INTO Emission (billing_account_id, month, set_id, provider, scope, method, kilograms) VALUES ('${account}', '2026-09-01', '20261001-a', 'AWS', 'total', 'market', 4)`,
    );
    expect(kinds(await load(await open()))).toEqual(["loaded", "refused account-taken"]);
    expect(await sources.ask("SELECT provider, kilograms FROM CurrentEmission WHERE month = '2026-09-01'")).toBe("AWS\t4");
    expect(kinds(await load(await open(), { acceptHandover: "Azure reports by itself now" }))).toEqual(["loaded", "loaded"]);
    expect((await stored()).split("\n")).toEqual([...august, ...september]);
  });
});
