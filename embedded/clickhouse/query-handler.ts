import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { ChdbResult } from "chdb";
import { Answer } from "./answer";
import { authenticate } from "./authenticate";
import { contentTypeOf } from "./content-type-of";
import { decodeBody } from "./decode-body";
import type { Engine } from "./engine";
import { HttpException } from "./http-exception";
import { HttpSessions, type RequestSession } from "./http-sessions";
import { mapKilledQuery } from "./map-killed-query";
import { queryRequest } from "./query-request";
import type { QueryRequest } from "./query-request";
import { readStatement } from "./read-statement";
import type { Statement } from "./read-statement";
import type { ServerUser } from "./read-users";
import { refuseWrites } from "./refuse-writes";
import { headSize, RequestBody } from "./request-body";
import { insertFromFile } from "./insert-from-file";
import { bytesOf, runSelect } from "./run-select";
import { parametersSql, setUpSql } from "./set-up-sql";
import type { Spool } from "./spool";
import { toHttpException } from "./to-http-exception";

/** Runs the statements of HTTP requests: from socket to engine and back, one `handle` per request. */
export class QueryHandler {
  readonly sessions: HttpSessions;
  /** The mark of the session that runs it, by the client's query id; empty while it waits for one. */
  readonly #running = new Map<string, string>();

  constructor(
    private readonly engine: Engine,
    private readonly spool: Spool,
    private readonly users: ReadonlyMap<string, ServerUser>,
  ) {
    this.sessions = new HttpSessions(engine);
  }

