import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EaWireForm } from "../../app/domain/azure-ea/wire-form";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import type { OverrideRequest } from "../../app/domain/snapshot/operator-override";
import { extractMonth } from "../../app/pipeline/extract-month";
import type { ExtractOutcome } from "../../app/pipeline/delivery-outcome";
import { retainSnapshots } from "../../app/pipeline/retain-snapshots";
import { rollBack } from "../../app/pipeline/roll-back";
import { loadPrices } from "../../scripts/reference-prices";
import { startSimulator } from "../../simulator/start-simulator";
import { serveAzure, usageRow } from "../support/serve-azure";
import { openLab } from "../support/snapshot-lab";
import type { ServerProcess } from "./server-process";
import { startBillingServer } from "../support/start-billing";

const today = "2026-11-02";
const started = Date.now();
/** One clock for all readings: what was opened later is newer. */
const now = (): Date => new Date(Date.parse(`${today}T02:00:00Z`) + Date.now() - started);
type Answer = (url: URL, base: string) => object;

describe("months that are odd and explicable", () => {
  let server: ServerProcess;

  beforeAll(async () => {
    server = await startBillingServer();
  });
  afterAll(() => server.dispose());

  const ask = (sql: string): Promise<string> => server.query(sql, { database: "billing" });
  const extract = async (
    enrollment: string,
    answer: Answer,
    more: OverrideRequest & { readonly form?: EaWireForm; readonly currency?: string } = {},
  ): Promise<ExtractOutcome> => {
    const { form = "china", currency = "CNY", ...overrides } = more;
    const azure = await serveAzure(answer);
    const lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: azure.url, form, currency, today });
    try {
      return await extractMonth(
        { enrollment, year: 2026, month: 10, ...overrides },
        { ...lab.deps, now },
        new AbortController().signal,
        () => undefined,
      );
    } finally {
      await lab.close();
      azure.close();
    }
  };
  const rows =
    (...content: readonly object[]): Answer =>
    () => ({ content, nextLink: null });
  const rowsOf = (cost: string): Answer => rows(usageRow("2026-10-05", cost, "disk-1"));
  const event = (account: string, columns: string): Promise<string> =>
    ask(`SELECT ${columns} FROM BillingSnapshot WHERE billing_account_id = '${account}' AND status = 'published' ORDER BY at DESC LIMIT 1`);

  it("publishes late usage of an earlier month on its own day, as a correction, and names it", async () => {
    const late = usageRow("2026-09-30T00:00:00", "3", "disk-1");
    const outcome = await extract("11", rows(usageRow("2026-10-05T00:00:00", "10", "disk-1"), late));
    expect(outcome).toMatchObject({
      kind: "published",
      cost: "13",
      findings: [{ code: "late-rows", rows: 1, cost: "3" }],
    });
    const focus = await ask(
      "SELECT toDate(ChargePeriodStart, 'UTC'), BilledCost, ifNull(ChargeClass, '') FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = '11' ORDER BY x_Ordinal",
    );
    expect(focus).toBe("2026-10-05\t10\t\n2026-09-30\t3\tCorrection");
    expect(
      await ask("SELECT usage_date, sum(billed_cost) FROM CurrentDailyCost WHERE billing_account_id = '11' GROUP BY 1 ORDER BY 1"),
    ).toBe("2026-09-30\t3\n2026-10-05\t10");
    expect(
      await ask("SELECT problems.code FROM CurrentAzureBillingDetail WHERE billing_account_id = '11' AND extended_cost = 3"),
    ).toContain("date-outside-period");
    expect(await event("11", "findings.code, findings.cost")).toBe("['late-rows']\t['3']");
  });

  it.each([
    ["a page that is wholly of the month before", [usageRow("2026-09-05", "1", "a"), usageRow("2026-09-06", "1", "b")]],
    ["a row of a later month", [usageRow("2026-10-05", "1", "a"), usageRow("2026-11-01", "1", "b")]],
    ["a row of a time before the enrollment's term", [usageRow("2026-10-05", "1", "a"), usageRow("2001-02-01", "1", "b")]],
    ["rows without any date", [usageRow("", "1", "a"), usageRow("soon", "1", "b")]],
  ])("refuses %s: it shows another month", async (_, content) => {
    expect(await extract("wrong-month", rows(...content))).toMatchObject({ kind: "abandoned", reason: "malformed" });
  });

  it("refuses a month most of which is late, until the operator says why it is right", async () => {
    const content = [usageRow("2026-10-05", "1", "a"), usageRow("2026-09-05", "2", "b"), usageRow("2026-09-06", "4", "c")];
    expect(await extract("mostly-late", rows(...content))).toMatchObject({ kind: "abandoned", reason: "row-of-another-month" });
    expect(await extract("mostly-late", rows(...content), { acceptLate: "Azure's ticket 7" })).toMatchObject({
      kind: "published",
      cost: "7",
    });
    expect(await event("mostly-late", "overrides.option, overrides.reason")).toBe("['accept-late']\t['Azure\\'s ticket 7']");
    expect(await extract("all-late", rows(...content.slice(1)), { acceptLate: "a correction" })).toMatchObject({
      kind: "published",
      cost: "6",
    });
  });

  it("keeps a row whose date cannot be read beside rows that show the month, with a named problem", async () => {
    const outcome = await extract("undated", rows(usageRow("2026-10-05", "1", "a"), usageRow("soon", "2", "b")));
    expect(outcome).toMatchObject({ kind: "published", cost: "3", findings: [] });
    expect(
      await ask("SELECT problems.code FROM CurrentAzureBillingDetail WHERE billing_account_id = 'undated' AND date IS NULL"),
    ).toContain("date-unreadable");
  });

  describe("with a balance", () => {
    const balanced =
      (balance: object, costs: readonly string[] = ["60", "40"]): Answer =>
      (url) =>
        url.pathname.endsWith("balancesummary")
          ? { id: "x", billingPeriodId: "202610", currencyCode: "CNY", ...balance }
          : { id: "x", data: costs.map((cost, index) => usageRow("2026-10-05", cost, `disk-${index}`)), nextLink: null };
    const read = (
      account: string,
      balance: object,
      more: OverrideRequest & { readonly currency?: string } = {},
      costs?: readonly string[],
    ) => extract(account, balanced(balance, costs), { form: "consumption-v3", ...more });

    it("publishes the usage when the marketplace has an address of its own, and says what is not among it", async () => {
      const outcome = await read("29", { totalUsage: 100, azureMarketplaceServiceCharges: 7 });
      expect(outcome).toMatchObject({
        kind: "published",
        cost: "100",
        controlTotal: "100",
        controlTotalName: "totalUsage",
        findings: [{ code: "charges-elsewhere", cost: "7" }],
      });
      expect(await event("29", "control_total, control_total_name, findings.cost")).toBe("100\ttotalUsage\t['7']");
    });

    it("says so when the marketplace is among the usage", async () => {
      expect(await read("29b", { totalUsage: 93, azureMarketplaceServiceCharges: 7 })).toMatchObject({
        kind: "published",
        controlTotal: "100",
        controlTotalName: "totalUsage + azureMarketplaceServiceCharges",
        findings: [],
      });
      expect(await read("29c", { totalUsage: 100, azureMarketplaceServiceCharges: null })).toMatchObject({
        controlTotalName: "totalUsage",
        findings: [],
      });
    });

    it("names every total when none fits, and publishes on the operator's word, which stays with the snapshot", async () => {
      const balance = { totalUsage: 120, azureMarketplaceServiceCharges: 7 };
      const refused = await read("29d", balance);
      expect(refused).toMatchObject({ kind: "abandoned", reason: "control-total-differs" });
      expect(refused.kind === "abandoned" && refused.detail).toContain(
        "the rows add up to 100; the source's own totals: totalUsage 120, totalUsage + azureMarketplaceServiceCharges 127",
      );
      expect(await read("29d", balance, { acceptTotal: " " })).toMatchObject({ kind: "abandoned" });
      expect(await read("29d", balance, { acceptTotal: "20 was billed twice" })).toMatchObject({
        kind: "published",
        controlTotal: "120",
        controlTotalName: null,
        findings: [{ code: "control-total-unmatched", cost: "-20" }],
      });
      expect(await event("29d", "overrides.option, overrides.reason")).toBe("['accept-total']\t['20 was billed twice']");
    });

    it.each([
      ["in another currency", { currencyCode: "USD" }, /in USD, and the enrollment is read as CNY/],
      ["of another month", { billingPeriodId: "202609" }, /of 202609 instead of 2026-10/],
      ["of another month by its id", { id: "enrollments/29e/billingperiods/202609/balancesummaries" }, /of 202609 instead of 2026-10/],
      ["of another enrollment", { id: "enrollments/7/billingperiods/202610/balancesummaries" }, /another enrollment/],
    ])("refuses a balance %s", async (_, balance, detail) => {
      const outcome = await read("29e", { totalUsage: 100, azureMarketplaceServiceCharges: 0, ...balance });
      expect(outcome).toMatchObject({ kind: "abandoned", reason: "control-total-differs" });
      expect(outcome.kind === "abandoned" && outcome.detail).toMatch(detail);
      expect(await read("29e", { totalUsage: 100, ...balance }, { acceptTotal: "known" })).toMatchObject({
        kind: "published",
        controlTotal: null,
        findings: [{ code: "control-total-unmatched", cost: "" }],
      });
    });
  });

  describe("pages", () => {
    const link = (base: string, account: string, page: number): string =>
      `${base}/rest/${account}/usage-report/paginatedV3?month=2026-10&pageindex=${page}&fmt=json`;
    const disks = (count: number, cost = "1"): readonly object[] =>
      Array.from({ length: count }, (_, index) => usageRow("2026-10-05", cost, `disk-${index}`));
    const repeated =
      (account: string, last: number, count: number): Answer =>
      (url, base) => {
        const page = Number(url.searchParams.get("pageindex"));
        return { nextLink: page < last ? link(base, account, page + 1) : null, content: disks(count) };
      };

    it.each([
      [1, 3],
      [9, 3],
      [12, 1],
      [1, 1],
    ])("refuses %i rows that come again on %i later pages, wherever the link stands in the body", async (count, last) => {
      expect(await extract("31", repeated("31", last, count))).toMatchObject({ kind: "abandoned", reason: "paging" });
    });

    it("publishes them on the operator's word, with what came twice", async () => {
      expect(await extract("31b", repeated("31b", 3, 9), { acceptRepeatedPages: "36 disks, seen in the portal" })).toMatchObject({
        kind: "published",
        cost: "36",
        findings: [{ code: "pages-repeated", rows: 27, cost: "27" }],
      });
    });

    it("follows a link in another case, and knows a page by it", async () => {
      const shouting: Answer = (url, base) => {
        const page = Number(url.searchParams.get("pageindex") ?? url.searchParams.get("pageIndex"));
        const next = `${base}/REST/31c/Usage-Report/PaginatedV3?month=2026-10&pageIndex=1&fmt=json`;
        return { content: disks(1, String(page + 1)), nextLink: page < 1 ? next : null };
      };
      expect(await extract("31c", shouting)).toMatchObject({ kind: "published", cost: "3" });
      const circle: Answer = (url, base) => ({
        content: disks(1, String(url.pathname.length + (url.pathname.startsWith("/REST") ? 1 : 0))),
        nextLink: url.pathname.startsWith("/REST")
          ? link(base, "31d", 0)
          : link(base, "31d", 0).replace("/rest/", "/REST/").replace("pageindex", "PageIndex"),
      });
      expect(await extract("31d", circle)).toMatchObject({ kind: "abandoned", reason: "paging" });
    });
  });

  describe("of the simulator, with totals of its oracle", () => {
    const odd = { seed: 21, today: "2026-11-15", pageSize: 100, months: 2 } as const;
    const read = async (account: string, options: object, overrides: OverrideRequest = {}, form: EaWireForm = "china") => {
      const simulator = await startSimulator({ ...odd, ...options, enrollments: [{ number: account, key: "simulator-key", rows: 1000 }] });
      const lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, form, today });
      try {
        const request = { enrollment: account, year: 2026, month: 10, ...overrides };
        const outcome = await extractMonth(request, { ...lab.deps, now }, new AbortController().signal, () => undefined);
        return { outcome, oracle: simulator.oracle(account, "2026-10") };
      } finally {
        await lab.close();
        await simulator.close();
      }
    };

    it("late charges are published on their own day, with what they cost", async () => {
      const { outcome, oracle } = await read("odd-late", { lateEvery: 20 });
      const late = oracle.byDay["2026-09-30"];
      expect(late?.rows).toBeGreaterThan(20);
      expect(outcome).toMatchObject({ kind: "published", cost: oracle.cost, findings: [{ code: "late-rows", ...late }] });
      expect(
        await ask(
          "SELECT sum(charges), sum(billed_cost) FROM CurrentDailyCost WHERE billing_account_id = 'odd-late' AND usage_date = '2026-09-30'",
        ),
      ).toBe(`${late?.rows ?? 0}\t${late?.cost ?? ""}`);
    });

    it("a marketplace that is not among the rows is a finding, and the usage is published", async () => {
      const { outcome, oracle } = await read("odd-market", { marketplace: "1234.5" }, {}, "consumption-v3");
      expect(outcome).toMatchObject({
        kind: "published",
        cost: oracle.cost,
        controlTotal: oracle.cost,
        controlTotalName: "totalUsage",
        findings: [{ code: "charges-elsewhere", cost: "1234.5" }],
      });
    });

    it("a page that comes again is refused, and on the operator's word published with what came twice", async () => {
      const { outcome } = await read("odd-page", { repeatPage: 4 });
      expect(outcome).toMatchObject({ kind: "abandoned", reason: "paging" });
      const accepted = await read("odd-page", { repeatPage: 4 }, { acceptRepeatedPages: "seen in the portal" });
      expect(accepted.outcome).toMatchObject({ kind: "published", rows: 1100, findings: [{ code: "pages-repeated", rows: 100 }] });
      const twice = accepted.outcome.kind === "published" ? (accepted.outcome.findings[0]?.cost ?? "") : "";
      const total = accepted.outcome.kind === "published" ? accepted.outcome.cost : "";
      expect(await ask(`SELECT toDecimal256('${total}', 18) - toDecimal256('${twice}', 18)`)).toBe(accepted.oracle.cost);
    });
  });

  it.each([
    ["by quantity", ["0,0", "0.087,5"], "list-price-tiered"],
    ["with a decimal comma", ['"0,087",0'], ""],
  ])("never takes a list price %s for the price of a charge", async (name, prices, problem) => {
    const path = join(mkdtempSync(join(tmpdir(), "prices-")), "sheet.csv");
    const rows = prices.map((price) => `11111111-1111-1111-1111-111111111111,1,${price}`);
    writeFileSync(path, `meterId,unitOfMeasure,retailPrice,tierMinimumUnits\n${rows.join("\n")}\n`);
    await ask("TRUNCATE TABLE PriceSheet");
    const lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: "http://127.0.0.1:9", today });
    const loaded = await loadPrices(lab.deps.database, path, "CNY", now());
    await lab.close();
    expect(loaded.problems + loaded.tiered).toBe(1);
    const account = name.replaceAll(" ", "-");
    expect(await extract(account, rowsOf("40"))).toMatchObject({ kind: "published", cost: "40" });
    expect(
      await ask(
        `SELECT ListCost, x_ListCostSource, has(x_Problems, 'list-price-tiered') FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = '${account}'`,
      ),
    ).toBe(`40\tcontracted\t${problem === "" ? 0 : 1}`);
    await ask("TRUNCATE TABLE PriceSheet");
  });

  it("goes back to what was in force before, keeps the way back, and refuses rather than show another total", async () => {
    const lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: "http://127.0.0.1:9", today });
    const period = BillingMonth.of(2026, 10);
    if (period === null) throw new Error("no month");
    const key = { billingAccountId: "72", period };
    const { database } = lab.deps;
    const publish = async (cost: string): Promise<string> => {
      const outcome = await extract("72", rows(usageRow("2026-10-05", cost, "disk-1")));
      if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
      return outcome.snapshotId;
    };
    const total = (): Promise<string> => ask("SELECT sum(billed_cost), sum(charges) FROM CurrentDailyCost WHERE billing_account_id = '72'");
    const back = (id?: string) => rollBack(database, key, id, now);

    const first = await publish("2");
    expect(await back()).toMatchObject({ kind: "refused", reason: "no-such-snapshot" });
    await publish("4");
    const third = await publish("6");
    expect(await back()).toMatchObject({ kind: "rolled-back", cost: "4" });
    expect(await back()).toMatchObject({ kind: "rolled-back", cost: "2" });
    expect(await total()).toBe("2\t1");
    expect(await back()).toMatchObject({ kind: "refused", reason: "no-such-snapshot" });

    await publish("8");
    expect(await total()).toBe("8\t1");
    expect(await back()).toMatchObject({ kind: "rolled-back", to: first, cost: "2" });
    expect(await back()).toMatchObject({ kind: "refused" });
    expect(await total()).toBe("2\t1");
    expect(await back(third)).toMatchObject({ kind: "rolled-back", cost: "6" });
    expect(await back()).toMatchObject({ kind: "rolled-back", to: first });

    await publish("10");
    await retainSnapshots(database, key, 2, "test", now);
    expect(await back()).toMatchObject({ kind: "rolled-back", to: first, cost: "2" });
    const last = await publish("12");
    await retainSnapshots(database, key, 1, "test", now);
    expect(await back()).toMatchObject({ kind: "refused", reason: "not-published" });
    expect(await total()).toBe("12\t1");
    expect(await ask("SELECT DISTINCT snapshot_id FROM AzureBillingSnapshotDetail WHERE billing_account_id = '72'")).toBe(last);
    await lab.close();
  });
});
