import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountFilters, type TableScope } from "../../../app/domain/access/account-filters";
import { callerOfClaims } from "../../../app/domain/access/caller";
import { maskPersonalFields } from "../../../app/domain/access/mask-personal-fields";
import { RequestBudget } from "../../../app/domain/access/request-budget";
import { HealthHistory } from "../../../app/domain/health/health-history";
import { Bound } from "../../../app/apis/serving/bound";
import { pageCursor } from "../../../app/apis/serving/page-cursor";
import { SqlText } from "../../../app/apis/serving/sql-text";

const now = 1_700_000_000;
const claims = { sub: "ann", iat: now - 60, exp: now + 3600, roles: ["reader"], billing_accounts: ["100"] };

describe("callerOfClaims", () => {
  it("takes the highest of several roles, and ignores those of other applications", () => {
    expect(callerOfClaims({ ...claims, roles: ["Owner", "editor", "reader"] }, now)).toEqual({
      kind: "caller",
      caller: {
        name: "ann",
        via: "jwt",
        role: "editor",
        accounts: ["100"],
        seesPersonalFields: false,
        expiresAt: "2023-11-14T23:13:20.000Z",
      },
    });
  });

  it.each([
    [{ billing_accounts: "*" }, "all"],
    [{ billing_accounts: ["100", "*"] }, "all"],
    [{ billing_accounts: "100" }, ["100"]],
    [{ billing_accounts: ["3f0c-1:9a1b_2019-05-31"] }, ["3f0c-1:9a1b_2019-05-31"]],
  ])("%j grants %j", (change, accounts) => {
    expect(callerOfClaims({ ...claims, ...change }, now)).toMatchObject({ kind: "caller", caller: { accounts } });
  });

  it.each([{ roles: ["operator"] }, { roles: ["reader", "personal-data"] }])("%j sees the names of people", (change) => {
    expect(callerOfClaims({ ...claims, ...change }, now)).toMatchObject({ caller: { seesPersonalFields: true } });
  });

  it.each([{ sub: "" }, { sub: 7 }, { sub: "x".repeat(257) }, { exp: now }, { exp: "never" }, { exp: now + 90_000 }, { iat: undefined }])(
    "%j is no token to trust",
    (change) => {
      expect(callerOfClaims({ ...claims, ...change }, now).kind).toBe("refused");
    },
  );

  it.each([
    [{ iat: now + 61 }, "iat is in the future"],
    [{ iat: now + 10 * 365 * 86_400, exp: now + 10 * 365 * 86_400 + 3600 }, "iat is in the future"],
    [{ iat: now - 1, exp: now + 86_400 }, "more than a day"],
    [{ iat: now - 86_400, exp: now + 1 }, "more than a day"],
    [{ exp: now - 1 }, "has expired"],
    [{ iat: Number.NaN }, "no iat"],
    [{ exp: 1e300, iat: 1e300 }, "no exp"],
  ])("%j is refused: %s", (change, reason) => {
    expect(callerOfClaims({ ...claims, ...change }, now)).toEqual({ kind: "refused", reason: expect.stringContaining(reason) as string });
  });

  it.each([{ iat: now + 60 }, { iat: now - 82_800 }, { iat: now, exp: now + 86_400 }])(
    "%j is taken: a minute's skew of the clocks, and a day of life",
    (change) => {
      expect(callerOfClaims({ ...claims, ...change }, now).kind).toBe("caller");
    },
  );

  it.each([
    { roles: [] },
    { roles: "owner" },
    { roles: { 0: "reader" } },
    { billing_accounts: [] },
    { billing_accounts: ["100", "a b"] },
    { billing_accounts: ["'"] },
    { billing_accounts: [""] },
    { billing_accounts: [["100"]] },
    { billing_accounts: Array.from({ length: 101 }, String) },
  ])("%j grants nothing", (change) => {
    expect(callerOfClaims({ ...claims, ...change }, now).kind).toBe("nothing-granted");
  });

  it("never throws, and never grants accounts that a filter could not hold", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("sub", "exp", "iat", "roles", "billing_accounts"), fc.anything()), (given) => {
        const reading = callerOfClaims({ ...claims, ...given }, now);
        if (reading.kind === "caller") accountFilters(reading.caller.accounts, scopes);
      }),
    );
  });
});

const scopes: readonly TableScope[] = [
  { table: "Charge", accountColumn: "billing_account_id", shared: false },
  { table: "DeadLetter", accountColumn: null, shared: false },
  { table: "Rule", accountColumn: null, shared: true },
];

describe("accountFilters", () => {
  it("keeps the rows of the accounts, and no row of a table without accounts", () => {
    expect(accountFilters(["100", "200"], scopes)).toBe(
      "{'Charge': 'billing_account_id IN splitByChar(\\' \\', \\'100 200\\')', 'DeadLetter': '0'}",
    );
  });

  it("finds the rows of an account whose id was granted in upper case", () => {
    expect(accountFilters(["EA-1", "100"], scopes)).toContain("splitByChar(\\' \\', \\'EA-1 ea-1 100\\')");
  });

  it("finds what people posted of the accounts however they spell them", () => {
    const budgets: TableScope = { table: "Budget", accountColumn: "billing_account_id", shared: false, isPosted: true };
    expect(accountFilters(["acc", "B-2"], [budgets])).toBe(
      "{'Budget': 'lowerUTF8(trimBoth(billing_account_id)) IN splitByChar(\\' \\', \\'acc b-2\\')'}",
    );
  });

  it("is empty for all accounts only, and refuses what cannot be a grant", () => {
    expect(accountFilters("all", scopes)).toBe("");
    expect(() => accountFilters([], scopes)).toThrow(/billing accounts/);
    expect(() => accountFilters(["1' OR 1=1"], scopes)).toThrow(/billing accounts/);
    expect(() => accountFilters(["100"], [])).toThrow(/list of tables is empty/);
  });
});

