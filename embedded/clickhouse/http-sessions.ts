import type { Engine, EngineSession } from "./engine";
import { HttpException } from "./http-exception";
import type { QueryRequest } from "./query-request";
import { quoteSql } from "./quote-sql";

interface Kept {
  readonly session: EngineSession;
  busy: boolean;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Gives each request its engine session: a fresh one that is thrown away afterwards or, with `session_id`, one that keeps temporary tables
 * and `SET`s until it has been idle for `session_timeout`. A kept session serves one request at a time, like ClickHouse's.
 */
export class HttpSessions {
  readonly #kept = new Map<string, Kept>();

  constructor(private readonly engine: Engine) {}

  async use<T>(request: QueryRequest, work: (session: EngineSession) => Promise<T>): Promise<T> {
    if (request.session !== undefined) return this.#useKept(request, request.session, work);
    const session = this.engine.openSession();
    try {
      return await work(session);
    } finally {
      session.close();
    }
  }

  closeAll(): void {
    for (const [key, kept] of this.#kept) this.#drop(key, kept);
  }

  async #useKept<T>(
    request: QueryRequest,
    wanted: NonNullable<QueryRequest["session"]>,
    work: (session: EngineSession) => Promise<T>,
  ): Promise<T> {
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
      return await work(kept.session);
    } finally {
      if (restore !== undefined) await kept.session.run(restore, "TSV").catch(() => undefined);
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

/** What undoes a request's own settings and database afterwards: in ClickHouse they hold for the query, not for the session. */
async function restoreSql(session: EngineSession, request: QueryRequest): Promise<string> {
  const names = ["log_comment", ...request.settings.map(([name]) => name)].map(quoteSql).join(", ");
  const before = await session.run(
    `SELECT concat('SET ', name, ' = ', if(changed, concat('''', replaceAll(replaceAll(value, '\\\\', '\\\\\\\\'), '''', '\\\\'''), ''''), 'DEFAULT')) FROM system.settings WHERE name IN (${names}) UNION ALL SELECT concat('USE ', '\`', currentDatabase(), '\`')`,
    "TSVRaw",
  );
  return before.text().trimEnd().split("\n").join(";\n");
}
