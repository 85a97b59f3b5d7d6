import { readdirSync } from "node:fs";
import { join } from "node:path";
import { findExecutable } from "../../embedded/set-up/find-executable.mjs";
import { type GoProgram, prepareGoProgram } from "../../embedded/set-up/go-program.mjs";
import { UserProblem } from "../../embedded/user-problem.mjs";
import { prepareKafka } from "../../embedded/set-up/prepare-kafka.mjs";

/** Where the programs of the production's services are. */
export interface Programs {
  readonly java: string;
  /** The folder with Kafka's jars. */
  readonly kafka: string;
  readonly redis: string;
  readonly postgres: { readonly server: string; readonly initdb: string; readonly psql: string };
  readonly temporalServer: string;
  readonly temporalSqlTool: string;
}

/**
 * Finds all of them; what can be had by a package registry is made in the user's cache.
 * @throws {UserProblem} names everything that is missing at once, with where it comes from
 */
export async function findPrograms(root: string): Promise<Programs> {
  const missing: string[] = [];
  const found = (name: string, from: string, folders: readonly string[] = []): string => {
    const path = findExecutable([name], [process.env["PATH"] ?? "", ...folders].join(":"));
    if (path === undefined) missing.push(`${name} is not on PATH: install ${from}`);
    return path ?? "";
  };
  const redis = found("redis-server", "Debian's package redis-server");
  const folders = postgresFolders();
  const [server, initdb, psql] = ["postgres", "initdb", "psql"].map((name) => found(name, "Debian's package postgresql", folders));
  const kafka = await prepareKafka(root);
  if ("missing" in kafka) missing.push(kafka.missing);
  const go: string[] = [];
  for (const program of [temporalServer, temporalSqlTool]) {
    const made = await prepareGoProgram(program, root);
    if ("path" in made) go.push(made.path);
    else missing.push(made.missing);
  }
  if (missing.length > 0 || "missing" in kafka)
    throw new UserProblem(`This machine lacks services of the production:\n  ${missing.join("\n  ")}`);
  return {
    java: kafka.java,
    kafka: kafka.jars,
    redis,
    postgres: { server: server ?? "", initdb: initdb ?? "", psql: psql ?? "" },
    temporalServer: go[0] ?? "",
    temporalSqlTool: go[1] ?? "",
  };
}

/** Debian keeps the server's programs out of PATH. */
function postgresFolders(): readonly string[] {
  const root = "/usr/lib/postgresql";
  try {
    return readdirSync(root).map((version) => join(root, version, "bin"));
  } catch {
    return [];
  }
}

/** The release that the CLI of embedded/moose-slots.mjs has inside. */
const version = "1.27.1";
const temporalServer: GoProgram = {
  name: "temporal-server",
  executable: "server",
  title: "Temporal's server",
  wanted: `Temporal's server ${version}`,
  version,
  module: "go.temporal.io/server/cmd/server",
  oldestGo: [1, 23],
};
const temporalSqlTool: GoProgram = {
  ...temporalServer,
  name: "temporal-sql-tool",
  executable: "sql",
  title: "Temporal's SQL tool",
  wanted: `temporal-sql-tool ${version}`,
  module: "go.temporal.io/server/cmd/tools/sql",
};
