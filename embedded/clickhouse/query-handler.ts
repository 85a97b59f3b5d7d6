import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { ChdbResult } from "chdb";
import { Answer } from "./answer";
import { authenticate } from "./authenticate";
import { announceFormat, summaryHeaders } from "./answer-headers";
import { decodeBody } from "./decode-body";
import type { Engine } from "./engine";
import { noTables, spoolTables } from "./external-tables";
import type { ExternalTables } from "./external-tables";
import { isForm, readForm } from "./form-body";
import type { FormBody } from "./form-body";
import { HttpException } from "./http-exception";
import { HttpSessions, type RequestSession } from "./http-sessions";
import { mapKilledQuery } from "./map-killed-query";
import type { QueryLog } from "./query-log";
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
    private readonly log: QueryLog,
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
      response.setHeader("X-ClickHouse-Timezone", timezoneOf(request) ?? this.engine.timezone);
      const user = authenticate(this.users, request.credentials, message.socket.remoteAddress);
      answer = new Answer(response, { ...plain, framed: request.framedAnswer, acceptEncoding: request.acceptEncoding });
      const body = await bodyOf(message, request);
      const contentType = message.headers["content-type"] ?? "";
      if (isForm(contentType)) await this.#runForm(message, await readForm(body, contentType, maxStatementSize), user, answer);
      else await this.#run({ request, user, answer, tables: noTables }, body);
    } catch (error) {
      // An unread rest of the body would stand in the way of the next request on this connection.
      message.resume();
      await answer.fail(toHttpException(error, this.spool.directory)).catch(() => response.destroy());
    }
  }

  async #runForm(message: IncomingMessage, form: FormBody, user: ServerUser, answer: Answer): Promise<void> {
    const request = queryRequest(message, form);
    const tables = await spoolTables(form, request, this.spool);
    try {
      await this.#run({ request, user, answer, tables }, await RequestBody.open(Readable.from([])));
    } finally {
      for (const file of tables.files) await this.spool.remove(file);
    }
  }

  async #run(asked: Asked, body: RequestBody): Promise<void> {
    const { queryParameter } = asked.request;
    const prefix = queryParameter === "" ? "" : `${queryParameter}\n`;
    // One character per byte: an INSERT's data may be binary, and its offset counts bytes.
    const prefixBytes = Buffer.from(prefix);
    const head = Buffer.concat([prefixBytes, body.head]).toString("latin1");
    const statement = readStatement(head);
    if (statement.kind === "insert" || statement.kind === "insert-select") {
      await this.#insert(asked, { head, body, prefixLength: prefixBytes.length }, statement);
      return;
    }
    const rest = await body.whole(maxStatementSize);
    if (rest === undefined)
      throw new HttpException(229, "QUERY_IS_TOO_LARGE", `Query is too large: more than ${maxStatementSize} bytes of SQL.`);
    const sql = prefix + rest.toString("utf8");
    await this.#query(asked, sql, sql === head ? statement : readStatement(sql));
  }

  async #insert(
    asked: Asked,
    input: { readonly head: string; readonly body: RequestBody; readonly prefixLength: number },
    statement: Extract<Statement, { kind: "insert" | "insert-select" }>,
  ): Promise<void> {
    const { request, answer } = asked;
    const file = this.spool.newFile();
    try {
      // Data may begin in the query parameter (`query=INSERT … VALUES (1)`); the body's head is put behind what is left of it.
      const begun = Buffer.from(input.head.slice(statement.dataAt, Math.max(statement.dataAt, input.prefixLength)), "latin1");
      input.body.head = Buffer.concat([begun, input.body.head.subarray(Math.max(0, statement.dataAt - input.prefixLength))]);
      await input.body.spool(file);
      const header = insertFromFile(input.head, statement, file);
      const sent = Buffer.from(input.head.slice(0, statement.dataAt), "latin1").toString("utf8");
      const result = await this.#withSession(asked, statement, sent, async ({ session }) => {
        const parameters = parametersSql(request);
        if (parameters !== "") await session.run(parameters, "TabSeparated");
        return session.run(header, "TabSeparated");
      });
      await answer.end(summaryHeaders(request, result, "INSERT"));
    } finally {
      await this.spool.remove(file);
    }
  }

  async #query(asked: Asked, sql: string, statement: Statement): Promise<void> {
    if (statement.kind === "insert" || statement.kind === "insert-select")
      throw new HttpException(229, "QUERY_IS_TOO_LARGE", "The INSERT's header does not fit into 256 KiB.");
    const format = statement.format ?? asked.request.defaultFormat;
    const result = await (statement.kind === "select"
      ? this.#select(asked, sql, statement, format)
      : this.#other(asked, sql, statement, format));
    await asked.answer.end(summaryHeaders(asked.request, result, statement.verb));
  }

  async #other(asked: Asked, sql: string, statement: Statement, format: string): Promise<ChdbResult> {
    if (statement.verb === "SYSTEM") await this.log.flush();
    const mapped = statement.verb === "KILL" ? await mapKilledQuery(sql, this.#running, (mark) => this.engine.queryIdsOf(mark)) : sql;
    return this.#withSession(asked, statement, sql, async ({ session }) => {
      const result = await session.run(withParameters(asked.request, mapped), format);
      const bytes = bytesOf(result);
      if (bytes.length > 0 || listing.has(statement.verb)) announceFormat(asked.answer, format);
      if (bytes.length > 0) await asked.answer.write(bytes);
      return result;
    });
  }

  /**
   * Runs a query. Its result goes through a pipe, block by block, but for one that the engine holds in memory anyway or that the client limits: a pipe
   * costs more than a small query does.
   */
  async #select(asked: Asked, sql: string, statement: Extract<Statement, { kind: "select" }>, format: string): Promise<ChdbResult> {
    const { request, answer } = asked;
    const isSmall = statement.isOneRow || (!statement.hasSettings && limitsItsResult(request));
    return this.#withSession(asked, statement, sql, (used) => {
      const { session } = used;
      const parameters = withParameters(request, "");
      announceFormat(answer, format);
      const stop = (): Promise<void> => {
        used.isStopped = true;
        return this.engine.kill(used.mark);
      };
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
   * Takes a slot and a session in the state the request asks for. KILL needs no slot: it frees them. `sql` is what the log says.
   */
  async #withSession(
    { request, user, tables }: Asked,
    { verb }: Statement,
    sql: string,
    work: (session: RequestSession) => Promise<ChdbResult>,
  ): Promise<ChdbResult> {
    if (this.#running.has(request.queryId)) {
      throw new HttpException(216, "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING", `Query with id = ${request.queryId} is already running.`);
    }
    refuseWrites(request, user, verb);
    this.#running.set(request.queryId, "");
    const wish = {
      request,
      // Before the rest: a readonly session makes no tables.
      setUp: [tables.create, setUpSql(request, user)].filter((part) => part !== "").join(";\n"),
      tearDown: tables.drop,
      leavesNoTrace: traceless.has(verb) && tables.create === "",
    };
    const run = (): Promise<ChdbResult> =>
      this.sessions.use(wish, (session) => {
        this.#running.set(request.queryId, session.mark);
        return work(session);
      });
    const logEnd = this.log.begin(request, verb, sql);
    try {
      const result = await (verb === "KILL" ? run() : this.engine.limited(run));
      logEnd(result);
      return result;
    } catch (error) {
      logEnd(toHttpException(error, this.spool.directory));
      throw error;
    } finally {
      this.#running.delete(request.queryId);
    }
  }
}

/** One request, and where its answer goes. */
interface Asked {
  readonly request: QueryRequest;
  readonly user: ServerUser;
  readonly answer: Answer;
  readonly tables: ExternalTables;
}

/** The statement behind the values of the request's parameters: one trip to the engine for both. */
function withParameters(request: QueryRequest, sql: string): string {
  const parameters = parametersSql(request);
  return parameters === "" ? sql : `${parameters};\n${sql}`;
}

/** The time zone that the request sets for its query. */
function timezoneOf({ settings }: QueryRequest): string | undefined {
  return new Map(settings).get("session_timezone");
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

/** Verbs of statements whose answer is rows, even when there are none; the others have none. */
const listing: ReadonlySet<string> = new Set(["SHOW", "DESCRIBE", "DESC", "EXPLAIN", "EXISTS", "CHECK"]);

const mostInMemory = 64 * 1024 * 1024;

/** SQL text is held in memory, several times over; data is not, so this does not limit an INSERT. */
const maxStatementSize = 64 * 1024 * 1024;
