import type { ChdbResult } from "chdb";
import type { Engine } from "./engine";
import { hideSecrets } from "./hide-secrets";
import { HttpException } from "./http-exception";
import type { QueryRequest } from "./query-request";

/**
 * `system.query_log`: chDB keeps none, so every statement is written down here, when it begins and when it ends. The table is in memory, keeps the last
 * ones, and has the columns of a server's that are known here.
 */
export class QueryLog {
  #rows: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  private constructor(private readonly engine: Engine) {}

  static async open(engine: Engine): Promise<QueryLog> {
    await engine.control(createTable);
    return new QueryLog(engine);
  }

  /** Writes a statement's beginning; what it returns writes its end. */
  begin(request: QueryRequest, kind: string, query: string): (outcome: ChdbResult | HttpException) => void {
    const started = Date.now();
    const user = request.credentials.user;
    const always = {
      query_start_time_microseconds: microseconds(started),
      current_database: request.database ?? "default",
      query: hideSecrets(query.slice(0, longestQuery)),
      query_kind: kindOf(kind),
      user,
      initial_user: user,
      query_id: request.queryId,
      initial_query_id: request.queryId,
      http_user_agent: request.userAgent,
    };
    this.#add({ ...always, type: "QueryStart", event_time_microseconds: microseconds(started) });
    return (outcome) => {
      const ended = Date.now();
      this.#add({
        ...always,
        event_time_microseconds: microseconds(ended),
        query_duration_ms: ended - started,
        ...(outcome instanceof HttpException ? failed(outcome) : finished(outcome, kind)),
      });
    };
  }

  /** Puts what has been written down into the table. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rows = this.#rows.splice(0);
    if (rows.length > 0) await this.engine.control(`INSERT INTO system.query_log FORMAT JSONEachRow\n${rows.join("\n")}`);
  }

  #add(row: Readonly<Record<string, unknown>>): void {
    this.#rows.push(JSON.stringify(row));
    // A log that cannot be written stops no query.
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), flushMs).unref();
  }
}

function finished({ rowsRead, bytesRead }: ChdbResult, kind: string): Readonly<Record<string, unknown>> {
  const written = kind === "INSERT" ? { written_rows: rowsRead, written_bytes: bytesRead } : {};
  return { type: "QueryFinish", read_rows: rowsRead, read_bytes: bytesRead, ...written };
}

function failed({ code, message }: HttpException): Readonly<Record<string, unknown>> {
  return { type: "ExceptionWhileProcessing", exception_code: code, exception: hideSecrets(message) };
}

/** As ClickHouse names it: `Select`, `Insert`. */
function kindOf(verb: string): string {
  const kind = verb === "WITH" || verb === "FROM" ? "SELECT" : verb;
  return kind.slice(0, 1) + kind.slice(1).toLowerCase();
}

const microseconds = (ms: number): string => `${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, "0")}000`;

/** As `flush_interval_milliseconds` of a test server; ClickHouse's own default is 7.5 s. */
const flushMs = 1000;
const longestQuery = 100_000;

const createTable = `CREATE TABLE IF NOT EXISTS system.query_log (
  type Enum8('QueryStart' = 1, 'QueryFinish' = 2, 'ExceptionBeforeStart' = 3, 'ExceptionWhileProcessing' = 4),
  event_date Date DEFAULT toDate(event_time_microseconds),
  event_time DateTime DEFAULT toDateTime(event_time_microseconds),
  event_time_microseconds DateTime64(6),
  query_start_time DateTime DEFAULT toDateTime(query_start_time_microseconds),
  query_start_time_microseconds DateTime64(6),
  query_duration_ms UInt64,
  read_rows UInt64, read_bytes UInt64,
  written_rows UInt64, written_bytes UInt64,
  current_database String,
  query String,
  query_kind LowCardinality(String),
  exception_code Int32,
  exception String,
  is_initial_query UInt8 DEFAULT 1,
  user String, query_id String, initial_user String, initial_query_id String,
  interface UInt8 DEFAULT 2,
  http_user_agent String
) ENGINE = Memory SETTINGS min_bytes_to_keep = 1048576, max_bytes_to_keep = 33554432`;
