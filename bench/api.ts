import { Agent, request } from "node:http";
import { parseArgs } from "node:util";
import { ServerProcess } from "../test/clickhouse/server-process";
import { ApiProcess } from "../test/security/api-process";
import { compileProject } from "../test/support/compile-project";
import { createDatabase } from "../test/support/create-database";
import { type BenchQuestion, benchQuestions } from "./api-questions";
import { fillCharges, generatedBill } from "./fill-charges";
import { treeCpuSeconds } from "./process-usage";

interface Figures {
  readonly asked: number;
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of CPU for each question: of the engine and of the API's worker. */
  readonly engineMs: number;
  readonly apiMs: number;
}

/**
 * How soon the APIs answer, over HTTP from a warm worker of Moose's, to so many clients that each ask again as soon as they are answered: the same
 * question again and again, whose answer of published snapshots is kept, and one that was never asked before. In the same run the same questions go as SQL to the bare table of charges, unless `--no-bare` leaves that out.
 * `npx tsx bench/api.ts [--charges 60000000] [--clients 20] [--seconds 5] [--no-bare] [--json]`
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      charges: { type: "string", default: "60000000" },
      clients: { type: "string", default: "20" },
      seconds: { type: "string", default: "5" },
      "no-bare": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const clients = Number(values.clients);
  const say = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  const project = compileProject(() => undefined);
  const server = await ServerProcess.start();
  let api: ApiProcess | undefined;
  try {
    await createDatabase(server, "billing");
    const started = performance.now();
    await fillCharges(server, "billing", Number(values.charges), (month) => {
      say(`filled ${month} after ${Math.round((performance.now() - started) / 1000)} s`);
    });
    const fillSeconds = Math.round((performance.now() - started) / 1000);
    const merged = performance.now();
    for (const table of rollups) await server.query(`OPTIMIZE TABLE ${table} FINAL`, { database: "billing" });
    await untilMerged(server);
    // What is still to be merged would be counted with the questions.
    await server.query("SYSTEM STOP MERGES");
    say(`merged in ${Math.round((performance.now() - merged) / 1000)} s`);
    const tables = await server.query(
      `SELECT table, sum(rows) AS rows, sum(bytes_on_disk) AS bytes FROM system.parts WHERE active AND database = 'billing' AND has(['FocusCostAndUsage', ${rollups.map((name) => `'${name}'`).join(", ")}], table) GROUP BY table ORDER BY rows DESC FORMAT JSONEachRow`,
    );
    api = await ApiProcess.start({ project: project.directory, clickhousePort: server.port, database: "billing" });
    const pids: readonly [number, number] = [server.child?.pid ?? 0, api.pid];
    const results: {
      readonly question: BenchQuestion;
      readonly api: Figures;
      readonly first: Figures;
      readonly bare: Figures | null;
    }[] = [];
    for (const question of benchQuestions) {
      const asked = { url: `${api.url}${question.path}`, body: question.body };
      await measure(pids, clients, 3, () => asked);
      const own = await measure(pids, clients, Number(values.seconds), () => asked);
      const first = await measure(pids, clients, Number(values.seconds), neverAsked(asked));
      const sql = `${server.url}/?user=panda&password=pandapass&database=billing&default_format=JSONEachRow&query=${encodeURIComponent(question.bare)}`;
      // Once for each client: a scan of the whole table by all of them takes long enough.
      const bare = values["no-bare"] ? null : await measure(pids, clients, 0, () => ({ url: sql }));
      results.push({ question, api: own, first, bare });
      say(`${question.name}: ${own.p50} / ${own.p99} ms`);
    }
    const lines = results.map(({ question, ...figures }) => ({
      question: question.name,
      kind: question.kind,
      path: question.path,
      ...figures,
    }));
    const figures = {
      charges: Number(values.charges),
      clients,
      fillSeconds,
      tables: tables.split("\n").map((line): unknown => JSON.parse(line)),
      results: lines,
    };
    process.stdout.write(values.json ? `${JSON.stringify(figures, null, 2)}\n` : table(figures, lines));
  } finally {
    await api?.stop();
    await server.dispose();
    project.remove();
  }
}

const rollups = ["DailyFocusCost", "DailyFocusServiceCost", "MonthlyFocusCost", "MonthlyFocusResourceCost", "DailyFocusUsage"] as const;

interface Asked {
  readonly url: string;
  readonly body?: object | undefined;
}

/**
 * The question of each month in turn, where it is of a month, with one more row wanted in each round; undefined when that would be far from what is asked.
 * A question of all groups gets a `top` that no answer reaches, and one without groups begins some days later.
 */
