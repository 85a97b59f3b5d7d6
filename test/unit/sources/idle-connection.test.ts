import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Dispatcher } from "undici";
import { afterEach, expect, it } from "vitest";
import { fetchBody, type PageRequest } from "../../../app/sources/http/fetch-body";
import { createDispatcher, systemClock } from "../../../app/sources/http/open-http";
import { RateLimiter } from "../../../app/sources/http/rate-limiter";
import { openHttpRun } from "../../../app/sources/http/run";
import type { SourceEvent } from "../../../app/sources/source";

let server: Server | null = null;
let dispatcher: Dispatcher | null = null;
afterEach(async () => {
  await dispatcher?.destroy();
  server?.closeAllConnections();
  server?.close();
});

/** Asks for ten pages one after another, with no retry allowed. `close` says how a connection ends instead of its request of that number, from 1. */
async function read(
  close: (socket: Socket, requestOfSocket: number) => boolean,
): Promise<{ pages: string[]; heard: SourceEvent[]; requests: number }> {
  const asked = new WeakMap<Socket, number>();
  server = createServer((request, response) => {
    const number = (asked.get(request.socket) ?? 0) + 1;
    asked.set(request.socket, number);
    if (close(request.socket, number)) return;
    response.setHeader("content-type", "application/json").end(`"${request.url ?? ""}"`);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  dispatcher = createDispatcher();
  const heard: SourceEvent[] = [];
  const limits = { retryFloor: 0, retryShare: 0, maxAttempts: 1 };
  const gate = new RateLimiter({ perMinute: 60_000_000, burst: 1_000_000 }, systemClock);
  const options = {
    server: "EA",
    dispatcher,
    gate,
    clock: systemClock,
    random: () => 0,
    limits,
    heard: (event: SourceEvent) => heard.push(event),
  };
  const run = openHttpRun(options, "reading", new AbortController().signal);
  try {
    const pages: string[] = [];
    for (let part = 0; part < 10; part += 1) {
      const page: PageRequest = {
        url: new URL(`http://127.0.0.1:${port}/${part}`),
        headers: {},
        part,
        laterPage: false,
        context: {},
        explainStatus: () => "refused",
      };
      pages.push(await fetchBody(run, page, ({ body }) => JSON.parse(body.toString()) as string));
    }
    return { pages, heard, requests: run.counters.requests };
  } finally {
    run.close();
  }
}

const all = Array.from({ length: 10 }, (_, part) => `/${part}`);

it.each([
  [
    "closed",
    (socket: Socket) => {
      socket.destroy();
    },
  ],
  [
    "reset",
    (socket: Socket) => {
      socket.resetAndDestroy();
    },
  ],
])("a connection that is %s after it was used is replaced at once, and no retry is counted", async (_, end) => {
  const found = await read((socket, number) => {
    if (number === 2) end(socket);
    return number === 2;
  });
  expect(found).toEqual({ pages: all, heard: [], requests: 19 });
});

it("a connection that is closed at its first request is a failure of the server", async () => {
  const end = (socket: Socket): boolean => {
    socket.destroy();
    return true;
  };
  await expect(read(end)).rejects.toMatchObject({
    kind: "transient",
    context: { code: "UND_ERR_SOCKET", attempts: 1 },
  });
});
