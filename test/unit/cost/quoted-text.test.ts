import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCostField } from "../../../app/domain/cost/cost-dimension";
import { splitPair, splitQuoted, writePair } from "../../../app/domain/cost/quoted-text";

describe("a list of tags", () => {
  it.each([
    ["env:prod", [["env", "prod"]]],
    [
      "env:prod,env:test",
      [
        ["env", "prod"],
        ["env", "test"],
      ],
    ],
    ["env:a:b", [["env", "a:b"]]],
    ["env:", [["env", ""]]],
    ['"aws:createdBy":bob', [["aws:createdBy", "bob"]]],
    [
      '"a,b":"1,2",c:3',
      [
        ["a,b", "1,2"],
        ["c", "3"],
      ],
    ],
    ['"q\\"\\u00e9":v', [['q"\u00e9', "v"]]],
    ['say "hi":x', [['say "hi"', "x"]]],
    ['env:"open', [["env", '"open']]],
    ['env:"a"b', [["env", '"a"b']]],
  ])("%s", (text, pairs) => {
    expect(splitQuoted(text).map((item) => Object.values(splitPair(item) ?? {}))).toEqual(pairs);
  });

  it("loses nothing, and takes any key and value in quotes", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(splitQuoted(text).join(",")).toBe(text);
      }),
    );
    const pairs = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string()), { minLength: 1 });
    fc.assert(
      fc.property(pairs, (all) => {
        const text = all.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",");
        expect(splitQuoted(text).map(splitPair)).toEqual(all.map(([key, value]) => ({ key, value })));
        expect(splitQuoted(all.map(([key, value]) => writePair(key, value)).join(",")).map(splitPair)).toEqual(
          all.map(([key, value]) => ({ key, value })),
        );
        const fields = all.map(([key]) => `tag:${JSON.stringify(key)}`).join(",");
        expect(splitQuoted(fields).map(parseCostField)).toEqual(all.map(([key]) => ({ kind: "tag", key })));
      }),
    );
  });
});
