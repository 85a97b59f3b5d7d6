import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import { isReservationUse, type ReservationRecord } from "../../../app/domain/commitment/reservation-record";
import { openSurroundings } from "../../../app/pipeline/open-surroundings";
import { azureReservations } from "../../../app/sources/azure-reservations/azure-reservations";
import { type Connection, connect } from "../../../app/sources/connection";
import { SecretText } from "../../../app/sources/secret-text";
import type { Delivery, SourceContext, SourceEvent } from "../../../app/sources/source";
import { SourceError } from "../../../app/sources/source-error";
import {
  type AzureReservations,
  type AzureReservationsOptions,
  type ReservationFault,
  type ReservationItem,
  startAzureReservations,
} from "../../../simulator/azure-reservations";

const secret = "client-secret-canary";
const order = "8f08bbe0-6ed0-483f-b714-7ea31ab9c458";
const orderKey = `/providers/microsoft.capacity/reservationorders/${order}`;

const transaction = (month: string, date: string, eventType: string, amount: string, quantity = "2"): ReservationItem => ({
  at: month,
  texts: {
    eventDate: date,
    reservationOrderId: order.toUpperCase(),
    description: "Standard_E8s_v5 chinanorth3 1 Year",
    eventType,
    currency: "CNY",
    reservationOrderName: "VM_RI",
    term: "P1Y",
    region: "chinanorth3",
    currentEnrollment: "100100",
    billingFrequency: "OneTime",
  },
  numbers: { quantity, amount, billingMonth: `${month.replace("-", "")}01`, overage: "null" },
});
const use = (day: string, machine: string, hours: string): ReservationItem => ({
  at: day,
  texts: {
    reservationOrderId: order,
    reservationId: "R-1",
    usageDate: `${day}T00:00:00-08:00`,
    skuName: "Standard_E8s_v5",
    instanceId: `/subscriptions/1/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/${machine}`,
  },
  numbers: { reservedHours: "48", usedHours: hours, totalReservedQuantity: "0" },
});

let transactions: ReservationItem[];
let details: ReservationItem[];
let service: AzureReservations;
const surroundings = openSurroundings(() => new SecretText(secret), ["127.0.0.1"]);

const start = (more: Partial<AzureReservationsOptions> = {}): Promise<AzureReservations> =>
  startAzureReservations({
    tenant: "contoso",
    clientId: "app-1",
    clientSecret: secret,
    scope: "100100",
    transactions: () => transactions,
    details: () => details,
    pageItems: 2,
    ...more,
  });

beforeEach(async () => {
  transactions = [
    // Digits that a double does not give back.
    transaction("2026-09", "2026-09-09T19:19:04Z", "Purchase", "730.123456789012345678"),
    transaction("2026-09", "2026-11-02T08:00:00Z", "Refund", "-3.650000000000000", "1"),
    transaction("2026-09", "2026-09-09T19:19:04Z", "Purchase", "730.123456789012345678"),
    transaction("2026-10", "2026-10-01T00:00:00Z", "Purchase", "1E+2"),
  ];
  details = [
    use("2026-09-10", "web-1", "0.6"),
    use("2026-09-10", "WEB-2", "24"),
    use("2026-09-30", "web-1", "1E-7"),
    use("2026-10-01", "web-1", "24"),
  ];
  service = await start();
});
afterEach(() => service.close());
afterAll(async () => {
  await surroundings.objects.dispatcher.destroy();
  await surroundings.http.dispatcher.destroy();
});

interface Lab {
  readonly connection: Connection;
  readonly context: SourceContext;
  readonly events: SourceEvent[];
}

function open(more: object = {}): Lab {
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
  const config = { billingAccount: "100100", months: 3, credentials, endpoint: service.url, ...more };
  return { connection: connect(azureReservations, config), context, events };
}

async function offers({ connection, context }: Lab, ...months: readonly string[]): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  const wanted = months.map((month) => BillingMonth.parse(month)).filter((month) => month !== null);
  for await (const delivery of connection.discover({ months: wanted }, context)) found.push(delivery);
  return found;
}

/** What is read of a month. */
async function read(lab: Lab, month = "2026-09"): Promise<readonly ReservationRecord[]> {
  const delivery = (await offers(lab, "2026-09", "2026-10", "2026-11", month)).find(({ period }) => period?.toString() === month);
  if (delivery === undefined) throw new Error("not offered");
  const found: ReservationRecord[] = [];
  const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false };
  for await (const { content } of lab.connection.read(delivery, options, lab.context)) {
    if (content.kind !== "reservations") throw new TypeError("no reservations");
    found.push(...content.rows);
  }
  return found;
}

