import { execFile } from "node:child_process";
import { parseArgs, promisify } from "node:util";
import { z } from "zod";
import { browserExecutable, browserMissing } from "./browser";
import { DashboardLab } from "./dashboard-lab";
import { pageAddresses } from "./page-addresses";
import { connectionEnvironment, seededAddresses, seedOperations } from "./seed-operations";

const help = `Asks Lighthouse for accessibility and best practices of every page, and fails when one has less than 100. npx fetches Lighthouse, which is no part of set-up.

  npm run dashboard:lighthouse -- [--only overview,trust]
`;

/** The last one that runs on Node 20. */
const lighthouse = "lighthouse@12.8.2";
const run = promisify(execFile);

const reportForm = z.object({
  categories: z.record(z.object({ score: z.number().nullable() })),
  audits: z.record(z.object({ title: z.string(), score: z.number().nullable() })),
});

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: "string" }, help: { type: "boolean" } } });
  if (values.help === true) {
    process.stdout.write(help);
    return;
  }
  if (browserMissing !== undefined) throw new Error(browserMissing);
  const lab = await DashboardLab.open(2000);
  try {
    const { url } = await lab.worker({ environment: connectionEnvironment(lab) });
    await seedOperations(url, lab);
    for (const { name, address } of [...pageAddresses(lab), ...seededAddresses]) {
      if (values.only !== undefined && !values.only.split(",").some((one) => name.startsWith(one))) continue;
      console.log(`${name}: ${await judged(`${url}${address}`)}`);
    }
  } finally {
    await lab.close();
  }
}

/** The scores of a page, and what costs points. */
async function judged(address: string): Promise<string> {
  const chrome = "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage";
  const asked = ["--only-categories=accessibility,best-practices", "--preset=desktop", "--output=json", "--quiet", chrome];
  const { stdout } = await run("npx", ["--yes", lighthouse, address, ...asked], {
    env: { ...process.env, CHROME_PATH: browserExecutable },
    maxBuffer: 64 << 20,
  });
  const { categories, audits } = reportForm.parse(JSON.parse(stdout));
  const scores = Object.entries(categories).map(([name, { score }]) => `${name} ${Math.round((score ?? 0) * 100)}`);
  const faults = Object.entries(audits).flatMap(([id, { title, score }]) => (score !== null && score < 1 ? [`${id} (${title})`] : []));
  if (Object.values(categories).some(({ score }) => score !== 1)) process.exitCode = 1;
  return [scores.join(", "), ...faults].join("\n  ");
}

void main();
