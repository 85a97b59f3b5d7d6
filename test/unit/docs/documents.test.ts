import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { answerPattern, docCommands, runDocCommand } from "../../support/doc-commands";

const root = join(__dirname, "../../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];
const commands = documents.flatMap((file) => docCommands(file).map((one) => ({ file, ...one })));
const scripts = z.object({ scripts: z.record(z.string()) }).parse(JSON.parse(read("package.json"))).scripts;

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

function linksOf(file: string): readonly { readonly path: string; readonly anchor: string | undefined }[] {
  return [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = ""]) => {
    if (/^https?:/.test(target)) return [];
    const [path = "", anchor] = target.split("#");
    return [{ path: path === "" ? file : normalize(join(dirname(file), path)), anchor }];
  });
}

describe("the documents", () => {
  it.each(documents)("%s links to pages and headings that are there", (file) => {
    const broken = linksOf(file).filter(({ path, anchor }) => {
      if (!existsSync(join(root, path))) return true;
      if (anchor === undefined) return false;
      return ![...read(path).matchAll(/^#+ (.*)$/gm)].some(([, heading = ""]) => anchorOf(heading) === anchor);
    });
    expect(broken).toEqual([]);
  });

  it("are all reached from the README", () => {
    const reached = new Set(["README.md"]);
    for (const file of reached) for (const { path } of linksOf(file)) if (path.endsWith(".md")) reached.add(path);
    expect(documents.filter((file) => !reached.has(file))).toEqual([]);
  });

  it.each(documents)("%s names files and folders of the repository that are there", (file) => {
    const named = [...read(file).matchAll(/`((?:app|bench|docs|embedded|examples|ops|scripts|simulator|test)\/[\w./-]+)`/g)].map(
      ([, path = ""]) => path,
    );
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("name commands of package.json, with options that these have", () => {
    const said = documents.flatMap((file) =>
      [...read(file).matchAll(/npm run (?:--silent )?([\w:-]+)(?: -- ([^`#\n)]*))?/g)].map((match) => ({ file, match })),
    );
    expect(said.length).toBeGreaterThan(20);
    const wrong = said.flatMap(({ file, match: [text, name = "", rest = ""] }) => {
      const script = scripts[name];
      if (script === undefined) return [`${file}: ${text}`];
      const sources =
        [...script.matchAll(/[\w/-]+\.(?:ts|mjs)/g)].map(([path]) => read(path)).join("\n") + read("embedded/dev-arguments.mjs");
      if (name === "moose" || script.startsWith("vitest")) return [];
      const options = [...rest.matchAll(/(?<=\s|^)--([a-z-]+)/g)].map(([, option = ""]) => option);
      return options.filter((option) => !new RegExp(`\\b${option}"?: `).test(sources)).map((option) => `${file}: ${text}: --${option}`);
    });
    expect(wrong).toEqual([]);
  });

  it("have months that are relative to the day on which their commands run", () => {
    const assigned = commands.filter(({ command }) => /^\w+=\$\(/.test(command) && !command.startsWith("next="));
    expect(assigned.length).toBeGreaterThan(1);
    for (const { command } of assigned) {
      const name = command.split("=")[0] ?? "";
      expect(runDocCommand(`${command}\necho "$${name}"`, { cwd: root })).toMatch(/^\d{4}-\d{2}$/);
    }
  });

  it("use no id of the demo in a rule or a target that is posted", () => {
    const demo = [...read("scripts/demo.ts").matchAll(/\{ id: (\d+), pattern/g)].map(([, id = ""]) => id);
    expect(demo.length).toBeGreaterThan(3);
    const posted = commands
      .filter(({ command }) => command.includes("/ingest/ApplicationTag"))
      .flatMap(({ command }) => [...command.matchAll(/"id":\s*(\d+)/g)].map(([, id = ""]) => id));
    expect(posted.length).toBeGreaterThan(2);
    expect(posted.filter((id) => demo.includes(id))).toEqual([]);
  });
});

describe("the comments in the code", () => {
  it("cite pages that are in the repository", () => {
    const files = ["app", "embedded", "scripts", "simulator", "bench"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(ts|mjs)$/.test(file))
        .map((file) => join(folder, file)),
    );
    const cited = files.flatMap((file) =>
      [...read(file).matchAll(/(?<![\w/.])(docs\/[\w/-]+\.md|[A-Z][A-Z-]+\.md|\.\.\/shared\/\S*|\w+\.tsv)/g)].map(([, page = ""]) => ({
        file,
        page,
      })),
    );
    expect(cited.filter(({ page }) => !existsSync(join(root, page))).map(({ file, page }) => `${relative(".", file)}: ${page}`)).toEqual(
      [],
    );
  });
});

it("docs/focus-mapping.md has every rule that a comment of the mapping names", () => {
  const table = read("docs/focus-mapping.md");
  const folder = "app/domain/focus";
  const named = readdirSync(join(root, folder), { encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...read(join(folder, file)).matchAll(/docs\/focus-mapping\.md `([^`]+)`/g)].map(([, rule = ""]) => rule));
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((rule) => !table.includes(`\`${rule}\``))).toEqual([]);
});

it("docs explain every event of the log", () => {
  const documented = `${read("docs/operate.md")}${read("docs/sources.md")}`;
  const named = readdirSync(join(root, "app"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...read(join("app", file)).matchAll(/\b(?:logEvent|log)\([^,()]+,\s*"([a-z-]+)"/g)].map(([, event = ""]) => event));
  expect(named.length).toBeGreaterThan(12);
  expect([...new Set(named)].filter((event) => !documented.includes(`\`${event}\``))).toEqual([]);
});

it("every function and class that app exports has a doc comment", () => {
  const files = readdirSync(join(root, "app"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const bare = files.flatMap((file) =>
    [...read(join("app", file)).matchAll(/(?<!\*\/)\nexport (?:async )?(?:function|class) (\w+)/g)].map(
      ([, name = ""]) => `${file}: ${name}`,
    ),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(bare).toEqual([]);
});

describe("the comparison of answers", () => {
  it.each([
    ['{"data":[{"cost":"10",…}],…}', false, '{"data":[{"cost":"10","x":1}],"page":1}', true],
    ['{"data":[{"cost":"10",…}],…}', false, '{"data":[{"cost":"11","x":1}],"page":1}', false],
    ['{"data":[{"cost":"10","n":0}…],…}', true, '{"data":[{"cost":"-1.5","n":12},{}],"page":1}', true],
    ['{"data":[{"cost":"10"}],"code":"limited"}', true, '{"data":[{"cost":null}],"code":"limited"}', false],
    ['{"code":"limited"}', true, '{"code":"other"}', false],
    ['{"message":"…colour…"}', true, '{"message":"group: colour is not one"}', true],
    ['{"message":"…colour…"}', true, '{"message":"group is wrong"}', false],
  ])("%s (any value: %s) beside %s is %s", (answer, anyValue, said, expected) => {
    expect(answerPattern(answer, anyValue).test(said)).toBe(expected);
  });
});
