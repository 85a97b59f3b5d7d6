import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { axeViolations, browserMissing, openBrowser, openPage, overflow, visit } from "./browser";
import { DashboardLab } from "./dashboard-lab";
import { pageAddresses } from "./page-addresses";
import { connectionEnvironment, seededAddresses, seedOperations } from "./seed-operations";

const help = `Writes a picture of every page of the dashboard, in both themes and languages and at the width of a phone, to dashboard/shots.

  npm run dashboard:shots -- [--rows 8000] [--only overview,trust]
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rows: { type: "string", default: "8000" }, only: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help === true) {
    process.stdout.write(help);
    return;
  }
  if (browserMissing !== undefined) throw new Error(browserMissing);
  const folder = join(process.cwd(), "dashboard/shots");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const lab = await DashboardLab.open(Number(values.rows));
  const browser = await openBrowser();
  try {
    const { url } = await lab.worker({ environment: connectionEnvironment(lab) });
    await seedOperations(url, lab);
    const looks = [
      { name: "light-en", reader: { language: "en", theme: "light" } },
      { name: "dark-zh", reader: { language: "zh", theme: "dark" } },
      { name: "phone-en", reader: { language: "en", theme: "light", width: 375, height: 812 } },
      { name: "phone-dark-zh", reader: { language: "zh", theme: "dark", width: 375, height: 812 } },
    ] as const;
    for (const { name, reader } of looks) {
      const watched = await openPage(browser, url, reader);
      for (const { name: page, address } of [...pageAddresses(lab), ...seededAddresses]) {
        if (values.only !== undefined && !values.only.split(",").some((one) => page.startsWith(one))) continue;
        await visit(watched, `${url}${address}`);
        await watched.page.screenshot({ path: join(folder, `${page}-${name}.png`), fullPage: true });
        const said = [...watched.faults, ...(await axeViolations(watched))];
        const wide = await overflow(watched.page);
        console.log(`${page} ${name}: ${said.length === 0 && wide === 0 ? "well" : [...said, `${wide} px too wide`].join("\n  ")}`);
      }
      await watched.context.close();
    }
  } finally {
    await browser.close();
    await lab.close();
  }
}

void main();
