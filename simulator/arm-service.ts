import type { IncomingMessage, ServerResponse } from "node:http";
import { listen } from "./listen";

/** The application of Microsoft Entra ID that gets a token. */
export interface ArmApplication {
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A part of Azure Resource Manager with its login, on one port of this machine. */
export interface ArmService {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Starts the service: it gives the application a token, and passes on what comes with it. */
export async function startArmService(
  { tenant, clientId, clientSecret }: ArmApplication,
  answer: (request: IncomingMessage, response: ServerResponse, url: URL) => unknown,
): Promise<ArmService> {
  const token = `arm-token-of-${clientId}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
    if (url.pathname === `/${tenant}/oauth2/v2.0/token`) {
      const form = new URLSearchParams(await textOf(request));
      const isKnown = form.get("client_id") === clientId && form.get("client_secret") === clientSecret;
      if (isKnown) sendJson(response, 200, { token_type: "Bearer", expires_in: 3599, access_token: token });
      else sendJson(response, 401, { error: "invalid_client", error_description: "AADSTS7000215: Invalid client secret provided." });
      return;
    }
    if (request.headers.authorization === `Bearer ${token}`) await answer(request, response, url);
    else refuseArm(response, 401, "InvalidAuthenticationToken");
  }

  const { server, port } = await listen(0, (request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** An error as Azure Resource Manager writes it. */
export function refuseArm(response: ServerResponse, status: number, code: string): void {
  sendJson(response, status, { error: { code, message: `${code}.` } });
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of request) text += String(piece);
  return text;
}
