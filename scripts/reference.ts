import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { openStackDatabase } from "./open-stack-database";
import { loadFinopsToolkit } from "./reference-finops-toolkit";

const help = `Loads reference data that the mapping to FOCUS uses.

  npm run reference -- finops-toolkit <folder>   Services.csv, ResourceTypes.csv, Regions.csv and PricingUnits.csv of Microsoft's FinOps toolkit,
                                                 in place of the built-in rows with the same keys
  npm run reference -- prices <file>             a price sheet: list prices

  Snapshots that are mapped afterwards use it. Exit code 0: loaded. 1: not. 2: the command was wrong.
`;

async function main(): Promise<number> {
  const [command, path, ...more] = process.argv.slice(2);
  if (command === "--help") {
    process.stdout.write(help);
    return 0;
  }
  if (command === "prices") {
    const script = join(__dirname, "reference-prices.ts");
    const rest = path === undefined ? more : [path, ...more];
    return spawnSync(process.execPath, ["--import", "tsx", script, ...rest], { stdio: "inherit" }).status ?? 1;
  }
  if (command !== "finops-toolkit" || path === undefined || more.length > 0) {
    process.stderr.write(help);
    return 2;
  }
  const { database, close } = await openStackDatabase();
  try {
    for (const { table, rows } of await loadFinopsToolkit(database, resolve(path), new Date())) {
      process.stdout.write(`${table}: ${rows} rows\n`);
    }
    return 0;
  } finally {
    await close();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
