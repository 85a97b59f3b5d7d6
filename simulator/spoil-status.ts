import type { Exchange } from "./exchange";

/** Answers with a status and headers, and a short JSON error as Azure writes them. */
export function spoilStatus(exchange: Pick<Exchange, "response">, status: number, headers: Readonly<Record<string, string>> = {}): void {
  const body = status === 204 ? "" : JSON.stringify({ error: { code: String(status), message: "simulated failure" } });
  exchange.response.writeHead(status, {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  });
  exchange.response.end(body);
}
