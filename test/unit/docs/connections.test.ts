import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { bodyJsonSchema } from "../../../app/apis/serving/body-json-schema";
import { readConnectionFile } from "../../../app/pipeline/open-source";
import { describedSources, findSource } from "../../../app/pipeline/source-catalog";
import { objectLocation } from "../../../app/sources/objects/open-objects";

const root = join(__dirname, "../../..");
const catalog = describedSources();
const documents = [
  "README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];
const examples = documents.flatMap((file) => examplesOf(file));
const isConnection = z.object({ source: z.string() });

/** The values in the `json` blocks of a document; a block may have several, each on lines of its own. */
function examplesOf(file: string): readonly { readonly at: string; readonly value: unknown }[] {
  const blocks = [...readFileSync(join(root, file), "utf8").matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);
  return blocks.flatMap((block) =>
    block
      .trim()
      .split(/\n(?=\S)(?=\{)/)
      .map((text) => ({ at: `${file}: ${text.slice(0, 60)}`, value: JSON.parse(text) as unknown })),
  );
}

/** What is wrong with an example of a connection, or of its storage; null when it can be used. */
function faultOf(value: unknown): string | null {
  try {
    if (!isConnection.safeParse(value).success) objectLocation.parse(value);
    else {
      const { source, config } = readConnectionFile(value);
      findSource(catalog, source).connect(config, "");
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe("the connections in the documents", () => {
  it("can be used as they stand: their sources accept each configuration", () => {
    expect(examples.length).toBeGreaterThan(12);
    expect(examples.map(({ at, value }) => ({ at, fault: faultOf(value) })).filter(({ fault }) => fault !== null)).toEqual([]);
  });

  it.each([
    [{ source: "azure-exports", config: { storage: { kind: "folder", path: "/srv" }, dataset: "ActualCost" } }, "currency is required"],
    [{ source: "azure-exprots", config: {} }, "azure-exprots"],
    [{ kind: "s3", bucket: "bills" }, "region"],
  ])("would not pass as %j", (value, fault) => {
    expect(faultOf(value)).toContain(fault);
  });

  it.each(catalog)("of $id are on a page that has an example and names every field of the configuration", ({ id, config }) => {
    const page = join("docs/sources", `${id}.md`);
    expect(examplesOf(page).map(({ value }) => isConnection.safeParse(value).data?.source)).toContain(id);
    const text = readFileSync(join(root, page), "utf8");
    const { properties } = z.object({ properties: z.record(z.unknown()) }).parse(bodyJsonSchema(config));
    expect(Object.keys(properties).filter((field) => !new RegExp(`^\\|[^|]*\`${field}\`[^|]*\\|`, "m").test(text))).toEqual([]);
  });
});