  /** Answers one request. Every failure becomes an answer; nothing is thrown. */
  async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const plain = { framed: false, acceptEncoding: "", version: this.engine.version };
    let answer = new Answer(response, plain);
    try {
      const request = queryRequest(message);
      response.setHeader("X-ClickHouse-Query-Id", request.queryId);
      const user = authenticate(this.users, request.credentials, message.socket.remoteAddress);
      answer = new Answer(response, { ...plain, framed: request.framedAnswer, acceptEncoding: request.acceptEncoding });
      await this.#run(message, request, user, answer);
    } catch (error) {
      // An unread rest of the body would stand in the way of the next request on this connection.
      message.resume();
      await answer.fail(toHttpException(error, this.spool.directory)).catch(() => response.destroy());
    }
  }

  async #run(message: IncomingMessage, request: QueryRequest, user: ServerUser, answer: Answer): Promise<void> {
    const body = await bodyOf(message, request);
    const prefix = request.queryParameter === "" ? "" : `${request.queryParameter}\n`;
    // One character per byte: an INSERT's data may be binary, and its offset counts bytes.
    const prefixBytes = Buffer.from(prefix);
    const head = Buffer.concat([prefixBytes, body.head]).toString("latin1");
    const statement = readStatement(head);
    if (statement.kind === "insert" || statement.kind === "insert-select") {
      await this.#insert(request, user, answer, { head, body, prefixLength: prefixBytes.length }, statement);
      return;
    }
    const rest = await body.whole(maxStatementSize);
    if (rest === undefined)
      throw new HttpException(229, "QUERY_IS_TOO_LARGE", `Query is too large: more than ${maxStatementSize} bytes of SQL.`);
    const sql = prefix + rest.toString("utf8");
    await this.#query(request, user, answer, sql, sql === head ? statement : readStatement(sql));
  }

  async #insert(
    request: QueryRequest,
    user: ServerUser,
    answer: Answer,
    input: { readonly head: string; readonly body: RequestBody; readonly prefixLength: number },
    statement: Extract<Statement, { kind: "insert" | "insert-select" }>,
  ): Promise<void> {
    const file = this.spool.newFile();
    try {
      // Data may begin in the query parameter (`query=INSERT … VALUES (1)`); the body's head is put behind what is left of it.
      const begun = Buffer.from(input.head.slice(statement.dataAt, Math.max(statement.dataAt, input.prefixLength)), "latin1");
      input.body.head = Buffer.concat([begun, input.body.head.subarray(Math.max(0, statement.dataAt - input.prefixLength))]);
      await input.body.spool(file);
      const header = insertFromFile(input.head, statement, file);
      const result = await this.#withSession(request, user, statement, async ({ session }) => {
        const parameters = parametersSql(request);
        if (parameters !== "") await session.run(parameters, "TabSeparated");
        return session.run(header, "TabSeparated");
      });
      await answer.end(this.#headers(request, result, { written: true }));
    } finally {
      await this.spool.remove(file);
    }
  }

  async #query(request: QueryRequest, user: ServerUser, answer: Answer, sql: string, statement: Statement): Promise<void> {
    if (statement.kind === "insert" || statement.kind === "insert-select")
      throw new HttpException(229, "QUERY_IS_TOO_LARGE", "The INSERT's header does not fit into 256 KiB.");
    const format = statement.format ?? request.defaultFormat;
    const run =
      statement.kind === "select"
        ? this.#select(request, user, answer, sql, statement, format)
        : this.#other(request, user, answer, sql, statement, format);
    await answer.end(this.#headers(request, await run, { written: statement.verb === "INSERT" }));
  }

  async #other(
    request: QueryRequest,
    user: ServerUser,
    answer: Answer,
    sql: string,
    statement: Statement,
    format: string,
  ): Promise<ChdbResult> {
    const mapped = statement.verb === "KILL" ? await mapKilledQuery(sql, this.#running, (mark) => this.engine.queryIdsOf(mark)) : sql;
    return this.#withSession(request, user, statement, async ({ session }) => {
      const result = await session.run(withParameters(request, mapped), format);
      const bytes = bytesOf(result);
      if (bytes.length > 0) {
        this.#announceFormat(answer, format);
        await answer.write(bytes);
      }
      return result;
    });
  }

  /**
   * Runs a query. Its result goes through a pipe, block by block, but for one that the engine holds in memory anyway or that the client limits: a pipe
   * costs more than a small query does.
   */
  async #select(
    request: QueryRequest,
    user: ServerUser,
    answer: Answer,
    sql: string,
    statement: Extract<Statement, { kind: "select" }>,
    format: string,
  ): Promise<ChdbResult> {
    const isSmall = statement.isOneRow || (!statement.hasSettings && limitsItsResult(request));
    return this.#withSession(request, user, statement, ({ session, mark }) => {
      const parameters = withParameters(request, "");
      this.#announceFormat(answer, format);
      const stop = (): Promise<void> => this.engine.kill(mark);
      return runSelect({
        session,
        spool: this.spool,
        answer,
        sql: parameters + sql,
        outfileAt: parameters.length + statement.outfileAt,
        format,
        isSmall,
        waitEndOfQuery: request.waitEndOfQuery,
        stop,
      });
    });
  }

  /**
   * Takes a slot and a session in the state the request asks for. KILL needs no slot: it frees them.
   */
  async #withSession(
    request: QueryRequest,
    user: ServerUser,
    { verb }: Statement,
    work: (session: RequestSession) => Promise<ChdbResult>,
  ): Promise<ChdbResult> {
    if (this.#running.has(request.queryId)) {
      throw new HttpException(216, "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING", `Query with id = ${request.queryId} is already running.`);
    }
    refuseWrites(request, user, verb);
    this.#running.set(request.queryId, "");
    const wish = { request, setUp: setUpSql(request, user), leavesNoTrace: traceless.has(verb) };
    const run = (): Promise<ChdbResult> =>
      this.sessions.use(wish, (session) => {
        this.#running.set(request.queryId, session.mark);
        return work(session);
      });
    try {
      return await (verb === "KILL" ? run() : this.engine.limited(run));
    } finally {
      this.#running.delete(request.queryId);
    }
  }

  #announceFormat(answer: Answer, format: string): void {
    answer.response.setHeader("X-ClickHouse-Format", format);
    answer.response.setHeader("X-ClickHouse-Timezone", this.engine.timezone);
    answer.response.setHeader("Content-Type", contentTypeOf(format));
  }

  #headers(request: QueryRequest, result: ChdbResult, kind: { readonly written: boolean }): Record<string, string> {
    const rows = String(result.rowsRead);
    const bytes = String(result.bytesRead);
    const summary = {
      read_rows: rows,
      read_bytes: bytes,
      written_rows: kind.written ? rows : "0",
      written_bytes: kind.written ? bytes : "0",
      total_rows_to_read: "0",
      result_rows: rows,
      result_bytes: bytes,
      elapsed_ns: String(Math.round(result.elapsed * 1e9)),
      query_id: request.queryId,
    };
    return { "X-ClickHouse-Summary": JSON.stringify(summary), "X-ClickHouse-Timezone": this.engine.timezone };
  }
}

/** The statement behind the values of the request's parameters: one trip to the engine for both. */
function withParameters(request: QueryRequest, sql: string): string {
  const parameters = parametersSql(request);
  return parameters === "" ? sql : `${parameters};\n${sql}`;
}

/** Whether the engine refuses a result that would not go into memory. */
function limitsItsResult({ settings }: QueryRequest): boolean {
  const value = new Map(settings);
  const bytes = Number(value.get("max_result_bytes"));
  return bytes > 0 && bytes <= mostInMemory && (value.get("result_overflow_mode") ?? "throw") === "throw";
}

/** GET has no body. */
function bodyOf(message: IncomingMessage, request: QueryRequest): Promise<RequestBody> {
  if (request.isGet) return RequestBody.open(Readable.from([]));
  const stream = decodeBody(message, request);
  const isSmall = stream === message && Number(message.headers["content-length"] ?? Infinity) <= headSize;
  return isSmall ? RequestBody.ofSmall(stream) : RequestBody.open(stream);
}

/** Verbs of statements that change nothing of their session: what they set holds for the query. */
const traceless: ReadonlySet<string> = new Set(["SELECT", "WITH", "FROM", "INSERT"]);

const mostInMemory = 64 * 1024 * 1024;

/** SQL text is held in memory, several times over; data is not, so this does not limit an INSERT. */
const maxStatementSize = 64 * 1024 * 1024;
