import type { ServerProcess } from "../clickhouse/server-process";
import { reviewedDdl, withoutTtl } from "./moose-ddl";

/** A database of its own with all tables and views of the project. */
export async function createDatabase(server: ServerProcess, database: string): Promise<void> {
  await server.query(`CREATE DATABASE ${database}`);
  for (const statement of reviewedDdl()) await server.query(withoutTtl(statement), { database });
}
