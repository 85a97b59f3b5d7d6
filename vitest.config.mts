import { defineConfig } from "vitest/config";

/**
 * unit: no services. clickhouse: the real engine in a child process. moose: the compiled project and its infrastructure map.
 * security: Moose's API worker on the real engine, asked by every kind of caller. e2e: the real stack, one file at a time because it owns ports.
 * Two files at once in the first two and security, each with processes, ports and directories of its own: vitest's own number is one less than cores.
 */
export default defineConfig({
  test: {
    reporters: ["default", "./test/plain-summary-reporter.ts"],
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 120_000, maxWorkers: 2 } },
      {
        test: {
          name: "clickhouse",
          include: ["test/clickhouse/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
        },
      },
      { test: { name: "moose", include: ["test/moose/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false } },
      {
        test: {
          name: "security",
          include: ["test/security/**/*.test.ts"],
          globalSetup: ["test/security/global-setup.ts"],
          testTimeout: 600_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
        },
      },
      { test: { name: "e2e", include: ["test/e2e/**/*.test.ts"], testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false } },
    ],
  },
});
