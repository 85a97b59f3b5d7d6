import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine } from "./engine";
import { engineConfigXml } from "./engine-config-xml";
import { engineUsersXml } from "./engine-users-xml";
import { listen } from "./listen";
import { QueryHandler } from "./query-handler";
import { QueryLog } from "./query-log";
import type { ServerConfig } from "./read-server-config";
import { readUsers } from "./read-users";
import { Spool } from "./spool";
import { StartError } from "./start-error";

/** A server that answers. `stop` resolves when it no longer does, and its data directory is closed. */
export interface RunningServer {
  readonly stop: () => Promise<void>;
}

/**
 * Binds the port, opens the engine and serves. The port comes first: another server on it very likely uses the same data directory,
 * which two engines would damage. Requests that come in before the engine is open wait for it.
 */
export async function startServer(config: ServerConfig): Promise<RunningServer> {
  const users = readUsers(config.usersFile);
  const opened: { handler?: QueryHandler } = {};
  const waiting: (() => void)[] = [];
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader("X-ClickHouse-Server-Display-Name", "embedded");
    if (opened.handler === undefined) await new Promise<void>((resolve) => waiting.push(resolve));
    const path = (message.url ?? "/").split("?", 1)[0];
    const isQuery = message.method === "POST" || /[?&]query=/.test(message.url ?? "");
    if (path === "/ping" || path === "/replicas_status" || (path === "/" && !isQuery)) {
      message.resume();
      response.setHeader("Content-Type", "text/html; charset=UTF-8");
      response.end("Ok.\n");
    } else if (path === "/" && opened.handler !== undefined) await opened.handler.handle(message, response);
    else {
      message.resume();
      response.writeHead(404, { "Content-Type": "text/plain; charset=UTF-8" });
      response.end(`There is no handle ${message.url ?? ""}. Send queries to /.\n`);
    }
  };
  const servers = config.listenHosts.map(() => newServer((message, response) => void serve(message, response)));
  await listen(servers, config.listenHosts, config.httpPort);
  const { engine, spool } = openEngine(config);
  const handler = new QueryHandler(engine, spool, users, await QueryLog.open(engine));
  opened.handler = handler;
  for (const wake of waiting) wake();
  return { stop: () => stop(servers, engine, handler) };
}

function newServer(onRequest: (message: IncomingMessage, response: ServerResponse) => void): Server {
  // As ClickHouse (http_max_uri_size): values of a question stand in its address.
  const server = createServer({ maxHeaderSize: 1_048_576 }, onRequest);
  // ClickHouse's own keep-alive; Node's 5 s would cut idle pooled connections of clients that rely on it.
  server.keepAliveTimeout = 30_000;
  // A slow upload is not an error.
  server.requestTimeout = 0;
  return server;
}

function openEngine(config: ServerConfig): { readonly engine: Engine; readonly spool: Spool } {
  try {
    mkdirSync(config.dataDirectory, { recursive: true });
  } catch (cause) {
    throw new StartError(
      `cannot make the data directory ${config.dataDirectory}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  // The engine first: it locks the data directory, and only its owner may wipe the spool in it. It reads these files once, when it opens.
  const directory = mkdtempSync(join(tmpdir(), "clickhouse-config-"));
  try {
    const usersFile = join(directory, "users.xml");
    const configFile = join(directory, "config.xml");
    writeFileSync(usersFile, engineUsersXml(), { mode: 0o600 });
    writeFileSync(configFile, engineConfigXml(readFileSync(config.file, "utf8"), usersFile), { mode: 0o600 });
    const engine = Engine.open({ dataDirectory: config.dataDirectory, configFile });
    return { engine, spool: new Spool(join(config.dataDirectory, "http_spool")) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Takes no more requests, lets running ones finish for a while, then stops them. */
async function stop(servers: readonly Server[], engine: Engine, handler: QueryHandler): Promise<void> {
  const closed = Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) =>
          server.close(() => {
            resolve();
          }),
        ),
    ),
  );
  // Again and again: a connection whose last request has just been answered is kept open by its client.
  const closing = setInterval(() => {
    for (const server of servers) server.closeIdleConnections();
  }, 20);
  const finished = await within(finishMs, closed);
  clearInterval(closing);
  if (!finished) {
    await engine.killAll();
    await within(cancelMs, closed);
    for (const server of servers) server.closeAllConnections();
    await closed;
  }
  handler.sessions.closeAll();
  await within(cancelMs, engine.close());
}

async function within(ms: number, done: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, ms);
  });
  const inTime = await Promise.race([done.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}

const finishMs = 5_000;
const cancelMs = 2_000;
