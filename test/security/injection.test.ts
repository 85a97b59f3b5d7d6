import { nextLooksSql } from "../../app/apis/answers/connections-sql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiProcess } from "./api-process";
import { TokenIssuer } from "./bearer-tokens";
import { isFullSize, sampleOf } from "../support/test-size";
import { hostileShapes, hostileSpellings, hostileTexts, hostileValues, needle } from "./hostile-inputs";
import { inParallel } from "./in-parallel";
import { ask, type Answered, engineText, exampleOf, SecurityLab } from "./security-lab";
import { liveMonth, marksOf, tenantA, tenantB } from "./seed-tenants";
import type { ServedApi } from "./served-endpoints";
import { StatementRecorder } from "./statement-recorder";

/** A parameter gets one of this many of the hostile inputs, the next one others: together they get each of them at least once. */
const steps = 180;

let lab: SecurityLab;
let recorder: StatementRecorder;
let worker: ApiProcess;
let token: string;
const issuer = new TokenIssuer();

beforeAll(async () => {
  lab = await SecurityLab.open();
  recorder = await StatementRecorder.start(lab.server.port);
  worker = await lab.worker({ clickhousePort: recorder.port, flags: issuer.flags() });
  token = issuer.token({ roles: ["operator"], billing_accounts: [tenantA.account], exp: Math.floor(Date.now() / 1000) + 7200 });
});

afterAll(async () => {
  recorder.stop();
  await lab.close();
});

/** What holds for every answer to every hostile question. */
function expectHarmless(question: string, { status, text }: Answered): void {
  expect([question, status, [200, 400, 403, 404, 413].includes(status)]).toEqual([question, status, true]);
  expect([question, engineText.exec(text)]).toEqual([question, null]);
  expect([question, marksOf(tenantB).exec(text)]).toEqual([question, null]);
}

const dataOf = ({ text }: Answered): readonly unknown[] => {
  const answer: unknown = JSON.parse(text);
  return typeof answer === "object" && answer !== null && "data" in answer && Array.isArray(answer.data) ? answer.data : [];
};

/** /api/costs tells how many groups are in a row when `top` is asked, and the share of a row when that is, and does not otherwise. */
function withoutOthers(row: unknown): unknown {
  if (typeof row !== "object" || row === null) return row;
  if ("share" in row) {
    const { share, ...rest } = row;
    expect(share).toBe("1");
    return rest;
  }
  if (!("others" in row)) return row;
  const { others, ...rest } = row;
  expect(others).toBe(0);
  return rest;
}

const address = (api: ServedApi, name: string, value: string, month?: string): string => {
  const query = exampleOf(api);
  if (month !== undefined) query.set("month", month);
  if (name === "from" || name === "to") query.delete("month");
  query.set(name, value);
  return `/api/${api.name}?${query.toString()}`;
};

