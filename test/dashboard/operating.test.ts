import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ExactSum } from "../../app/domain/snapshot/exact-sum";
import { flagOf, listOf, textOf } from "../../dashboard/src/api/read-value";
import type { ApiProcess } from "../security/api-process";
import { TokenIssuer } from "../security/bearer-tokens";
import { browserMissing, openBrowser, openPage, type Reader, visit, type WatchedPage } from "./browser";
import { DashboardLab } from "./dashboard-lab";
import { connectionEnvironment, seedRunningDelivery } from "./seed-operations";

/** What is changed by clicking. The tests stand in the order of their changes: the last one changes what readers see. */
describe.skipIf(browserMissing !== undefined)("who works with the dashboard", () => {
  const issuer = new TokenIssuer();
  let lab: DashboardLab;
  let browser: Browser;
  let worker: ApiProcess;

  beforeAll(async () => {
    lab = await DashboardLab.open(2000);
    browser = await openBrowser();
    worker = await lab.worker({ environment: connectionEnvironment(lab) });
  });

  afterAll(async () => {
    await browser.close();
    await lab.close();
  });

  async function open(address: string, reader: Reader = {}): Promise<WatchedPage> {
    const watched = await openPage(browser, worker.url, reader);
    await visit(watched, `${worker.url}${address}`);
    return watched;
  }

  /** A page that was visited, and has to be well when `use` is done with it. */
  async function reading(address: string, use: (page: Page) => Promise<void>): Promise<void> {
    const watched = await open(address);
    await use(watched.page);
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  }

  async function post(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${worker.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  }

  const valueOf = async (place: Locator): Promise<string | null> => place.first().getAttribute("value");

  it("sees what a rule would change in money before saving it, and the audit keeps why", async () => {
    const month = lab.months.at(-1) ?? "";
    const rule = { id: 5, pattern: "vm-", application: "Machines" };
    const tried = await post("/operations/application-tags", { operation: "try", rule, from: month, to: month });
    const moved = new ExactSum();
    for (const row of listOf(tried, "data", (one) => one))
      for (const change of listOf(row, "owner_changes", (one) => one))
        if (flagOf(change, "by_this_rule")) moved.add(textOf(change, "cost"));
    await reading(`/ui/allocation?account=${lab.enrollment}`, async (page) => {
      await page.getByRole("button", { name: "New rule" }).click();
      const form = page.getByRole("dialog");
      await form.getByRole("textbox", { name: "Pattern" }).fill(rule.pattern);
      await form.getByRole("textbox", { name: "Application" }).fill(rule.application);
      await form.getByRole("button", { name: "See what would change" }).click();
      expect(await valueOf(form.locator("[data-testid=owner-effect] data"))).toBe(moved.toString());
      expect(moved.toString()).not.toBe("0");
      await form.getByRole("textbox", { name: "Reason" }).fill("Machines have a team now");
      await form.getByRole("button", { name: "Save the rule" }).click();
      await form.waitFor({ state: "detached" });
      await page.getByRole("region", { name: "Ownership rules" }).getByText("vm-", { exact: true }).waitFor();
    });
    await reading("/ui/audit", async (page) => {
      await page.getByText("Machines have a team now").first().waitFor();
      await page
        .getByText(/^from .* to MACHINES$/)
        .first()
        .waitFor();
    });
  });

  it("has no button for what the token may not do", async () => {
    const guarded = await lab.worker({ flags: issuer.flags() });
    const watched = await openPage(browser, guarded.url);
    const { page } = watched;
    const hasNot = async (region: RegExp, button: string): Promise<void> => {
      await page.getByRole("region", { name: region }).first().waitFor();
      await expect.poll(() => page.getByRole("button", { name: button }).count(), { timeout: 20_000 }).toBe(0);
    };
    await page.goto(`${guarded.url}/ui/allocation?account=${lab.enrollment}`);
    await page.getByLabel("Token or key").fill(issuer.token({ billing_accounts: [lab.enrollment] }));
    await page.getByRole("button", { name: "Sign in" }).click();
    await hasNot(/^Ownership rules/, "New rule");
    await page.goto(`${guarded.url}/ui/budgets?account=${lab.enrollment}`);
    await hasNot(/^Targets of/, "New target");
    await watched.context.close();
    await lab.stop(guarded);
  });

  it("sets a target after seeing what is planned by it, and is told at its field what cannot be read", async () => {
    const watched = await open(`/ui/budgets?account=${lab.enrollment}`);
    const { page } = watched;
    await page.getByRole("button", { name: "New target" }).click();
    const form = page.getByRole("dialog");
    const target = form.getByRole("textbox", { name: "Target", exact: true });
    await form.getByRole("textbox", { name: "Name of the target" }).fill("machines");
    await form.getByLabel("Of what").selectOption("service");
    await form.getByLabel("Which one").fill("Virtual Machines");
    await target.fill("many");
    await form.getByRole("button", { name: "See what would change" }).click();
    await expect.poll(() => target.getAttribute("aria-invalid")).toBe("true");
    await target.fill("5000.123456789012345678");
    await form.getByRole("button", { name: "See what would change" }).click();
    const after = form.getByRole("region", { name: "What is planned by this" }).locator("tbody data");
    await after.first().waitFor();
    expect(await after.evaluateAll((found) => found.map((one) => one.getAttribute("value")))).toEqual([
      "5000.123456789012345678",
      "5000.123456789012345678",
    ]);
    await form.getByRole("textbox", { name: "Reason" }).fill("Agreed in November");
    await form.getByRole("button", { name: "Save the target" }).click();
    await form.waitFor({ state: "detached" });
    await page.getByText(`${lab.enrollment}, machines`).waitFor();
    // The refused amount is an error in the console of every browser.
    expect(watched.faults.filter((fault) => !fault.includes("status of 400"))).toEqual([]);
    await watched.context.close();
  });

  it("saves what a table shows: every digit of it, with the days and the snapshots in the name", async () => {
    const [, closed = "", month = ""] = lab.months;
    await reading(`/ui/explore?account=${lab.enrollment}&group=service_name&from=${closed}&to=${closed}`, async (page) => {
      const shown = await page
        .getByRole("region", { name: "Cost by Service" })
        .locator("tbody tr")
        .evaluateAll((rows) =>
          rows.map((row) => [row.querySelector("a")?.textContent ?? "", row.querySelector("data")?.value ?? ""].join()),
        );
      const [saved] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Download as CSV: Service", exact: true }).click(),
      ]);
      expect(saved.suggestedFilename()).toBe(`costs-${closed}.2-snapshots.csv`);
      const lines = readFileSync(await saved.path(), "utf8").split("\n");
      const rows = lines.filter((line) => line.startsWith('"')).slice(1);
      expect(rows.map((row) => row.replaceAll('"', "").split(",")).map(([name = "", , cost = ""]) => `${name},${cost}`)).toEqual(shown);
      expect(lines.filter((line) => line.startsWith("# snapshot: "))).toHaveLength(2);
    });
    // Of an open month, with the days that are compared.
    await reading(`/ui/explore?account=${lab.enrollment}&group=service_name`, async (page) => {
      const shown = await page
        .getByRole("region", { name: "Cost by Service" })
        .locator("tbody tr")
        .evaluateAll((rows) =>
          rows.map((row) => [row.querySelector("a")?.textContent ?? "", ...Array.from(row.querySelectorAll("data"), ({ value }) => value)]),
        );
      expect(shown.filter(([, , before]) => before !== undefined && before !== "0").length).toBeGreaterThan(5);
      const [saved] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Download as CSV: Service", exact: true }).click(),
      ]);
      const rows = z.array(z.record(z.string())).parse(parse(readFileSync(await saved.path()), { columns: true, bom: true }));
      const cells = rows.map((row) => ["service_name", "cost", "previous_cost", "difference"].map((name) => row[name] ?? ""));
      expect(new Map(cells.map(([name, ...rest]) => [name, rest]))).toEqual(new Map(shown.map(([name, ...rest]) => [name, rest])));
    });
    await reading(`/ui/charges?account=${lab.enrollment}`, async (page) => {
      const [saved] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: /^Download as Parquet/ }).click(),
      ]);
      expect(saved.suggestedFilename()).toMatch(new RegExp(`^charges-${month}\\.s[\\w-]+\\.parquet$`));
      expect(
        readFileSync(await saved.path())
          .subarray(0, 4)
          .toString(),
      ).toBe("PAR1");
    });
  });

  it("sees how fast a bill is read, as /status says it, and when it will be whole; and how fast finished runs were", async () => {
    await seedRunningDelivery(lab);
    const run = { workflow: "sync-source", outcome: "succeeded", charges: 300, detail: "1 month published" };
    const day = new Date().toISOString().slice(0, 10);
    await lab.server.query(
      "INSERT INTO WorkflowExecution FORMAT JSONEachRow",
      { database: "billing" },
      JSON.stringify({ ...run, started_at: `${day} 00:00:00.000`, ended_at: `${day} 00:00:40.000` }),
    );
    const components = await fetch(`${worker.url}/status`).then((response): Promise<unknown> => response.json());
    const told = listOf(components, "data", (one) => textOf(one, "detail")).find((detail) => detail.startsWith("azure-ea: 4 parts")) ?? "";
    const left = Number(/about (\d+) s left/.exec(told)?.[1]);
    expect(told).toContain(", 500 rows stored, 8 rows/s, ");
    await reading("/ui/operations", async (page) => {
      const cells = page.getByRole("region", { name: "Being read now" }).locator("tbody td");
      expect(await cells.nth(3).textContent()).toBe("8");
      const [end, stored] = await page
        .getByRole("region", { name: "Being read now" })
        .locator("tbody time")
        .evaluateAll((found) => found.map((one) => Date.parse(one.getAttribute("datetime") ?? "")));
      expect((end ?? 0) - (stored ?? 0)).toBe(left * 1000);
      const row = page.getByRole("region", { name: "Finished runs" }).locator("tbody tr").filter({ hasText: "sync-source" });
      expect((await row.locator("td").allTextContents()).slice(3)).toEqual(["40 s", "300", "7.50"]);
    });
  });

  it("saves Explore as a view, and opens it where it was", async () => {
    await reading(`/ui/explore?account=${lab.enrollment}&group=region&f.service_name=Virtual Machines`, async (page) => {
      const total = await valueOf(page.locator("tfoot data"));
      await page.getByRole("button", { name: "Save as a view" }).click();
      await page.getByRole("textbox", { name: "Name" }).fill("Where machines run");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByRole("link", { name: "To the saved views" }).click();
      await page.getByRole("link", { name: "Explore: Where machines run" }).click();
      await page.getByRole("heading", { level: 1, name: "Explore" }).waitFor();
      await expect.poll(() => valueOf(page.locator("tfoot data"))).toBe(total);
      expect([...new URL(page.url()).searchParams]).toEqual([
        ["account", lab.enrollment],
        ["group", "region"],
        ["f.service_name", "Virtual Machines"],
      ]);
    });
  });

  it("adds a connection by the form of its source: tested, previewed, activated and watched; and compares both totals of a month", async () => {
    const { cost } = lab.published(lab.months.at(-1) ?? "");
    await reading("/ui/sources", async (page) => {
      await page.getByRole("link", { name: "Add a connection to Azure EA reporting API" }).click();
      for (const [name, value] of [
        ["Name of the connection", "ea-china"],
        ["Enrollment", lab.enrollment],
        ["Address", lab.simulator.url],
        ["Currency", "CNY"],
        ["Name of the secret", "ABI_SECRET_SIMULATOR"],
      ] as const)
        await page.getByRole("textbox", { name, exact: false }).first().fill(value);
      await page.getByLabel("Form *").selectOption("china");
      await page.getByRole("button", { name: "Save as a draft" }).click();
      await page.getByRole("heading", { level: 1, name: "ea-china" }).waitFor();
      await page.getByRole("button", { name: "Test", exact: true }).click();
      await page.getByText("The test has passed").waitFor();
      await page.getByRole("button", { name: "Preview" }).click();
      await page.getByRole("region", { name: "The first rows as they would be stored" }).locator("tbody tr").first().waitFor();
      await page.getByRole("button", { name: "Activate" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Activate" }).click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.getByText("Active", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Compare both totals" }).click();
      const totals = page.getByRole("region", { name: "Take over a month" }).locator("tbody data");
      await totals.first().waitFor({ timeout: 60_000 });
      expect(await totals.evaluateAll((found) => found.map((one) => one.getAttribute("value")))).toEqual([cost, cost, "0"]);
    });
  });

  it("rolls a month back after seeing the difference, and is told on other pages that a newer reading is there", async () => {
    const { cost } = lab.published(lab.months.at(-1) ?? "");
    const other = await open(`/ui/explore?account=${lab.enrollment}`);
    // Its clock is moved on by the minute after which the page asks again.
    const reader = other.page;
    await reader.clock.install();
    await reader.reload();
    expect(await valueOf(reader.locator("tfoot data"))).toBe(cost);
    await reading(`/ui/operations?account=${lab.enrollment}`, async (page) => {
      await page.getByRole("button", { name: "What would change?" }).click();
      const difference = page.getByRole("status").locator("data").last();
      expect(await valueOf(difference)).toBe(new ExactSum("0").minus(new ExactSum(lab.restatedBy)).toString());
      await page.getByRole("button", { name: "Roll back" }).click();
      await page.getByRole("dialog").getByRole("textbox", { name: "Reason" }).fill("The restatement is in doubt");
      await page.getByRole("dialog").getByRole("button", { name: "Roll back" }).click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
    });
    await reader.clock.fastForward(61_000);
    await reader.getByText(`A newer reading was published: ${lab.enrollment}`).waitFor();
    await reader.getByRole("button", { name: "Show it" }).click();
    const before = new ExactSum(cost).minus(new ExactSum(lab.restatedBy)).toString();
    await expect.poll(() => valueOf(reader.locator("tfoot data")), { timeout: 20_000 }).toBe(before);
    await reader.getByText("A newer reading was published").waitFor({ state: "detached" });
    await other.context.close();
  });
});
