import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as a webhook received it. */
interface CaughtHook {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that keeps what it is posted, and answers what it is told. */
export interface WebhookCatcher {
  readonly host: string;
  readonly caught: CaughtHook[];
  /** Of the next requests; 200 `{"code":0,"errcode":0}` without one. `hang up`: no answer. */
  readonly answers: (
    | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
    | "hang up"
  )[];
  readonly close: () => Promise<void>;
}

export async function startWebhookCatcher(): Promise<WebhookCatcher> {
  const caught: CaughtHook[] = [];
  const answers: WebhookCatcher["answers"] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      caught.push({ url: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
      const answer = answers.shift() ?? { status: 200, body: request.url === "/slack" ? "ok" : '{"code":0,"errcode":0}' };
      if (answer === "hang up") request.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body ?? "");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    caught,
    answers,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close").catch(() => undefined);
    },
  };
}
