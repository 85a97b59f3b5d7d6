import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ApplicationTag, MatchLevel, MatchOrder } from "../../../app/domain/resource-tracking/application-tag";
import { compileApplicationTags } from "../../../app/domain/resource-tracking/compile-application-tags";
import { findRegexFault } from "../../../app/domain/resource-tracking/find-application-tag-fault";

const wholeNumber = "id must be a whole number from 1 to 9007199254740991";
const target = { instance_id: "vm-shop-01", resource_group: "rg-billing-prod", subscription_guid: "11111111-12ab-34dc-56ef-123456abcdef" };

function tag(id: number, pattern: string, more: Partial<ApplicationTag> = {}): ApplicationTag {
  return {
    id,
    pattern,
    match_kind: "contains",
    scope: "any",
    application: `App ${id}`,
    cmdb_service: "",
    priority: 100,
    enabled: true,
    valid_from: null,
    valid_to: null,
    ...more,
  };
}

function decide(tags: readonly ApplicationTag[], order: MatchOrder = "level-first", date: string | null = "2024-01-05") {
  return compileApplicationTags(tags, order).matcher.match(target).on(date);
}

describe("resource tracking", () => {
  it.each<[string, readonly ApplicationTag[], number | null, MatchLevel | null, string | null]>([
    ["nothing matches", [tag(1, "other")], null, null, null],
    ["no rules at all", [], null, null, null],
    ["one level", [tag(1, "shop")], 1, "instance_id", null],
    ["any case", [tag(1, "SHOP-0")], 1, "instance_id", null],
    ["resource group", [tag(1, "billing")], 1, "resource_group", null],
    ["subscription", [tag(1, "123456ABCDEF")], 1, "subscription_guid", null],
    ["level before id", [tag(1, "billing"), tag(2, "shop")], 2, "instance_id", "level"],
    ["level before priority", [tag(1, "billing", { priority: 1 }), tag(2, "shop", { priority: 900 })], 2, "instance_id", "level"],
    ["priority before id", [tag(1, "shop"), tag(2, "vm-", { priority: 5 })], 2, "instance_id", "priority"],
    ["id in a tie", [tag(9, "shop"), tag(3, "vm-")], 3, "instance_id", "id"],
    ["three levels", [tag(1, "1111"), tag(2, "prod"), tag(3, "01")], 3, "instance_id", "level"],
    ["one rule on two levels is no conflict", [tag(1, "-")], 1, "instance_id", null],
    ["disabled", [tag(1, "shop", { enabled: false })], null, null, null],
    ["exact", [tag(1, "vm-shop-01", { match_kind: "exact" }), tag(2, "vm-shop", { match_kind: "exact" })], 1, "instance_id", null],
    ["prefix", [tag(1, "shop", { match_kind: "prefix" }), tag(2, "RG-", { match_kind: "prefix" })], 2, "resource_group", null],
    ["regex", [tag(1, "^VM-\\w+-\\d+$", { match_kind: "regex" })], 1, "instance_id", null],
    ["a literal is no regex", [tag(1, "vm.shop"), tag(2, "^vm")], null, null, null],
    ["scope", [tag(1, "shop", { scope: "resource_group" }), tag(2, "billing", { scope: "resource_group" })], 2, "resource_group", null],
    ["before its days", [tag(1, "shop", { valid_from: "2024-01-06" })], null, null, null],
    ["first day", [tag(1, "shop", { valid_from: "2024-01-05" })], 1, "instance_id", null],
    ["last day", [tag(1, "shop", { valid_to: "2024-01-05" })], 1, "instance_id", null],
    ["after its days", [tag(1, "shop", { valid_to: "2024-01-04" }), tag(2, "vm")], 2, "instance_id", null],
  ])("%s", (_name, tags, id, level, reason) => {
    const { winner, conflict } = decide(tags);
    expect([winner?.tag.id ?? null, winner?.level ?? null, conflict?.reason ?? null]).toEqual([id, level, reason]);
  });

  it.each<[string, readonly ApplicationTag[], number, MatchLevel, string | null]>([
    ["smallest id over all levels", [tag(1, "billing"), tag(2, "shop")], 1, "resource_group", "id"],
    ["priority does not count", [tag(1, "1111", { priority: 900 }), tag(2, "shop", { priority: 1 })], 1, "subscription_guid", "id"],
    ["level order for the same rule", [tag(1, "-"), tag(2, "shop")], 1, "instance_id", "id"],
  ])("id-first, as the present loader: %s", (_name, tags, id, level, reason) => {
    const { winner, conflict } = decide(tags, "id-first");
    expect([winner?.tag.id, winner?.level, conflict?.reason ?? null]).toEqual([id, level, reason]);
  });

  it.each<[string, Partial<ApplicationTag>, string, string]>([
    ["cafe\u0301", {}, "RG-CAF\u00c9-1", "CAFÉ"],
    ["caf\u00e9", {}, "rg-cafe\u0301-1", "CAFÉ"],
    ["caf\u00e9", { match_kind: "prefix" }, "CAFE\u0301-1", "CAFÉ"],
    ["caf\u00e9", { match_kind: "exact" }, "Cafe\u0301", "CAFÉ"],
    ["^caf.-", { match_kind: "regex" }, "cafe\u0301-1", "CAFÉ"],
    ["cafe\u0301", { match_kind: "regex" }, "CAF\u00c9", "CAFÉ"],
    ["straße", {}, "MEINE-STRASSE", "CAFÉ"],
    ["STRASSE", {}, "meine-straße", "CAFÉ"],
    ["straße$", { match_kind: "regex" }, "MEINE-STRASSE", "CAFÉ"],
    ["stra(?:ss|x)e", { match_kind: "regex" }, "meine-straße", "CAFÉ"],
    ["[ß]e$", { match_kind: "regex" }, "meine-straße", "CAFÉ"],
    ["ΟΔΟΣ", {}, "οδος", "CAFÉ"],
    ["οδος", {}, "οδοσ-x", "CAFÉ"],
    ["οδος", { match_kind: "exact" }, "ΟΔΟΣ", "CAFÉ"],
    ["İstanbul", {}, "i\u0307stanbul-1", "CAFÉ"],
    ["生产", {}, "rg-生产-1", "CAFÉ"],
    ["🚀", { match_kind: "exact" }, "🚀", "CAFÉ"],
    ["vm\u200b-pay", {}, "VM-PAY-1", "CAFÉ"],
  ])("finds %j (%j) in %j as people spell it", (pattern, more, instance_id, owner) => {
    const rule = tag(1, pattern, { application: "cafe\u0301", ...more });
    const { matcher, broken } = compileApplicationTags([rule]);
    expect(broken).toEqual([]);
    expect(matcher.match({ instance_id, resource_group: "", subscription_guid: "" }).on(null).winner?.application).toBe(owner);
  });

  it.each([
    ["cafe", "rg-café"],
    ["isi", "ısı"],
    ["istanbul", "İstanbul"],
    ["ｖｍ-pay", "vm-pay"],
  ])("does not find %j in %j, which is another name", (pattern, instance_id) => {
    const { matcher } = compileApplicationTags([tag(1, pattern)]);
    expect(matcher.match({ instance_id, resource_group: "", subscription_guid: "" }).on(null).winner).toBeNull();
  });

  it("gives a charge without a day only rules without days", () => {
    expect(decide([tag(1, "shop", { valid_from: "2020-01-01" }), tag(2, "vm")], "level-first", null).winner?.tag.id).toBe(2);
  });

  it("says in a conflict what each level found, best first", () => {
    const { conflict } = decide([tag(1, "billing"), tag(2, "shop"), tag(3, "vm", { priority: 1 })]);
    expect(conflict?.levels.map(({ level, tags }) => [level, tags.map(({ id }) => id)])).toEqual([
      ["instance_id", [3, 2]],
      ["resource_group", [1]],
      ["subscription_guid", []],
    ]);
  });

  it.each([
    [tag(1, ""), "pattern is empty"],
    [tag(1, "  "), "pattern is empty"],
    [tag(1, "shop "), "pattern starts or ends with a space, so it would match nothing"],
    [tag(1, "x".repeat(201)), "pattern is longer than 200 characters"],
    [tag(1, "shop", { application: " " }), "application is empty"],
    [tag(1.5, "shop"), wholeNumber],
    [tag(0, "shop"), wholeNumber],
    [tag(-3, "shop"), wholeNumber],
    [tag(2 ** 53, "shop"), wholeNumber],
    [tag(1, "\u200b"), "pattern is empty"],
    [tag(1, "shop\u200b "), "pattern starts or ends with a space, so it would match nothing"],
    [tag(1, "shop", { application: "\ufeff" }), "application is empty"],
    [tag(1, "shop", { priority: NaN }), "priority must be a number"],
    [tag(1, "shop", { valid_from: "01/05/2024" }), '"01/05/2024" is not a day like 2024-01-31'],
    [tag(1, "shop", { valid_to: "2024-02-30" }), '"2024-02-30" is not a day like 2024-01-31'],
    [tag(1, "shop", { valid_from: "2024-02-02", valid_to: "2024-02-01" }), "valid_from is after valid_to"],
    [tag(1, "(a+)+$", { match_kind: "regex" }), "a repeated group that contains a repetition or an alternative could take too long"],
  ])("reports %j and goes on with the others", (bad, reason) => {
    const { matcher, broken } = compileApplicationTags([bad, tag(2, "shop")]);
    expect(broken).toEqual([{ id: bad.id, pattern: bad.pattern, reason }]);
    expect(matcher.match(target).on(null).winner?.tag.id).toBe(2);
  });

  it("uses the first of two rules with one id and reports the second", () => {
    const { matcher, broken } = compileApplicationTags([tag(1, "shop"), tag(1, "vm")]);
    expect(matcher.size).toBe(1);
    expect(broken).toEqual([{ id: 1, pattern: "vm", reason: "another rule has this id" }]);
  });

  it("finds the same as looking for each pattern in each text", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "A", "-", "中", "."), minLength: 1, maxLength: 4 });
    const kinds = fc.constantFrom("contains" as const, "prefix" as const, "exact" as const);
    const rules = fc.array(fc.tuple(letters, kinds, fc.integer({ min: 0, max: 2 })), { maxLength: 12 });
    const order = fc.constantFrom("level-first" as const, "id-first" as const);
    const texts = fc.record({ instance_id: letters, resource_group: letters, subscription_guid: letters });
    fc.assert(
      fc.property(rules, texts, order, (list, text, matchOrder) => {
        const tags = list.map(([pattern, match_kind, priority], index) => tag(index + 1, pattern, { match_kind, priority }));
        const hits = (["instance_id", "resource_group", "subscription_guid"] as const).flatMap((level, rank) =>
          tags.filter((rule) => found(rule, text[level])).map((rule) => ({ rule, level, rank })),
        );
        hits.sort((l, r) =>
          matchOrder === "id-first"
            ? l.rule.id - r.rule.id || l.rank - r.rank
            : l.rank - r.rank || l.rule.priority - r.rule.priority || l.rule.id - r.rule.id,
        );
        const { winner, conflict } = compileApplicationTags(tags, matchOrder).matcher.match(text).on(null);
        expect([winner?.tag.id, winner?.level]).toEqual([hits[0]?.rule.id, hits[0]?.level]);
        expect(conflict !== null).toBe(new Set(hits.map(({ rule }) => rule.id)).size > 1);
      }),
      { numRuns: 3000 },
    );
  });
});

