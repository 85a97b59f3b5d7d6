import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServerProcess } from "../clickhouse/server-process";
import { compileProject } from "../support/compile-project";
import { mooseDdl } from "../support/moose-ddl";
import { describeInfrastructure } from "./describe-infrastructure";

/**
 * What `app/` declares, in three files that people review. Of Moose's infrastructure map they leave out: which compiled file declares a resource, the
 * columns that a stream and its table have twice, hashes of settings that are written out, names of processes, languages, and the life cycle, which is
 * Moose's own for all. None of it changes what is stored, asked or answered; a property that is new to the map fails the test.
 */
describe("moose check", () => {
  let map: string;
  let server: ServerProcess;

  beforeAll(async () => {
    const project = compileProject(() => undefined);
    map = readFileSync(join(project.directory, ".moose/infrastructure_map.json"), "utf8");
    project.remove();
    server = await ServerProcess.start();
  });

  afterAll(async () => {
    await server.dispose();
  });

  it("declares exactly the tables and views of schema.sql", async () => {
    const statements: string[] = [];
    for (const statement of mooseDdl(map)) {
      const literal = statement.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
      const formatted = await server.query(`SELECT formatQuery('${literal}') FORMAT TSVRaw`);
      statements.push(`${formatted.trim()};\n`);
    }
    await expect(statements.join("\n")).toMatchFileSnapshot("schema.sql");
  });

  it("declares exactly the streams, endpoints, parameters, web apps and schedules of topology.txt", async () => {
    await expect(describeInfrastructure(map).topology).toMatchFileSnapshot("topology.txt");
  });

  it("declares exactly the fields of streams, answers and posted records of fields.txt", async () => {
    await expect(describeInfrastructure(map).fields).toMatchFileSnapshot("fields.txt");
  });
});
