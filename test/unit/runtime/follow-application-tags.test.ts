import { describe, expect, it } from "vitest";
import type { ApplicationTag } from "../../../app/domain/resource-tracking/application-tag";
import { followApplicationTags } from "../../../app/runtime/moose/follow-application-tags";

const tag = (id: number, pattern: string): ApplicationTag => ({
  id,
  pattern,
  match_kind: "contains",
  scope: "any",
  application: `app-${id}`,
  cmdb_service: "",
  priority: 100,
  enabled: true,
  valid_from: null,
  valid_to: null,
});

function follow(table: { version: string; tags: readonly ApplicationTag[] }) {
  let now = 0;
  let loads = 0;
  const reports: string[] = [];
  const current = followApplicationTags(
    {
      version: () => Promise.resolve(table.version),
      load: () => {
        loads += 1;
        return Promise.resolve(table.tags);
      },
    },
    "level-first",
    () => now,
    (text) => reports.push(text),
  );
  return { current, reports, pass: (milliseconds: number) => (now += milliseconds), loads: () => loads };
}

describe("followApplicationTags", () => {
  it("compiles once for many charges, and anew when the table changed", async () => {
    const table = { version: "1", tags: [tag(1, "vm")] };
    const followed = follow(table);
    const first = await followed.current();
    await Promise.all([followed.current(), followed.current()]);
    followed.pass(5000);
    expect(await followed.current()).toBe(first);
    table.version = "2";
    table.tags = [tag(1, "vm"), tag(2, "db")];
    followed.pass(5000);
    expect((await followed.current()).size).toBe(2);
    expect(followed.loads()).toBe(2);
  });

  it("reports a broken rule by its id, and uses the others", async () => {
    const followed = follow({ version: "1", tags: [tag(1, "vm"), { ...tag(7, "(a+)+"), match_kind: "regex" }] });
    expect((await followed.current()).size).toBe(1);
    expect(followed.reports).toEqual([expect.stringMatching(/^ApplicationTag 7 .* is not used: /)]);
  });
});
