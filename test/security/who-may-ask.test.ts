import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { ApiProcess } from "./api-process";
import { makeKey, TokenIssuer } from "./bearer-tokens";
import { inParallel } from "./in-parallel";
import { ask, engineText, type EndpointQuestion, SecurityLab } from "./security-lab";
import { sampleOf } from "../support/test-size";
import { personMarks, tenantA } from "./seed-tenants";

/** Questions that are asked at once: none of them depends on another. More would wait for each other until their time is over. */
const lanes = 2;
const roles = ["reader", "editor", "operator"] as const;
type Role = (typeof roles)[number];

let lab: SecurityLab;
const issuer = new TokenIssuer();
const stranger = new TokenIssuer();
const consumption = makeKey();
const admin = makeKey();

beforeAll(async () => {
  lab = await SecurityLab.open();
});

afterAll(async () => {
  await lab.close();
});

const now = (): number => Math.floor(Date.now() / 1000);

/** Each with the status that every endpoint must answer. */
function refusedTokens(): readonly (readonly [string, string | undefined, 401 | 403])[] {
  return [
    ["no token", undefined, 401],
    ["an empty token", "", 401],
    ["a word", "secret", 401],
    ["an expired token", issuer.token({ exp: now() - 1 }), 401],
    ["a token that never expires", issuer.token({ exp: undefined }), 401],
    ["a token for two days", issuer.token({ exp: now() + 2 * 86_400 }), 401],
    ["a token that is dated ahead", issuer.token({ iat: now() + 600 }), 401],
    ["a token of a day in ten years", issuer.token({ iat: now() + 10 * 365 * 86_400, exp: now() + 10 * 365 * 86_400 + 3600 }), 401],
    ["a token without iat", issuer.token({ iat: undefined }), 401],
    ["a token not valid yet", issuer.token({ nbf: now() + 600 }), 401],
    ["a token of nobody", issuer.token({ sub: undefined }), 401],
    ["a token for another audience", issuer.token({ aud: "other" }), 401],
    ["a token without audience", issuer.token({ aud: undefined }), 401],
    ["a token of another issuer", issuer.token({ iss: "https://other.test" }), 401],
    ["a token signed with another key", stranger.token(), 401],
    ["a token with alg none", issuer.unsigned(), 401],
    ["a token with alg NONE", issuer.unsigned("NONE"), 401],
    ["a token signed HS256 with the public key", issuer.confused(), 401],
    ["a good token with other claims put in", issuer.tampered(), 401],
    ["a consumption key where tokens are asked for", consumption.bearer, 401],
    ["a token without roles", issuer.token({ roles: undefined }), 403],
    ["a token with a role of another application", issuer.token({ roles: ["Owner", "Reader "] }), 403],
    ["a token without billing accounts", issuer.token({ billing_accounts: undefined }), 403],
    ["a token with no billing account", issuer.token({ billing_accounts: [] }), 403],
    ["a token with SQL for a billing account", issuer.token({ billing_accounts: ["100') OR 1=1 --"] }), 403],
    ["a token with an object for a billing account", issuer.token({ billing_accounts: [{ id: "100" }] }), 403],
    ["a token with 101 billing accounts", issuer.token({ billing_accounts: Array.from({ length: 101 }, (_, index) => `a${index}`) }), 403],
  ];
}

const may = (role: Role, all: boolean, question: EndpointQuestion): boolean =>
  roles.indexOf(role) >= roles.indexOf(question.role) && (all || !question.everyAccount);

/** The paths by which Moose's router can be led to an endpoint, or might be. */
function spellings({ path }: EndpointQuestion): readonly string[] {
  const [address = "", query = ""] = path.split("?");
  const bare = address.replace(/^\/api/, "");
  return [
    ...["/", "//", "/1", "/1.0", "/.", "/%2e", ";x=1"].map((tail) => `${address}${tail}?${query}`),
    ...["/consumption", "//api", "/API", "/api/", "/api/..", "/Api"].map((head) => `${head}${bare}?${query}`),
    `${address.toUpperCase()}?${query}`,
    `${address}?${query}&version=1`,
    `${address}?${query}&__proto__=x`,
  ];
}

