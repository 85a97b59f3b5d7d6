import { randomUUID } from "node:crypto";
import type { Engine, EngineSession } from "./engine";
import { HttpException } from "./http-exception";
import type { QueryRequest } from "./query-request";
import { quoteSql } from "./quote-sql";
import { markSql } from "./set-up-sql";

/** A session in the state that a request asks for, but for the request's parameters. */
export interface RequestSession {
  readonly session: EngineSession;
  /** Its queries are found and stopped by this. */
  readonly mark: string;
  /** Set once the engine was asked to stop a query of it. It serves no other request then: the engine may come to it when the next query runs. */
  isStopped: boolean;
}

/** What a request wants of its session. */
export interface SessionWish {
  readonly request: QueryRequest;
  /** The statements that bring a fresh session into the state that the request asks for. */
  readonly setUp: string;
  /** What takes away, in a session that is kept, what `setUp` made beside settings; empty for nothing. */
  readonly tearDown: string;
  /** The statement leaves the session as it was, so that it can serve the next request that wants the same. */
  readonly leavesNoTrace: boolean;
}

interface Idle extends RequestSession {
  readonly key: string;
}

interface Kept {
  readonly session: EngineSession;
  busy: boolean;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Gives each request its engine session. With `session_id` it is one that keeps temporary tables and `SET`s until it has been idle for
 * `session_timeout`, and serves one request at a time, like ClickHouse's. Without, it is one in exactly the state that the request asks for:
 * one that served a statement without traces for the same wish, or a fresh one. Setting a session up takes as long as a small query.
 */
export class HttpSessions {
  readonly #kept = new Map<string, Kept>();
  /** The longest idle first. */
  #idle: Idle[] = [];

  constructor(private readonly engine: Engine) {}

  async use<T>(wish: SessionWish, work: (session: RequestSession) => Promise<T>): Promise<T> {
    if (wish.request.session !== undefined) return this.#useKept(wish, wish.request.session, work);
    // A parameter that a request before this one gave stays in the session: those of the key are all given anew.
    const key = JSON.stringify([wish.setUp, wish.request.parameters.map(([name]) => name).sort()]);
    const idle = wish.leavesNoTrace ? this.#takeIdle(key) : undefined;
    const used = idle ?? { key, session: this.engine.openSession(), mark: randomUUID(), isStopped: false };
    let isGood = false;
    try {
      if (idle === undefined) await setUp(used, wish);
      const result = await work(used);
      isGood = wish.leavesNoTrace && !used.isStopped;
      return result;
    } finally {
      if (isGood) this.#keepIdle(used);
      else used.session.close();
    }
  }

  closeAll(): void {
    for (const [key, kept] of this.#kept) this.#drop(key, kept);
    for (const { session } of this.#idle.splice(0)) session.close();
  }

  #takeIdle(key: string): Idle | undefined {
    const at = this.#idle.map((one) => one.key).lastIndexOf(key);
    return at < 0 ? undefined : this.#idle.splice(at, 1)[0];
  }

  #keepIdle(session: Idle): void {
    this.#idle.push(session);
    while (this.#idle.length > mostIdle) this.#idle.shift()?.session.close();
  }

  async #useKept<T>(
    wish: SessionWish,
    wanted: NonNullable<QueryRequest["session"]>,
    work: (session: RequestSession) => Promise<T>,
  ): Promise<T> {
    const { request } = wish;
    const key = JSON.stringify([request.credentials.user, wanted.id]);
    const found = this.#kept.get(key);
    if (found === undefined && wanted.mustExist) throw new HttpException(372, "SESSION_NOT_FOUND", `Session ${wanted.id} not found.`);
    if (found?.busy === true) throw new HttpException(373, "SESSION_IS_LOCKED", `Session ${wanted.id} is locked by a concurrent client.`);
    const kept = found ?? { session: this.engine.openSession(), busy: true, timer: undefined };
    this.#kept.set(key, kept);
    kept.busy = true;
    clearTimeout(kept.timer);
    let restore: string | undefined;
    try {
      restore = await restoreSql(kept.session, request);
      const used = { session: kept.session, mark: randomUUID(), isStopped: false };
      await setUp(used, wish);
      return await work(used);
    } finally {
      if (restore !== undefined) await kept.session.run([wish.tearDown, restore].filter(isSome).join(";\n"), "TSV").catch(() => undefined);
      kept.busy = false;
      if (wanted.closes) this.#drop(key, kept);
      else
        kept.timer = setTimeout(() => {
          this.#drop(key, kept);
        }, wanted.timeoutMs).unref();
    }
  }

  #drop(key: string, kept: Kept): void {
    clearTimeout(kept.timer);
    this.#kept.delete(key);
    if (!kept.busy) kept.session.close();
  }
}

async function setUp({ session, mark }: RequestSession, wish: SessionWish): Promise<void> {
  await session.run(`${markSql(mark)};\n${wish.setUp}`, "TabSeparated");
}

const isSome = (sql: string): boolean => sql !== "";

/** What undoes a request's own settings and database afterwards: in ClickHouse they hold for the query, not for the session. */
async function restoreSql(session: EngineSession, request: QueryRequest): Promise<string> {
  const names = ["log_comment", ...request.settings.map(([name]) => name)].map(quoteSql).join(", ");
  const before = await session.run(
    `SELECT concat('SET ', name, ' = ', if(changed, concat('''', replaceAll(replaceAll(value, '\\\\', '\\\\\\\\'), '''', '\\\\'''), ''''), 'DEFAULT')) FROM system.settings WHERE name IN (${names}) UNION ALL SELECT concat('USE ', '\`', currentDatabase(), '\`')`,
    "TSVRaw",
  );
  return before.text().trimEnd().split("\n").join(";\n");
}

/** An idle session takes 0.12 MB. */
const mostIdle = 100;