describe("reservations of Azure", () => {
  it("are the payments of a billing month, and the use of its days, page by page and to the last digit", async () => {
    const at = Date.parse("2026-09-09T19:19:04Z");
    const payment = {
      transaction_id: `${order} purchase ${at} 730.123456789012345678 2 0`,
      commitment_order: orderKey,
      commitment_id: `/providers/Microsoft.Capacity/reservationOrders/${order}`,
      commitment_name: "VM_RI",
      kind: "purchase",
      starts_at: "2026-09-09T19:19:04.000Z",
      ends_at: "2027-09-09T19:19:04.000Z",
      amount: "730.123456789012345678",
      quantity: "2",
      currency: "CNY",
      term_months: 12,
      is_recurring: false,
      product: "Standard_E8s_v5 chinanorth3 1 Year",
      resource_location: "chinanorth3",
    };
    const machine = "/subscriptions/1/resourcegroups/rg/providers/microsoft.compute/virtualmachines/";
    const used = {
      commitment_order: orderKey,
      day: "2026-09-10",
      reservation_id: "r-1",
      instance_id: `${machine}web-1`,
      sku_name: "Standard_E8s_v5",
      reserved_hours: "48",
      used_hours: "0.6",
    };
    expect(await read(open())).toEqual([
      payment,
      {
        ...payment,
        transaction_id: `${order} return ${Date.parse("2026-11-02T08:00:00Z")} -3.65 1 0`,
        kind: "return",
        starts_at: "2026-11-02T08:00:00.000Z",
        ends_at: null,
        amount: "-3.65",
        quantity: "1",
      },
      // The same again is another payment.
      { ...payment, transaction_id: `${order} purchase ${at} 730.123456789012345678 2 1` },
      used,
      { ...used, instance_id: `${machine}web-2`, used_hours: "24" },
      { ...used, day: "2026-09-30", used_hours: "0.0000001" },
    ]);
    expect(service.asked.map((asked) => asked.replace("api-version=2024-08-01&", ""))).toEqual([
      "reservationTransactions?$filter=properties/eventDate ge 2026-09-01 AND properties/eventDate le 2026-09-30",
      "reservationTransactions?$filter=properties/eventDate ge 2026-09-01 AND properties/eventDate le 2026-09-30&$skiptoken=2",
      "reservationDetails?$filter=properties/usageDate ge 2026-09-01 AND properties/usageDate le 2026-09-30",
      "reservationDetails?$filter=properties/usageDate ge 2026-09-01 AND properties/usageDate le 2026-09-30&$skiptoken=2",
    ]);
  });

  it("of a billing profile are asked for as its specification says, and may name no billing month", async () => {
    await service.close();
    service = await start({ scope: "1234:5678_2019-05-31/billingProfiles/PROF-1" });
    transactions = [{ ...transaction("2026-10", "2026-10-01T00:00:00Z", "Purchase", "1.44"), numbers: { quantity: "1", amount: "1.44" } }];
    const lab = open({ billingAccount: "1234:5678_2019-05-31", billingProfile: "PROF-1", account: "mca" });
    expect((await read(lab, "2026-10")).map((row) => (isReservationUse(row) ? row.used_hours : row.amount))).toEqual(["1.44", "24"]);
    expect(service.asked.at(-1)).toContain("startDate=2026-10-01&endDate=2026-10-31");
    expect((await offers(lab))[0]?.account).toBe("mca");
  });

  it("are asked for in fewer days where the answer is too large", async () => {
    await service.close();
    service = await start({ mostDays: 8, pageItems: 10 });
    expect((await read(open())).filter(isReservationUse).map(({ day, used_hours: hours }) => [day, hours])).toEqual([
      ["2026-09-10", "0.6"],
      ["2026-09-10", "24"],
      ["2026-09-30", "0.0000001"],
    ]);
    // A month of thirty days in halves, and those in halves.
    expect(service.asked.filter((asked) => asked.startsWith("reservationDetails"))).toHaveLength(7);
  });

  it("of a wanted month are always read, and those of an earlier one when its transactions have changed", async () => {
    const before = await offers(open(), "2026-11");
    expect(before.map(({ account, name, version }) => [account, name, version === null])).toEqual([
      ["100100", "reservations 2026-09", false],
      ["100100", "reservations 2026-10", false],
      ["100100", "reservations 2026-11", true],
    ]);
    transactions.push(transaction("2026-09", "2026-11-14T00:00:00Z", "Refund", "-1", "1"));
    const after = await offers(open(), "2026-11");
    expect(after.map(({ version }, index) => version === before[index]?.version)).toEqual([false, true, true]);
    // What is published is known by its version alone.
    transactions = [];
    expect(new Set((await offers(open())).map(({ version }) => version)).size).toBe(3);
    expect((await offers(open(), "2025-12", "2026-12")).map(({ period }) => period?.toString())).toEqual([
      "2025-12",
      "2026-09",
      "2026-10",
      "2026-11",
    ]);
  });

  it("of a month that is older than Microsoft's details are the transactions alone", async () => {
    transactions = [
      transaction("2025-10", "2025-10-01T00:00:00Z", "Purchase", "7"),
      transaction("2025-11", "2025-11-01T00:00:00Z", "Purchase", "8"),
    ];
    details = [use("2025-10-01", "web-1", "1"), use("2025-11-01", "web-1", "2")];
    expect((await read(open(), "2025-10")).map(isReservationUse)).toEqual([false]);
    expect((await read(open(), "2025-11")).map(isReservationUse)).toEqual([false, true]);
  });

  it("are there after a throttled request and an answer that was cut off", async () => {
    for (const fault of ["throttle-once", "cut-once"] as const) {
      service.setFault(fault);
      const lab = open();
      expect(await read(lab)).toHaveLength(6);
      expect(lab.events.filter(({ type }) => type === "retry")).toHaveLength(1);
    }
  });

  it("of a month with a row that cannot be read are none, and other months are offered", async () => {
    transactions.push(transaction("2026-10", "2026-10-09T00:00:00Z", "Gift", "1"));
    const reason =
      'the reservation transactions of 2026-10: row 2 of page 1, eventType: "Gift" is neither a purchase nor a return; nothing of the month is kept';
    await expect(read(open(), "2026-10")).rejects.toMatchObject({ kind: "malformed", message: reason });
    expect((await offers(open(), "2026-11")).map(({ fault }) => fault?.message ?? null)).toEqual([null, reason, null]);
  });

  it.each([
    ["forbidden", "permission", "EnrollmentReader"],
    ["loop", "paging", "form a loop"],
    ["page-again", "paging", "again as page 1"],
    ["foreign-link", "untrusted-link", "No token was sent there"],
    ["all-months", "malformed", "billingMonth: 2026-10 was not asked for"],
    ["all-days", "malformed", "usageDate: 2026-10-01 was not asked for"],
    ["no-value", "malformed", "the answer is not what is documented: value Required"],
    ["fail-details", "rejected", "the reservation details of 2026-09-01 to 2026-09-01 (400)"],
  ] as const satisfies readonly (readonly [ReservationFault, string, string])[])(
    "with the fault %s are %s",
    async (fault, kind, reason) => {
      service.setFault(fault);
      const error: unknown = await read(open()).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SourceError);
      expect(error).toMatchObject({ kind });
      expect(String(error)).toContain(reason);
      expect(JSON.stringify([error, String(error)])).not.toContain("canary");
    },
  );

  it("are asked for at no host that the settings do not list", async () => {
    const { connection, context } = open();
    const strict = { ...context, objects: { ...context.objects, allowedHosts: [] } };
    expect(await connection.check(strict)).toMatchObject([{ name: "token", ok: false, kind: "config" }]);
    expect(service.asked).toEqual([]);
  });
});

it("a check names the rows of both lists, and which field to look at", async () => {
  transactions = [transaction("2026-11", "2026-11-02T00:00:00Z", "Purchase", "1")];
  details = [];
  const { connection, context } = open();
  const passed = [
    { name: "token", ok: true, detail: "the application app-1 got one" },
    { name: "transactions", ok: true, detail: "1 row of 2026-11 on the first page" },
  ];
  expect(await connection.check(context)).toEqual([
    ...passed,
    { name: "details", ok: true, detail: "0 rows of 2026-11 on the first page" },
  ]);
  service.setFault("forbidden");
  const [, refused, ...more] = await connection.check(context);
  expect(refused).toMatchObject({ name: "transactions", ok: false, kind: "permission" });
  expect(refused?.ok === false ? refused.hint : "").toMatch(/^billingAccount, billingProfile, credentials: the application may not read/);
  expect(more).toEqual([]);
});
