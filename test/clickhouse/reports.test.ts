import { createHash, createHmac } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { answerCosts } from "../../app/apis/cost-questions/answer-costs";
import { answerForecast } from "../../app/apis/answers/answer-forecast";
import { answerReportOperation, reportOperation } from "../../app/apis/answers/answer-report-operation";
import { questionOn } from "../../app/apis/answers/saved-views";
import { reportAccess } from "../../app/apis/serving/report-access";
import { sharedTables } from "../../app/apis/serving/table-scopes";
import { accountFilters } from "../../app/domain/access/account-filters";
import type { Caller } from "../../app/domain/access/caller";
import { openSnapshotDatabase } from "../../app/pipeline/open-snapshot-database";
import { openSurroundings } from "../../app/pipeline/open-surroundings";
import { type KeptReport, readReports } from "../../app/pipeline/reporting/report-store";
import { openCarrier } from "../../app/reports/deliver";
import { chromiumPrinter } from "../../app/reports/print-pdf";
import { type ReportDeps, sendDueReports, type Worked } from "../../app/reports/send-due-reports";
import { readReportSettings } from "../../app/runtime/config/read-report-settings";
import { openObjects } from "../../app/sources/objects/open-objects";
import { SecretText } from "../../app/sources/secret-text";
import { startSimulator } from "../../simulator/start-simulator";
import type { Simulator } from "../../simulator/simulator";
import { extractMonth } from "../../app/pipeline/extract-month";
import { type MailServerProcess, startMailServer } from "../support/mail-server";
import { accountSas, type ObjectServer, startAzureBlob, startS3 } from "../support/object-servers";
import { openApiRequest } from "../support/open-api-request";
import { daysFrom, publishDays } from "../support/publish-days";
import { publishFocusCharges } from "../support/publish-focus-charges";
import { type Lab, openLab } from "../support/snapshot-lab";
import { type Billing, startBilling } from "../support/start-billing";
import { answerPattern, docCommands } from "../support/doc-commands";
import { startWebhookCatcher, type WebhookCatcher } from "../support/webhook-catcher";

const enrollment = "100100";
const today = "2026-11-15";

let billing: Billing;
let simulator: Simulator;
let lab: Lab;
let mail: MailServerProcess;
let s3: ObjectServer;
let blob: Awaited<ReturnType<typeof startAzureBlob>>;
let hooks: WebhookCatcher;
let folder: string;
let scopes: Parameters<typeof accountFilters>[1];
/** The clock of the tests, which only they move. */
let now: Date;

const addMinutes = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * 60_000);
};

async function readMonth(month: number): Promise<void> {
  const outcome = await extractMonth({ enrollment, year: 2026, month }, lab.deps, new AbortController().signal, () => undefined);
  expect(outcome).toMatchObject({ kind: "published" });
}

beforeAll(async () => {
  // Whose months are read by schedule, which says what is late.
  vi.stubEnv("AZURE_EA_ENROLLMENT", enrollment);
  vi.stubEnv("AZURE_EA_API_KEY", "simulator-key");
  vi.stubEnv("AZURE_EA_BASE_URL", "https://ea.azure.cn");
  billing = await startBilling();
  simulator = await startSimulator({ seed: 7, enrollments: [{ number: enrollment, key: "simulator-key", rows: 1500 }], today, months: 3 });
  lab = openLab({ clickhousePort: billing.server.port, database: "billing", simulatorUrl: simulator.url, today });
  await readMonth(9);
  await readMonth(10);
  await publishFocusCharges(billing.server, "billing", { account: "other", period: "2026-10-01" }, [
    { day: "2026-10-03", cost: "7.000000000000000001" },
  ]);
  [mail, s3, blob, hooks] = await Promise.all([startMailServer(), startS3(), startAzureBlob(), startWebhookCatcher()]);
  folder = mkdtempSync(join(tmpdir(), "reports-"));
  const columns = await openSnapshotDatabase(billing.client).rows<{ readonly table: string; readonly column: string }>(
    `SELECT table, max(multiIf(name IN ('billing_account_id', 'x_BillingAccountId'), name, '')) AS column FROM system.columns WHERE database = currentDatabase() GROUP BY table`,
  );
  scopes = columns.map(({ table, column }) => ({
    table,
    accountColumn: column === "" ? null : column,
    shared: sharedTables.has(table),
    isPosted: table === "Budget",
  }));
});

afterAll(async () => {
  await Promise.all([mail.close(), s3.close(), blob.close(), hooks.close()]);
  rmSync(folder, { recursive: true, force: true });
  await lab.close();
  await simulator.close();
  await billing.stop();
  vi.unstubAllEnvs();
});

beforeEach(async () => {
  now = new Date("2026-11-15T08:00:00.000Z");
  mail.received.length = 0;
  hooks.caught.length = 0;
  for (const table of ["Report", "ReportRun"]) await billing.server.query(`TRUNCATE TABLE ${table}`, { database: "billing" });
});

const caller = (rest: Partial<Caller> = {}): Caller => ({
  name: "test",
  via: "open",
  role: "operator",
  accounts: "all",
  seesPersonalFields: true,
  expiresAt: null,
  ...rest,
});

