import { sqlTokens } from "./sql-tokens";

/**
 * The text of a statement as the query log may have it: when it names anything that takes a key or a password, `[HIDDEN]` stands for each of its strings.
 * ClickHouse hides the secret argument alone; here no parser knows which that is.
 */
export function hideSecrets(sql: string): string {
  const tokens = [...sqlTokens(sql)];
  if (!tokens.some(({ kind, text }) => kind === "word" && takesSecrets.test(text))) return sql;
  let hidden = "";
  let copied = 0;
  for (const { kind, start, end } of tokens) {
    if (kind !== "string") continue;
    hidden += `${sql.slice(copied, start)}'[HIDDEN]'`;
    copied = end;
  }
  return hidden + sql.slice(copied);
}

/** Table functions, engines, functions and clauses with credentials. */
const takesSecrets =
  /^(s3|s3Queue|s3Cluster|gcs|oss|cosn|azure\w*|hdfs\w*|url\w*|remote\w*|cluster|mysql|postgresql|materialized(MySQL|PostgreSQL)|mongodb|redis|sqlite|odbc|jdbc|kafka|rabbitmq|nats|deltaLake\w*|iceberg\w*|hudi\w*|paimon\w*|ytsaurus|arrowFlight|\w*crypt\w*|hmac|identified|password|secret\w*|collection|dictionary|source|backup|restore|disk)$/i;
