import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAdditionalInfo } from "../../../app/domain/derive/read-additional-info";
import { readUsageTags } from "../../../app/domain/derive/read-usage-tags";
import { parseJsonObjectText } from "../../../app/domain/json-text/parse-json-object-text";

describe("parseJsonObjectText", () => {
  it.each([
    [null, {}, []],
    ["", {}, []],
    ["  ", {}, []],
    ["{}", {}, []],
    ["{ }", {}, []],
    ["[]", {}, []],
    ["null", {}, []],
    ['{"env":"prod"}', { env: "prod" }, []],
    ['{ "env" : "prod" , "org":"trey" }', { env: "prod", org: "trey" }, []],
    ['"CostCenter": "1234","org": ""', { CostCenter: "1234", org: "" }, []],
    ['"env": "prod",', { env: "prod" }, []],
    ['{""env"":""prod"",""org"":""""}', { env: "prod", org: "" }, ["json-repaired"]],
    ['"{""env"": ""prod""}"', { env: "prod" }, ["json-repaired"]],
    ['"""env"": ""prod"",""org"": ""trey"""', { env: "prod", org: "trey" }, ["json-repaired"]],
    ['"{\\"env\\":\\"prod\\"}"', { env: "prod" }, ["json-repaired"]],
    ['{"a":"1","a":"2"}', { a: "2" }, ["json-duplicate-key"]],
    ['{"a":2,"b":true,"c":null,"d":{"e":[1,"}"]},"f":[1,2]}', { a: "2", b: "true", c: "", d: '{"e":[1,"}"]}', f: "[1,2]" }, []],
    ['{"a":12345678901234567890.123456789}', { a: "12345678901234567890.123456789" }, []],
    ['{"path":"C:\\data\\x"}', { path: "C:\\data\\x" }, ["json-bad-escape"]],
    ['{"a":"say \\"hi\\"\\n\\u4e2d"}', { a: 'say "hi"\n中' }, []],
    ['{"a":"line\nbreak"}', { a: "line\nbreak" }, []],
    ['{"a":"\\ud800","b":"\\u0000"}', { a: "\ud800", b: "\0" }, []],
    ['{"__proto__":"x","constructor":"y"}', JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>, []],
    ['{"a":"1","b":"cut of', { a: "1" }, ["json-unreadable"]],
    ['{"a":"1"', { a: "1" }, ["json-unreadable"]],
    ['{"a":"1"} trailing', { a: "1" }, ["json-unreadable"]],
    ['{"a":}', {}, ["json-unreadable"]],
    ["{a:1}", {}, ["json-unreadable"]],
    ["env:prod;org:trey", {}, ["json-unreadable"]],
    ["[1,2]", {}, ["json-not-an-object"]],
    ['"text"', {}, ["json-not-an-object"]],
    ["42", {}, ["json-not-an-object"]],
    ["true", {}, ["json-not-an-object"]],
  ])("reads %j", (text, entries, codes) => {
    const result = parseJsonObjectText(text);
    expect([...result.entries]).toEqual(Object.entries(entries));
    expect(result.problems.map(({ code }) => code)).toEqual(codes);
  });

  it("survives depth bombs and long texts, in linear time", () => {
    const bomb = `{"a":${"[".repeat(10_000)}${"]".repeat(10_000)},"b":"2"}`;
    expect(parseJsonObjectText(bomb).entries.get("b")).toBe("2");
    expect(parseJsonObjectText(`{"a":${'{"a":'.repeat(10_000)}`).problems.map(({ code }) => code)).toEqual(["json-unreadable"]);
    const start = process.cpuUsage();
    expect(parseJsonObjectText(`{"a":"${"x".repeat(1_000_000)}"}`).entries.get("a")).toHaveLength(1_000_000);
    expect(parseJsonObjectText(`{"a":"${'\\"'.repeat(500_000)}"}`).entries.get("a")).toHaveLength(500_000);
    expect(parseJsonObjectText(`{${Array.from({ length: 50_000 }, (_, key) => `"k${key}":"v"`).join()}}`).entries.size).toBe(50_000);
    for (const text of ['"', "\\", "{", ",", '""', '"a":', " ", '{"', "[", '\\"'])
      parseJsonObjectText(text.repeat(1_000_000 / text.length));
    expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
  });

  it("reads back every object of texts, with and without braces", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.string({ unit: "binary" })), (object) => {
        const text = JSON.stringify(object);
        const expected = Object.entries(JSON.parse(text) as Record<string, string>);
        expect([...parseJsonObjectText(text).entries]).toEqual(expected);
        // Without braces a text may begin with an empty key, which looks like doubled quotes.
        if (!Object.hasOwn(object, "")) expect([...parseJsonObjectText(text.slice(1, -1)).entries]).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("never throws", () => {
    const soup = fc.array(fc.constantFrom('"', '""', "\\", "{", "}", "[", "]", ":", ",", "a", "1", " ", "null", "\\u12", "\ud800", "\0"), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(soup, (parts) => void parseJsonObjectText(parts.join(""))),
      { numRuns: 20_000 },
    );
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void parseJsonObjectText(text)));
  });
});

