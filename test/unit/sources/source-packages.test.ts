import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { configurationSchema } from "../../../app/apis/serving/configuration-schema";
import { describedSources, findSource } from "../../../app/pipeline/source-catalog";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "source-packages-"));
  vi.spyOn(process, "cwd").mockReturnValue(root);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

function install(name: string, code: string): void {
  const folder = join(root, "node_modules", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
  writeFileSync(join(folder, "index.js"), code);
}

const sourceOf = (id: string): string => `
  exports.sources = ({ sha256, z }) => [{
    spec: {
      id: ${JSON.stringify(id)}, title: "Acme bills", version: "1", yields: () => "focus", withoutEffect: [],
      config: z.object({ folder: z.string().describe("Folder: where the bills are") }).strict(),
      cursor: z.object({}).strict(),
    },
    check: async () => [{ name: "list", ok: true, detail: typeof sha256 }],
    discover: async function* () {},
    read: async function* () {},
  }];`;

it("a source of a package is in the catalogue, with its schema, and is configured and asked as the built-in ones are", () => {
  install("@acme/bills", sourceOf("acme-bills"));
  const catalog = describedSources(["@acme/bills"]);
  expect(catalog.map(({ id }) => id)).toEqual([...describedSources().map(({ id }) => id), "acme-bills"]);
  const source = findSource(catalog, "acme-bills");
  expect(configurationSchema(source.config)).toMatchObject({ properties: { folder: { title: "Folder", type: "string" } } });
  expect(() => source.connect({}, "")).toThrow("the configuration of acme-bills cannot be used: folder is missing");
  expect(() => source.connect({ foldr: "secret" }, "")).toThrow(
    /^the configuration of acme-bills cannot be used: folder is missing; "foldr" is not a field \(fields: folder\)$/,
  );
  const connection = source.connect({ folder: "x" }, "kept");
  expect([connection.source, connection.id, connection.yields]).toEqual(["acme-bills", "kept", "focus"]);
});

it.each<readonly [string, () => void, RegExp]>([
  ["is not installed", (): void => undefined, /names "acme", which cannot be loaded: Cannot find module 'acme'/],
  [
    "throws when it is loaded",
    () => {
      install("acme", "throw new Error('broken build')");
    },
    /which cannot be loaded: broken build/,
  ],
  [
    "exports nothing of the kind",
    () => {
      install("acme", "exports.source = {}");
    },
    /which exports no function sources/,
  ],
  [
    "makes no list",
    () => {
      install("acme", "exports.sources = () => ({})");
    },
    /makes something that is no list of sources/,
  ],
  [
    "makes a source without a version",
    () => {
      install("acme", "exports.sources = () => [{ spec: { id: 'acme' } }]");
    },
    /no list of sources/,
  ],
  [
    "has the id of a built-in source",
    () => {
      install("acme", sourceOf("azure-exports"));
    },
    /another source of the id azure-exports/,
  ],
])("a package that %s is refused, and the setting is named", (_what, prepare, message) => {
  prepare();
  expect(() => describedSources(["acme"])).toThrow(message);
  expect(() => describedSources(["acme"])).toThrow("AZURE_BILLING_SOURCE_PACKAGES");
});
