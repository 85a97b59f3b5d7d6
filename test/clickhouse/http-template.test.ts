import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { deliver } from "../../app/pipeline/deliver";
import type { DeliveryOutcome } from "../../app/pipeline/delivery-outcome";
import { openSource } from "../../app/pipeline/open-source";
import type { PipelineDeps } from "../../app/pipeline/pipeline-deps";
import { connectClickhouse } from "../support/connect-clickhouse";
import { createDatabase } from "../support/create-database";
import { chargesOfServer, startTemplateServer, type TemplateServer, templateSecrets } from "../support/template-server";
import { ServerProcess } from "./server-process";

const never = new AbortController().signal;
const october = BillingMonth.of(2026, 10);
if (october === null) throw new Error("no month");

let clickhouse: ServerProcess;
let server: TemplateServer;
let run: (more?: Partial<PipelineDeps>) => Promise<DeliveryOutcome | null>;
let close: () => Promise<void>;

beforeAll(async () => {
  [clickhouse, server] = await Promise.all([ServerProcess.start(), startTemplateServer()]);
  await createDatabase(clickhouse, "billing");
  const client = connectClickhouse(clickhouse.port, "billing");
  const text = readFileSync(join(__dirname, "../../examples/http-template/salesforce-invoice-lines.json"), "utf8");
  const source = await openSource(
    JSON.parse(text.replaceAll("https://example.my.salesforce.com", server.url)),
    {
      enrichment: { taxRate: "0.06", matchOrder: "level-first" },
      keep: 3,
      lagMonths: 1,
      focusRules: "refuse",
      report: () => undefined,
      allowedHosts: [server.host],
      allowedFolders: null,
      secret: (name) => templateSecrets[name] ?? null,
    },
    client,
  );
  const started = Date.now();
  const now = (): Date => new Date(Date.parse("2026-11-15T02:00:00Z") + Date.now() - started);
  const settings = { ...source.deps.settings, blockLimits: { rows: 60, bytes: 1 << 20 } };
  const deps: PipelineDeps = { ...source.deps, now, settings, log: () => undefined };
  run = async (more = {}) => {
    let outcome: DeliveryOutcome | null = null;
    for await (const delivery of source.connection.discover({ months: [october] }, source.context(never)))
      outcome = await deliver(source.connection, delivery, {}, { ...deps, ...more }, never, () => undefined);
    return outcome;
  };
  close = async () => {
    await source.close();
    await client.close();
  };
});

afterAll(async () => {
  await close();
  await server.close();
  await clickhouse.dispose();
});

const published = (): Promise<string> =>
  clickhouse.query(
    "SELECT count(), toString(sum(toDecimal256(BilledCost, 18))), any(BillingCurrency), uniqExact(ServiceName) FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = 'software-vendors'",
    { database: "billing" },
  );
/** 0 to 249, and 250 fractions of 0.1 and of 1 to 9 times 10⁻¹⁸. */
const total = "31150.000000000000001243";

it("an API is published to the last digit, by a template alone", async () => {
  expect(await run()).toMatchObject({
    kind: "published",
    snapshots: [{ account: "software-vendors", month: "2026-10", rows: chargesOfServer, cost: total, currency: "EUR" }],
  });
  expect(await published()).toBe(`${chargesOfServer}\t${total}\tEUR\t4`);
});

it("a run that was cut off goes on at the page after the last one that is stored", async () => {
  let pages = 0;
  const failpoint = (name: string): void => {
    if (name === "page-read" && ++pages === 4) throw Object.assign(new Error("the engine went away"), { code: "ECONNRESET" });
  };
  expect(await run({ failpoint })).toMatchObject({ kind: "failed", at: "clickhouse" });
  const outcome = await run();
  expect(outcome).toMatchObject({ kind: "published", snapshots: [{ rows: chargesOfServer, cost: total }] });
  expect(outcome?.kind === "published" && (outcome.snapshots[0]?.resumedPages ?? 0)).toBeGreaterThan(0);
});

it("a row that cannot be read refuses the delivery by page and row, and what is published stays", async () => {
  server.meddle((_at, _request, _response, answer) => {
    answer.body = answer.body.replace(
      'CurrencyIsoCode":"EUR","ServiceDate__c":"2026-10-05"',
      'CurrencyIsoCode":"E","ServiceDate__c":"2026-10-05"',
    );
    return false;
  });
  const outcome = await run();
  expect(outcome).toMatchObject({
    kind: "abandoned",
    reason: "malformed",
    detail: expect.stringContaining("page 0 line 5, column BillingCurrency") as string,
  });
  server.meddle(null);
  expect(await published()).toBe(`${chargesOfServer}\t${total}\tEUR\t4`);
});
