import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { withoutLineage } from "../embedded/launcher/without-lineage.js";
import { readCluster } from "../app/runtime/config/cluster-settings";
import { clusterDdl } from "./cluster/cluster-ddl";
import { runCommand } from "./run-command";

const help = `All statements that a ClickHouse with replicas needs, for who reviews or runs them: docs/operate.md#clickhouse-with-replicas.

  npm run cluster-ddl -- --cluster NAME [--database billing]

It compiles the project, which ends the hot reload of an \`npm run dev\` in this folder.`;

/** Prints the statements of a cluster: what an administrator runs once, and then what Moose makes. */
function main(): number {
  const { values } = parseArgs({
    options: { cluster: { type: "string" }, database: { type: "string", default: "billing" }, help: { type: "boolean", short: "h" } },
  });
  const cluster = readCluster({ AZURE_BILLING_CLICKHOUSE_CLUSTER: values.cluster });
  if (values.help === true || cluster === undefined) {
    console.log(help);
    return values.help === true ? 0 : 2;
  }
  const root = resolve(__dirname, "..");
  execFileSync("npx", ["--no-install", "moose", "check", "--write-infra-map"], {
    cwd: root,
    env: {
      ...withoutLineage(root, process.env),
      AZURE_BILLING_CLICKHOUSE_CLUSTER: cluster,
      MOOSE_TELEMETRY__ENABLED: "false",
      MOOSE_DISABLE_COMPILER_LOGS: "1",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const map = readFileSync(join(root, ".moose/infrastructure_map.json"), "utf8");
  for (const statement of clusterDdl(map, values.database, cluster)) console.log(`${statement};\n`);
  return 0;
}

runCommand(() => Promise.resolve().then(main));
