import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** Debian's own; CI installs it. */
export const browserExecutable = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Why there is no browser to test with; undefined when there is one. */
export const browserMissing = existsSync(browserExecutable) ? undefined : `${browserExecutable} is not there: apt-get install chromium`;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserExecutable, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/** A page that remembers what must not happen: an error in the console, a broken policy, a request to anywhere else. */
export interface WatchedPage {
  readonly page: Page;
  readonly faults: readonly string[];
  readonly context: BrowserContext;
}

export interface Reader {
  readonly language?: "en" | "zh";
  readonly theme?: "light" | "dark";
  readonly exact?: boolean;
  readonly timezoneId?: string;
  readonly width?: number;
  readonly height?: number;
}

export async function openPage(
  browser: Browser,
  origin: string,
  { language = "en", theme = "light", exact = false, timezoneId = "UTC", width = 1440, height = 900 }: Reader = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width, height }, timezoneId, reducedMotion: "reduce" });
  const preferences = JSON.stringify({ language, theme, exact });
  await context.addInitScript(`localStorage.setItem("azure-billing-intelligence.preferences", ${JSON.stringify(preferences)})`);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      faults.push(`${message.type()}: ${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin)) faults.push(`request: ${request.url()}`);
  });
  return { page, faults, context };
}

/** Goes to a page and waits until nothing on it is being read. */
export async function visit({ page }: WatchedPage, address: string): Promise<void> {
  await page.goto(address);
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  await page.waitForSelector("h1");
  await page.waitForLoadState("networkidle");
  // Not waitForFunction: it asks again by eval, which the page's policy refuses.
  await page.waitForSelector('.animate-pulse, [aria-busy="true"]', { state: "detached", timeout: 20_000 });
}

const axeSource = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds by the rules of WCAG 2.2 AA; each with the first elements that break it. Sent by the debugger, which no policy of the page refuses. */
export async function axeViolations({ page, context }: WatchedPage): Promise<readonly string[]> {
  const session = await context.newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axeSource });
  const { result } = await session.send("Runtime.evaluate", {
    awaitPromise: true,
    returnByValue: true,
    expression: `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(({ violations }) =>
      violations.map(({ id, help, nodes }) => id + ": " + help + " | " + nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(" | ")))`,
  });
  await session.detach();
  const found: unknown = result.value;
  return Array.isArray(found) ? found.map(String) : [`axe did not answer: ${JSON.stringify(result)}`];
}

/** Whether the page is wider than the window. */
export async function overflow(page: Page): Promise<number> {
  const wide: unknown = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  return typeof wide === "number" ? wide : Number.NaN;
}