function requestOf(who: Caller = caller()): ReturnType<typeof openApiRequest> {
  const filters = who.accounts === "all" ? "" : accountFilters(who.accounts, scopes);
  return {
    ...openApiRequest(billing.client, now.toISOString(), who.accounts, filters),
    id: crypto.randomUUID(),
    caller: who,
    reports: reportAccess(who, billing.client),
  };
}

const operate = (body: object, who?: Caller): ReturnType<typeof answerReportOperation> =>
  answerReportOperation(reportOperation.parse(body), requestOf(who));

const savedRow = z.object({ id: z.string() });

async function save(body: object, who?: Caller): Promise<string> {
  const { data } = await operate({ operation: "save", name: "For finance", ...body }, who);
  return savedRow.parse(data[0]).id;
}

function settings(): ReturnType<typeof readReportSettings> {
  return readReportSettings({
    AZURE_BILLING_SMTP_URL: `smtp://127.0.0.1:${mail.port}?tls=off`,
    AZURE_BILLING_SMTP_FROM: "billing@corp.example",
    AZURE_BILLING_REPORT_RECIPIENTS: "@corp.example, auditor@kpmg.example",
    AZURE_BILLING_REPORT_HOSTS: `${s3.host},${blob.host},${hooks.host}`,
    AZURE_BILLING_REPORT_FOLDERS: folder,
    ABI_SECRET_REPORT_S3_ID: s3.secrets["TEST_S3_ID"],
    ABI_SECRET_REPORT_S3_KEY: s3.secrets["TEST_S3_KEY"],
    ABI_SECRET_REPORT_SAS: blob.secrets["TEST_SAS"],
    ABI_SECRET_REPORT_BLOB_KEY: blob.secrets["TEST_ACCOUNT_KEY"],
    ABI_SECRET_REPORT_READING: accountSas("rl", Date.now() + 3_600_000),
    ...Object.fromEntries(
      ["json", "slack", "teams", "feishu", "dingtalk"].map((form) => [
        `ABI_SECRET_REPORT_${form.toUpperCase()}`,
        `http://${hooks.host}/${form}`,
      ]),
    ),
    ABI_SECRET_REPORT_SIGNS: "signing-secret",
    ABI_SECRET_REPORT_OUTSIDE: "http://169.254.169.254/latest/meta-data",
  });
}

/** Sends what is due, as the workflow does. `changes`: what a test puts in place of the carrier. */
async function send(changes: Partial<ReportDeps> = {}): Promise<readonly Worked[]> {
  const carrier = openCarrier(settings());
  const signal = new AbortController().signal;
  const deps: ReportDeps = {
    database: openSnapshotDatabase(billing.client),
    open: ({ owner: { name, role, accounts } }: KeptReport) => requestOf(caller({ name, role, accounts, seesPersonalFields: false })),
    askView: ({ question }, _page, request) => {
      const asked = questionOn(question, request.now);
      return answerCosts("parameters" in asked ? { ...asked.parameters } : {}, request);
    },
    carrier,
    print: chromiumPrinter(settings().chromium, signal),
    now: () => now,
    randomId: () => crypto.randomUUID(),
    settle: () => Promise.resolve(),
    outlast: (work) => work(),
    ...changes,
  };
  const worked: Worked[] = [];
  for await (const one of sendDueReports(deps, signal)) worked.push(one);
  await carrier.close();
  return worked;
}

const states = (worked: readonly Worked[]): readonly string[] => worked.map(({ destination, state }) => `${state} ${destination}`);

const runRow = z.object({
  state: z.string(),
  delivery_key: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  rows: z.number(),
  snapshots: z.array(z.object({ billing_account_id: z.string(), billing_period: z.string(), snapshot_id: z.string() })),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.number(), rows: z.number() })),
  totals: z.array(z.record(z.unknown())),
  detail: z.string(),
  next_attempt_at: z.string().nullable(),
});

async function runsOf(id: string): Promise<readonly z.infer<typeof runRow>[]> {
  return z
    .array(runRow)
    .parse((await operate({ operation: "runs", id })).data.filter((row) => "destination" in row && row.destination !== ""));
}

/** The header and the rows of CSV, without the lines before them that say what it is of. */
function rowsOfCsv(bytes: Buffer): readonly (readonly string[])[] {
  return z.array(z.array(z.string())).parse(parse(bytes, { bom: true, comment: "#", comment_no_infix: true }));
}

/** The rows of a Parquet file by these columns, as the engine reads them back: null is nothing, as in CSV. */
async function rowsOfParquet(bytes: Buffer, columns: readonly string[]): Promise<readonly (readonly string[])[]> {
  const database = "billing";
  const names = columns.map((name) => `\`${name}\``);
  await billing.server.query(
    `CREATE OR REPLACE TABLE read_back (${names.map((name) => `${name} Nullable(String)`).join(", ")}) ENGINE = Memory`,
    { database },
  );
  await billing.server.query("INSERT INTO read_back FORMAT Parquet", { database }, new Uint8Array(bytes));
  const text = await billing.server.query(
    `SELECT ${names.map((name) => `ifNull(${name}, '')`).join(", ")} FROM read_back FORMAT JSONCompactEachRow`,
    {
      database,
    },
  );
  await billing.server.query("DROP TABLE read_back", { database });
  return text.split("\n").map((line) => z.array(z.string()).parse(JSON.parse(line)));
}

