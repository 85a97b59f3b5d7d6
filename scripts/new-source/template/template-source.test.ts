import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { openSurroundings } from "../../../app/pipeline/open-surroundings";
import { connect } from "../../../app/sources/connection";
import { SecretText } from "../../../app/sources/secret-text";
import type { SourceContext } from "../../../app/sources/source";
import { templateSource } from "./template-source";

const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
const surroundings = openSurroundings(() => new SecretText(""));
const context: SourceContext = { ...surroundings, signal: new AbortController().signal, heard: () => undefined };
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "template-source-"));
  cpSync(join(__dirname, "fixture"), root, { recursive: true });
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

afterAll(async () => {
  await surroundings.objects.dispatcher.close();
  await surroundings.http.dispatcher.close();
});

describe("template-source", () => {
  const open = () => connect(templateSource({ sha256 }), { storage: { kind: "folder", path: root }, account: "example" });
  const read = async (
    from: string | null = null,
    between: () => void = () => undefined,
  ): Promise<readonly [number, string, (string | null)[]]> => {
    const sum = new ExactSum();
    const nexts: (string | null)[] = [];
    let rows = 0;
    for await (const delivery of open().discover({ months: [] }, context)) {
      between();
      const options = { from, peek: false, acceptLate: false, acceptRepeatedPages: false };
      for await (const { content, next } of open().read(delivery, options, context)) {
        if (content.kind !== "focus") throw new TypeError("no FOCUS");
        rows += content.rows.length;
        for (const { cost } of content.rows) sum.add(cost);
        nexts.push(next);
      }
    }
    return [rows, sum.toString(), nexts];
  };

  it("is looked at: the months that are there, and the first charges", async () => {
    expect(await open().check(context)).toEqual([
      { name: "list", ok: true, detail: "months 2026-10" },
      { name: "first rows", ok: true, detail: "2 charges in 2026-10/1.json" },
    ]);
  });

  it("is read to the last digit, and goes on from each part", async () => {
    const [rows, cost, nexts] = await read();
    expect([rows, cost, nexts]).toEqual([3, "21.100009600000000001", ['{"file":1}', null]]);
    expect(await read(nexts[0] ?? null)).toEqual([1, "20", [null]]);
  });

  it.each([
    ["a file that is cut off", '{ "charges": [', "malformed", /1\.json: cannot be read at byte/],
    ["a file without charges", "{}", "malformed", /1\.json: has no list of charges/],
    [
      "a cost that is no number",
      '{ "charges": [{ "account": "a", "day": "2026-10-01", "currency": "EUR", "cost": "x" }] }',
      "malformed",
      /1\.json line 1, column BilledCost/,
    ],
  ])("is refused for %s, by file and row", async (_what, text, kind, message) => {
    writeFileSync(join(root, "2026-10/1.json"), text);
    await expect(read()).rejects.toMatchObject({ kind, message: expect.stringMatching(message) as string });
  });

  it("is refused when a file changes between the list and the reading, and when there is none", async () => {
    const change = (): void => {
      writeFileSync(join(root, "2026-10/2.json"), '{ "charges": [] }');
    };
    await expect(read(null, change)).rejects.toMatchObject({ kind: "changed" });
    rmSync(join(root, "2026-10"), { recursive: true });
    expect(await open().check(context)).toMatchObject([{ name: "list", ok: false, kind: "not-found" }]);
  });
});