describe("every API and WebApp of the project", () => {
  it("goes through the wrapper", () => {
    expect(lab.endpoints.apis.map(({ name }) => name).sort()).toEqual([...lab.endpoints.declaredApis].sort());
    // The dashboard's files are public and hold no data.
    const apps = lab.endpoints.declaredWebApps.map(({ name }) => name).filter((name) => name !== "dashboard");
    expect(lab.endpoints.exchanges.map(({ name }) => name).sort()).toEqual(apps.sort());
    expect(lab.questions.length).toBeGreaterThanOrEqual(5);
  });

  describe.each([
    ["when Moose enforces tokens", ["--enforce-auth"]],
    ["when Moose lets bad tokens pass", []],
  ] as const)("with tokens, %s,", (_name, flags) => {
    let worker: ApiProcess;

    beforeAll(async () => {
      worker = await lab.worker({ flags: issuer.flags(...flags), environment: { MOOSE_AUTHENTICATION__ADMIN_API_KEY: admin.hash } });
    });

    it("refuses everything that is not a good token which grants something", async () => {
      let asked = 0;
      await inParallel(lab.questions, lanes, async (question) => {
        for (const [name, bearer, status] of refusedTokens()) {
          const answer = await ask(worker, question, bearer);
          expect([question.name, name, answer.status]).toEqual([question.name, name, status]);
          expect(answer.text).not.toMatch(engineText);
          asked += 1;
        }
      });
      expect(asked).toBeGreaterThanOrEqual(100);
    });

    it("takes a token in the Authorization header as Bearer only", async () => {
      const token = issuer.token({ roles: ["operator"], billing_accounts: "*" });
      await inParallel(lab.questions, lanes, async (question) => {
        for (const [header, value] of [
          ["x-api-key", token],
          ["cookie", `token=${token}`],
          ["x-forwarded-authorization", `Bearer ${token}`],
          ["proxy-authorization", `Bearer ${token}`],
        ] as const) {
          expect((await ask(worker, question, undefined, { [header]: value })).status).toBe(401);
        }
        const inUrl = { ...question, path: `${question.path}${question.path.includes("?") ? "&" : "?"}access_token=${token}` };
        expect((await ask(worker, inUrl)).status).toBe(401);
      });
    });

    // Whether Moose enforces tokens makes no difference to a good one: each role and reach is tried with one of the two.
    it.each(
      sampleOf(
        roles.flatMap((role) => [[role, "some accounts"] as const, [role, "all accounts"] as const]),
        flags.length,
        2,
      ),
    )("answers the role %s of %s where that suffices, with 403 elsewhere", async (role, reach) => {
      const token = issuer.token({
        roles: [role, "Unrelated.Role"],
        billing_accounts: reach === "all accounts" ? "*" : [tenantA.account],
      });
      await inParallel(lab.questions, lanes, async (question) => {
        const answer = await ask(worker, question, token);
        const allowed = may(role, reach === "all accounts", question);
        const letIn = answer.status < 400 || answer.status === 404;
        expect([question.name, answer.status, letIn]).toEqual([question.name, allowed ? answer.status : 403, allowed]);
        if (role !== "operator") expect(answer.text).not.toMatch(personMarks);
      });
    });

    it("tells each caller at /me who they are, and which endpoints are open: those that do answer", async () => {
      const answered = z.object({
        name: z.string(),
        role: z.string(),
        accounts: z.unknown(),
        expires_at: z.string(),
        may: z.array(z.object({ method: z.string(), path: z.string(), operations: z.array(z.string()).optional() })),
      });
      for (const role of roles)
        for (const accounts of ["*", [tenantA.account]]) {
          const token = issuer.token({ sub: "ann", roles: [role], billing_accounts: accounts });
          const me = answered.parse(JSON.parse((await ask(worker, { path: "/me" }, token)).text));
          expect(me).toMatchObject({ name: "ann", role, accounts });
          expect(Date.parse(me.expires_at)).toBeGreaterThan(Date.now());
          const open = me.may.map(({ method, path }) => `${method} ${path}`);
          const expected = lab.questions.filter((question) => may(role, accounts === "*", question));
          expect(open.sort()).toEqual(expected.map(({ method, path }) => `${method} ${path.split("?")[0] ?? ""}`).sort());
          const sources = me.may.find(({ path }) => path === "/operations/sources")?.operations;
          if (accounts === "*" && role !== "reader") expect(sources?.includes("activate")).toBe(role === "operator");
        }
    });

    it("never answers without a token, for any path, method or header", async () => {
      await inParallel(lab.questions, lanes, async (question) => {
        for (const path of spellings(question)) {
          const answer = await ask(worker, { ...question, path });
          expect([path, [401, 403, 404].includes(answer.status)]).toEqual([path, true]);
        }
        for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]) {
          const body = ["GET", "HEAD"].includes(method) ? {} : { body: "{}" };
          const answer = await ask(worker, { path: question.path, method, ...body });
          expect([question.name, method, answer.status]).toEqual([question.name, method, 401]);
        }
        for (const header of ["x-http-method-override", "x-original-url", "x-forwarded-user", "x-moose-jwt"]) {
          expect((await ask(worker, question, undefined, { [header]: "admin" })).status).toBe(401);
        }
      });
    });
  });

  it("admits an operator with the admin key besides tokens, when Moose does not enforce them", async () => {
    const worker = await lab.worker({ flags: issuer.flags(), environment: { MOOSE_AUTHENTICATION__ADMIN_API_KEY: admin.hash } });
    await inParallel(lab.questions, lanes, async (question) => {
      expect((await ask(worker, question, admin.bearer)).status).not.toBe(401);
    });
  });

  describe("with keys", () => {
    let worker: ApiProcess;

    beforeAll(async () => {
      worker = await lab.worker({
        environment: { MOOSE_CONSUMPTION_API_KEY: consumption.hash, MOOSE_AUTHENTICATION__ADMIN_API_KEY: admin.hash },
      });
    });

    it("refuses no key, a wrong key, a hash for a key, and a key with another salt", async () => {
      const [token = "", salt = ""] = consumption.bearer.split(".");
      const wrong = [undefined, "", makeKey().bearer, consumption.hash, admin.hash, token, `${token}.`, `.${salt}`, `${salt}.${token}`];
      await inParallel(lab.questions, lanes, async (question) => {
        for (const bearer of [...wrong, `${consumption.bearer}.x`, `${token}.${"0".repeat(32)}`, issuer.token({ roles: ["operator"] })]) {
          expect((await ask(worker, question, bearer)).status).toBe(401);
        }
        for (const path of spellings(question)) expect([401, 403, 404]).toContain((await ask(worker, { ...question, path })).status);
      });
    });

    it("makes the consumption key a reader of all accounts, and the admin key an operator", async () => {
      await inParallel(lab.questions, lanes, async (question) => {
        const asReader = await ask(worker, question, consumption.bearer);
        expect([question.name, asReader.status === 403]).toEqual([question.name, !may("reader", true, question)]);
        expect(asReader.text).not.toMatch(personMarks);
        expect([200, 404]).toContain((await ask(worker, question, admin.bearer)).status);
      });
    });
  });

  it("is open in development only, and to no page of a foreign origin", async () => {
    const worker = await lab.worker({ environment: { AZURE_BILLING_ALLOWED_ORIGINS: "https://finops.test" } });
    const host = new URL(worker.url).host;
    await inParallel(lab.questions, lanes, async (question, turn) => {
      expect([200, 404]).toContain((await ask(worker, question)).status);
      for (const origin of ["https://evil.test", "null", "https://finops.test.evil.test", "http://finops.test", `http://x.${host}`]) {
        expect([origin, (await ask(worker, question, undefined, { origin })).status]).toEqual([origin, 403]);
      }
      for (const origin of sampleOf(["https://finops.test", `http://${host}`], turn, 2)) {
        expect([200, 404]).toContain((await ask(worker, question, undefined, { origin })).status);
      }
    });
  });

  it("answers 429, with when to come back, beyond a caller's budget, and goes on answering others", async () => {
    const worker = await lab.worker({
      flags: issuer.flags(),
      environment: { AZURE_BILLING_REQUESTS_PER_MINUTE: "6", AZURE_BILLING_REQUEST_BURST: "3" },
    });
    const question = lab.questions.find(({ name }) => name === "costs") ?? lab.questions[0];
    if (question === undefined) throw new Error("no endpoint");
    const statuses: number[] = [];
    for (let index = 0; index < 5; index += 1) statuses.push((await ask(worker, question, issuer.token())).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const limited = await fetch(`${worker.url}${question.path}`, { headers: { authorization: `Bearer ${issuer.token()}` } });
    expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await limited.json()).toMatchObject({ error: { code: "too-many-requests", retry_after_seconds: expect.any(Number) as number } });
    expect((await ask(worker, question, issuer.token({ sub: "another" }))).status).toBe(200);
  });
});

describe("production", () => {
  it("does not start open: it names everything that is missing, and no value", async () => {
    const start = lab.worker({ environment: { NODE_ENV: "production", AZURE_BILLING_CONSUMPTION_KEY_ROLE: "canary-value" } });
    const failure = await start.then(
      () => "it started",
      (error: unknown) => String(error),
    );
    for (const name of [
      "MOOSE_INGEST_API_KEY",
      "MOOSE_CONSUMPTION_API_KEY",
      "MOOSE_AUTHENTICATION__ADMIN_API_KEY",
      "AZURE_BILLING_CONSUMPTION_KEY_ROLE",
    ]) {
      expect(failure).toContain(name);
    }
    expect(failure).not.toContain("canary-value");
  });

  it("starts with all three keys", async () => {
    const worker = await lab.worker({
      environment: {
        NODE_ENV: "production",
        MOOSE_INGEST_API_KEY: makeKey().hash,
        MOOSE_CONSUMPTION_API_KEY: consumption.hash,
        MOOSE_AUTHENTICATION__ADMIN_API_KEY: admin.hash,
      },
    });
    await inParallel(lab.questions, lanes, async (question) => {
      expect((await ask(worker, question)).status).toBe(401);
    });
  });
});
