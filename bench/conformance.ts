import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { ServerProcess } from "../test/clickhouse/server-process";

/**
 * `npx tsx bench/conformance.ts --clickhouse-js <checkout> --clickhouse-connect <checkout> --python <python> [--uncompressed] [--list] [--fuzz 10]`: the
 * integration tests that ClickHouse has for its own clients, on the embedded server: passed, failed and skipped, with `--list` each that failed. The checkouts and
 * what they need are in docs/stacks.md; either may be left out. `--fuzz` is how many random tables each test of them makes, 250 where the suite is left alone.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      "clickhouse-js": { type: "string" },
      "clickhouse-connect": { type: "string" },
      python: { type: "string", default: "python3" },
      uncompressed: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      fuzz: { type: "string", default: "10" },
    },
  });
  const suites: readonly [string, string | undefined, (checkout: string, context: Context) => Outcome][] = [
    ["clickhouse-js", values["clickhouse-js"], runClickHouseJs],
    ["clickhouse-connect", values["clickhouse-connect"], runClickHouseConnect],
  ];
  if (suites.every(([, checkout]) => checkout === undefined)) {
    throw new Error("No suite is given: name a checkout with --clickhouse-js or --clickhouse-connect.");
  }
  const server = await ServerProcess.start(undefined, anybody);
  const scratch = mkdtempSync(join(tmpdir(), "conformance-"));
  try {
    for (const [name, checkout, run] of suites) {
      if (checkout === undefined) continue;
      const { port } = server;
      const { python, fuzz } = values;
      const outcome = run(resolve(checkout), { port, scratch, python, fuzz, compress: !values.uncompressed });
      console.log(`${name}: ${outcome.passed} passed, ${outcome.failed.length} failed, ${outcome.skipped} skipped`);
      if (values.list) for (const failed of outcome.failed) console.log(`  ${failed}`);
    }
  } finally {
    await server.dispose();
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Context {
  readonly port: number;
  readonly scratch: string;
  readonly python: string;
  readonly fuzz: string;
  readonly compress: boolean;
}

interface Outcome {
  readonly passed: number;
  readonly skipped: number;
  /** What failed, each with the first line of its reason. */
  readonly failed: readonly string[];
}

/** Runs vitest with the checkout's own configuration; wherever its files say port 8123, they mean this server. */
function runClickHouseJs(checkout: string, { port, scratch }: Context): Outcome {
  const config = join(scratch, "vitest.config.mts");
  const report = join(scratch, "clickhouse-js.json");
  writeFileSync(
    config,
    `import base from ${JSON.stringify(join(checkout, "packages/client-node/vitest.config.ts"))};
const transform = (code) => code.replaceAll(/(localhost|127\\.0\\.0\\.1):8123/g, "127.0.0.1:${port}");
export default { ...base, plugins: [{ name: "port", transform }], test: { ...base.test, maxWorkers: 2 } };
`,
  );
  const args = ["vitest", "run", "--config", config, "--reporter=json", `--outputFile=${report}`];
  spawnSync("npx", args, { cwd: checkout, env: { ...process.env, TEST_MODE: "integration" }, stdio: ["ignore", "ignore", "inherit"] });
  const { numPassedTests, numPendingTests, testResults } = vitestReport.parse(JSON.parse(readFileSync(report, "utf8")));
  const failed = testResults.flatMap(({ name, message, status, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === "failed");
    if (tests.length === 0 && status === "failed") return [`${name.slice(checkout.length + 1)}: ${firstLine(message)}`];
    return tests.map(({ fullName, failureMessages }) => `${fullName}: ${firstLine(failureMessages[0] ?? "")}`);
  });
  return { passed: numPassedTests, skipped: numPendingTests, failed };
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) })),
    }),
  ),
});

/** Runs pytest on a copy of the tests alone: beside the checkout's own sources Python would take those instead of the package that is installed. */
function runClickHouseConnect(checkout: string, { port, scratch, python, fuzz, compress }: Context): Outcome {
  cpSync(join(checkout, "tests"), join(scratch, "tests"), { recursive: true });
  const environment = {
    ...process.env,
    CLICKHOUSE_CONNECT_TEST_HOST: "127.0.0.1",
    CLICKHOUSE_CONNECT_TEST_PORT: String(port),
    CLICKHOUSE_CONNECT_TEST_FUZZ: fuzz,
    CLICKHOUSE_CONNECT_TEST_COMPRESS: compress ? "True" : "False",
  };
  const args = ["-m", "pytest", "tests/integration_tests", "-q", "-rfE", "--tb=line", "-p", "no:cacheprovider"];
  const { stdout, stderr } = spawnSync(python, args, { cwd: scratch, env: environment, encoding: "utf8", maxBuffer: 1 << 28 });
  const lines = stdout.split("\n");
  const last = lines.filter((line) => / in [\d.]+s/.test(line)).at(-1);
  if (last === undefined) throw new Error(`pytest said nothing that can be counted:\n${stdout}${stderr}`);
  const count = (word: string): number => Number(new RegExp(`(\\d+) ${word}`).exec(last)?.[1] ?? 0);
  return { passed: count("passed"), skipped: count("skipped"), failed: lines.filter((line) => /^(FAILED|ERROR) /.test(line)) };
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";

/** The user that the suites expect, `default` without a password, beside the one by whom ServerProcess learns that the server is ready. */
const anybody = `<clickhouse>
  <users>
    <default><password></password><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota></default>
    <panda><password>pandapass</password><profile>default</profile><quota>default</quota></panda>
  </users>
  <profiles><default/></profiles>
  <quotas><default/></quotas>
</clickhouse>
`;

void main();
