import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServerProcess } from "../clickhouse/server-process";
import { mooseDdl } from "../support/moose-ddl";
import { describeInfrastructure } from "./describe-infrastructure";

const root = resolve(__dirname, "../..");

/**
 * What `app/` declares, in three files that people review. Of Moose's infrastructure map they leave out: which compiled file declares a resource, the
 * columns that a stream and its table have twice, hashes of settings that are written out, names of processes, languages, and the life cycle, which is
 * Moose's own for all. None of it changes what is stored, asked or answered; a property that is new to the map fails the test.
 */
describe("moose check", () => {
  let map: string;
  let server: ServerProcess;

  beforeAll(async () => {
    // A home of its own: the CLI writes settings and logs there, and must not meet the user's.
    const home = mkdtempSync(join(tmpdir(), "moose-check-"));
    execFileSync("npx", ["--no-install", "moose", "check", "--write-infra-map"], {
      cwd: root,
      env: { ...process.env, HOME: home, MOOSE_TELEMETRY__ENABLED: "false" },
      encoding: "utf8",
    });
    map = readFileSync(join(root, ".moose/infrastructure_map.json"), "utf8");
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
