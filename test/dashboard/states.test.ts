import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiProcess } from "../security/api-process";
import { createDatabase } from "../support/create-database";
import { axeViolations, browserMissing, openBrowser, openPage, overflow, type Reader, visit } from "./browser";
import { DashboardLab } from "./dashboard-lab";
import { pageAddresses } from "./page-addresses";

/** Every page when there is nothing, when nothing can be read, and in the currency that it does not begin with. */
describe.skipIf(browserMissing !== undefined)("every page", () => {
  let lab: DashboardLab;
  let browser: Browser;
  let worker: ApiProcess;
  let fresh: ApiProcess;

  beforeAll(async () => {
    lab = await DashboardLab.open(1000);
    await createDatabase(lab.server, "fresh");
    browser = await openBrowser();
    [worker, fresh] = await Promise.all([lab.worker(), lab.worker({ database: "fresh" })]);
  });

  afterAll(async () => {
    await browser.close();
    await lab.close();
  });

  interface Look {
    readonly page: string;
    readonly faults: readonly string[];
    readonly axe: readonly string[];
    readonly tooWide: number;
    readonly said: string;
  }

  /** Each page as a reader sees it, with what `said` makes of it. `refused` is the status that answers are made to have. */
  async function looks(
    origin: string,
    reader: Reader,
    said: (page: Page, name: string) => Promise<string>,
    {
      change = (address: string): string => address,
      fault,
    }: { readonly change?: (address: string) => string; readonly fault?: Fault } = {},
  ): Promise<readonly Look[]> {
    const watched = await openPage(browser, origin, reader);
    if (fault !== undefined) await watched.page.route((url) => !url.pathname.startsWith("/ui/"), fault);
    const found: Look[] = [];
    for (const { name, address } of pageAddresses(lab)) {
      const before = watched.faults.length;
      await visit(watched, `${origin}${change(address)}`);
      found.push({
        page: name,
        // The browser itself writes into its console that an answer is no success.
        faults: watched.faults.slice(before).filter((one) => !/status of (500|503)/.test(one)),
        axe: await axeViolations(watched),
        tooWide: await overflow(watched.page),
        said: await said(watched.page, name),
      });
    }
    await watched.context.close();
    return found;
  }

  type Fault = (route: Route) => Promise<void>;
  const failing =
    (status: number, code: string): Fault =>
    (route) =>
      route.fulfill({
        status,
        contentType: "application/json",
        body: JSON.stringify({ error: { code, message: "It was made to fail", id: "id-of-the-log" } }),
      });
  const well = (said: Readonly<Record<string, string>>) =>
    pageAddresses(lab).map(({ name }) => ({ page: name, faults: [], axe: [], tooWide: 0, said: said[name] ?? said["*"] ?? "" }));
  const hasText = async (page: Page, ...texts: readonly string[]): Promise<string> => {
    const main = await page.locator("main").textContent();
    return texts.find((text) => main?.includes(text) === true) ?? "";
  };

  it.each<readonly [string, Reader, string]>([
    ["light, English", {}, "Connect a source"],
    ["dark, Chinese, at the width of a phone", { theme: "dark", language: "zh", width: 375, height: 812 }, "连接数据源"],
  ])("of bills leads to the sources when nothing was ever read; the others are there as always: %s", async (_name, reader, link) => {
    const found = await looks(fresh.url, reader, (page) => hasText(page, link));
    const ofBills = [
      "overview",
      "overview-months",
      "explore",
      "charges",
      "resources",
      "resources-signals",
      "commitments",
      "allocation",
      "shared-costs",
      "anomalies",
      "trust",
    ];
    expect(found).toEqual(well(Object.fromEntries(ofBills.map((name) => [name, link]))));
  });

  it("without a published bill says that one is being read, or why one was refused, and leads to its readings", async () => {
    const month = lab.months.at(-1) ?? "";
    const step = (number: number, status: string, reason: string): Promise<string> =>
      lab.server.query(
        "INSERT INTO BillingSnapshot FORMAT JSONEachRow",
        { database: "fresh" },
        JSON.stringify({
          billing_account_id: "100300",
          billing_period: `${month}-01`,
          snapshot_id: "s1",
          step: number,
          status,
          reason,
          at: `${month}-02 03:04:05.000`,
        }),
      );
    const card = (page: Page) => page.locator("section", { hasText: "Cost by Service" }).first();
    const watched = await openPage(browser, fresh.url);
    await step(1, "opened", "");
    await visit(watched, `${fresh.url}/ui/explore`);
    await card(watched.page).getByText("A bill of it is being read since").waitFor();
    await step(4, "abandoned", "shrunk: 12 rows, and 900 were published");
    await visit(watched, `${fresh.url}/ui/explore`);
    await card(watched.page).getByText("shrunk: 12 rows, and 900 were published").waitFor();
    await card(watched.page).getByRole("link", { name: "See its readings" }).click();
    await watched.page.getByRole("heading", { level: 1, name: "Trust" }).waitFor();
    await watched.page.getByText("shrunk: 12 rows, and 900 were published").first().waitFor();
    expect(new URL(watched.page.url()).searchParams.get("account")).toBe("100300");
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });

  it("says that it could not be read, with the id for the log, when every question fails", async () => {
    const found = await looks(worker.url, {}, (page) => hasText(page, "Id for the log: id-of-the-log"), {
      fault: failing(500, "internal"),
    });
    expect(found).toEqual(well({ "*": "Id for the log: id-of-the-log" }));
  });

  it("says in Chinese why nothing can be read", async () => {
    const found = await looks(worker.url, { language: "zh", theme: "dark" }, (page) => hasText(page, "服务器内部错误"), {
      fault: failing(500, "internal"),
    });
    expect(found).toEqual(well({ "*": "服务器内部错误" }));
  });

  it("says that the database is away when every question is answered 503", async () => {
    const text = "The database does not answer since";
    const found = await looks(
      worker.url,
      { width: 375, height: 812 },
      (page) =>
        page
          .getByText(text)
          .first()
          .waitFor()
          .then(() => text),
      {
        fault: failing(503, "unavailable"),
      },
    );
    expect(found).toEqual(well({ "*": text }));
  });

  it("shows no amount of the other currency when one of the two is chosen", async () => {
    const inDollars = (address: string): string =>
      `${address.replace(/[?&]account=\w+/, "")}${address.includes("?") ? "&" : "?"}currency=USD`;
    const mixed = new Set(["trust", "budgets", "query", "audit", "charges", "resources", "views"]);
    const found = await looks(worker.url, { theme: "dark" }, async (page, name) => (mixed.has(name) ? "" : hasText(page, "CN¥")), {
      change: inDollars,
    });
    expect(found).toEqual(well({}));
  });
});
