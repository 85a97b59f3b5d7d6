import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startWebhookCatcher, type WebhookCatcher } from "../support/webhook-catcher";
import type { ApiProcess } from "./api-process";
import { TokenIssuer } from "./bearer-tokens";
import { ask, SecurityLab } from "./security-lab";
import { marksOf, personMarks, tenantA, tenantB } from "./seed-tenants";

let lab: SecurityLab;
let worker: ApiProcess;
let hooks: WebhookCatcher;
const issuer = new TokenIssuer();
const ofTenant = (account: string, role: string): string =>
  issuer.token({ sub: `of-${account}`, roles: [role, "personal-data"], billing_accounts: [account] });

beforeAll(async () => {
  lab = await SecurityLab.open();
  worker = await lab.worker({ flags: issuer.flags() });
  hooks = await startWebhookCatcher();
});

afterAll(async () => {
  await hooks.close();
  await lab.close();
});

const answered = z.object({
  data: z.array(z.object({ id: z.string().optional(), state: z.string().optional(), detail: z.string().optional() })),
});

async function operate(token: string, body: object): Promise<z.infer<typeof answered>["data"]> {
  const { status, text } = await ask(worker, { path: "/operations/reports", method: "POST", body: JSON.stringify(body) }, token);
  expect({ status, text }).toMatchObject({ status: 200 });
  return answered.parse(JSON.parse(text)).data;
}

/** Runs the task of the workflow, as Moose's worker does, on the compiled project. */
async function runWorkflow(): Promise<unknown> {
  const script = `
    require("./.moose/compiled/app/index.js");
    const { getWorkflow } = require("@514labs/moose-lib");
    getWorkflow("send-reports").config.startingTask.config.run({ input: { byHand: true }, state: {} })
      .then((counts) => { process.stdout.write("\\n@@" + JSON.stringify(counts)); process.exit(0); }, (error) => { console.error(error); process.exit(1); });`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], {
    cwd: lab.project,
    env: {
      ...process.env,
      NODE_ENV: "development",
      MOOSE_DISABLE_COMPILER_LOGS: "1",
      MOOSE_CLICKHOUSE_CONFIG__HOST: "127.0.0.1",
      MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(lab.server.port),
      MOOSE_CLICKHOUSE_CONFIG__DB_NAME: "billing",
      AZURE_BILLING_REPORT_HOSTS: hooks.host,
      ABI_SECRET_REPORT_HOOK: `http://${hooks.host}/json`,
    },
  });
  return JSON.parse(stdout.slice(stdout.lastIndexOf("\n@@") + 3));
}

describe("the workflow that sends reports", () => {
  const destinations = [{ kind: "webhook", form: "json", url: { env: "ABI_SECRET_REPORT_HOOK" } }];

  it("tells a tenant's report the tenant's rows alone and no name of a person, once", async () => {
    const token = ofTenant(tenantA.account, "editor");
    const subjects = [
      ...["month-end", "chargeback", "data-quality", "commitments", "budget-variance", "anomalies", "what-changed"].map((report) => ({
        kind: "ready",
        report,
        month: "2026-10",
        days: 62,
      })),
      { kind: "view", view: "" },
    ];
    const [view] = answered.parse(
      JSON.parse(
        (
          await ask(
            worker,
            {
              path: "/views",
              method: "POST",
              body: JSON.stringify({ operation: "save", name: "all", question: { endpoint: "charges", parameters: { month: "2026-10" } } }),
            },
            token,
          )
        ).text,
      ),
    ).data;
    const formats = ["html", "csv"];
    for (const what of subjects)
      for (const format of formats) {
        const subject = what.kind === "view" ? { ...what, view: view?.id } : what;
        const [saved] = await operate(token, { operation: "save", name: "of A", what: subject, format, destinations });
        await operate(token, { operation: "run", id: saved?.id });
      }
    expect(await runWorkflow()).toEqual({ delivered: subjects.length * formats.length, failed: 0 });
    expect(await runWorkflow()).toEqual({ delivered: 0, failed: 0 });
    const bodies = hooks.caught.map(({ body }) => textOf(body));
    expect(bodies).toHaveLength(subjects.length * formats.length);
    expect(bodies.filter((text) => marksOf(tenantA).test(text)).length).toBeGreaterThan(6);
    expect(bodies.filter((text) => marksOf(tenantB).test(text))).toEqual([]);
    expect(bodies.filter((text) => personMarks.test(text))).toEqual([]);
  });

  it("lets nobody see or change another tenant's reports, and a reader none", async () => {
    expect(await operate(ofTenant(tenantB.account, "editor"), { operation: "list" })).toEqual([]);
    const [own] = await operate(ofTenant(tenantA.account, "editor"), { operation: "list" });
    for (const operation of ["run", "runs", "pause", "remove"]) {
      const body = JSON.stringify({ operation, id: own?.id });
      const { status } = await ask(
        worker,
        {
          path: "/operations/reports",
          method: "POST",
          body,
        },
        ofTenant(tenantB.account, "editor"),
      );
      expect([operation, status]).toEqual([operation, 404]);
    }
    const { status } = await ask(
      worker,
      {
        path: "/operations/reports",
        method: "POST",
        body: '{"operation":"list"}',
      },
      ofTenant(tenantA.account, "reader"),
    );
    expect(status).toBe(403);
  });
});

/** A body with its files as text. */
function textOf(body: string): string {
  const { files } = z.object({ files: z.array(z.object({ content_base64: z.string() })) }).parse(JSON.parse(body));
  return [
    body.replace(/"content_base64":"[^"]*"/g, ""),
    ...files.map(({ content_base64 }) => Buffer.from(content_base64, "base64").toString()),
  ].join("\n");
}
