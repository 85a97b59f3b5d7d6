import { describe, expect, it } from "vitest";
import { readIngestBody } from "../../../app/ingest/read-ingest-body";

const read = (pipeline: string, body: string | Buffer) => readIngestBody(pipeline, Buffer.from(body));
const record = '{"enrollment":"100","currency":"CNY","date":"2026-10-05","extendedCost":"1"}';
const taken = (body: string, form: string, count: number) => ({ kind: "records", body: Buffer.from(body), form, count });

describe("a body for /ingest/AzureBillingDetail", () => {
  it.each([
    ["one record, byte for byte", ` ${record}\n`, ` ${record}\n`, "object", 1],
    ["an array, byte for byte", `[${record}, ${record}]`, `[${record}, ${record}]`, "array", 2],
    ["an empty array", "[]", "[]", "array", 0],
    ["lines, as an array", `${record}\r\n\n${record}\n`, `[${record},${record}]`, "ndjson", 2],
    ["a byte order mark, without it", `\ufeff${record}`, record, "object", 1],
    ["a record that is no charge, which becomes a dead letter", '{"hello":"world"}', '{"hello":"world"}', "object", 1],
    ["a whole number that is no amount", '{"vcpus":4}', '{"vcpus":4}', "object", 1],
    ["a record whose JSON is broken, for Moose to say where", "{nothing}", "{nothing}", "object", 1],
  ])("is handed on: %s", (_, body, given, form, count) => {
    expect(read("azureBillingDETAIL", body)).toEqual(taken(given, form, count));
  });

  it.each([
    ["text behind an array", `[${record}]${record}`, null, "Line 1: unexpected text after the array"],
    ["two records on one line", `${record}${record}`, 1, "Record 1, line 1: two records on one line"],
    ["a line that is no record", `${record}\n7`, 1, "Record 1, line 2: a record must be a JSON object"],
    ["an array that does not end", `[${record}`, 1, "Record 1, line 1: the array is not closed"],
    ["nothing", "", null, "Line 1: the body is empty"],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), null, "Line 1: the body is not UTF-8"],
    ["an amount as a JSON number", `[${record},\n{"cost":1.10}]`, 1, "Record 1, line 2: cost is the JSON number 1.1"],
    ["a member that appears twice", `[${record},{"cost":"1","\\u0063ost":"2"}]`, 1, "Record 1, line 1: is not JSON: Duplicate key 'cost'"],
    ["text in UTF-16", Buffer.from(record, "utf16le"), null, 'Line 1: unexpected "\\u0000" after a record'],
    ["a number that a double cannot hold", '{"x":12345678901234567890}', 0, "Record 0, line 1: x is the JSON number"],
  ])("is refused whole, with the record and its line: %s", (_, body, index, message) => {
    const refused = readIngestBody("AzureBillingDetail", Buffer.from(body));
    expect(refused).toMatchObject({ kind: "refused", index, isTooLarge: false });
    expect(refused?.kind === "refused" && refused.message.startsWith(message)).toBe(true);
    expect(refused?.kind === "refused" && refused.message.endsWith(". Nothing of this request was stored")).toBe(true);
  });

  it("is refused for one record that no message could carry, in bytes and not in characters", () => {
    const long = (length: number, letter: string): string => `{"tags":"${letter.repeat(length)}"}`;
    expect(read("AzureBillingDetail", `[${record},${long(699_989, "x")}]`)).toMatchObject({ kind: "records", count: 2 });
    for (const body of [`[${record},${long(699_990, "x")}]`, `[${record},${long(240_000, "税")}]`]) {
      expect(read("AzureBillingDetail", body)).toMatchObject({ kind: "refused", index: 1, isTooLarge: true });
    }
  });
});

