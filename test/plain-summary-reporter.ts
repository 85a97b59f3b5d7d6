import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with the one line that people and CI read: `N passed, N failed`, with `, N skipped` when there were any. */
export default class PlainSummaryReporter implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of testModules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) {
        const { state } = test.result();
        count[state === "pending" ? "failed" : state] += 1;
      }
      // A file that breaks before its first test would otherwise count as nothing at all.
      if (module.state() === "failed" && tests.every((test) => test.result().state !== "failed")) count.failed += 1;
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
    console.log(`\n${count.passed} passed, ${count.failed} failed${skipped}`);
  }
}