function found(rule: ApplicationTag, text: string): boolean {
  const [pattern, lower] = [rule.pattern.toLowerCase(), text.toLowerCase()];
  if (rule.match_kind === "exact") return lower === pattern;
  return rule.match_kind === "prefix" ? lower.startsWith(pattern) : lower.includes(pattern);
}

describe("findRegexFault", () => {
  it.each([
    "^vm-",
    "prod$",
    "vm-\\d+",
    "(?:dev|test)-",
    "^rg-[a-z]+-(prod|uat)$",
    ".*-shop-.*",
    "a{2}b{3}c{4}d{5}",
    "(abc)?",
    "(?:ab){3}",
    "[(+*]+",
    "\\(a\\+\\)+",
    "中文",
    "\\bshop\\b",
    "x|y",
    "[^/]+",
  ])("lets %j be", (pattern) => {
    expect(findRegexFault(pattern)).toBeNull();
  });

  it.each([
    "(a+)+",
    "(a*)*b",
    "(a|a)*",
    "(?:a?){9,}",
    "((a+)b)+",
    "[](a+)+]",
    "(a)\\1",
    "(?=a)b",
    "(?<!a)b",
    "(?<n>a)\\k<n>",
    ".*.*.*.*",
    "a{1,9}b+c+d+",
    "a{1000}",
    "(",
    "[",
    "*",
    "a{2",
  ])("refuses %j", (pattern) => {
    expect(findRegexFault(pattern)).not.toBeNull();
  });

  it("lets nothing through that takes long on 256 characters, and never throws", () => {
    const parts = fc.constantFrom("a", "b", ".", "(", ")", "(?:", "[ab]", "*", "+", "?", "{2}", "{1,3}", "|", "\\w", "\\d", "$", "^");
    const texts = ["a".repeat(256), `${"ab".repeat(127)}!`];
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 14 }), (list) => {
        const pattern = list.join("");
        if (findRegexFault(pattern) !== null) return;
        const expression = new RegExp(pattern, "iu");
        const start = process.cpuUsage();
        for (const text of texts) expression.test(text);
        expect(process.cpuUsage(start).user).toBeLessThan(2_000_000);
      }),
      { numRuns: 3000 },
    );
  });
});