const sha256 = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");
const email = { kind: "email", to: ["cfo@corp.example"] } as const;
const monthEnd = { kind: "ready", report: "month-end" } as const;
const every = "*/5 * * * *";

describe("a report on a schedule", () => {
  it("is delivered once for one set of snapshots, and once more when a month is published anew", async () => {
    const id = await save({ what: monthEnd, schedule: every, destinations: [email] });
    expect(states(await send())).toEqual([]);
    addMinutes(6);
    expect(states(await send())).toEqual(["sent email cfo@corp.example"]);
    expect(states(await send())).toEqual([]);
    addMinutes(5);
    expect(states(await send())).toEqual(["unchanged email cfo@corp.example"]);
    await readMonth(10);
    addMinutes(5);
    expect(states(await send())).toEqual(["sent email cfo@corp.example"]);
    expect(mail.received).toHaveLength(2);
    const [second, , first] = await runsOf(id);
    expect(second?.snapshots.map(({ billing_account_id, billing_period }) => `${billing_account_id} ${billing_period}`)).toEqual(
      first?.snapshots.map(({ billing_account_id, billing_period }) => `${billing_account_id} ${billing_period}`),
    );
    expect(second?.snapshots).not.toEqual(first?.snapshots);
  });

  it("says its snapshots, exact totals and sha256, which are those of the API and of the file that arrived", async () => {
    const id = await save({
      what: monthEnd,
      schedule: every,
      destinations: [email, { kind: "objects", location: { kind: "folder", path: folder }, prefix: "finance" }],
    });
    addMinutes(6);
    expect(states(await send())).toEqual(["sent email cfo@corp.example", `sent ${folder}/finance`]);
    const [run] = await runsOf(id);
    const answer = await answerCosts({ month: "2026-10", group: "billing_account", metric: "billed,effective" }, requestOf());
    expect(run?.totals.filter(({ section }) => section === "by-account")).toEqual(
      answer.totals.map((total) => ({ section: "by-account", ...total })),
    );
    expect(answer.totals.length).toBeGreaterThan(0);
    const key = (await runsOf(id)).find(({ detail }) => detail.startsWith("stored"))?.delivery_key.slice(0, 32) ?? "";
    const stored = readFileSync(join(folder, "finance", id, key, "month-end-2026-10.html"));
    expect([sha256(stored), stored.length]).toEqual([run?.sha256, run?.bytes]);
    expect(readdirSync(join(folder, "finance", id, key)).sort()).toEqual(["delivery.json", "month-end-2026-10.html"]);
    const html = stored.toString();
    for (const { cost } of answer.totals) expect(html).toContain(`>${cost ?? ""}<`);
    for (const { snapshot_id } of run?.snapshots ?? []) expect(html).toContain(snapshot_id);
    const [received] = mail.received;
    expect(received).toMatchObject({ from: "billing@corp.example", to: ["cfo@corp.example"] });
    expect(received?.raw).toMatch(/^Message-ID:\s+<[0-9a-f]{64}@corp\.example>/m);
    expect(received?.raw).toContain("Subject: For finance: Month-end statement 2026-10");
    expect(received?.raw).toContain("filename=month-end-2026-10.html");
  });

  it("that missed several times is made once", async () => {
    await save({ what: monthEnd, schedule: every, destinations: [email] });
    addMinutes(60);
    expect(states(await send())).toEqual(["sent email cfo@corp.example"]);
  });

  it("speaks for the accounts of its owner alone, in every format", async () => {
    const ownerOfOther = caller({ name: "li", via: "open", role: "editor", accounts: ["other"] });
    const chargeback = { kind: "ready", report: "chargeback" } as const;
    for (const format of ["html", "csv"])
      await save(
        {
          what: chargeback,
          format,
          schedule: every,
          destinations: [{ kind: "webhook", form: "json", url: { env: "ABI_SECRET_REPORT_JSON" } }],
        },
        ownerOfOther,
      );
    addMinutes(6);
    expect(states(await send())).toEqual(["sent json webhook of ABI_SECRET_REPORT_JSON", "sent json webhook of ABI_SECRET_REPORT_JSON"]);
    for (const { body } of hooks.caught) {
      const { totals, snapshots, files } = jsonHook.parse(JSON.parse(body));
      expect(totals).toContainEqual({ section: "owners-services", currency: "CNY", cost: "7.000000000000000001", charges: "1" });
      expect([...new Set(snapshots.map(({ billing_account_id }) => billing_account_id))]).toEqual(["other"]);
      for (const { content_base64 } of files) expect(Buffer.from(content_base64, "base64").toString()).not.toContain(enrollment);
    }
  });
});

