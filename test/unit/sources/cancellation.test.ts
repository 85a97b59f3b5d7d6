import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import { openSurroundings } from "../../../app/pipeline/open-surroundings";
import { findSource, sourceCatalog } from "../../../app/pipeline/source-catalog";
import { sha256Hex } from "../../../app/runtime/sha256-hex";
import { SecretText } from "../../../app/sources/secret-text";
import type { SourceContext } from "../../../app/sources/source";
import { noParquet } from "../../support/faulty-bucket";
import { serviceAccountKey } from "../../support/google";

const catalog = sourceCatalog({ parquet: noParquet, sha256: sha256Hex, onFile: () => undefined });
const month = BillingMonth.parse("2026-10");
let server: Server;
let host = "";
/** What the server does with a request, after which it is cancelled. */
let answer: "silence" | "a long wait" = "silence";
let reached = 0;

beforeAll(async () => {
  server = createServer((_request, response) => {
    reached += 1;
    if (answer === "a long wait") response.writeHead(503, { "retry-after": "200" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const credentials = { accessKeyId: { env: "A" }, secretAccessKey: { env: "B" } };
const storage = () => ({ kind: "s3", bucket: "bills", region: "eu-west-1", endpoint: `http://${host}`, credentials });
const entra = () => ({ tenant: "t", clientId: "c", clientSecret: { env: "S" }, cloud: "global", login: `http://${host}` });
/** What every charge of FOCUS has. */
const charge = Object.fromEntries(
  [
    "BilledCost",
    "EffectiveCost",
    "BillingAccountId",
    "BillingCurrency",
    "BillingPeriodStart",
    "BillingPeriodEnd",
    "ChargeCategory",
    "ChargePeriodStart",
    "ChargePeriodEnd",
  ].map((column) => [column, { pointer: `/${column}` }]),
);

/** A configuration of each source of the catalogue that reads from the server. */
const configurations: Readonly<Record<string, () => object>> = {
  "aws-cur": () => ({ storage: storage(), prefix: "cur/" }),
  "aws-data-exports": () => ({ storage: storage(), prefix: "exports/" }),
  "azure-cost-details": () => ({
    scope: "providers/Microsoft.Billing/billingAccounts/100100",
    metric: "ActualCost",
    credentials: entra(),
    currency: "EUR",
    endpoint: `http://${host}`,
  }),
  "azure-ea": () => ({ enrollment: "100100", baseUrl: `http://${host}`, form: "china", currency: "CNY", key: { env: "K" } }),
  "azure-exports": () => ({ storage: storage(), prefix: "exports/", dataset: "ActualCost", currency: "EUR" }),
  "focus-files": () => ({ storage: storage(), prefix: "focus/" }),
  "gcp-billing": () => ({
    table: "my-project.billing_export.gcp_billing_export_v1_01AB23_CD45EF_678901",
    key: { env: "G" },
    endpoint: `http://${host}`,
    tokenEndpoint: `http://${host}/token`,
  }),
  "http-template": () => ({
    baseUrl: `http://${host}`,
    path: "/bills/{month}",
    auth: { kind: "none" },
    paging: { kind: "none" },
    rows: "/items",
    account: "acme",
    firstMonth: "2026-01",
    target: { kind: "focus", columns: charge },
  }),
};

describe.each(["silence", "a long wait"] as const)("a server that answers with %s", (what) => {
  it.each(Object.keys(configurations))("is left by %s within a second of being cancelled", async (id) => {
    [answer, reached] = [what, 0];
    const connection = findSource(catalog, id).connect(configurations[id]?.(), "");
    const surroundings = openSurroundings(({ env }) => new SecretText(env === "G" ? serviceAccountKey : "secret-of-tests"), [host]);
    const abort = new AbortController();
    const context: SourceContext = { ...surroundings, signal: abort.signal, heard: () => undefined };
    const reading = (async (): Promise<string> => {
      const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false };
      for await (const delivery of connection.discover({ months: month === null ? [] : [month] }, context))
        for await (const part of connection.read(delivery, options, context)) return `a part: ${part.hash}`;
      return "nothing";
    })().catch((error: unknown) => (error instanceof Error ? "ended" : String(error)));
    for (let tries = 0; reached === 0 && tries < 500; tries += 1) await sleep(10);
    expect(reached).toBeGreaterThan(0);
    // The answer has come, and the wait has begun.
    await sleep(50);
    const began = performance.now();
    abort.abort(new Error("enough"));
    expect(await reading).toBe("ended");
    expect(performance.now() - began).toBeLessThan(1000);
    await surroundings.objects.dispatcher.destroy();
    await surroundings.http.dispatcher.destroy();
  });
});
