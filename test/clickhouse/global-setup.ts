import type { TestProject } from "vitest/node";
import { createDatabase } from "../support/create-database";
import { makeTableTemplate } from "../support/table-template";

declare module "vitest" {
  interface ProvidedContext {
    /** The data directory of an engine whose database `billing` has all tables and views of the project. */
    tablesDirectory: string;
  }
}

/** Makes the tables of the project once for all files. */
export default async function setUp(project: TestProject): Promise<() => void> {
  const template = await makeTableTemplate((server) => createDatabase(server, "billing"));
  project.provide("tablesDirectory", template.directory);
  return () => {
    template.remove();
  };
}
