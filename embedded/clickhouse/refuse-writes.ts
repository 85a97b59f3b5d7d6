import { HttpException } from "./http-exception";
import { imposedReadonly } from "./imposed-readonly";
import type { QueryRequest } from "./query-request";
import type { ServerUser } from "./read-users";

/**
 * Stands in for the engine's `readonly` in a request with `session_id`: set on a session it could never be taken back, so there the
 * statement's first word decides. Throws exception 164.
 */
export function refuseWrites(request: QueryRequest, user: ServerUser, verb: string): void {
  if (request.session === undefined) return;
  const imposed = imposedReadonly(request, user);
  const level = imposed === "0" ? (request.settings.find(([name]) => name === "readonly")?.[1] ?? "0") : imposed;
  if (level === "0" || readers.has(verb) || (level === "2" && verb === "SET")) return;
  throw new HttpException(164, "READONLY", `${user.name}: Cannot execute query in readonly mode.`);
}

const readers: ReadonlySet<string> = new Set(["SELECT", "WITH", "FROM", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "EXISTS", "USE", "VALUES"]);
