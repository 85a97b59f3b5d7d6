import { describe, expect, it } from "vitest";
import { matchesKeyHash, readAccessSettings } from "../../../app/runtime/config/access-settings";
import { makeKey, TokenIssuer } from "../../security/bearer-tokens";

const hash = "ab".repeat(20);
const keys = { MOOSE_INGEST_API_KEY: hash, MOOSE_CONSUMPTION_API_KEY: hash, MOOSE_AUTHENTICATION__ADMIN_API_KEY: hash };
const tokens = { MOOSE_JWT__SECRET: "key", MOOSE_JWT__ISSUER: "i", MOOSE_JWT__AUDIENCE: "a" };
const production = { NODE_ENV: "production" };
const withoutConsumption = { MOOSE_INGEST_API_KEY: hash, MOOSE_AUTHENTICATION__ADMIN_API_KEY: hash };

function refusal(env: Readonly<Record<string, string>>, argv: readonly string[] = []): string {
  try {
    readAccessSettings(env, argv);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

describe("readAccessSettings", () => {
  it("is open in development, closed by keys or by tokens in production", () => {
    expect(readAccessSettings({}, [])).toMatchObject({ production: false, jwt: false, consumptionKeyHash: undefined, allowedOrigins: [] });
    expect(readAccessSettings({ ...production, ...keys }, [])).toMatchObject({
      production: true,
      consumptionKeyHash: hash,
      consumptionKeyRole: "reader",
    });
    expect(readAccessSettings({ ...production, ...withoutConsumption, ...tokens }, [])).toMatchObject({ jwt: true });
    expect(readAccessSettings({ ...production, ...withoutConsumption }, new TokenIssuer().flags())).toMatchObject({
      jwt: true,
    });
  });

  it.each([
    ["MOOSE_INGEST_API_KEY", keys],
    ["MOOSE_CONSUMPTION_API_KEY", keys],
    ["MOOSE_AUTHENTICATION__ADMIN_API_KEY", keys],
    ["MOOSE_JWT__ISSUER", { ...withoutConsumption, ...tokens }],
    ["MOOSE_JWT__AUDIENCE", { ...withoutConsumption, ...tokens }],
    ["MOOSE_JWT__SECRET", { ...withoutConsumption, ...tokens }],
  ])("names %s when it is the only one missing in production", (name, complete) => {
    expect(refusal({ ...production, ...complete })).toBe("");
    const incomplete = Object.fromEntries(Object.entries(complete).filter(([one]) => one !== name));
    expect(refusal({ ...production, ...incomplete })).toContain(name);
    expect(refusal({ ...production, ...complete, [name]: "" })).toContain(name);
  });

  it.each(["0.0.0.0", "::", "192.168.1.7", "localhost.evil.test", "127.0.0.1.evil.test"])("is not open in development on %s", (host) => {
    expect(() => readAccessSettings({}, [], host)).toThrow(/host is not a loopback address/);
    expect(readAccessSettings({ MOOSE_CONSUMPTION_API_KEY: hash }, [], host)).toMatchObject({ consumptionKeyHash: hash });
  });

  it.each(["localhost", "127.0.0.1", "127.0.1.1", "::1"])("is open in development on %s", (host) => {
    expect(readAccessSettings({}, [], host)).toMatchObject({ production: false });
  });

  it("lists all problems at once and repeats no value", () => {
    const said = refusal({
      ...production,
      MOOSE_INGEST_API_KEY: "canary",
      AZURE_BILLING_ALLOWED_ORIGINS: "canary",
      AZURE_BILLING_REQUEST_BURST: "canary",
    });
    for (const name of [
      "MOOSE_INGEST_API_KEY",
      "AZURE_BILLING_ALLOWED_ORIGINS",
      "AZURE_BILLING_REQUEST_BURST",
      "MOOSE_AUTHENTICATION__ADMIN_API_KEY",
    ]) {
      expect(said).toContain(name);
    }
    expect(said).not.toContain("canary");
  });

  it("refuses a consumption key beside tokens in production: one header cannot hold both", () => {
    expect(refusal({ ...production, ...keys, ...tokens })).toContain("cannot be combined");
  });

  it.each(["xyz", hash.toUpperCase(), hash.slice(1), `${hash}00`])("refuses the key hash %j, on which Moose's CLI would break", (value) => {
    expect(refusal({ MOOSE_CONSUMPTION_API_KEY: value })).toContain("MOOSE_CONSUMPTION_API_KEY");
  });
});

describe("matchesKeyHash", () => {
  it("takes what `moose generate hash-token` of 0.6.533 printed", () => {
    const bearer = "841509c5d71f6e912e801d65172378cc.d58576655a4d74721f68430353f30d25";
    expect(matchesKeyHash(bearer, "a8ed89b96f0bad14d2d140c8f50bcb76f0d8035f")).toBe(true);
  });

  it("takes its own key twice, and no other", () => {
    const key = makeKey();
    const [token = "", salt = ""] = key.bearer.split(".");
    expect([matchesKeyHash(key.bearer, key.hash), matchesKeyHash(key.bearer, key.hash)]).toEqual([true, true]);
    for (const wrong of [
      "",
      ".",
      token,
      `${token}.`,
      `.${salt}`,
      `${salt}.${token}`,
      `${key.bearer}.x`,
      key.hash,
      makeKey().bearer,
      "x.".repeat(500),
    ]) {
      expect([wrong, matchesKeyHash(wrong, key.hash)]).toEqual([wrong, false]);
    }
    expect(matchesKeyHash(key.bearer, makeKey().hash)).toBe(false);
  });
});
