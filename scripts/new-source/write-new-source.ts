import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Writes a source that works: code, test, fixture and docs page, and adds it to the catalogue, to the list of sources, to what is tested of each source, and to the
 * dashboard's Chinese. It is the one of `scripts/new-source/template` under another name, which is compiled and checked where it is. Returns the files that were
 * written or changed, in order.
 * @throws {RangeError} the id is none, or there is a source of this id
 */
export function writeNewSource(root: string, id: string): readonly string[] {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id) || id.length > 40)
    throw new RangeError(
      `${JSON.stringify(id)} is not a valid source id: use lowercase words and digits separated by dashes, such as my-source`,
    );
  const folder = `app/sources/${id}`;
  if (existsSync(join(root, folder))) throw new RangeError(`${folder} is there already: choose another id`);
  const template = join(root, "scripts/new-source/template");
  const written: string[] = [];
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    written.push(path);
  };
  const read = (name: string): string => renamed(readFileSync(join(template, name), "utf8"), id);

  write(`${folder}/${id}.ts`, read("template-source.ts").replaceAll("../../../app/sources/", "../").replaceAll("../../../app/", "../../"));
  write(`${folder}/map-charge.ts`, read("map-charge.ts"));
  write(
    `test/unit/sources/${id}.test.ts`,
    read("template-source.test.ts").replace(`"./${id}"`, `"../../../${folder}/${id}"`).replace('"fixture"', `"../../fixtures/${id}"`),
  );
  cpSync(join(template, "fixture"), join(root, "test/fixtures", id), { recursive: true });
  for (const file of readdirSync(join(template, "fixture"), { recursive: true, encoding: "utf8" }))
    if (file.endsWith(".json")) written.push(join("test/fixtures", id, file));
  write(`docs/sources/${id}.md`, read("page.md"));

  const catalog = "app/pipeline/source-catalog.ts";
  write(catalog, registered(readFileSync(join(root, catalog), "utf8"), id));
  const add = (path: string, after: RegExp, line: string): void => {
    const before = readFileSync(join(root, path), "utf8");
    const added = before.replace(after, (all) => `${all}${line}`);
    if (added === before) throw new Error(`${path} has no list that ${JSON.stringify(line)} could be added to`);
    write(path, added);
  };
  add("docs/sources.md", lastLink, `- [${titleOf(id)}](sources/${id}.md)\n`);
  add(
    "test/unit/sources/connection.test.ts",
    lastChange,
    `  ["${id}", { storage: s3("ABI_SECRET_A"), account: "acme" }, { account: "contoso" }, { storage: s3("ABI_SECRET_B") }],\n`,
  );
  add(
    "dashboard/src/routes/sources/source-texts.ts",
    lastTitle,
    [[titleOf(id), `来源 ${titleOf(id)}`], ...chineseOfTemplate].map(toEntry).join(""),
  );
  // Another name is longer or shorter, and lines break elsewhere.
  const format = ["format", "--write", ...written.filter((path) => /\.(?:ts|json)$/.test(path))];
  const { status, stderr } = spawnSync(join(root, "node_modules/.bin/biome"), format, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`The files were written and not formatted: ${stderr}`);
  return written;
}

/** All that stands before the end of: the list at the top of docs/sources.md; the changes that the connection test makes to each source; the titles of sources in Chinese. */
const lastLink = /(?:^- \[[^\]]*\]\(sources\/[^)]*\).*\n)+/m;
const lastChange = /^const changes: [\s\S]*?\n(?=\];)/m;
const lastTitle = /^export const sourceTexts: [\s\S]*?\n(?=\n)/m;

/** Of the fields of the template. */
const chineseOfTemplate: readonly (readonly [english: string, chinese: string])[] = [
  ["where the bills are, <prefix><YYYY-MM>/*.json", "账单所在位置，<prefix><YYYY-MM>/*.json"],
  ["what the names of all files begin with; empty for all that is there", "所有文件名的开头；留空则读取全部文件"],
  ["the name to keep the bill under", "保存账单时使用的账户名"],
];

function toEntry(texts: readonly string[]): string {
  return `  [${texts.map((text) => JSON.stringify(text)).join(", ")}],\n`;
}

/** The catalogue with one source more: its import beside those of the others, and its line at the end of the list. */
function registered(catalog: string, id: string): string {
  const name = camelOf(id);
  const importLine = `import { ${name} } from "../sources/${id}/${id}";\n`;
  const withImport = catalog.replace(/((?:^import .*\n)+)/m, (imports) => {
    const lines = imports.split("\n").filter((line) => line !== "");
    const at = lines.findIndex((line) => pathOf(line) > `../sources/${id}/`);
    lines.splice(at === -1 ? lines.length : at, 0, importLine.trimEnd());
    return `${lines.join("\n")}\n`;
  });
  const listed = withImport.replace(/(export function sourceCatalog[\s\S]*?return \[[\s\S]*?),?(\s*\];)/, `$1, listed(${name}(parts))$2`);
  if (listed === withImport) throw new Error("app/pipeline/source-catalog.ts has no list of sources that another one could be added to");
  return listed;
}

function pathOf(importLine: string): string {
  return /from "([^"]*)"/.exec(importLine)?.[1] ?? "";
}

function renamed(text: string, id: string): string {
  const camel = camelOf(id);
  return text
    .replaceAll("template-source", id)
    .replaceAll("templateSource", camel)
    .replaceAll("TemplateSource", camel.slice(0, 1).toUpperCase() + camel.slice(1))
    .replaceAll("Template source", titleOf(id));
}

/** `mySource` of `my-source`. */
function camelOf(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `My source` of `my-source`. */
function titleOf(id: string): string {
  const words = id.replaceAll("-", " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
