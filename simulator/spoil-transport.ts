import { gzipSync } from "node:zlib";
import type { Exchange } from "./exchange";
import { sendPage } from "./send-page";

/** How the way of a good body can fail. */
export type TransportFault =
  | "reset-before-headers"
  | "reset-mid-body"
  | "cut-content-length"
  | "cut-chunked"
  | "cut-close"
  | "short-json-close"
  | "drip"
  | "no-headers"
  | "stall-mid-body"
  | "gzip-bomb"
  | "gzip-cut"
  | "gzip-garbage"
  | "encoded-twice"
  | "encoded-many"
  | "header-flood";

const json = { "content-type": "application/json" };
const bomb = gzipSync(Buffer.alloc(16 << 20, 0x20));

/** Sends the page in a broken way. What never ends by itself ends when the client goes or the simulator closes. */
export function spoilTransport(fault: TransportFault, exchange: Exchange): void {
  const { response } = exchange;
  const body = exchange.render();
  const half = body.subarray(0, body.length >> 1);
  const whole = { ...json, "content-length": String(body.length) };
  switch (fault) {
    case "reset-before-headers":
      response.socket?.resetAndDestroy();
      return;
    case "reset-mid-body":
      response.writeHead(200, whole);
      response.write(half, () => response.socket?.resetAndDestroy());
      return;
    case "cut-content-length":
      response.writeHead(200, whole);
      response.write(half, () => response.socket?.end());
      return;
    case "cut-chunked":
      response.writeHead(200, json);
      response.write(half, () => response.socket?.end());
      return;
    case "cut-close":
      sendUntilClose(exchange, half);
      return;
    case "short-json-close":
      sendUntilClose(exchange, exchange.render({ link: null, halfOfRows: true }));
      return;
    case "drip":
      drip(exchange, body);
      return;
    case "no-headers":
      return;
    case "stall-mid-body":
      response.writeHead(200, whole);
      response.write(half);
      return;
    case "gzip-bomb":
      sendPage(response, bomb, { "content-encoding": "gzip" });
      return;
    case "gzip-cut": {
      const packed = gzipSync(body);
      sendPage(response, packed.subarray(0, packed.length >> 1), { "content-encoding": "gzip" });
      return;
    }
    case "gzip-garbage":
      sendPage(response, body, { "content-encoding": "gzip" });
      return;
    case "encoded-twice":
      sendPage(response, gzipSync(gzipSync(body)), { "content-encoding": "gzip, gzip" });
      return;
    case "encoded-many":
      sendPage(response, body, { "content-encoding": Array.from({ length: 1000 }, () => "gzip").join(", ") });
      return;
    case "header-flood":
      sendPage(response, body, { "x-flood": "x".repeat(200_000) });
  }
}

/** Without a length and not chunked: the body ends where the connection ends, so nobody can tell that it was cut. */
function sendUntilClose(exchange: Exchange, body: Buffer): void {
  const { socket } = exchange.response;
  socket?.end(Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"), body]));
}

function drip(exchange: Exchange, body: Buffer): void {
  const { response } = exchange;
  response.writeHead(200, { ...json, "content-length": String(body.length) });
  let sent = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + 1));
    sent += 1;
    if (sent >= body.length) response.end();
  }, 20);
  timer.unref();
  response.on("close", () => {
    clearInterval(timer);
  });
}
