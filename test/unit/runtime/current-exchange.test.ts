import { once } from "node:events";
import { connect } from "node:net";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { currentExchange } from "../../../app/runtime/moose/current-exchange";

/** What a worker sees of a request's target. */
async function seen(targets: readonly string[]): Promise<readonly string[]> {
  currentExchange.follow();
  const server = createServer((request, response) => {
    response.end(request.url);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const found: string[] = [];
  for (const target of targets) {
    // A client of HTTP would resolve the target itself.
    const socket = connect(port, "127.0.0.1");
    socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    found.push((await text(socket)).split("\r\n\r\n")[1] ?? "");
  }
  server.close();
  return found.map((body) => body.replace(/^[0-9a-f]+\r\n|\r\n0$/g, "").trim());
}

it("a request names no version of an API, of each of which Moose would keep an entry, in its query or in its path", async () => {
  const question = "?month=2026-10&tag=a:b/c";
  const ofCosts = ["costs", "costs/", "costs/1", "/costs//x/y", "costs\\2", "x/../costs/3"].map((path) => `/api/${path}${question}`);
  expect(await seen([...ofCosts, `/x/../api/costs/4${question}`])).toEqual(Array.from({ length: 7 }, () => `/api/costs${question}`));
  expect(await seen(["/api/costs?version=1&month=2026-10", "/consumption/costs/5", "/ui/api/costs/6", "/status", "/api/"])).toEqual([
    "/api/costs?month=2026-10",
    "/consumption/costs",
    "/ui/api/costs/6",
    "/status",
    "/api/",
  ]);
});