describe("readUsageTags", () => {
  it.each([
    ['{"app":"Shop","ppm_billing_item":"B1","ppm_billing_owner":"P1","ppm_io_cc":"I1"}', ["Shop", "B1", "P1", "I1"]],
    ['{"App":"Shop","PPM_Billing_Item":"B1","PPM_BILLING_OWNER":"P1","Ppm_Io_Cc":"I1"}', ["Shop", "B1", "P1", "I1"]],
    ['"app": "Shop","ppm_io_cc": "I1"', ["Shop", "", "", "I1"]],
    ['{""APP"":""Shop""}', ["Shop", "", "", ""]],
    ['{"APP":"other","app":"exact"}', ["exact", "", "", ""]],
    ['{"App":"first","APP":"second"}', ["second", "", "", ""]],
    ['{"app":"first","App":"second","app":"third"}', ["third", "", "", ""]],
    ['{"app":"Cafe\u0301"}', ["Caf\u00e9", "", "", ""]],
    ['{"application":"no"}', ["", "", "", ""]],
    ['{"app":""}', ["", "", "", ""]],
    ['{"app":null}', ["", "", "", ""]],
    ['{"app":7}', ["7", "", "", ""]],
    ['{"app":"商城"}', ["商城", "", "", ""]],
    ['{" app":"no"}', ["", "", "", ""]],
    [null, ["", "", "", ""]],
    ["", ["", "", "", ""]],
    ["null", ["", "", "", ""]],
    ["not json", ["", "", "", ""]],
  ])("finds the four tags in %j", (text, expected) => {
    const { tags } = readUsageTags(text);
    expect([tags.app, tags.ppm_billing_item, tags.ppm_id_owner, tags.ppm_io_cc]).toEqual(expected);
  });

  it.each(['{"App":"a","app":"b"}', '{"Env":"a","ENV":"b"}', '{"env":"a","env":"b"}'])("names a tag that %s has twice", (text) => {
    expect(readUsageTags(text).problems.map(({ code }) => code)).toEqual(["json-duplicate-key"]);
  });

  it("names values that are not text, once", () => {
    expect(readUsageTags('{"a":1,"b":2}').problems).toEqual([{ code: "json-value-not-text", field: "tags", detail: "a" }]);
  });
});

describe("readAdditionalInfo", () => {
  it.each([
    ['{"VMName":"vm1"}', "vm_name", "vm1"],
    ['{"ServiceType":"Standard_D4s_v3"}', "service_type", "Standard_D4s_v3"],
    ['{"UsageType":"ComputeHR"}', "usage_type", "ComputeHR"],
    ['{"ImageType":"Windows Server BYOL"}', "image_type", "Windows Server BYOL"],
    ['{"VMProperties":"Microsoft.AKS.Compute.AKS.Linux.Billing"}', "vm_properties", "Microsoft.AKS.Compute.AKS.Linux.Billing"],
    ['{"VCPUs":2}', "vcpus", "2"],
    ['{"vCores":4}', "vcpus", "4"],
    ['{"AHB":"True"}', "ahb", "True"],
    ['{"ConsumptionMeter":"5fb0"}', "consumption_meter", "5fb0"],
    ['{"ConsumedQuantity":0.1234567890123456789}', "consumed_quantity", "0.1234567890123456789"],
    ['{"ReservationId":"r"}', "reservation_id", "r"],
    ['{"ReservationOrderId":"o"}', "reservation_order_id", "o"],
    ['{"VMCapacityReservationId":"c"}', "vm_capacity_reservation_id", "c"],
    ['{"DatabaseName":"db"}', "database_name", "db"],
    ['{"Project":"p"}', "project", "p"],
    ['{"StorageTier":"Hot"}', "storage_tier", "Hot"],
    [
      '"ServiceType": "Standard_DS2_v2",  "VMName": "aks-nodepool1-12345678-vmss_0",  "VCPUs": 2',
      "vm_name",
      "aks-nodepool1-12345678-vmss_0",
    ],
    ['{"vmname":"lower"}', "vm_name", "lower"],
    ['{"VMName":null}', "vm_name", ""],
  ] as const)("reads %s", (text, field, expected) => {
    const { info, problems } = readAdditionalInfo(text);
    expect(info[field]).toBe(expected);
    expect(problems).toEqual([]);
  });
});
