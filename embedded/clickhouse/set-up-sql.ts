import { HttpException } from "./http-exception";
import { imposedReadonly } from "./imposed-readonly";
import type { QueryRequest } from "./query-request";
import { quoteName, quoteSql } from "./quote-sql";
import type { ServerUser } from "./read-users";

/**
 * The statements that bring a fresh engine session into the state a request asks for, run as one. The order matters: `readonly` forbids
 * what follows it, so our own settings and the database come before the one that the user's profile or GET imposes, the request's
 * settings after that (and are refused by the engine where ClickHouse refuses them), and the request's own `readonly` last.
 * A session of the client's (`session_id`) gets no `readonly`, which cannot be taken back; refuseWrites stands in for it.
 * Values of parameters are not among them: see `parametersSql`.
 */
export function setUpSql(request: QueryRequest, user: ServerUser): string {
  const profile = [...user.settings];
  const kept = request.session !== undefined;
  const imposed = imposedReadonly(request, user);
  return [
    ...(request.database === undefined ? [] : [`USE ${quoteName(request.database)}`]),
    set([...serverDefaults, ...profile.filter(([name]) => name !== "readonly")]),
    ...(request.role.length === 0 ? [] : [`SET ROLE ${request.role.map(quoteName).join(", ")}`]),
    ...(imposed === "0" || kept ? [] : [set([["readonly", imposed]])]),
    set(request.settings.filter(([name]) => name !== "readonly")),
    ...(kept ? [] : [set(request.settings.filter(([name]) => name === "readonly"))]),
  ]
    .filter((statement) => statement !== "")
    .join(";\n");
}

/** What gives a session the mark by which its queries are found and stopped. Goes before `setUpSql`: a readonly session takes no more settings. */
export function markSql(mark: string): string {
  return set([["log_comment", mark]]);
}

/** What gives a session the request's values for `{name:Type}`, which a readonly one takes too; empty when there are none. */
export function parametersSql({ parameters }: QueryRequest): string {
  return set(parameters.map(([name, value]) => [`param_${name}`, value] as const));
}

function set(changes: readonly (readonly [string, string])[]): string {
  return changes.length === 0 ? "" : `SET ${changes.map(([name, value]) => `${checkedName(name)} = ${quoteSql(value)}`).join(", ")}`;
}

function checkedName(name: string): string {
  if (/^[A-Za-z_][\w.]*$/.test(name) || /^param_[\w.$]+$/.test(name)) return name;
  throw new HttpException(115, "UNKNOWN_SETTING", `Unknown setting '${name}'.`);
}

/** Where chDB, being clickhouse-local at heart, starts from other defaults than a server. */
const serverDefaults: readonly (readonly [string, string])[] = [
  ["implicit_select", "0"],
  ["allow_introspection_functions", "0"],
];
