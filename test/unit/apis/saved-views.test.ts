import { describe, expect, it } from "vitest";
import { readSavedViews } from "../../../app/apis/answers/saved-views";
import type { StoredView } from "../../../app/apis/serving/saved-view-store";
import type { Caller } from "../../../app/domain/access/caller";

const reader: Caller = { name: "reader", via: "jwt", role: "reader", accounts: ["100"], seesPersonalFields: false, expiresAt: null };

/** The names of shared views of somebody else that a caller of account 100 sees, of questions by name. */
async function seen(questions: Readonly<Record<string, object>>): Promise<readonly string[]> {
  const stored = Object.entries(questions).map(([name, question]): StoredView => {
    const own = { owner: "other", isOwn: false, shared: true, pinned: "", savedAt: "2026-11-01T00:00:00.000Z" };
    return { id: name, name, question: JSON.stringify(question), ...own };
  });
  const views = { read: () => Promise.resolve(stored), store: () => Promise.reject(new Error("nothing is stored")) };
  const found = await readSavedViews({ views, caller: reader, now: new Date("2026-11-15T00:00:00Z") });
  return found.map(({ name }) => name);
}

const costs = (parameters: Readonly<Record<string, string>>) => ({ endpoint: "costs", parameters: { month: "2026-10", ...parameters } });

describe("a shared view", () => {
  it("that names a billing account is there for callers of that account only, in whichever parameter it does", async () => {
    const body = { measures: ["billed_cost"], timeRange: { from: "2026-10", to: "2026-10" } };
    const filters = [{ field: "billing_account", op: "not_in", values: ["200"] }];
    const names = await seen({
      own: costs({ billing_account: "100", exclude: "billing_account:100" }),
      other: costs({ billing_account: "200" }),
      excludes: costs({ exclude: 'service_name:"a,b",billing_account:200' }),
      contains: costs({ contains: '"billing_account":"200"' }),
      begins: costs({ starts_with: "billing_account:200" }),
      query: { endpoint: "query", body: { ...body, filters } },
      grouped: costs({ group: "billing_account,service_name", exclude: "service_name:200,tag:billing_account:200" }),
    });
    expect(names).toEqual(["own", "grouped"]);
  });
});
