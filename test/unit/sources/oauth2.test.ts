import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Dispatcher } from "undici";
import { afterEach, beforeEach, expect, it } from "vitest";
import { accessToken, type TokenAccess, type TokenGrant } from "../../../app/sources/http/oauth2";
import { createDispatcher } from "../../../app/sources/http/open-http";

const never = new AbortController().signal;
let server: Server;
let dispatcher: Dispatcher;
let asked: string[];
let handle: (response: ServerResponse, request: IncomingMessage) => void;
let now: number;
let access: TokenAccess;
let grant: TokenGrant;

beforeEach(async () => {
  [asked, now] = [[], 0];
  server = createServer((request, response) => {
    let form = "";
    request.on("data", (chunk: Buffer) => (form += chunk.toString()));
    request.on("end", () => {
      asked.push(form);
      handle(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  dispatcher = createDispatcher();
  access = { dispatcher, clock: { now: () => now, sleep: () => Promise.resolve() } };
  grant = {
    endpoint: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/token?v=2`),
    identity: "one",
    form: () => ({ grant_type: "client_credentials", time: String(now) }),
  };
});

afterEach(async () => {
  await dispatcher.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const tokens =
  (more: object): typeof handle =>
  (response) =>
    response.end(JSON.stringify({ access_token: `token-${asked.length}`, ...more }));

it("a token without expires_in, which RFC 6749 allows, is asked for again after ten minutes, with a form of that time", async () => {
  handle = tokens({});
  expect(await accessToken(grant, access, never)).toBe("token-1");
  now = 599_000;
  expect(await accessToken(grant, access, never)).toBe("token-1");
  now = 600_000;
  expect(await accessToken(grant, access, never)).toBe("token-2");
  expect(asked).toEqual(["grant_type=client_credentials&time=0", "grant_type=client_credentials&time=600000"]);
});

it("a token of two minutes is kept for one of them", async () => {
  handle = tokens({ expires_in: "120" });
  for (const [at, token] of [
    [0, "token-1"],
    [59_000, "token-1"],
    [60_000, "token-2"],
  ] as const) {
    now = at;
    expect(await accessToken(grant, access, never)).toBe(token);
  }
});

it("whoever is cancelled stops waiting, the others get the token; the request ends with the last of them, and the next one asks anew", async () => {
  let closed = 0;
  let reached: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (reached = resolve));
  handle = (response) => {
    response.on("close", () => (closed += 1));
    reached();
  };
  const [first, second] = [new AbortController(), new AbortController()];
  const waiting = [first, second].map((controller) => accessToken(grant, access, controller.signal));
  const endings = Promise.allSettled(waiting);
  await arrived;
  first.abort(new Error("the first has enough"));
  await expect(waiting[0]).rejects.toThrow("the first has enough");
  expect(closed).toBe(0);
  second.abort(new Error("the second has enough"));
  await endings;
  await expect(waiting[1]).rejects.toThrow("the second has enough");
  handle = tokens({ expires_in: 3600 });
  expect(await accessToken(grant, access, never)).toBe("token-2");
  expect([asked.length, closed]).toEqual([2, 1]);
});

it.each([
  [
    400,
    { error: "invalid_scope", error_description: "canary" },
    "config",
    "answers 400 invalid_scope to the token request: is the scope right",
  ],
  [400, { error: "invalid_grant" }, "auth", "answers 400 invalid_grant to"],
  [401, { error: "invalid_client" }, "auth", "answers 401 invalid_client to"],
  [403, { error: "canary <script>" }, "permission", "answers 403 to"],
  [429, {}, "throttled", "answers 429 to"],
  [200, { access_token: "canary\r\nhost: elsewhere" }, "malformed", "answers 200 to"],
  [200, { access_token: "canary", expires_in: 0 }, "malformed", "answers 200 to"],
  [200, [], "malformed", "answers 200 to"],
  [302, {}, "rejected", "answers 302 to"],
])("%i %j is %s", async (status, body, kind, message) => {
  handle = (response) => response.writeHead(status, { location: "/elsewhere" }).end(JSON.stringify(body));
  const error: unknown = await accessToken(grant, access, never).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ kind, message: expect.stringContaining(message) as string });
  expect(String(error)).not.toContain("canary");
});

it("an endless answer is cut off", async () => {
  handle = (response) => {
    const write = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(64 << 10, " ")));
    };
    response.on("drain", write).on("error", () => undefined);
    write();
  };
  await expect(accessToken(grant, access, never)).rejects.toMatchObject({ kind: "too-large" });
});
