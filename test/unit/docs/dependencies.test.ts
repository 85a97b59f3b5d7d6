import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { z } from "zod";

const root = resolve(__dirname, "../../..");
const { dependencies, devDependencies } = z
  .object({ dependencies: z.record(z.string()), devDependencies: z.record(z.string()) })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));

/** The packages that `entries` and all files that they import ask for, types included: Moose compiles app/ where it is started. */
function packagesOf(entries: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const walk = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { fileName } of ts.preProcessFile(readFileSync(join(root, file), "utf8")).importedFiles) {
      if (fileName.startsWith(".")) walk(fileOf(file, fileName));
      else if (!builtinModules.includes(fileName.replace(/^node:/, ""))) {
        const [scope = "", name] = fileName.split("/");
        packages.add(scope.startsWith("@") ? `${scope}/${name ?? ""}` : scope);
      }
    }
  };
  entries.forEach(walk);
  return packages;
}

/** The file of this project that an import names. */
function fileOf(from: string, name: string): string {
  const path = relative(root, resolve(root, dirname(from), name));
  const found = [path, path.replace(/\.js$/, ".ts"), `${path}.ts`, join(path, "index.ts")].find(
    (candidate) => /\.(?:ts|mjs|json)$/.test(candidate) && existsSync(join(root, candidate)),
  );
  if (found === undefined) throw new Error(`${from} imports ${name}, which is no file`);
  return found;
}

it("npm start works after npm ci --omit=dev: what it runs and what Moose compiles imports dependencies only", () => {
  const packages = [...packagesOf(["scripts/start.ts", "app/index.ts"])].sort();
  expect(packages.filter((name) => !(name in dependencies))).toEqual([]);
  expect(packages).toContain("@514labs/moose-lib");
  // Named in no import: the CLI, what compiles and what runs TypeScript, and the types that compiling needs.
  const types = [
    "@types/node",
    ...packages.map((name) => `@types/${name}`).filter((name) => name in devDependencies || name in dependencies),
  ];
  const silent = ["@514labs/moose-cli", "tsx", "typescript", "ts-patch", "typia", ...types];
  expect(silent.filter((name) => !(name in dependencies))).toEqual([]);
});

it("npm ci takes the lockfile: it has every optional package of every platform", () => {
  const lock = z
    .object({ packages: z.record(z.object({ version: z.string().optional(), optionalDependencies: z.record(z.string()).default({}) })) })
    .parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  const missing = Object.entries(lock.packages).flatMap(([place, { optionalDependencies }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => ![`${place}/node_modules/${name}`, `node_modules/${name}`].some((one) => one in lock.packages))
      .map(([name, version]) => `${name} ${version}`),
  );
  // A registry that has this platform's packages only leaves the others out: write them into the lockfile, with version, os and cpu.
  expect(missing).toEqual([]);
});

it("everything that npm start installs has a permissive licence", () => {
  const lock = z
    .object({ packages: z.record(z.object({ dev: z.boolean().default(false), license: z.string().optional() })) })
    .parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  const permissive =
    /^\(?(?:MIT|MIT-0|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|BlueOak-1\.0\.0|Unlicense|CC0-1\.0|CC-BY-4\.0)(?: (?:AND|OR) \S+)?\)?$/;
  // Their package.json names none; each has the text of MIT (unionfs: Unlicense) in its LICENSE.
  const unnamed = /^node_modules\/(?:@514labs\/moose-(?:lib|cli(?:-[\w-]+)?)|@kafkajs\/confluent-schema-registry|unionfs)$/;
  const installed = Object.entries(lock.packages).filter(([name, { dev }]) => name !== "" && !dev);
  expect(installed.length).toBeGreaterThan(300);
  expect(
    installed
      .filter(([name, { license }]) => (license === undefined ? !unnamed.test(name) : !permissive.test(license)))
      .map(([name]) => name),
  ).toEqual([]);
});
