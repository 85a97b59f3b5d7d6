import { Session, drainPending } from "chdb";
import type { ChdbResult } from "chdb";
import { closeSession } from "./close-session";
import { Limiter } from "./limiter";
import { quoteSql } from "./quote-sql";
import { StartError } from "./start-error";

/** One engine connection with settings, parameters and temporary tables of its own. Calls on it must not overlap. */
export interface EngineSession {
  readonly run: (sql: string, format: string) => Promise<ChdbResult>;
  readonly close: () => void;
}

/**
 * The ClickHouse engine inside this process. One data directory per process; any number of sessions on it run in parallel.
 *
 * Every session is the engine's user `default`: chDB logs in as that user and no other, cannot create users, roles or row policies
 * (its only access storage is the users file, read-only), and has EXECUTE AS switched off. So who may do what is decided before the
 * engine, by the password and the profile settings (`readonly`) in the users file.
 */
export class Engine {
  readonly version: string;
  readonly timezone: string;
  readonly #limiter = new Limiter(maxRunning);
  readonly #control: Session;
  #controlQueue: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly dataDirectory: string,
    session: Session,
  ) {
    this.#control = session;
    this.version = session.query("SELECT version()", "TSVRaw").trim();
    this.timezone = session.query("SELECT timezone()", "TSVRaw").trim();
    // Moose polls this table to learn that ClickHouse is ready. There is no Keeper here, so the table is an ordinary one.
    session.query("CREATE TABLE IF NOT EXISTS system.zookeeper (name String, value String, path String) ENGINE = Memory", "TSV");
    session.query("INSERT INTO system.zookeeper SELECT 'zookeeper', '', '/'", "TSV");
  }

  /** Opens the data directory. Throws a StartError with the engine's words when it cannot. */
  static open(options: { readonly dataDirectory: string; readonly configFile: string }): Engine {
    try {
      const session = new Session(options.dataDirectory, {
        connectionArgs: [`--config-file=${options.configFile}`, "--log-level=error"],
      });
      return new Engine(options.dataDirectory, session);
    } catch (cause) {
      throw new StartError(`cannot open ${options.dataDirectory}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }

  openSession(): EngineSession {
    const session = new Session(this.dataDirectory);
    return {
      run: (sql, format) => session.queryAsync(sql, { format }),
      close: () => {
        closeSession(session);
      },
    };
  }

  /** Waits for a free slot; see Limiter. */
  limited<T>(work: () => Promise<T>): Promise<T> {
    return this.#limiter.run(work);
  }

  /** The engine's own ids of the queries that carry this mark; the engine never runs a query under an id given to it. */
  async queryIdsOf(mark: string): Promise<readonly string[]> {
    const found = await this.control(`SELECT query_id FROM system.processes WHERE Settings['log_comment'] = ${quoteSql(mark)}`);
    return found.split("\n").filter((id) => id !== "");
  }

  /** Stops the queries that carry this mark, if they still run. */
  async kill(mark: string): Promise<void> {
    await this.control(`KILL QUERY WHERE Settings['log_comment'] = ${quoteSql(mark)} ASYNC`);
  }

  async killAll(): Promise<void> {
    await this.control("KILL QUERY WHERE query NOT LIKE 'KILL QUERY%' ASYNC");
  }

  /** Closes the data directory. Call when no request runs any more; waits for stragglers that were told to stop. */
  async close(): Promise<void> {
    await drainPending();
    this.#control.close();
  }

  /** Runs a statement of the server's own. A session takes one call at a time; this one is shared by everything that looks after other queries. */
  control(sql: string): Promise<string> {
    const result = this.#controlQueue.then(async () => (await this.#control.queryAsync(sql, { format: "TSVRaw" })).text());
    this.#controlQueue = result.catch(() => undefined);
    return result;
  }
}

/** As `max_concurrent_queries` of a server. libuv has more threads than this (see main.ts), so spooling never starves. */
const maxRunning = 100;
