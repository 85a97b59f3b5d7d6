import { describe, expect, it } from "vitest";
import { memoize } from "../../../app/domain/memoize";

/** How many of the texts were computed, in runs of `length`. */
function computed(limit: number, texts: readonly string[], length: number): readonly number[] {
  let count = 0;
  const upper = memoize(limit, (text) => {
    count += 1;
    return text.toUpperCase();
  });
  return Array.from({ length: Math.ceil(texts.length / length) }, (_, run) => {
    count = 0;
    for (const text of texts.slice(run * length, (run + 1) * length)) expect(upper(text)).toBe(text.toUpperCase());
    return count;
  });
}

describe("memoize", () => {
  const days = (resources: number, count: number): readonly string[] =>
    Array.from({ length: resources * count }, (_, index) => `resource ${index % resources}`);

  it("computes a text once, and where more come before it comes again than it holds, some of them again", () => {
    expect(computed(100, days(90, 5), 90)).toEqual([90, 0, 0, 0, 0]);
    expect(computed(100, days(150, 5), 150)).toEqual([150, 49, 98, 49, 98]);
  });

  it("answers the same for texts that never come again, and knows those that come later", () => {
    const alone = Array.from({ length: 1100 }, (_, index) => `alone ${index}`);
    // Two halves are filled and found worthless; for eight times a half nothing is looked up; then it knows again.
    expect(computed(100, [...alone, ...days(50, 10)], 100).slice(11)).toEqual([50, 0, 0, 0, 0]);
  });
});
