import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Emission } from "../../../app/domain/emission/emission";
import { openSurroundings } from "../../../app/pipeline/open-surroundings";
import { azureEmissions } from "../../../app/sources/azure-emissions/azure-emissions";
import { type Connection, connect } from "../../../app/sources/connection";
import { SecretText } from "../../../app/sources/secret-text";
import type { Delivery, SourceContext, SourceEvent } from "../../../app/sources/source";
import { SourceError } from "../../../app/sources/source-error";
import { type AzureCarbon, type CarbonFault, type CarbonResource, startAzureCarbon } from "../../../simulator/azure-carbon";

const secret = "client-secret-canary";
const id = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, "0")}`;
const denied = id(999);

const resource = (n: number, subscription: string, kilograms: Readonly<Record<string, string>>): CarbonResource => ({
  subscription,
  resourceGroup: "RG-Pay",
  type: "microsoft.storage/storageaccounts",
  name: `Store${n}`,
  location: "east us",
  kilograms,
});
/** Digits that a double does not give back. */
const september = [
  resource(1, id(1), { Scope1: "0.1000000000000000055511151231257827", Scope2: "2.50", Scope3: "1E-7" }),
  resource(2, id(1), { Scope1: "0", Scope2: "1e2", Scope3: "0.25" }),
  resource(3, id(120), { Scope1: "1", Scope2: "2", Scope3: "3" }),
];

let service: AzureCarbon;
const surroundings = openSurroundings(() => new SecretText(secret), ["127.0.0.1"]);

beforeAll(async () => {
  service = await startAzureCarbon({
    tenant: "contoso",
    clientId: "app-1",
    clientSecret: secret,
    range: ["2026-08", "2026-09"],
    resources: (month) => (month === "2026-09" ? september : []),
    denied: [denied],
    pageItems: 1,
  });
});
beforeEach(() => {
  service.setFault(null);
});
afterAll(async () => {
  await service.close();
  await surroundings.objects.dispatcher.destroy();
  await surroundings.http.dispatcher.destroy();
});

interface Lab {
  readonly connection: Connection;
  readonly context: SourceContext;
  readonly events: SourceEvent[];
}

function open(subscriptions: readonly string[]): Lab {
  const events: SourceEvent[] = [];
  const clock = { now: () => Date.parse("2026-11-15T02:00:00Z"), sleep: () => Promise.resolve() };
  const gate = { admit: () => Promise.resolve({ rateMs: 0, breakerMs: 0 }), report: () => undefined };
  const context: SourceContext = {
    ...surroundings,
    http: { dispatcher: surroundings.http.dispatcher, gate: () => gate },
    clock,
    random: () => 0.5,
    signal: new AbortController().signal,
    heard: (event) => events.push(event),
  };
  const credentials = { tenant: "contoso", clientId: "app-1", clientSecret: { env: "ABI_SECRET_X" }, cloud: "global", login: service.url };
  return { connection: connect(azureEmissions, { account: "100100", subscriptions, credentials, endpoint: service.url }), context, events };
}

async function offers({ connection, context }: Lab): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  for await (const delivery of connection.discover({ months: [] }, context)) found.push(delivery);
  return found;
}

/** What is read of a month. */
async function read(lab: Lab, month = "2026-09"): Promise<readonly Emission[]> {
  const delivery = (await offers(lab)).find(({ period }) => period?.toString() === month);
  if (delivery === undefined) throw new Error("not offered");
  const found: Emission[] = [];
  const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false };
  for await (const { content } of lab.connection.read(delivery, options, lab.context)) {
    if (content.kind !== "emissions") throw new TypeError("no emissions");
    found.push(...content.rows);
  }
  return found;
}

const short = ({ sub_account_id: sub, resource_id: of, scope, kilograms, problem }: Emission): readonly unknown[] => [
  sub === denied ? "denied" : Number(sub.slice(-12)),
  of.slice(of.lastIndexOf("/") + 1),
  scope,
  kilograms,
  problem,
];

describe("emissions of Azure", () => {
  it("are asked for by scope, of a hundred subscriptions at once, page by page, and have every digit", async () => {
    const subscriptions = Array.from({ length: 120 }, (_, index) => id(index + 1));
    const asked = service.asked.length;
    expect((await read(open(subscriptions))).map(short)).toEqual([
      [1, "store1", "scope-1", "0.1000000000000000055511151231257827", ""],
      [1, "store2", "scope-1", "0", ""],
      [1, "store1", "scope-2", "2.5", ""],
      [1, "store2", "scope-2", "100", ""],
      [1, "store1", "scope-3", "0.0000001", ""],
      [1, "store2", "scope-3", "0.25", ""],
      [120, "store3", "scope-1", "1", ""],
      [120, "store3", "scope-2", "2", ""],
      [120, "store3", "scope-3", "3", ""],
    ]);
    // Two pages of the first hundred in each scope, and one of the other twenty.
    expect(service.asked.length - asked).toBe(9);
  });

  it("are of resources as bills name them", async () => {
    const [first] = await read(open([id(1).toUpperCase()]));
    expect(first).toEqual({
      provider: "Microsoft",
      sub_account_id: id(1),
      resource_id: `/subscriptions/${id(1)}/resourcegroups/rg-pay/providers/microsoft.storage/storageaccounts/store1`,
      service: "microsoft.storage/storageaccounts",
      region: "eastus",
      scope: "scope-1",
      method: "unspecified",
      model_version: "",
      kilograms: "0.1000000000000000055511151231257827",
      problem: "",
    });
  });

  it("of a subscription that is denied are missing in each scope, and never zero; when all are, nothing is read", async () => {
    const rows = await read(open([id(1), denied]));
    expect(rows.filter(({ sub_account_id: sub }) => sub === denied).map(short)).toEqual(
      ["scope-1", "scope-2", "scope-3"].map((scope) => ["denied", "", scope, null, "access-denied"]),
    );
    await expect(read(open([denied]))).rejects.toMatchObject({ kind: "permission", retryable: false });
  });

  it("are offered of the months that Microsoft has, again when it has another one", async () => {
    const found = await offers(open([id(1)]));
    expect(found.map(({ account, name, period }) => [account, name, period?.toString()])).toEqual([
      ["100100", "emissions 2026-08", "2026-08"],
      ["100100", "emissions 2026-09", "2026-09"],
    ]);
    // What is published is known by its version alone.
    expect(new Set(found.map(({ version }) => version)).size).toBe(2);
  });

  it("are there after a throttled request and an answer that was cut off", async () => {
    for (const fault of ["throttle-once", "cut-once"] as const) {
      service.setFault(fault);
      const lab = open([id(1)]);
      expect(await read(lab)).toHaveLength(6);
      expect(lab.events.filter(({ type }) => type === "retry")).toHaveLength(1);
    }
  });

  it.each([
    ["forbidden", "permission", "Carbon Optimization Reader"],
    ["not-there", "not-found", "Azure China may not have it"],
    ["loop", "paging", "form a loop"],
    ["page-again", "paging", "twice, the second time on page 2"],
    ["no-decision", "malformed", `does not say whether the subscription ${id(1)} may be read`],
    ["number-as-text", "malformed", "value.0.latestMonthEmissions is not a number"],
  ] as const satisfies readonly (readonly [CarbonFault, string, string])[])("with the fault %s are %s", async (fault, kind, reason) => {
    service.setFault(fault);
    const error: unknown = await read(open([id(1)])).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({ kind });
    expect(String(error)).toContain(reason);
    expect(JSON.stringify([error, String(error)])).not.toContain("canary");
  });
});

it("a check names the months, and the subscriptions that are denied", async () => {
  const { connection, context } = open([id(1), denied]);
  expect(await connection.check(context)).toEqual([
    { name: "token", ok: true, detail: "the application app-1 got one" },
    { name: "months", ok: true, detail: "2026-08 to 2026-09" },
    { name: "first rows", ok: true, detail: `1 resource in 2026-09; access is denied to ${denied}` },
  ]);
});