function neverAsked({ url, body }: Asked): () => Asked | undefined {
  const { months } = generatedBill;
  const rounds = /\bmonth=/.test(url) ? months.length : 1;
  const isWhole = !/\b(top|limit)=\d+/.test(url);
  let asked = -1;
  return () => {
    asked += 1;
    const more = Math.floor(asked / rounds) + 1;
    if (more > (isWhole ? 190 : 50)) return undefined;
    if (body !== undefined) return { url, body: { ...body, limit: 1000 + more } };
    const ofMonth = url.replace(/\bmonth=[\d-]+/, `month=${months[asked % months.length] ?? ""}`);
    if (!isWhole)
      return { url: ofMonth.replace(/\b(top|limit)=(\d+)/, (_, name: string, rows: string) => `${name}=${Number(rows) + more}`) };
    if (!/\bgroup=(&|$)/.test(url)) return { url: `${ofMonth}&top=${500 + more}` };
    const [first = "", last = first] = [...ofMonth.matchAll(/\b(?:month|from|to)=([\d-]+)/g)].map(([, month]) => month);
    const days = `from=${first}-${day(1 + (more % 14))}&to=${last}-${day(28 - Math.floor(more / 14))}`;
    return { url: ofMonth.replace(/month=[\d-]+|from=[\d-]+&to=[\d-]+/, days) };
  };
}

const day = (number: number): string => String(number).padStart(2, "0");

/** Each client asks until the time is over or there is nothing left to ask, and at least once. Milliseconds. */
async function measure(
  [engine, api]: readonly [number, number],
  clients: number,
  seconds: number,
  next: () => Asked | undefined,
): Promise<Figures> {
  const cpu = (): readonly [number, number] => [treeCpuSeconds(engine), treeCpuSeconds(api)];
  const before = cpu();
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const took: number[] = [];
  const until = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      do {
        const asked = next();
        if (asked === undefined) return;
        const started = performance.now();
        await ask(agent, asked);
        took.push(performance.now() - started);
      } while (performance.now() < until);
    }),
  );
  agent.destroy();
  const after = cpu();
  const each = (process: 0 | 1): number => Math.round(((after[process] - before[process]) / took.length) * 10_000) / 10;
  took.sort((a, b) => a - b);
  const at = (share: number): number => Math.round((took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0) * 10) / 10;
  return { asked: took.length, p50: at(0.5), p99: at(0.99), engineMs: each(0), apiMs: each(1) };
}

function ask(agent: Agent, { url, body }: Asked): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json" };
    const sent = request(url, { agent, method: body === undefined ? "GET" : "POST", headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`${answer.statusCode ?? 0} of ${url}: ${text.slice(0, 300)}`));
      });
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function untilMerged(server: ServerProcess): Promise<void> {
  for (let waited = 0; waited < 20; waited += 1) {
    if ((await server.query("SELECT count() FROM system.merges")) === "0") return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

function table(
  { charges, clients, fillSeconds }: { readonly charges: number; readonly clients: number; readonly fillSeconds: number },
  lines: readonly {
    readonly question: string;
    readonly kind: string;
    readonly api: Figures;
    readonly first: Figures;
    readonly bare: Figures | null;
  }[],
): string {
  const width = Math.max(...lines.map(({ question }) => question.length));
  const cell = (value: number | undefined): string => (value?.toFixed(1) ?? "").padStart(9);
  const rows = lines.map(
    ({ question, kind, api, first, bare }) =>
      `${question.padEnd(width)}  ${kind.padEnd(10)}${[api, first, bare].map((one) => `  ${cell(one?.p50)}  ${cell(one?.p99)}`).join("")}  ${cell(first.engineMs)}  ${cell(first.apiMs)}`,
  );
  return (
    `${charges} charges (filled in ${fillSeconds} s), ${clients} clients, milliseconds\n` +
    `${"".padEnd(width)}  ${"".padEnd(10)}    API p50    API p99  first p50  first p99   bare p50   bare p99  first: engine, API ms of CPU each\n${rows.join("\n")}\n`
  );
}

void main();
