import type { ServerResponse } from "node:http";

/** Sends a whole page with its length, the way a healthy server does. */
export function sendPage(response: ServerResponse, body: Buffer, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": String(body.length), ...headers });
  response.end(body);
}