describe("a body for /ingest/BusinessMetric", () => {
  const metric = { day: "2026-10-01", entity: "shop", metric: "orders", value: "12.5" };

  it("is handed on with every field", () => {
    const posted = JSON.stringify([{ ...metric, unit: "orders", source: "till", updated_at: "2026-11-01T00:00:00Z" }]);
    expect(read("BusinessMetric", posted)).toEqual(taken(posted, "array", 1));
  });

  it.each([
    [{ ...metric, value: 12.5 }, "value is the number 12.5; send its digits as text, because a JSON number would lose some"],
    [{ ...metric, value: "1,5" }, 'value is "1,5"; it must be digits such as "1200.5", at most 18 of them after the point'],
    [{ ...metric, value: "0.1234567890123456789" }, 'value is "0.1234567890123456789"'],
    [{ ...metric, day: "2026-02-30" }, 'day is "2026-02-30"; it must be a day'],
    [{ ...metric, entity: "" }, "entity is empty"],
    [{ ...metric, valeu: "1" }, 'unknown field "valeu"; allowed are day, entity, metric, value, unit, source, updated_at'],
  ])("is refused whole for %j", (posted, reason) => {
    expect(read("businessmetric", JSON.stringify([metric, posted]))).toMatchObject({
      kind: "refused",
      index: 1,
      message: expect.stringContaining(`Record 1, line 1: ${reason}`) as string,
    });
  });
});

describe("a body for /ingest/ApplicationTag and /ingest/Budget", () => {
  const rule = { id: 1, pattern: "vm-pay", application: "pay" };
  const budget = { id: "a", billing_account_id: "100", scope_kind: "account", month: "2026-11", currency: "CNY", amount: "5" };

  it.each([
    ["ApplicationTag", { ...rule, enabled: false, valid_from: "1970-01-01", valid_to: "2149-06-06" }],
    ["ApplicationTag", { ...rule, valid_to: null, updated_at: "2026-11-01T00:00:00Z" }],
    ["Budget", { ...budget, enabled: false, scope_value: "", updated_at: "2026-11-01T00:00:00Z" }],
  ])("is handed on with every field of %s", (pipeline, posted) => {
    expect(read(pipeline, JSON.stringify([posted]))).toEqual(taken(JSON.stringify([posted]), "array", 1));
  });

  it.each([
    ["ApplicationTag", { ...rule, enable: false }, 'unknown field "enable"; allowed are id, pattern,'],
    ["ApplicationTag", { ...rule, Enabled: false }, 'unknown field "Enabled"; allowed are '],
    ["ApplicationTag", { ...rule, valid_to: "9999-12-31" }, 'valid_to is "9999-12-31"; it must be a day from 1970-01-01 to 2149-06-06'],
    ["ApplicationTag", { ...rule, valid_from: "1969-12-31" }, 'valid_from is "1969-12-31"'],
    ["ApplicationTag", { ...rule, valid_from: "2026-13-01" }, 'valid_from is "2026-13-01"; it must be a day'],
    ["ApplicationTag", { ...rule, valid_to: "2026-02-30" }, 'valid_to is "2026-02-30"'],
    ["ApplicationTag", { ...rule, valid_to: "2026-10-1" }, 'valid_to is "2026-10-1"'],
    ["ApplicationTag", { ...rule, valid_to: "" }, 'valid_to is ""'],
    ["Budget", { ...budget, scope_valeu: "x" }, 'unknown field "scope_valeu"; allowed are id, billing_account_id,'],
    ["budget", { ...budget, enabld: false }, 'unknown field "enabld"; allowed are '],
  ])("is refused whole when a field of %s is misspelt or a day cannot be kept: %j", (pipeline, posted, reason) => {
    const good = pipeline === "ApplicationTag" ? rule : budget;
    expect(read(pipeline, JSON.stringify([good, posted]))).toEqual({
      kind: "refused",
      index: 1,
      isTooLarge: false,
      message: expect.stringContaining(`Record 1, line 1: ${reason}`) as string,
    });
  });

  it("is rejected when a member occurs twice", () => {
    expect(read("ApplicationTag", '{"id":1,"enabled":false,"enabled":true}')).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("Duplicate key 'enabled'") as string,
    });
  });
});

it("other pipelines are Moose's own affair", () => {
  expect(read("Else", "[] []")).toBeNull();
});
