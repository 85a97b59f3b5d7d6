import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { focusImportColumns } from "../../../app/domain/focus/import/focus-import-column";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { openSurroundings } from "../../../app/pipeline/open-surroundings";
import { awsDataExports } from "../../../app/sources/aws-data-exports/aws-data-exports";
import { azureExports } from "../../../app/sources/azure-exports/azure-exports";
import { type Connection, connect } from "../../../app/sources/connection";
import { SecretText } from "../../../app/sources/secret-text";
import type { SourceContext } from "../../../app/sources/source";
import { writeAwsExport } from "../../../simulator/aws-export";
import { exportCsv, type ExportTable, writeRun } from "../../../simulator/azure-export";
import type { Simulator } from "../../../simulator/simulator";
import { startSimulator } from "../../../simulator/start-simulator";
import { noParquet } from "../../support/faulty-bucket";

const account = "123456789012";
const month = "2026-10";
const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
const surroundings = openSurroundings(() => new SecretText(""));
const context: SourceContext = { ...surroundings, signal: new AbortController().signal, heard: () => undefined };
let simulator: Simulator;
let root: string;

beforeAll(async () => {
  const enrollments = [{ number: account, key: "unused", rows: 900 }];
  simulator = await startSimulator({ seed: 44, enrollments, today: "2026-11-15", months: 2, schema: "actual" });
});

afterAll(async () => {
  await simulator.close();
  await surroundings.objects.dispatcher.close();
  await surroundings.http.dispatcher.close();
});

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "simulated-exports-"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

const put = (name: string, body: Uint8Array | string): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), body);
};
const gzip = ({ headers, rows }: ExportTable, from: number, to: number): Buffer =>
  gzipSync(exportCsv({ headers, rows: rows.slice(from, to) }));
const storage = () => ({ kind: "folder", path: root });

it.each<readonly [string, "azure" | "aws", string, (table: ExportTable) => Promise<void>, () => Connection]>([
  [
    "Cost Management's FocusCost",
    "azure",
    `microsoft-${account}`,
    (table) => {
      const files = [
        { name: "p0.csv.gz", body: gzip(table, 0, 400), rows: 400 },
        { name: "p1.csv.gz", body: gzip(table, 400, 9999), rows: table.rows.length - 400 },
      ];
      return writeRun(put, { type: "FocusCost", account, month, files });
    },
    () => connect(azureExports({ parquet: noParquet, sha256 }), { storage: storage(), dataset: "FocusCost" }),
  ],
  [
    "AWS Data Exports",
    "aws",
    `aws-${account}`,
    (table) => {
      const bodies = [gzip(table, 0, 400), gzip(table, 400, 9999)];
      return writeAwsExport(put, { bucket: "bills", prefix: "", exportName: "focus", month, columns: table.headers, bodies });
    },
    () => connect(awsDataExports({ parquet: noParquet, sha256 }), { storage: storage() }),
  ],
])("an export as %s writes it is read to the oracle's rows and costs, to the last digit", async (_what, cloud, kept, write, open) => {
  await write(simulator.focusExport(account, month, cloud));
  const [billed, effective] = [new ExactSum(), new ExactSum()];
  const place = focusImportColumns.findIndex(({ name }) => name === "EffectiveCost");
  const accounts = new Set<string>();
  let rows = 0;
  const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false };
  for await (const delivery of open().discover({ months: [] }, context))
    for await (const { content } of open().read(delivery, options, context)) {
      if (content.kind !== "focus") throw new TypeError("no FOCUS");
      rows += content.rows.length;
      for (const row of content.rows) {
        billed.add(row.cost);
        effective.add(row.cells[place] ?? "");
        accounts.add(row.account);
      }
    }
  const { rows: expected, focus } = simulator.oracle(account, month);
  expect([rows, billed.toString(), effective.toString(), [...accounts]]).toEqual([expected, focus?.billed, focus?.effective, [kept]]);
});
