import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const root = resolve(__dirname, "../../..");

interface Module {
  /** Names of the values that it exports; types are left out: those of a function's parameters are exported for readers. */
  readonly values: readonly string[];
  readonly imports: readonly { readonly from: string; readonly names: readonly string[] | "all" }[];
}

const modules: ReadonlyMap<string, Module> = new Map(
  ["app", "bench", "embedded", "scripts", "simulator", "test"]
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`))
    .filter((file) => /\.m?ts$|\.mjs$/.test(file))
    .map((file) => [file, readModule(file)]),
);

/** Written or read by a path: the test of Moose's API worker copies it into a project of its own. */
const byPath = new Set(["test/security/posted-fixture.ts"]);

it("every exported value is imported somewhere", () => {
  const imported = new Map<string, Set<string> | "all">();
  for (const { imports } of modules.values()) {
    for (const { from, names } of imports) {
      const known = imported.get(from) ?? new Set();
      imported.set(from, names === "all" || known === "all" ? "all" : new Set([...known, ...names]));
    }
  }
  const unused = [...modules].flatMap(([file, { values }]) => {
    const names = byPath.has(file) ? "all" : (imported.get(file) ?? new Set());
    return names === "all" ? [] : values.filter((value) => !names.has(value)).map((value) => `${file} ${value}`);
  });
  expect(unused).toEqual([]);
});

it("no file of app/ imports itself by way of others", () => {
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(" → ")];
    if (done.has(file)) return [];
    const found = (modules.get(file)?.imports ?? []).flatMap(({ from }) => walk(from, [...path, file]));
    done.add(file);
    return found;
  };
  expect([...modules.keys()].filter((file) => file.startsWith("app/")).flatMap((file) => walk(file, []))).toEqual([]);
});

function readModule(file: string): Module {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest);
  const imports: { from: string; names: readonly string[] | "all" }[] = [];
  const add = (specifier: ts.Node | undefined, names: readonly string[] | "all"): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier) || !specifier.text.startsWith(".")) return;
    const path = relative(root, resolve(root, dirname(file), specifier.text));
    const found = [path, `${path}.ts`, path.replace(/\.js$/, ".ts")].find((one) => /\.m?[tj]s$/.test(one) && existsSync(join(root, one)));
    if (found !== undefined) imports.push({ from: found, names });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, importedNames(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, "all");
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, "all");
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], "all");
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { values: source.statements.flatMap(exportedValues), imports };
}

function importedNames(clause: ts.ImportClause | undefined): readonly string[] | "all" {
  const { name, namedBindings } = clause ?? {};
  if (namedBindings !== undefined && ts.isNamespaceImport(namedBindings)) return "all";
  const named = namedBindings?.elements.map((element) => (element.propertyName ?? element.name).text) ?? [];
  return name === undefined ? named : ["default", ...named];
}

function exportedValues(statement: ts.Statement): readonly string[] {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const has = (kind: ts.SyntaxKind): boolean => modifiers.some((modifier) => modifier.kind === kind);
  // What is the default of a file is for the tool that reads it.
  if (!has(ts.SyntaxKind.ExportKeyword) || has(ts.SyntaxKind.DefaultKeyword)) return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
    return statement.name === undefined ? [] : [statement.name.text];
  return [];
}