describe("a report of a saved view", () => {
  it("answers the view's question on the day of the report, and fails when the view is gone", async () => {
    const view = {
      id: "0a0b0c0d-1111",
      name: "Last month",
      shared: false,
      pinned: "",
      question: JSON.stringify({ endpoint: "costs", parameters: { month: "last-month", group: "service_name" } }),
    };
    await requestOf().views.store({ ...view, step: "saved" });
    const id = await save({ what: { kind: "view", view: view.id }, format: "csv", schedule: every, destinations: [email] });
    addMinutes(6);
    expect(await send()).toMatchObject([{ state: "sent" }]);
    const [run] = await runsOf(id);
    expect(run?.files.map(({ name }) => name)).toEqual(["costs-2026-10.csv"]);
    const answer = await answerCosts({ month: "2026-10", group: "service_name" }, requestOf());
    expect([run?.rows, run?.totals]).toEqual([answer.data.length, answer.totals.map((total) => ({ section: "costs", ...total }))]);
    await requestOf().views.store({ ...view, step: "removed" });
    addMinutes(5);
    expect(await send()).toMatchObject([{ state: "failed", detail: expect.stringContaining("was removed") as string }]);
  });
});

const jsonHook = z.object({
  delivery_key: z.string(),
  totals: z.array(z.record(z.unknown())),
  snapshots: z.array(z.object({ billing_account_id: z.string() })),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), content_base64: z.string() })),
});