describe("maskPersonalFields", () => {
  it("masks people's names under any spelling and at any depth, and keeps nulls and everything else", () => {
    const row = {
      account_owner_id: "a@b",
      AccountName: "Ann",
      x_AccountOwnerId: "a@b",
      service_administrator_id: null,
      owner: "pay",
      cost: "1",
    };
    expect(maskPersonalFields({ data: [row], totals: [], page: { next: null } })).toEqual({
      data: [
        {
          account_owner_id: "[masked]",
          AccountName: "[masked]",
          x_AccountOwnerId: "[masked]",
          service_administrator_id: null,
          owner: "pay",
          cost: "1",
        },
      ],
      totals: [],
      page: { next: null },
    });
  });
});

describe("RequestBudget", () => {
  it("gives a burst, then the rate, to each caller for itself", () => {
    const budget = new RequestBudget({ perMinute: 60, burst: 2 });
    expect([0, 0, 0, 999, 1000].map((at) => budget.take("a", at))).toEqual([0, 0, 1, 1, 0]);
    expect(budget.take("b", 1000)).toBe(0);
  });

  it("never lets more through than burst and rate allow", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { maxLength: 200 }), (pauses) => {
        const budget = new RequestBudget({ perMinute: 600, burst: 5 });
        let at = 0;
        let passed = 0;
        for (const pause of pauses) {
          at += pause;
          if (budget.take("a", at) === 0) passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(5 + at / 100 + 1e-6);
      }),
    );
  });
});

describe("HealthHistory", () => {
  it("moves the beginning of a state when the state changes only", () => {
    const history = new HealthHistory();
    for (const [state, at] of [
      ["healthy", "1"],
      ["healthy", "2"],
      ["unhealthy", "3"],
      ["unhealthy", "4"],
    ] as const)
      history.observe("kafka", state, "-", at);
    expect(history.all()).toEqual([{ component: "kafka", state: "unhealthy", since: "3", detail: "-" }]);
  });
});

/** What a value from outside does: its type says one thing, and it is another. */
function pretend<T>(value: unknown, like: T): asserts value is T {
  expect([value, like]).toHaveLength(2);
}

describe("SqlText", () => {
  it("numbers bound values through nested parts, with their types", () => {
    const range = SqlText.of`day >= ${Bound.date("2026-10-01")}`;
    const both = SqlText.join([range, SqlText.of`owner IN ${Bound.texts(["a", "b"])}`], " AND ");
    expect(SqlText.of`SELECT 1 WHERE ${both} LIMIT ${Bound.count(5)}`.toQuery()).toEqual({
      query: "SELECT 1 WHERE day >= {p0:Date} AND owner IN {p1:Array(String)} LIMIT {p2:UInt64}",
      parameters: { p0: "2026-10-01", p1: ["a", "b"], p2: 5 },
    });
  });

  it("writes a list that is too long for an address as base64, so that nothing of it is SQL", () => {
    const values = ["') OR 1=1 --", "\ud800", ...Array.from({ length: 500 }, (_, index) => `snapshot-${index}`)];
    const { query, parameters } = SqlText.of`a = ${Bound.text("x")} AND b IN ${Bound.texts(values)} AND c = ${Bound.count(1)}`.toQuery();
    const [, before, list = "", after] = /^(.*)base64Decode\('([\w+/=]+)'\)(.*)$/.exec(query) ?? [];
    expect([before, after]).toEqual(["a = {p0:String} AND b IN JSONExtract(", ", 'Array(String)') AND c = {p1:UInt64}"]);
    expect(parameters).toEqual({ p0: "x", p1: 1 });
    expect(JSON.parse(Buffer.from(list, "base64").toString())).toEqual(values.map((value) => (value === "\ud800" ? "\ufffd" : value)));
  });

  it.each([
    "x",
    ["String} OR 1=1 -- ", "x"],
    { strings: ["1 OR 1=1"], values: [] },
    { name: "x` OR 1=1 -- ", annotations: [] },
    { kind: "View", name: "system.users" },
    { query: "1", parameters: {} },
    { type: "String", value: "x" },
    null,
    7,
  ])("refuses %j at run time, whatever its type says", (value: unknown) => {
    pretend(value, Bound.text("x"));
    expect(() => SqlText.of`a${value}b`).toThrow(/Neither SqlText nor/);
  });

  it.each([
    ["text", { toString: "x" }],
    ["texts", ["a", ["b"]]],
    ["date", "2026-10-01' OR 1"],
    ["count", 1.5],
    ["count", "1"],
    ["decimal", "1e5"],
  ] as const)("Bound.%s refuses %j", (kind, value: unknown) => {
    const make = {
      text: (): Bound => (pretend(value, ""), Bound.text(value)),
      texts: (): Bound => (pretend(value, [""]), Bound.texts(value)),
      date: (): Bound => (pretend(value, ""), Bound.date(value)),
      count: (): Bound => (pretend(value, 0), Bound.count(value)),
      decimal: (): Bound => (pretend(value, ""), Bound.decimal(value)),
    }[kind];
    expect(make).toThrow(/Cannot bind/);
  });
});

describe("pageCursor", () => {
  it("brings back what it was given", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 4 }), (values) => {
        expect(pageCursor.read(pageCursor.write(values), values.length)).toEqual(values);
      }),
    );
  });

  it.each(["", "x", "W10", "WzFd", pageCursor.write(["a", "b"]), "eyJhIjoxfQ"])("answers 400 to %j where one value is expected", (text) => {
    expect(() => pageCursor.read(text, 1)).toThrow(/page is not a cursor/);
  });
});
