import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const root = resolve(__dirname, "../../..");

/** By file of app/: the files that it imports, types included. knip finds cycles of values only. */
const imports: ReadonlyMap<string, readonly string[]> = new Map(
  readdirSync(join(root, "app"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [`app/${file}`, importsOf(`app/${file}`)]),
);

it("no file of app/ imports itself by way of others", () => {
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(" → ")];
    if (done.has(file)) return [];
    const found = (imports.get(file) ?? []).flatMap((from) => walk(from, [...path, file]));
    done.add(file);
    return found;
  };
  expect([...imports.keys()].flatMap((file) => walk(file, []))).toEqual([]);
});

function importsOf(file: string): readonly string[] {
  return ts.preProcessFile(readFileSync(join(root, file), "utf8")).importedFiles.flatMap(({ fileName }) => {
    const path = `${relative(root, resolve(root, dirname(file), fileName))}.ts`;
    return fileName.startsWith(".") && existsSync(join(root, path)) ? [path] : [];
  });
}
