import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { measured, sizeOf, sizingTable } from "../../../bench/sizing";

const page = (name: string): string => readFileSync(join(__dirname, "../../../docs", name), "utf8");

it("the sizing table of docs/operate.md is what its arithmetic makes of the measured figures", () => {
  expect(page("operate.md")).toContain(sizingTable());
});

it("each figure that the sizing begins with stands in docs/figures.md", () => {
  const figures = page("figures.md");
  expect(Object.values(measured).filter(({ said }) => !figures.includes(said))).toEqual([]);
});

it("ten thousand times the charges need ten thousand times the room, and never less than one core and one reading", () => {
  const [small, large] = [sizeOf(1e6), sizeOf(1e10)];
  expect(large.storedGigabytes / small.storedGigabytes).toBeCloseTo(1e4, 6);
  expect(large.kafkaGigabytes / small.kafkaGigabytes).toBeCloseTo(1e4, 6);
  expect([small.coresOfNight, small.readingsAtOnce, small.coresOfPosts]).toEqual([1, 1, 1]);
});
