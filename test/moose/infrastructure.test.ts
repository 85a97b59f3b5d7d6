import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ServerProcess } from "../clickhouse/server-process";
import { clusterDdl } from "../../scripts/cluster/cluster-ddl";
import { mooseDdl } from "../../scripts/cluster/moose-ddl";
import { checkProject, compileProject } from "../support/compile-project";
import { describeInfrastructure } from "./describe-infrastructure";

/**
 * What `app/` declares, in three files that people review. Of Moose's infrastructure map they leave out: which compiled file declares a resource, the
 * columns that a stream and its table have twice, hashes of settings that are written out, names of processes, languages, and the life cycle, which is
 * Moose's own for all. None of it changes what is stored, asked or answered; a property that is new to the map fails the test.
 */
describe("moose check", () => {
  let map: string;
  let clusterMap: string;
  let server: ServerProcess;

  beforeAll(async () => {
    const project = compileProject();
    const written = (): string => readFileSync(join(project.directory, ".moose/infrastructure_map.json"), "utf8");
    map = written();
    checkProject(project.directory, {
      AZURE_BILLING_CLICKHOUSE_CLUSTER: "prod-1",
      AZURE_BILLING_KEEP_ACCESS_LOG_DAYS: "0",
      AZURE_BILLING_KEEP_AUDIT_DAYS: "3650",
      AZURE_BILLING_STREAM_PARTITIONS: "6",
    });
    clusterMap = written();
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

  it("declares with a cluster the same tables of replicated engines, with days to keep rows another time to live, and nothing else is another", () => {
    const ttl = (days: number): string => ` TTL toDateTime(at) + INTERVAL ${days} DAY`;
    const statements = mooseDdl(clusterMap).map((statement) => {
      if (statement.startsWith("CREATE TABLE AuditEvent ")) {
        expect(statement).toContain(ttl(3650));
        return statement.replace(ttl(3650), "");
      }
      if (!statement.startsWith("CREATE TABLE ApiAccessLog ")) return statement;
      expect(statement).not.toContain(" TTL ");
      return statement.replace(" SETTINGS ", `${ttl(400)} SETTINGS `);
    });
    expect(statements.filter((statement) => /ENGINE = Replicated/.test(statement))).toHaveLength(
      mooseDdl(map).filter((statement) => statement.startsWith("CREATE TABLE")).length,
    );
    expect(statements.map((statement) => statement.replace("ENGINE = Replicated", "ENGINE = "))).toEqual(mooseDdl(map));
  });

  it("declares with partitions so many of the blocks of records, and one of every other stream", () => {
    const { topics } = z
      .object({ topics: z.record(z.object({ name: z.string(), partition_count: z.number() })) })
      .parse(JSON.parse(clusterMap));
    const several = Object.values(topics).filter(({ partition_count: partitions }) => partitions !== 1);
    expect(several).toEqual([{ name: "AzureBillingDetailBlock", partition_count: 6 }]);
  });

  it("all statements of a cluster are the engine's language: database, tables, views, users, profiles, grants", async () => {
    const statements = clusterDdl(clusterMap, "billing", "prod-1");
    const kinds = new Map<string, number>();
    for (const statement of statements) {
      const literal = statement.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
      const [kind = ""] = /^(?:CREATE (?:MATERIALIZED VIEW|SETTINGS PROFILE|\w+)|\w+)/.exec(statement) ?? [];
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      await expect(server.query(`SELECT length(formatQuery('${literal}')) > 10 FORMAT TSVRaw`), statement).resolves.toBe("1");
      if (/DATABASE|PROFILE|USER|QUOTA|^GRANT/.test(kind)) expect(statement).toContain("ON CLUSTER `prod-1`");
      else expect(statement).not.toContain("ON CLUSTER");
    }
    expect([...kinds.keys()].sort()).toEqual([
      "CREATE DATABASE",
      "CREATE MATERIALIZED VIEW",
      "CREATE QUOTA",
      "CREATE SETTINGS PROFILE",
      "CREATE TABLE",
      "CREATE USER",
      "CREATE VIEW",
      "GRANT",
      "USE",
    ]);
  });

  it("declares exactly the streams, endpoints, parameters, web apps and schedules of topology.txt", async () => {
    await expect(describeInfrastructure(map).topology).toMatchFileSnapshot("topology.txt");
  });

  it("declares exactly the fields of streams, answers and posted records of fields.txt", async () => {
    await expect(describeInfrastructure(map).fields).toMatchFileSnapshot("fields.txt");
  });
});