describe("the ready reports", () => {
  it.each(["month-end", "chargeback", "what-changed", "data-quality", "commitments", "budget-variance", "anomalies"])(
    "%s is made in both languages and as CSV",
    async (report) => {
      const to = { kind: "webhook", form: "json", url: { env: "ABI_SECRET_REPORT_JSON" } } as const;
      for (const language of ["en", "zh"]) await save({ what: { kind: "ready", report }, language, schedule: every, destinations: [to] });
      await save({ what: { kind: "ready", report }, format: "csv", schedule: every, destinations: [to] });
      addMinutes(6);
      expect((await send()).map(({ state, detail }) => `${state} ${detail}`)).toEqual(Array(3).fill(`sent ${hooks.host} answers 200`));
      const files = hooks.caught.flatMap(({ body }) => jsonHook.parse(JSON.parse(body)).files);
      for (const { content_base64, sha256: told } of files) expect(sha256(Buffer.from(content_base64, "base64"))).toBe(told);
      const pages = files
        .filter(({ name }) => name.endsWith(".html"))
        .map(({ content_base64 }) => Buffer.from(content_base64, "base64").toString());
      expect(pages.map((page) => /<html lang="([\w-]+)">/.exec(page)?.[1]).sort()).toEqual(["en", "zh-Hans"]);
      for (const page of pages) expect(page.match(/<script|src=|href=|url\(|@import/g)).toBeNull();
      expect(files.some(({ name }) => name.endsWith(".csv"))).toBe(true);
    },
  );

  it("print as PDF where there is a Chromium, and say so where there is none", async () => {
    await save({
      what: monthEnd,
      format: "pdf",
      schedule: every,
      destinations: [{ kind: "webhook", form: "json", url: { env: "ABI_SECRET_REPORT_JSON" } }],
    });
    addMinutes(6);
    const without = await send({ print: chromiumPrinter(null, new AbortController().signal) });
    expect(without[0]).toMatchObject({ state: "failed", detail: expect.stringContaining("AZURE_BILLING_CHROMIUM") as string });
    if (settings().chromium === null) return;
    addMinutes(5);
    expect(await send()).toMatchObject([{ state: "sent" }]);
    const [file] = jsonHook.parse(JSON.parse(hooks.caught[0]?.body ?? "{}")).files;
    expect(
      Buffer.from(file?.content_base64 ?? "", "base64")
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
  });
});

describe("a delivery", () => {
  const s3Location = (): object => ({
    ...s3.location,
    credentials: { accessKeyId: { env: "ABI_SECRET_REPORT_S3_ID" }, secretAccessKey: { env: "ABI_SECRET_REPORT_S3_KEY" } },
  });
  const blobLocation = (credentials: object): object => ({ ...blob.location, credentials });
  const ofSas = { kind: "sas", sas: { env: "ABI_SECRET_REPORT_SAS" } } as const;

  it.each<[string, "csv" | "parquet" | "html", () => object, () => ObjectServer]>([
    ["S3", "csv", s3Location, () => s3],
    ["Azure Blob by a shared access signature", "parquet", () => blobLocation(ofSas), () => blob],
    [
      "Azure Blob by the key of the account",
      "html",
      () => blobLocation({ kind: "account-key", key: { env: "ABI_SECRET_REPORT_BLOB_KEY" } }),
      () => blob,
    ],
  ])("to %s has its files as %s and a list of them under names that are made of its key", async (_, format, location, server) => {
    const id = await save({
      what: monthEnd,
      format,
      schedule: every,
      destinations: [{ kind: "objects", location: location(), prefix: "out" }],
    });
    addMinutes(6);
    expect(await send()).toMatchObject([{ state: "sent" }]);
    const [run] = await runsOf(id);
    const folderOfRun = `out/${id}/${run?.delivery_key.slice(0, 32) ?? ""}`;
    const stored = await objectsOf(server(), folderOfRun);
    expect(run?.files.every(({ name }) => name.endsWith(`.${format}`))).toBe(true);
    expect(Object.keys(stored).sort()).toEqual(["delivery.json", ...(run?.files ?? []).map(({ name }) => name)].sort());
    for (const { name, sha256: told, bytes } of run?.files ?? [])
      expect([sha256(stored[name] ?? Buffer.alloc(0)), stored[name]?.length]).toEqual([told, bytes]);
    const [only, second] = run?.files ?? [];
    const lines = (run?.files ?? []).map(({ name, sha256: one }) => `${one}  ${name}\n`).join("");
    expect(run?.sha256).toBe(second === undefined ? only?.sha256 : sha256(lines));
    const list = z
      .object({ delivery_key: z.string(), snapshots: z.array(z.unknown()) })
      .parse(JSON.parse(stored["delivery.json"]?.toString() ?? "{}"));
    expect([list.delivery_key, list.snapshots.length]).toEqual([run?.delivery_key, run?.snapshots.length]);
    // Storing the same again changes nothing.
    await operate({ operation: "run", id, again: true });
    expect(await send()).toMatchObject([{ state: "sent" }]);
    expect(await objectsOf(server(), folderOfRun)).toEqual(stored);
  });

  it("as Parquet has the rows that CSV has, with every digit", async () => {
    const to = { kind: "objects", location: blobLocation(ofSas), prefix: "same" } as const;
    const filesOf = async (format: "csv" | "parquet"): Promise<Readonly<Record<string, Buffer>>> => {
      const id = await save({ what: { kind: "ready", report: "chargeback" }, format, schedule: every, destinations: [to] });
      addMinutes(6);
      expect(await send()).toContainEqual(expect.objectContaining({ state: "sent" }));
      const [run] = await runsOf(id);
      return objectsOf(blob, `same/${id}/${run?.delivery_key.slice(0, 32) ?? ""}`);
    };
    const [csv, parquet] = [await filesOf("csv"), await filesOf("parquet")];
    const names = Object.keys(csv).filter((name) => name !== "delivery.json");
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      const [header = [], ...rows] = rowsOfCsv(csv[name] ?? Buffer.alloc(0));
      expect(rows.length).toBeGreaterThan(0);
      expect(await rowsOfParquet(parquet[name.replace(/csv$/, "parquet")] ?? Buffer.alloc(0), header)).toEqual(rows);
    }
  });

  it("to a container that may only be read fails, and says why without the signature", async () => {
    const location = blobLocation({ kind: "sas", sas: { env: "ABI_SECRET_REPORT_READING" } });
    await save({ what: monthEnd, format: "csv", schedule: every, destinations: [{ kind: "objects", location, prefix: "out" }] });
    addMinutes(6);
    const [worked] = await send();
    expect(worked).toMatchObject({
      state: "failed",
      detail: expect.stringMatching(
        /^bills at [\d.:]+ answers 403 AuthorizationPermissionMismatch to storing "out\/.*": the credential has expired or may not do this; it needs to write$/,
      ) as string,
    });
  });

  it("that fails is tried again after five minutes, then twice as long each time, and given up after eight attempts", async () => {
    const id = await save({ what: monthEnd, schedule: "0 9 * * *", destinations: [email] });
    addMinutes(61);
    mail.answers.push(...Array<"busy">(8).fill("busy"));
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      expect(await send()).toMatchObject([{ state: attempt < 8 ? "waiting" : "failed", attempt }]);
      expect(await send()).toEqual([]);
      const [run] = await runsOf(id);
      const next = run?.next_attempt_at ?? null;
      if (next !== null) {
        waits.push((Date.parse(next) - now.getTime()) / 60_000);
        now = new Date(next);
      }
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320]);
    expect(mail.received).toEqual([]);
    expect((await runsOf(id))[0]?.detail).toMatch(/^127\.0\.0\.1 answers 451 .*; given up after 8 attempts$/);
  });

  it("that a server takes after a failure arrives once", async () => {
    await save({ what: monthEnd, schedule: "0 9 * * *", destinations: [email] });
    addMinutes(61);
    mail.answers.push("busy");
    expect(await send()).toMatchObject([{ state: "waiting" }]);
    addMinutes(5);
    expect(await send()).toMatchObject([{ state: "sent", attempt: 2 }]);
    expect(mail.received).toHaveLength(1);
  });

  it("whose connection ends after the message and before the answer is in doubt, and is not sent again until somebody asks for it", async () => {
    const id = await save({ what: monthEnd, schedule: every, destinations: [email] });
    addMinutes(6);
    mail.answers.push("hang up");
    expect(await send()).toMatchObject([
      { state: "in-doubt", detail: expect.stringMatching(/before it answered; look for <[0-9a-f]{64}@corp\.example>$/) as string },
    ]);
    addMinutes(5);
    expect(await send()).toMatchObject([
      { state: "unchanged", detail: expect.stringContaining("may have delivered the same snapshots") as string },
    ]);
    expect(mail.received).toHaveLength(1);
    await operate({ operation: "run", id, again: true });
    expect(states(await send())).toEqual(["sent email cfo@corp.example"]);
    expect(mail.received).toHaveLength(2);
  });

  it("whose process ended while it was sent is in doubt after a quarter of an hour; one that can be repeated is sent again", async () => {
    const json = { kind: "webhook", form: "json", url: { env: "ABI_SECRET_REPORT_JSON" } } as const;
    await save({ what: monthEnd, schedule: "0 9 * * *", destinations: [email, json] });
    addMinutes(61);
    const database = openSnapshotDatabase(billing.client);
    await send();
    const [runs] = [await database.rows<{ readonly n: string }>("SELECT toString(count()) AS n FROM ReportRun WHERE state = 'sending'")];
    expect(runs).toEqual([{ n: "2" }]);
    // As if the process had ended before it could store how they ended.
    await billing.server.query("ALTER TABLE ReportRun DELETE WHERE state = 'sent' SETTINGS mutations_sync = 1", { database: "billing" });
    expect(await send()).toEqual([]);
    addMinutes(16);
    expect([...states(await send())].sort()).toEqual(["in-doubt email cfo@corp.example", "sent json webhook of ABI_SECRET_REPORT_JSON"]);
    expect(mail.received).toHaveLength(1);
    expect(new Set(hooks.caught.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  });

  it("is sent by one of two processes that begin it at once", async () => {
    await save({ what: monthEnd, schedule: every, destinations: [email] });
    addMinutes(6);
    const id = (await readReports(openSnapshotDatabase(billing.client)))[0]?.id ?? "";
    await operate({ operation: "run", id });
    let waiting = 0;
    let release: (() => void) | undefined;
    const both = new Promise<void>((resolve) => (release = resolve));
    const settle = (): Promise<void> => {
      waiting += 1;
      if (waiting === 2) release?.();
      return Promise.race([both, new Promise<void>((resolve) => void setTimeout(resolve, 2000))]);
    };
    const worked = (await Promise.all([send({ settle }), send({ settle })])).flat();
    expect(mail.received).toHaveLength(1);
    expect(worked.filter(({ state }) => state === "sent")).toHaveLength(1);
  });

  it.each([
    [{ kind: "email", to: ["cfo@elsewhere.example"] }, "AZURE_BILLING_REPORT_RECIPIENTS"],
    [{ kind: "email", to: ["cfo@notcorp.example"] }, "AZURE_BILLING_REPORT_RECIPIENTS"],
    [{ kind: "webhook", form: "slack", url: { env: "ABI_SECRET_REPORT_OUTSIDE" } }, "AZURE_BILLING_REPORT_HOSTS"],
    [{ kind: "webhook", form: "slack", url: { env: "ABI_SECRET_REPORT_NOWHERE" } }, "ABI_SECRET_REPORT_NOWHERE is not set"],
    [{ kind: "objects", location: { kind: "folder", path: "/etc" } }, "AZURE_BILLING_REPORT_FOLDERS"],
  ])("to %j fails, and says which setting decides: %s", async (destination, setting) => {
    await save({ what: monthEnd, schedule: every, destinations: [destination] });
    addMinutes(6);
    expect(await send()).toMatchObject([{ state: "failed", detail: expect.stringContaining(setting) as string }]);
    expect([mail.received, hooks.caught]).toEqual([[], []]);
  });

  it.each(["slack", "teams", "feishu", "dingtalk"])("to a chat has the form of %s, with totals, snapshots and sha256", async (form) => {
    const secret = form === "feishu" || form === "dingtalk" ? { secret: { env: "ABI_SECRET_REPORT_SIGNS" } } : {};
    const id = await save({
      what: { kind: "ready", report: "chargeback" },
      schedule: every,
      destinations: [{ kind: "webhook", form, url: { env: `ABI_SECRET_REPORT_${form.toUpperCase()}` }, ...secret }],
    });
    addMinutes(6);
    expect(await send()).toMatchObject([{ state: "sent" }]);
    const [run] = await runsOf(id);
    const [hook] = hooks.caught;
    for (const text of [
      run?.sha256 ?? "?",
      run?.delivery_key ?? "?",
      run?.snapshots[0]?.snapshot_id ?? "?",
      String(run?.totals[0]?.["cost"]),
    ])
      expect(hook?.body).toContain(text);
    expect(hook?.headers["x-report-delivery-key"]).toBe(run?.delivery_key);
    const body: unknown = JSON.parse(hook?.body ?? "{}");
    if (form === "feishu") {
      const { timestamp, sign } = z.object({ timestamp: z.string(), sign: z.string(), msg_type: z.literal("text") }).parse(body);
      expect(sign).toBe(createHmac("sha256", `${timestamp}\nsigning-secret`).update("").digest("base64"));
    }
    if (form === "dingtalk") {
      const asked = new URL(hook?.url ?? "/", "http://catcher").searchParams;
      expect(asked.get("sign")).toBe(
        createHmac("sha256", "signing-secret")
          .update(`${asked.get("timestamp") ?? ""}\nsigning-secret`)
          .digest("base64"),
      );
    }
  });

  it.each([
    [{ status: 429, headers: { "retry-after": "7200" } }, "json", "waiting"],
    [{ status: 500 }, "json", "waiting"],
    ["hang up", "json", "waiting"],
    [{ status: 500 }, "slack", "in-doubt"],
    ["hang up", "slack", "in-doubt"],
    [{ status: 503 }, "slack", "waiting"],
    [{ status: 404 }, "slack", "failed"],
    [{ status: 200, body: '{"code":19021,"msg":"sign match fail"}' }, "feishu", "failed"],
    [{ status: 200, body: '{"errcode":130101,"errmsg":"send too fast"}' }, "dingtalk", "waiting"],
  ] as const)("that a webhook answers with %j as %s is %s", async (answer, form, state) => {
    const id = await save({
      what: monthEnd,
      schedule: every,
      destinations: [{ kind: "webhook", form, url: { env: `ABI_SECRET_REPORT_${form.toUpperCase()}` } }],
    });
    addMinutes(6);
    hooks.answers.push(answer);
    expect(await send()).toMatchObject([{ state }]);
    const [run] = await runsOf(id);
    expect(run?.detail).not.toContain(`/${form}`);
    if (answer !== "hang up" && answer.status === 429) expect(Date.parse(run?.next_attempt_at ?? "") - now.getTime()).toBe(7_200_000);
  });
});

async function objectsOf({ host, location, secrets }: ObjectServer, prefix: string): Promise<Readonly<Record<string, Buffer>>> {
  const context = openSurroundings(({ env }) => new SecretText(secrets[env] ?? ""), [host]);
  const reader = openObjects(location, { ...context, heard: () => undefined });
  const signal = new AbortController().signal;
  const found: Record<string, Buffer> = {};
  for await (const object of reader.list(`${prefix}/`, signal)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of reader.read(object, signal)) chunks.push(chunk);
    found[object.name.slice(prefix.length + 1)] = Buffer.concat(chunks);
  }
  await Promise.all([context.http.dispatcher.close(), context.objects.dispatcher.close()]);
  return found;
}

