import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ExactSum } from "../../app/domain/snapshot/exact-sum";
import { listOf, textOf, textOrNull } from "../../dashboard/src/api/read-value";
import type { ApiProcess } from "../security/api-process";
import { TokenIssuer } from "../security/bearer-tokens";
import { publishFocusCharges } from "../support/publish-focus-charges";
import { bySize } from "../support/test-size";
import { browserMissing, openBrowser, openPage, visit } from "./browser";
import { DashboardLab } from "./dashboard-lab";
import { pageAddresses } from "./page-addresses";

/** What analysts ask, answered by clicking; who they are; and what happens while they read. */
describe.skipIf(browserMissing !== undefined)("an analyst at the dashboard", () => {
  const issuer = new TokenIssuer();
  let lab: DashboardLab;
  let browser: Browser;
  let worker: ApiProcess;
  let open: string;

  beforeAll(async () => {
    lab = await DashboardLab.open(2000);
    open = lab.months.at(-1) ?? "";
    browser = await openBrowser();
    worker = await lab.worker();
  });

  afterAll(async () => {
    await browser.close();
    await lab.close();
  });

  /** The rows of an answer of the API to the same reader. */
  async function rowsOf(path: string, bearer?: string): Promise<readonly unknown[]> {
    const headers = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
    const response = await fetch(`${worker.url}${path}`, { headers });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return listOf(answer, "data", (row) => row);
  }

  const valuesOf = (place: Locator): Promise<readonly (string | null)[]> =>
    place.evaluateAll((found) => found.map((one) => one.getAttribute("value")));
  const sumOf = (amounts: readonly (string | null)[]): string => {
    const sum = new ExactSum();
    for (const one of amounts) sum.add(one ?? "0");
    return sum.toString();
  };

  describe("answers the ten questions of docs/api.md from the Overview, in the clicks that docs/dashboard.md says", () => {
    /** Counts what a reader does with the mouse. */
    class Hand {
      clicks = 0;
      constructor(readonly page: Page) {}

      async click(place: Locator): Promise<void> {
        this.clicks += 1;
        await place.click();
      }

      async choose(label: string, option: string): Promise<void> {
        this.clicks += 1;
        await this.page.getByLabel(label, { exact: true }).selectOption({ label: option });
      }

      async go(name: string): Promise<void> {
        await this.click(this.page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name, exact: true }));
        await this.page.getByRole("heading", { level: 1, name }).waitFor();
      }

      card(title: string | RegExp): Locator {
        return this.page
          .locator("section section, main section")
          .filter({ has: this.page.getByRole("heading", { level: 2, name: title }) })
          .last();
      }
    }

    const documented = new Map(
      Array.from(
        readFileSync("docs/dashboard.md", "utf8").matchAll(/^\| ([^|]+\?) \| [^|]+ \| (\d) \|$/gm),
        ([, question = "", clicks = ""]) => [question, Number(clicks)],
      ),
    );

    /** Each with the way to its answer, whose values are compared there. */
    const questions: Readonly<Record<string, (hand: Hand) => Promise<void>>> = {
      "Where did the money go, month by month?": async (hand) => {
        await hand.choose("Period", "Last 3 months");
        const card = hand.card("Cost by month");
        await hand.click(card.getByRole("button", { name: "As a table" }));
        const rows = async (): Promise<readonly (readonly (string | null)[])[]> =>
          Promise.all((await card.locator("tbody tr").all()).map((row) => valuesOf(row.locator("data"))));
        // The answer of the month that was shown before stays until the new one is there.
        await expect
          .poll(async () => (await rows()).map(sumOf), { timeout: 20_000 })
          .toEqual(lab.months.map((month) => lab.published(month).cost));
        const asked = await rowsOf(
          `/api/costs?from=${lab.months[0] ?? ""}&to=${open}&grain=month&group=service_name&top=8&billing_account=${lab.enrollment}`,
        );
        expect((await rows()).flat().sort()).toEqual(asked.map((row) => textOf(row, "cost")).sort());
      },
      "What grew most?": async (hand) => {
        const [forecast] = await rowsOf(`/api/forecast?month=${open}&billing_account=${lab.enrollment}`);
        const known = textOf(forecast, "known_through");
        const grown = await rowsOf(
          `/api/costs?from=${open}-01&to=${known}&compare=month&sort=difference&group=service_name&billing_account=${lab.enrollment}`,
        );
        const first = grown[0];
        const row = hand
          .card("What moved most")
          .locator("tbody tr")
          .filter({ hasText: textOf(first, "service_name") });
        expect(await valuesOf(row.locator("data"))).toEqual([textOf(first, "cost"), textOf(first, "difference")]);
      },
      "How much was used, and what did a unit cost?": async (hand) => {
        await hand.go("Explore");
        await hand.click(hand.page.getByRole("link", { name: "How much was used" }));
        const rows = hand.card("How much was used").locator("tbody tr");
        await rows.first().waitFor();
        const asked = await rowsOf(
          `/api/costs?month=${open}&group=service_name&quantity=consumed&top=200&billing_account=${lab.enrollment}`,
        );
        expect(await valuesOf(rows.locator("data"))).toEqual(
          asked.flatMap((row) =>
            [textOrNull(row, "quantity"), textOrNull(row, "unit_cost"), textOrNull(row, "cost")].filter((one) => one !== null),
          ),
        );
      },
      "Who owns what, and what does nobody own?": async (hand) => {
        await hand.go("Allocation");
        const card = hand.card(/^Who owns the cost of/);
        const rows = card.locator("tbody tr");
        await rows.first().waitFor();
        const asked = await rowsOf(`/api/allocation?month=${open}&billing_account=${lab.enrollment}`);
        expect(await valuesOf(rows.locator("data"))).toEqual(asked.map((row) => textOf(row, "cost")));
        expect(await rows.locator("a").allTextContents()).toEqual(asked.map((row) => textOf(row, "owner") || "No owner"));
        expect(await valuesOf(card.locator("tfoot data"))).toEqual([lab.published(open).cost]);
      },
      "Which resources cost most?": async (hand) => {
        await hand.go("Resources");
        const card = hand.card("Resources, highest cost first");
        await card.locator("tbody tr").first().waitFor();
        const asked = await rowsOf(`/api/resources?month=${open}&limit=200&billing_account=${lab.enrollment}`);
        expect(await valuesOf(card.locator("tbody data"))).toEqual(asked.map((row) => textOf(row, "billed_cost")));
        expect(await valuesOf(card.locator("tfoot data"))).toEqual([lab.published(open).cost]);
      },
      "What will the month cost, and do the budgets hold?": async (hand) => {
        const [forecast] = await rowsOf(`/api/forecast?month=${open}&billing_account=${lab.enrollment}`);
        expect(await valuesOf(hand.card("Forecast of the month").locator("data"))).toEqual([textOf(forecast, "forecast")]);
        await hand.go("Budgets");
        const row = hand.page.locator("tbody tr").filter({ hasText: `${lab.enrollment}, all` });
        await row.waitFor();
        const asked = (await rowsOf(`/api/budgets?month=${open}&billing_account=${lab.enrollment}`)).find(
          (one) => textOf(one, "id") === "all",
        );
        expect(await valuesOf(row.locator("data"))).toEqual(
          ["actual", "target", "forecast", "variance"].map((name) => textOf(asked, name)),
        );
        expect(textOf(asked, "actual")).toBe(lab.published(open).cost);
      },
      "Which days cost more than usual?": async (hand) => {
        await hand.go("Anomalies");
        await hand.page
          .getByText(/ judged through |^Nothing is new/)
          .first()
          .waitFor();
        const asked = await rowsOf(`/api/anomalies?month=${open}&limit=200&billing_account=${lab.enrollment}`);
        const cells = hand.page.locator("tbody tr > td:nth-child(5) data");
        expect(await valuesOf(cells)).toEqual(asked.map((row) => textOf(row, "difference")));
      },
      "Can the month be trusted?": async (hand) => {
        await hand.click(hand.page.getByRole("link", { name: /See the proof of these numbers$/ }));
        await hand.page.getByText("Equal to the last digit", { exact: true }).waitFor();
        const { cost } = lab.published(open);
        expect((await valuesOf(hand.page.locator("section section data"))).slice(0, 4)).toEqual([cost, cost, cost, cost]);
      },
      "What did the last reading change?": async (hand) => {
        await hand.click(hand.page.getByRole("link", { name: /See the proof of these numbers$/ }));
        const total = hand.card("What the last reading changed").locator("p data");
        await total.waitFor();
        expect(await valuesOf(total)).toEqual([lab.restatedBy]);
      },
      "All charges of a month, as a file?": async (hand) => {
        await hand.go("Charges");
        const [saved] = await Promise.all([
          hand.page.waitForEvent("download"),
          hand.click(hand.page.getByRole("button", { name: /^Download as CSV/ })),
        ]);
        const text = readFileSync(await saved.path(), "utf8");
        const rows = z.array(z.record(z.string())).parse(parse(text.slice(text.indexOf('\n"') + 1), { columns: true }));
        expect(sumOf(rows.map((row) => textOf(row, "billed_cost")))).toBe(lab.published(open).cost);
        // Beside the rows of the bill there are those of what commitments cost that nothing used.
        expect(rows.filter((row) => !textOf(row, "charge_id").includes("/unused/"))).toHaveLength(lab.published(open).rows);
      },
    };

    it("which are all that docs/dashboard.md lists", () => {
      expect([...documented.keys()]).toEqual(Object.keys(questions));
    });

    it.each(Object.keys(questions))("%s", async (question) => {
      const watched = await openPage(browser, worker.url);
      await visit(watched, `${worker.url}/ui/?account=${lab.enrollment}`);
      const hand = new Hand(watched.page);
      await questions[question]?.(hand);
      expect({ question, clicks: hand.clicks }).toEqual({ question, clicks: documented.get(question) });
      expect(watched.faults).toEqual([]);
      await watched.context.close();
    });
  });

  describe("whose token names one account", () => {
    /** Buttons of what only editors and operators may do. */
    const actions =
      /^(New rule|New target|Change|Withdraw|Disable|Add$|Test|Preview|Activate|Look now|Run|Pause|Resume|Cancel|Retire|Remove|Roll back|Read again|What would change\?|Take the month over|Compare both totals)/;

    it.each([
      ["the enrollment", (): readonly [string, string] => [lab.enrollment, lab.otherAccount]],
      ["the other account", (): readonly [string, string] => [lab.otherAccount, lab.enrollment]],
    ])("%s sees its own accounts, figures and filter values on every page, and nothing to do what it may not", async (_name, accounts) => {
      const [own, foreign] = accounts();
      // Digits of an amount may happen to be those of an account.
      const names = new RegExp(String.raw`(?<![\d.])${foreign}(?!\d)`);
      const guarded = await lab.worker({ flags: issuer.flags() });
      const watched = await openPage(browser, guarded.url);
      const { page } = watched;
      const answers: Promise<string>[] = [];
      page.on("response", (response) => {
        if (!response.url().includes("/ui/")) answers.push(response.text().catch(() => ""));
      });
      await page.goto(`${guarded.url}/ui/`);
      await page.getByLabel("Token or key").fill(issuer.token({ billing_accounts: [own] }));
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
      for (const { name, address } of pageAddresses({ months: lab.months, enrollment: own })) {
        await visit(watched, `${guarded.url}${address}`);
        const buttons = await page
          .locator("main")
          .getByRole("button")
          .evaluateAll((all) => all.map((one) => one.textContent));
        expect({
          page: name,
          forbidden: buttons.filter((text) => actions.test(text)),
          names: names.test(await page.content()),
        }).toEqual({
          page: name,
          forbidden: [],
          names: false,
        });
      }
      await visit(watched, `${guarded.url}/ui/explore?group=region`);
      const charges = await rowsOf(`/api/costs?month=${open}&group=region&billing_account=${own}`);
      const regions = charges.map((row) => textOf(row, "region") || "(none)").sort();
      expect((await page.locator("tbody a").allTextContents()).sort()).toEqual(regions);
      expect(await valuesOf(page.locator("tfoot data").first())).toEqual([sumOf(charges.map((row) => textOf(row, "cost")))]);
      await page.getByRole("button", { name: "Filter", exact: true }).click();
      await page.getByLabel("Filter by").selectOption("region");
      const listed = page.getByRole("list", { name: "Region" }).getByRole("button");
      await listed.first().waitFor();
      expect((await listed.locator("span:nth-of-type(1)").allTextContents()).sort()).toEqual(regions);
      expect((await Promise.all(answers)).filter((text) => names.test(text))).toEqual([]);
      expect(watched.faults.filter((fault) => !/status of (401|403|503)/.test(fault))).toEqual([]);
      await watched.context.close();
      await lab.stop(guarded);
    });
  });

  it("sees of each commitment what the API says, never 0 for what is not known, and all of its terms and problems in one click", async () => {
    const watched = await openPage(browser, worker.url);
    const { page } = watched;
    const asked = await rowsOf(`/api/commitments?month=${open}&billing_account=${lab.enrollment}`);
    expect(new Set(asked.map((row) => textOf(row, "evidence")))).toEqual(new Set(["order-terms", "unknown"]));
    await visit(watched, `${worker.url}/ui/commitments?account=${lab.enrollment}`);
    const shownOf = (row: unknown): readonly string[] =>
      textOf(row, "evidence") === "unknown" ? [] : [textOf(row, "effective_cost"), textOf(row, "unused_cost")];
    expect(await valuesOf(page.locator("tbody data"))).toEqual(asked.flatMap(shownOf));
    const [unknown] = asked.filter((row) => textOf(row, "evidence") === "unknown");
    const id = textOf(unknown, "commitment_id").split("/").at(-1) ?? "";
    await page.getByRole("button", { name: id }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByText("Charges use it, and no purchase is known that holds on their days.").waitFor();
    expect(await valuesOf(drawer.locator("data"))).toEqual([textOf(unknown, "billed_cost")]);
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    await page.getByLabel("Shown").selectOption("ending");
    await page.getByText(/^No commitment of .* ends within 90 days\.$/).waitFor();
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });

  it("is told when the database is gone, keeps what was read, and goes on by itself when it is back", async () => {
    const watched = await openPage(browser, worker.url);
    const { page } = watched;
    await page.clock.install();
    await visit(watched, `${worker.url}/ui/explore?account=${lab.enrollment}&group=meter_category`);
    const total = page.locator("tfoot data").first();
    const notice = page.getByRole("alert").filter({ hasText: /^The database does not answer since / });
    await lab.server.signal("SIGKILL");
    // The minute after which the page asks again.
    await page.clock.fastForward(61_000);
    await notice.waitFor();
    expect(await total.getAttribute("value")).toBe(lab.published(open).cost);
    await page.getByLabel("Group by").selectOption("region");
    await page.getByText("This could not be read").first().waitFor();
    await notice.getByRole("link", { name: "See the parts of the stack" }).click();
    const engine = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "clickhouse" }) });
    await engine.getByText("Unhealthy").waitFor();
    await page.goBack();
    await notice.waitFor();
    await lab.server.start();
    await notice.waitFor({ state: "detached", timeout: 60_000 });
    await total.waitFor();
    expect(await total.getAttribute("value")).toBe(lab.published(open).cost);
    expect(await page.getByText("This could not be read").count()).toBe(0);
    expect(watched.faults.filter((fault) => !fault.includes("status of 503"))).toEqual([]);
    await watched.context.close();
  });

  const count = bySize(12_000, 50_000);
  const counted = count.toLocaleString("en");

  it(`scrolls through ${counted} charges from the first to the last and back, with few of them in the page`, async () => {
    const account = "100300";
    const month = lab.months[0] ?? "";
    const costs = Array.from(
      { length: count },
      (_, index) =>
        `0.${String(index + 1)
          .padStart(18, "0")
          .replace(/0+$/, "")}`,
    );
    const serviceOf = (index: number): string =>
      index === 0 ? "A: the first" : index === count - 1 ? "Z: the last" : `Service ${index % 7}`;
    await publishFocusCharges(
      lab.server,
      "billing",
      { account, period: `${month}-01` },
      costs.map((cost, index) => ({
        day: `${month}-${String((index % 28) + 1).padStart(2, "0")}`,
        cost,
        columns: { ServiceName: serviceOf(index), ResourceName: `resource ${index}` },
      })),
    );
    const watched = await openPage(browser, worker.url);
    const { page } = watched;
    await visit(watched, `${worker.url}/ui/charges?account=${account}&from=${month}&to=${month}`);
    const box = page.getByRole("region", { name: /^Charges, by service/ });
    const rows = page.locator("[role=row]").filter({ has: page.locator("[role=cell]") });
    const first = async (): Promise<void> => {
      const row = rows.filter({ hasText: "A: the first" });
      await row.waitFor();
      expect(await valuesOf(row.locator("data"))).toEqual([costs[0]]);
    };
    await first();
    expect(await valuesOf(page.locator("main section data").first())).toEqual([sumOf(costs)]);
    const begun = Date.now();
    let most = 0;
    const further = async (): Promise<string> => {
      await box.evaluate((element) => {
        element.scrollTop = element.scrollHeight;
      });
      most = Math.max(most, await rows.count());
      return (await page.getByText(/ of .* read$/).textContent()) ?? "";
    };
    await expect.poll(further, { timeout: 500_000, interval: 20 }).toBe(`${counted} of ${counted} read`);
    console.info(
      `${counted} charges were scrolled through in ${Math.round((Date.now() - begun) / 1000)} s, with at most ${most} rows in the page`,
    );
    await further();
    const last = rows.filter({ hasText: "Z: the last" });
    await last.waitFor();
    expect(await valuesOf(last.locator("data"))).toEqual([costs.at(-1)]);
    expect(await last.getAttribute("aria-rowindex")).toBe(String(count + 1));
    expect(most).toBeLessThan(80);
    await box.evaluate((element) => {
      element.scrollTop = 0;
    });
    await first();
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });
});
