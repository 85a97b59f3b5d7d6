import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mooseDdl } from "../../scripts/cluster/moose-ddl";
import { withoutTtl } from "../support/moose-ddl";
import { makeTableTemplate, type TableTemplate } from "../support/table-template";
import { seedTenants } from "./seed-tenants";

/** The data directory of an engine with the tables of a compiled project, and two tenants' rows in them. */
export function tenantsTemplate(project: string): Promise<TableTemplate> {
  const infrastructureMap = readFileSync(join(project, ".moose/infrastructure_map.json"), "utf8");
  return makeTableTemplate(async (server) => {
    await server.query("CREATE DATABASE billing");
    for (const statement of mooseDdl(infrastructureMap)) await server.query(withoutTtl(statement), { database: "billing" });
    await seedTenants(server, infrastructureMap, "billing");
  });
}