describe("an alert", () => {
  /** A mail without the line ends of its encoding. */
  const textOf = (index: number): string => (mail.received[index]?.raw ?? "").replaceAll("=\r\n", "");
  const alert = { kind: "alert", causes: ["budget-passed", "budget-forecast", "abandoned-month"] } as const;

  it("tells each cause once when it begins, and once when it is over", async () => {
    await save({ what: alert, schedule: every, destinations: [email] });
    addMinutes(6);
    expect(await send()).toMatchObject([{ state: "unchanged", detail: "nothing has begun or ended" }]);
    const budget = {
      id: "nov",
      billing_account_id: enrollment,
      scope_kind: "account",
      scope_value: "",
      month: "2026-11",
      currency: "CNY",
      enabled: true,
    };
    const set = async (amount: string): Promise<void> => {
      await billing.server.query("INSERT INTO Budget FORMAT JSONEachRow", { database: "billing" }, JSON.stringify({ ...budget, amount }));
      addMinutes(5);
    };
    await set("0");
    await readMonth(11);
    expect(await send()).toMatchObject([{ state: "sent" }]);
    expect(textOf(0)).toMatch(/New: Budget nov of 100100 is passed: [\d.]+ of 0 CNY/);
    addMinutes(5);
    expect(await send()).toMatchObject([{ state: "unchanged" }]);
    await set("999999999999");
    expect(await send()).toMatchObject([{ state: "sent" }]);
    expect(textOf(1)).toContain("Over: Budget nov of 100100 is passed");
    addMinutes(5);
    expect(await send()).toMatchObject([{ state: "unchanged" }]);
    await set("0");
    expect(await send()).toMatchObject([{ state: "sent" }]);
    await billing.server.query(
      `INSERT INTO BillingSnapshot (billing_account_id, billing_period, snapshot_id, step, status, reason, currency, at) VALUES
       ('${enrollment}', '2026-11-01', 'later', 1, 'opened', '', 'CNY', '2026-11-15 09:00:00'), ('${enrollment}', '2026-11-01', 'later', 2, 'abandoned', 'half of the rows are gone', 'CNY', '2026-11-15 09:01:00')`,
      { database: "billing" },
    );
    addMinutes(5);
    expect(await send()).toMatchObject([{ state: "sent" }]);
    expect(textOf(3)).toContain("New: 2026-11 of 100100 was read and not published: half of the rows are gone");
    expect(mail.received).toHaveLength(4);
  });

  it("tells of a budget that is expected to be passed and of what was unusual in the last seven days, and when neither holds any more", async () => {
    const account = "foretold";
    const cost = (date: string): string => (date === "2026-11-10" ? "1100.25" : "100");
    await publishDays(
      billing.server,
      "billing",
      account,
      daysFrom("2026-09-01", 75).map((date) => ({ date, cost: cost(date) })),
    );
    const set = (amount: string): Promise<string> =>
      billing.server.query(
        "INSERT INTO Budget FORMAT JSONEachRow",
        { database: "billing" },
        JSON.stringify({
          id: "b",
          billing_account_id: account,
          scope_kind: "account",
          month: "2026-11",
          currency: "CNY",
          amount,
          enabled: true,
        }),
      );
    await set("2500.25");
    await save({
      what: { kind: "alert", causes: ["budget-passed", "budget-forecast", "anomaly"], billing_account: account },
      schedule: every,
      destinations: [email],
    });
    addMinutes(6);
    expect(await send()).toMatchObject([{ state: "sent" }]);
    const [forecast] = (await answerForecast({ month: "2026-11", billing_account: account }, requestOf())).data;
    expect(forecast?.actual).toBe("2400.25");
    expect(textOf(0)).toContain(
      `New: Budget b of ${account} is expected to be passed: forecast ${forecast?.forecast ?? ""} of 2500.25 CNY in 2026-11`,
    );
    expect(textOf(0)).toMatch(/New: foretold, \w+ [^:]*: .*1100\.25/);
    addMinutes(5);
    expect(await send()).toMatchObject([{ state: "unchanged" }]);
    await set("1000000");
    // The day is over a week ago then.
    addMinutes(8 * 24 * 60);
    expect((await send()).filter(({ state }) => state === "sent")).toHaveLength(1);
    expect(textOf(1)).toContain(`Over: Budget b of ${account} is expected to be passed`);
    expect(textOf(1)).toContain("Over: foretold, ");
  });

  it("tells that a reading is late when the last due one had six hours and published nothing", async () => {
    await readMonth(11);
    await save({
      what: { kind: "alert", causes: ["late-data"], billing_account: enrollment },
      schedule: every,
      destinations: [email],
    });
    addMinutes(6);
    expect(await send()).toMatchObject([{ state: "unchanged" }]);
    addMinutes(24 * 60);
    expect((await send()).filter(({ state }) => state === "sent")).toHaveLength(1);
    expect(textOf(0)).toMatch(
      /New: The last due reading of 2026-11 of 100100 published nothing: snapshot [\w-]+ has usage through 2026-11-1\d/,
    );
  });
});

