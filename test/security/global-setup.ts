import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { compileProject } from "../support/compile-project";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the compiled project is. */
    projectDirectory: string;
  }
}

/** Compiles a copy of the project once for all security tests, with one posted question more, so that there always is one to attack. */
export default function setUp(project: TestProject): () => void {
  const compiled = compileProject((directory) => {
    const fixture = readFileSync(join(__dirname, "posted-fixture.ts"), "utf8").replaceAll("../../app/apis/", "./");
    writeFileSync(join(directory, "app/apis/posted-fixture.ts"), fixture);
    const index = readFileSync(join(directory, "app/index.ts"), "utf8");
    const wanted = ["./apis/posted-fixture", "./web/metrics", "./web/status"].filter((file) => !index.includes(`"${file}"`));
    appendFileSync(join(directory, "app/index.ts"), wanted.map((file) => `export * from "${file}";\n`).join(""));
  });
  project.provide("projectDirectory", compiled.directory);
  return () => {
    compiled.remove();
  };
}
