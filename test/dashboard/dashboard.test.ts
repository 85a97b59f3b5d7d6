import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtDashboard } from "../../embedded/set-up/build-dashboard.mjs";
import { listOf, textOf } from "../../dashboard/src/api/read-value";
import type { ApiProcess } from "../security/api-process";
import { TokenIssuer } from "../security/bearer-tokens";
import { axeViolations, browserMissing, openBrowser, openPage, overflow, type Reader, visit } from "./browser";
import { DashboardLab } from "./dashboard-lab";
import { pageAddresses } from "./page-addresses";

if (browserMissing !== undefined) console.warn(`The dashboard is not tested: ${browserMissing}`);

describe.skipIf(browserMissing !== undefined)("the dashboard", () => {
  const issuer = new TokenIssuer();
  let lab: DashboardLab;
  let browser: Browser;
  let worker: ApiProcess;

  beforeAll(async () => {
    // One after the other: while the project is compiled nothing else of this process runs, and the browser would not be heard.
    lab = await DashboardLab.open(3000);
    browser = await openBrowser();
    worker = await lab.worker();
  });

  afterAll(async () => {
    await browser.close();
    await lab.close();
  });

  /** A page that was visited, and has to be well when `use` is done with it. */
  async function reading(address: string, use: (page: Page) => Promise<void>, reader: Reader = {}): Promise<void> {
    const watched = await openPage(browser, worker.url, reader);
    await visit(watched, `${worker.url}${address}`);
    await use(watched.page);
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  }

  const looks: readonly (readonly [string, Reader])[] = [
    ["light, English", {}],
    [
      "dark, Chinese, every digit, at the width of a phone",
      { theme: "dark", language: "zh", exact: true, width: 375, height: 812, timezoneId: "Asia/Shanghai" },
    ],
  ];
  it.each(looks)(
    "breaks no rule of accessibility or of its own policy, asks nobody else and is not too wide: %s",
    async (_name, reader) => {
      const watched = await openPage(browser, worker.url, reader);
      for (const { name, address } of pageAddresses(lab)) {
        await visit(watched, `${worker.url}${address}`);
        // Without Temporal and a broker, as here, /status is 503, which every browser writes into its console.
        const faults = watched.faults.filter((fault) => !fault.includes("status of 503"));
        expect({ page: name, faults, axe: await axeViolations(watched), tooWide: await overflow(watched.page) }).toEqual({
          page: name,
          faults: [],
          axe: [],
          tooWide: 0,
        });
      }
      await watched.context.close();
    },
  );

  it("shows the source's own totals, to the last digit: the month, by meter category and by day", async () => {
    const open = lab.months.at(-1) ?? "";
    const { cost, byMeterCategory, byDay } = lab.published(open);
    await reading(`/ui/?account=${lab.enrollment}`, async (page) => {
      expect(await page.locator("[data-testid=month-cost] data").getAttribute("value")).toBe(cost);
    });
    await reading(`/ui/explore?account=${lab.enrollment}&group=meter_category`, async (page) => {
      expect(await page.locator("tfoot data").first().getAttribute("value")).toBe(cost);
      const rows = await page
        .locator("tbody tr")
        .evaluateAll((found) => found.map((row) => [row.querySelector("a")?.textContent ?? "", row.querySelector("data")?.value ?? ""]));
      expect(Object.fromEntries(rows)).toEqual(
        Object.fromEntries(Object.entries(byMeterCategory).map(([name, total]) => [name, total.cost])),
      );
      await page.getByRole("button", { name: "As a table" }).click();
      const days = await page.locator("figure tbody tr").count();
      expect(days).toBeGreaterThanOrEqual(28);
    });
    const [day = "", total] = Object.entries(byDay)[3] ?? [];
    await reading(`/ui/explore?account=${lab.enrollment}&from=${day}&to=${day}`, async (page) => {
      expect(await page.locator("tfoot data").first().getAttribute("value")).toBe(total?.cost);
    });
  });

  it.each(["UTC", "Asia/Shanghai", "America/Los_Angeles"])("shows the days of the bill in %s", async (timezoneId) => {
    const open = lab.months.at(-1) ?? "";
    const day = `${open}-03`;
    const written = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", timeZone: "UTC" }).format(
      new Date(`${day}T00:00:00Z`),
    );
    await reading(
      `/ui/charges?account=${lab.enrollment}&from=${day}&to=${day}`,
      async (page) => {
        const days = await page.locator("[role=row] button").allTextContents();
        expect([...new Set(days)]).toEqual([written]);
      },
      { timezoneId },
    );
  });

  it("leads from the month to single charges in four clicks, and back", async () => {
    await reading(`/ui/?account=${lab.enrollment}`, async (page) => {
      await page.getByRole("region", { name: "What moved most" }).getByRole("link").first().click();
      await page.getByRole("heading", { level: 1, name: "Explore" }).waitFor();
      await page.locator("tbody a").first().click();
      await page.getByRole("link", { name: "See the charges" }).click();
      await page.locator("[role=row] button").first().click();
      await page.getByRole("dialog").getByText("Who owns it, and why").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      for (let step = 0; step < 6 && !page.url().includes("/ui/?"); step += 1) await page.goBack();
      await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    });
  });

  it("keeps few rows of many charges in the page, and reads on when they are scrolled", async () => {
    await reading(`/ui/charges?account=${lab.enrollment}`, async (page) => {
      const box = page.getByRole("region", { name: /^Charges, by service/ });
      const further = async (): Promise<string> => {
        await box.evaluate((element) => {
          element.scrollTop = element.scrollHeight;
        });
        return (await page.getByText(/ of .* read$/).textContent()) ?? "";
      };
      await expect.poll(further, { timeout: 30_000, interval: 300 }).toMatch(/^[6-9]00 of /);
      expect(await page.locator("[role=row]").count()).toBeLessThan(80);
    });
  });

  it("shows the proof of a month digit by digit, and what its last reading changed", async () => {
    const open = lab.months.at(-1) ?? "";
    await reading(`/ui/trust?account=${lab.enrollment}`, async (page) => {
      const totals = await page.locator("section section data").evaluateAll((found) => found.map((one) => one.getAttribute("value")));
      const { cost } = lab.published(open);
      expect(totals.slice(0, 4)).toEqual([cost, cost, cost, cost]);
      await page.getByText("Equal to the last digit", { exact: true }).waitFor();
      const difference = await page
        .getByRole("heading", { name: "What the last reading changed" })
        .locator("xpath=ancestor::section")
        .locator("p data")
        .getAttribute("value");
      expect(difference).toBe(lab.restatedBy);
    });
    // Made charges, of which nothing was read from a source.
    await reading(`/ui/trust?account=${lab.otherAccount}`, async (page) => {
      await page.getByText("Not equal: do not use this month").waitFor();
    });
  });

  it("shows the groups of the dimension that is chosen, and none of the one before", async () => {
    const open = lab.months.at(-1) ?? "";
    const answer = await fetch(`${worker.url}/api/costs?month=${open}&group=owner&billing_account=${lab.enrollment}`);
    const rows = listOf(await answer.json(), "data", (row) => [textOf(row, "owner") || "(none)", textOf(row, "cost")]);
    await reading(`/ui/explore?account=${lab.enrollment}`, async (page) => {
      await page.getByLabel("Group by").selectOption("owner");
      const shown = (): Promise<unknown> =>
        page
          .locator("tbody tr")
          .evaluateAll((found) => found.map((row) => [row.querySelector("a")?.textContent ?? "", row.querySelector("data")?.value ?? ""]));
      await expect.poll(shown, { timeout: 20_000 }).toEqual(rows);
      await page.waitForTimeout(500);
      expect(await shown()).toEqual(rows);
    });
  });

  it("says what of an address it cannot read, and that filters match nothing", async () => {
    await reading(`/ui/explore?account=${lab.enrollment}&metric=cheap&f.service_name=No such service`, async (page) => {
      await page.getByText("The address says metric=cheap, which cannot be read.").waitFor();
      await page.getByText("No charge matches these filters.").first().waitFor();
      await page.getByRole("button", { name: "Remove all filters" }).first().click();
      await page.locator("tfoot data").first().waitFor();
      expect(page.url()).not.toContain("f.service_name");
    });
  });

  it("asks for a token when the API wants one, keeps it out of the address, and shows what the token may see", async () => {
    const guarded = await lab.worker({ flags: issuer.flags() });
    const watched = await openPage(browser, guarded.url);
    const { page } = watched;
    await page.goto(`${guarded.url}/ui/explore?group=owner`);
    await page.getByLabel("Token or key").fill("not a token");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel("Token or key").fill(issuer.token({ billing_accounts: [lab.otherAccount] }));
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { level: 1, name: "Explore" }).waitFor();
    await page.locator("tfoot data").first().waitFor();
    expect(await page.getByLabel("Account", { exact: true }).locator("option").allTextContents()).toEqual([
      "All accounts",
      lab.otherAccount,
    ]);
    expect(new URL(page.url()).search).toBe("?group=owner");
    expect(await page.content()).not.toContain(lab.enrollment);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Token or key").waitFor();
    // A refused question is an error in the console of every browser.
    expect(watched.faults.filter((fault) => !fault.includes("401"))).toEqual([]);
    await watched.context.close();
  });

  it("says that the month before could not be read, and not that it has no charges", async () => {
    const watched = await openPage(browser, worker.url);
    const { page } = watched;
    const before = lab.months[1] ?? "";
    await page.route("**/api/costs?*", async (route) => {
      const { searchParams } = new URL(route.request().url());
      const isEarlier =
        searchParams.get("group") === "service_name" && (searchParams.get("from") ?? searchParams.get("month") ?? "").startsWith(before);
      await (isEarlier ? route.abort() : route.continue());
    });
    await visit(watched, `${worker.url}/ui/?account=${lab.enrollment}`);
    const card = page.locator("section", { hasText: "What moved most" });
    await card.getByRole("button", { name: "Try again" }).waitFor();
    expect(await card.getByText("Nothing to compare with").count()).toBe(0);
    await page.unroute("**/api/costs?*");
    await card.getByRole("button", { name: "Try again" }).click();
    await card.getByRole("table").waitFor();
    await watched.context.close();
  });

  it("says when the server is gone, and offers to ask again", async () => {
    const other = await lab.worker();
    const watched = await openPage(browser, other.url);
    const { page } = watched;
    await visit(watched, `${other.url}/ui/explore?account=${lab.enrollment}`);
    await lab.stop(other);
    await page.getByLabel("Group by").selectOption("region");
    await page.getByText("The server does not answer.").first().waitFor();
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBeGreaterThan(0);
    await watched.context.close();
  });
});

describe("the build of the dashboard", () => {
  it("stays small: what every page needs, charts, and styles", () => {
    const folder = join(builtDashboard, "assets");
    const sizes = readdirSync(folder).map((name) => ({ name, bytes: gzipSync(readFileSync(join(folder, name))).length }));
    const largest = (form: RegExp): number => Math.max(...sizes.filter(({ name }) => form.test(name)).map(({ bytes }) => bytes));
    expect(largest(/^index-.*\.js$/)).toBeLessThan(170_000);
    expect(largest(/\.css$/)).toBeLessThan(10_000);
    expect(largest(/^view-.*\.js$/)).toBeLessThan(40_000);
    expect(largest(/\.js$/)).toBeLessThan(170_000);
  });
});