describe("who may do what with a report", () => {
  const definition = { what: monthEnd, destinations: [email] } as const;
  const li = caller({ name: "li", role: "editor", accounts: ["other"] });

  it("its owner alone sees, changes and runs it; an operator of all accounts sees, pauses and removes it", async () => {
    const id = await save(definition, li);
    expect((await operate({ operation: "list" }, caller({ name: "wang", role: "editor", accounts: ["other"] }))).data).toEqual([]);
    expect((await operate({ operation: "list" })).data).toMatchObject([{ id, owner: "li", own: false, accounts: ["other"] }]);
    await expect(operate({ operation: "run", id })).rejects.toThrow("Only its owner can run a report");
    await expect(operate({ operation: "save", id, name: "mine", ...definition })).rejects.toThrow("You have no report with this id");
    await operate({ operation: "pause", id });
    await expect(operate({ operation: "run", id }, li)).rejects.toThrow("paused");
    await operate({ operation: "resume", id }, li);
    await operate({ operation: "remove", id });
    expect((await operate({ operation: "list" }, li)).data).toEqual([]);
  });

  it("a reader can save none, and every change is audited without a secret", async () => {
    await expect(save(definition, caller({ role: "reader" }))).rejects.toThrow("editor");
    const id = await save(definition);
    const events = await openSnapshotDatabase(billing.client).rows<{ readonly action: string; readonly step: string }>(
      "SELECT action, step FROM AuditEvent WHERE target = {id:String} ORDER BY step",
      { id },
    );
    expect(events).toEqual([
      { action: "report.save", step: "asked" },
      { action: "report.save", step: "done" },
    ]);
  });

  it.each([
    [{ destinations: [{ kind: "webhook", form: "slack", url: { env: "ABI_SECRET_SOURCE" } }] }, "ABI_SECRET_REPORT_"],
    [
      {
        destinations: [
          {
            kind: "objects",
            location: {
              kind: "azure-blob",
              container: "https://a.blob.core.windows.net/c",
              credentials: { kind: "sas", sas: { env: "ABI_SECRET_EXPORTS" } },
            },
          },
        ],
      },
      "ABI_SECRET_EXPORTS is not one of reports",
    ],
    [{ destinations: [email, email] }, "names a receiver twice"],
    [{ schedule: "every day" }, "five cron fields"],
    [{ what: { kind: "view", view: "00000000-0000" } }, "no such view"],
  ])("%j is refused: %s", async (body, message) => {
    const error: unknown = await save({ ...definition, ...body }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(`${String(error)} ${JSON.stringify(error)}`).toContain(message);
  });

  it("a report whose owner has no rights any more fails, and says so", async () => {
    const id = await save({ ...definition, schedule: every });
    addMinutes(6);
    expect(await send({ open: () => "the consumption key is not set any more" })).toMatchObject([
      { state: "failed", detail: "The report has no rights: the consumption key is not set any more" },
    ]);
    expect((await runsOf(id))[0]?.snapshots).toEqual([]);
  });
});

describe("docs/reports.md", () => {
  it("has commands that answer what stands below them", async () => {
    const commands = docCommands("docs/reports.md");
    expect(commands).toHaveLength(3);
    const answers: string[] = [];
    for (const { command } of commands) {
      const [, url = "", body = ""] = /^curl -X POST (\S+)[^]*? -d '([^]*)'$/.exec(command) ?? [];
      expect(url).toBe("http://localhost:4000/operations/reports");
      answers.push(JSON.stringify(await operate(z.record(z.unknown()).parse(JSON.parse(body)))));
    }
    for (const [index, { answer }] of commands.entries()) expect(answers[index]).toMatch(answerPattern(answer ?? "?"));
  });
});