describe("injection", () => {
  it("has 300 texts and 60 shapes, all different", () => {
    expect([new Set(hostileTexts).size, new Set(hostileShapes).size]).toEqual([300, 60]);
  });

  it("into any parameter of any API changes no answer, meets no engine, and reaches no statement", async () => {
    const targets = lab.endpoints.apis.flatMap((api) => api.parameters.map((parameter) => ({ api, parameter })));
    expect(targets.length).toBeGreaterThanOrEqual(10);
    let asked = 0;
    const sent = new Set<string>();
    for (const [index, { api, parameter }] of targets.entries()) {
      const values = sampleOf([...hostileTexts, ...hostileShapes], index, steps);
      const [unknown, all] = await Promise.all([
        ask(worker, { path: address(api, parameter.name, "zz-unknown") }, token),
        ask(worker, { path: `/api/${api.name}?${exampleOf(api).toString()}` }, token),
      ]);
      await inParallel(values, 8, async (value) => {
        const path = address(api, parameter.name, value);
        const answer = await ask(worker, { path }, token);
        expectHarmless(path, answer);
        if (answer.status !== 200) return;
        // A text that was taken is one more value that no row has; a number or a choice that was taken can only have made the answer smaller.
        if (parameter.isText && parameter.name !== "page" && unknown.status === 200)
          expect([path, dataOf(answer)]).toEqual([path, dataOf(unknown)]);
        else expect([path, dataOf(all)]).toEqual([path, expect.arrayContaining(dataOf(answer).map(withoutOthers))]);
      });
      await inParallel(sampleOf(hostileSpellings, index, 7), 8, async (spell) => {
        const query = exampleOf(api);
        query.delete(parameter.name);
        const path = `/api/${api.name}?${[query.toString(), spell(parameter.name, encodeURIComponent(parameter.example ?? "x"))].join("&")}`;
        expectHarmless(path, await ask(worker, { path }, token));
      });
      for (const value of values) sent.add(value);
      asked += values.length;
    }
    expect([sent.size, asked]).toEqual([360, isFullSize ? targets.length * 360 : targets.length * 2]);
  }, 1_800_000);

  it("into a text of a question about charges that are mapped as they are read does not either", async () => {
    const targets = lab.endpoints.apis
      .filter(({ parameters }) => parameters.some(({ name }) => name === "month"))
      .flatMap((api) => api.parameters.filter(({ name, isText }) => isText && name !== "month").map(({ name }) => ({ api, name })));
    expect(targets.length).toBeGreaterThanOrEqual(40);
    // Such a question takes seconds: one of five texts of each API is asked, another one than of the API before.
    await inParallel(sampleOf(targets, 0, 5), 2, async ({ api, name }, index) => {
      for (const value of isFullSize ? hostileTexts : [hostileTexts[(index * 35) % hostileTexts.length] ?? ""]) {
        const path = address(api, name, value, liveMonth);
        expectHarmless(path, await ask(worker, { path }, token));
      }
    });
    const charges = await ask(worker, { path: `/api/charges?month=${liveMonth}` }, token);
    expect(dataOf(charges)).toEqual([expect.objectContaining({ snapshot_id: "live" })]);
  }, 1_800_000);

  it("into any place of any posted question does not either", async () => {
    const posted = lab.questions.filter(({ body }) => body !== undefined);
    expect(posted.length).toBeGreaterThanOrEqual(1);
    for (const [turn, question] of posted.entries()) {
      const places = placesOf(JSON.parse(question.body ?? "{}"));
      const bodies = places.flatMap((put, index) =>
        [...sampleOf(hostileTexts, turn + index, steps), ...sampleOf(hostileValues, turn + index, 6)].map(put),
      );
      const whole = sampleOf<unknown>([...hostileTexts, ...hostileValues], turn, posted.length);
      await inParallel([...bodies, ...whole], 8, async (body) => {
        const text = JSON.stringify(body);
        const answer = await ask(worker, { ...question, body: text }, token);
        expectHarmless(text, echoing.has(question.name) ? { ...answer, text: withoutEcho(answer.text, body) } : answer);
      });
    }
  });

  it("finds exactly the row that has the hostile text: values are bound, not quoted or filtered", async () => {
    const rows = sampleOf([...hostileTexts.entries()], 0, 3).map(([index, currency]) => ({
      billing_account_id: tenantA.account,
      snapshot_id: "live",
      charge_id: `hostile-${index}`,
      month_date: "2026-11-01",
      currency,
    }));
    await lab.server.query(
      "INSERT INTO AzureBillingDetail FORMAT JSONEachRow",
      { database: "billing" },
      rows.map((row) => JSON.stringify(row)).join("\n"),
    );
    await inParallel(rows, 8, async ({ currency, charge_id }) => {
      const answer = await ask(worker, { path: "/posted-fixture", method: "POST", body: JSON.stringify({ currency }) }, token);
      expect([currency, dataOf(answer)]).toEqual([currency, [expect.objectContaining({ charge_id })]]);
    });
  });

  it("left no trace in any statement that was sent, and nothing changed in the database", async () => {
    expect(recorder.statements.size).toBeGreaterThanOrEqual(5);
    expect([...recorder.statements].filter((text) => text.includes(needle))).toEqual([]);
    // All but the access log's own insert were read only, limited and filtered; when connections look next is shared by all callers, and shows no charge.
    const isEverybodys = (text: string): boolean =>
      text.startsWith("INSERT INTO ApiAccessLog") || text.startsWith(nextLooksSql.toQuery().query.trim());
    expect([...recorder.unbounded].filter((text) => !isEverybodys(text))).toEqual([]);
    expect(await lab.server.query("SELECT count(), max(id) FROM ApplicationTag", { database: "billing" })).toBe("2\t2");
    expect(await lab.server.query("EXISTS TABLE AzureBillingDetail", { database: "billing" })).toBe("1");
  });
});

/** Operations answer with the change that was asked for, as it was asked for. */
const echoing: ReadonlySet<string> = new Set(["budget-operations", "application-tag-operations", "shared-cost-operations"]);

/** An answer without the texts of its own question. */
function withoutEcho(answer: string, body: unknown): string {
  if (typeof body === "string") return answer.replaceAll(JSON.stringify(body).slice(1, -1), "");
  if (typeof body !== "object" || body === null) return answer;
  return Object.values(body).reduce<string>(withoutEcho, answer);
}

/** For every leaf of a JSON value, and one unknown member of every object: a function that puts something else there. */
function placesOf(value: unknown): readonly ((other: unknown) => unknown)[] {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.flatMap((item, index) =>
      placesOf(item).map((put) => (other: unknown): unknown => [...items.slice(0, index), put(other), ...items.slice(index + 1)]),
    );
  }
  if (typeof value !== "object" || value === null) return [(other) => other];
  const members = Object.entries(value).flatMap(([name, item]) =>
    placesOf(item).map((put) => (other: unknown) => ({ ...value, [name]: put(other) })),
  );
  return [...members, (other) => ({ ...value, unknown_member: other })];
}
