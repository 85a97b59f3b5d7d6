import { quoteSql } from "./quote-sql";
import { sqlTokens } from "./sql-tokens";

/**
 * In a KILL QUERY, puts the engine's own id in place of a query id that a client chose: the engine runs every query under an id of its
 * own making. Ids that no running request carries stay as they are.
 */
export async function mapKilledQuery(
  sql: string,
  /** The mark of the session that runs it, by query id. */
  running: ReadonlyMap<string, string>,
  engineIdsOf: (mark: string) => Promise<readonly string[]>,
): Promise<string> {
  let mapped = "";
  let copied = 0;
  for (const token of sqlTokens(sql)) {
    if (token.kind !== "string") continue;
    const mark = running.get(unquote(token.text));
    if (mark === undefined) continue;
    const engineIds = await engineIdsOf(mark);
    if (engineIds[0] === undefined) continue;
    mapped += sql.slice(copied, token.start) + quoteSql(engineIds[0]);
    copied = token.end;
  }
  return mapped + sql.slice(copied);
}

/** Escapes that stand for control characters do not occur in query ids, and are left alone. */
function unquote(literal: string): string {
  return literal.slice(1, -1).replaceAll(/\\(['"\\])|''/g, (_, escaped?: string) => escaped ?? "'");
}
