import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { compileProject } from "../support/compile-project";
import { servedEndpoints, type ServedEndpoints } from "./served-endpoints";
import { tenantsTemplate } from "./tenants-template";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the compiled project is. */
    projectDirectory: string;
    /** The data directory of an engine with its tables and two tenants' rows. */
    tenantsDirectory: string;
    servedEndpoints: ServedEndpoints;
  }
}

/**
 * Compiles a copy of the project once for all security tests, with one posted question more, so that there always is one to attack, and fills the tables that
 * each of them begins with.
 */
export default async function setUp(project: TestProject): Promise<() => void> {
  const compiled = compileProject((directory) => {
    const fixture = readFileSync(join(__dirname, "posted-fixture.ts"), "utf8").replaceAll("../../app/apis/", "./");
    writeFileSync(join(directory, "app/apis/posted-fixture.ts"), fixture);
    const index = readFileSync(join(directory, "app/index.ts"), "utf8");
    const wanted = ["./apis/posted-fixture", "./web/metrics", "./web/status"].filter((file) => !index.includes(`"${file}"`));
    appendFileSync(join(directory, "app/index.ts"), wanted.map((file) => `export * from "${file}";\n`).join(""));
  });
  try {
    const tenants = await tenantsTemplate(compiled.directory);
    project.provide("projectDirectory", compiled.directory);
    project.provide("tenantsDirectory", tenants.directory);
    project.provide("servedEndpoints", servedEndpoints(compiled.directory));
    return () => {
      compiled.remove();
      tenants.remove();
    };
  } catch (error) {
    compiled.remove();
    throw error;
  }
}
