import { expect, it } from "vitest";
import { compileUsageDetailReader } from "../../../app/domain/azure-ea/compile-usage-detail-reader";
import { rememberSubjects } from "../../../app/domain/charge/remember-subjects";
import { toUsageSubject } from "../../../app/domain/charge/usage-subject";
import { compileApplicationTags } from "../../../app/domain/resource-tracking/compile-application-tags";
import { sha256Hex } from "../../../app/runtime/sha256-hex";

it("where subjects never come again none is kept, every row has its own all the same, and later ones that repeat are known again", () => {
  const reader = compileUsageDetailReader(["date", "instanceId", "tags"]);
  const { matcher } = compileApplicationTags([]);
  let derived = 0;
  const subjectOf = rememberSubjects(
    100,
    (text) => text,
    (reader, cells) => {
      derived += 1;
      return toUsageSubject(reader.readSubject(cells), reader.numberStyle, matcher, sha256Hex);
    },
  );
  /** How many of these were derived. */
  const read = (ids: readonly string[]): number => {
    derived = 0;
    for (const id of ids) expect(subjectOf(reader.readValues(["2026-10-05", id, null])).columns.instance_id).toBe(id);
    return derived;
  };
  const days = (count: number, resources: number): number[] =>
    Array.from({ length: count }, () => read(Array.from({ length: resources }, (_, index) => `resource ${index}`)));
  expect(days(3, 90)).toEqual([90, 0, 0]);
  // What comes again is worth it, however much else there is.
  expect(read(Array.from({ length: 400 }, (_, index) => (index % 4 === 0 ? `once ${index}` : "one")))).toBe(101);
  read(Array.from({ length: 300 }, (_, index) => `alone ${index}`));
  expect(days(2, 50)).toEqual([50, 50]);
  // For 800 look-ups in all nothing is remembered.
  read(Array.from({ length: 600 }, (_, index) => `later ${index}`));
  expect(days(3, 50)).toEqual([50, 0, 0]);
});
