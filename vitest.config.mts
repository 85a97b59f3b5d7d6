import { relative } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files of more than a minute begin first, so that two cores end at about the same time: a long one that began last would have both to itself. The rest goes
 * as it does without this.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.indexOf(relative(`${import.meta.dirname}/test`, moduleId));
      return at < 0 ? longest.length : at;
    };
    return [...sorted].sort((a, b) => rank(a) - rank(b));
  }
}

const longest: readonly string[] = [
  "e2e/dev-stack.test.ts",
  "clickhouse/azure-exports.test.ts",
  "clickhouse/source-connections.test.ts",
  "clickhouse/explicable-months.test.ts",
  "clickhouse/new-source.test.ts",
  "unit/sources/focus-files.test.ts",
  "security/cross-tenant.test.ts",
  "security/who-may-ask.test.ts",
  "clickhouse/snapshot-faults.test.ts",
  "security/injection.test.ts",
  "e2e/demo.test.ts",
  "clickhouse/anomalies-and-forecast.test.ts",
  "clickhouse/cost-answers.test.ts",
  "clickhouse/snapshots.test.ts",
  "clickhouse/focus-mapping.test.ts",
  "clickhouse/life.test.ts",
  "clickhouse/focus-import-right-numbers.test.ts",
  "e2e/access.test.ts",
  "clickhouse/source-command.test.ts",
  "security/openapi-examples.test.ts",
  "clickhouse/focus-files-in-storage.test.ts",
  "moose/infrastructure.test.ts",
  "unit/scripts/new-source.test.ts",
];

/**
 * unit: no services. clickhouse: the real engine in a child process. moose: what the compiled project declares.
 * dashboard: the built pages in a browser, on Moose's API worker and the real engine.
 * security: Moose's API worker on the real engine, asked by every kind of caller. e2e: the real stack.
 * Two files at once, whatever their project, each with processes, ports and directories of its own: vitest's own number is one less than cores. One number for
 * all projects, since vitest runs those of another number after the rest.
 */
const maxWorkers = 2;
const setupFiles = ["test/support/new-connections.ts"];

export default defineConfig({
  test: {
    reporters: ["default", "./test/plain-summary-reporter.ts"],
    sequence: { sequencer: LongestFirst },
    coverage: {
      provider: "v8",
      include: ["app/**/*.ts"],
      reporter: ["json-summary"],
      reportOnFailure: true,
      reportsDirectory: ".embedded/coverage",
      thresholds: { "app/domain/**": { lines: 95, branches: 90, functions: 94 } },
    },
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 120_000, maxWorkers } },
      {
        test: {
          name: "clickhouse",
          include: ["test/clickhouse/**/*.test.ts"],
          globalSetup: ["test/clickhouse/global-setup.ts"],
          testTimeout: 600_000,
          hookTimeout: 300_000,
          maxWorkers,
        },
      },
      { test: { name: "moose", include: ["test/moose/**/*.test.ts"], testTimeout: 600_000, hookTimeout: 600_000, maxWorkers } },
      {
        test: {
          name: "security",
          include: ["test/security/**/*.test.ts"],
          setupFiles,
          globalSetup: ["test/security/global-setup.ts"],
          testTimeout: 600_000,
          hookTimeout: 300_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: "dashboard",
          include: ["test/dashboard/**/*.test.ts"],
          setupFiles,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          maxWorkers,
        },
      },
      { test: { name: "e2e", include: ["test/e2e/**/*.test.ts"], setupFiles, testTimeout: 1_200_000, hookTimeout: 600_000, maxWorkers } },
    ],
  },
});
