import { describe, expect, it } from "vitest";
import { connectionIdPattern, connectionStates, decideStep, nextLook } from "../../../app/domain/connection/connection-life";

const steps = ["configured", "tested", "activated", "paused", "resumed", "retired", "removed"] as const;

describe("a connection's life", () => {
  it("leads from each state by each step where it says, and nowhere else", () => {
    const table = Object.fromEntries(
      connectionStates.map((state) => [
        state,
        steps.map((step) => {
          const decision = decideStep(step, state, true);
          return "state" in decision ? `${step} → ${decision.state}` : `${step} refused`;
        }),
      ]),
    );
    expect(table).toEqual({
      draft: [
        "configured → draft",
        "tested → tested",
        "activated → active",
        "paused refused",
        "resumed refused",
        "retired → retired",
        "removed → retired",
      ],
      tested: [
        "configured → draft",
        "tested → tested",
        "activated → active",
        "paused refused",
        "resumed refused",
        "retired → retired",
        "removed → retired",
      ],
      active: [
        "configured → draft",
        "tested → active",
        "activated refused",
        "paused → paused",
        "resumed refused",
        "retired → retired",
        "removed refused",
      ],
      paused: [
        "configured → draft",
        "tested → paused",
        "activated refused",
        "paused refused",
        "resumed → active",
        "retired → retired",
        "removed refused",
      ],
      retired: [
        "configured → draft",
        "tested → retired",
        "activated refused",
        "paused refused",
        "resumed refused",
        "retired refused",
        "removed → retired",
      ],
    });
  });

  it.each(["activated", "resumed"] as const)("%s needs a test that passed", (step) => {
    for (const state of connectionStates) expect(decideStep(step, state, false)).toHaveProperty("refused");
  });

  it("has ids that no workflow takes for a date, and no path or option", () => {
    for (const id of ["exports", "aws-2026", "a1"]) expect(connectionIdPattern.test(id)).toBe(true);
    for (const id of ["2026-10", "20261001", "x", "-a", "a.json", "a/b", "Exports", "", "a".repeat(64)])
      expect(connectionIdPattern.test(id)).toBe(false);
  });
});

describe("the next look", () => {
  const minute = 60_000;

  it.each([
    ["never looked at: at once", 60, null, null, 0],
    ["one interval after the last", 60, { startedMs: 100 * minute, retryable: false }, null, 160],
    ["a quarter of an hour after a failure that may heal", 1440, { startedMs: 100 * minute, retryable: true }, null, 115],
    ["when somebody asked since the last", 1440, { startedMs: 100 * minute, retryable: false }, 101 * minute, 101],
    ["not for what was asked before the last", 1440, { startedMs: 100 * minute, retryable: false }, 99 * minute, 1540],
  ] as const)("is %s", (_name, everyMinutes, last, askedMs, expected) => {
    expect(nextLook(everyMinutes, last, askedMs) / minute).toBe(expected);
  });
});
