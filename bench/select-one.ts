import { mkdtempSync, rmSync } from "node:fs";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Session } from "chdb";
import { ServerProcess } from "../test/clickhouse/server-process";
import { cpuSeconds } from "./process-usage";

/**
 * `npx tsx bench/select-one.ts [--questions 2000] [--rounds 5]`: how long `SELECT 1` takes of chDB itself, and of the embedded ClickHouse over a kept
 * connection, one after another, in turn; beside them an HTTP server that answers `1` to everything. Wall time and CPU of whoever answers.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { questions: { type: "string", default: "2000" }, rounds: { type: "string", default: "5" } } });
  const questions = Number(values.questions);
  const directory = mkdtempSync(join(tmpdir(), "select-one-"));
  const session = new Session(directory);
  const server = await ServerProcess.start();
  const bare = createServer((_, response) => response.end("1\n"));
  await new Promise<void>((resolve) => bare.listen(0, "127.0.0.1", resolve));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const search = "user=panda&password=pandapass";
  const { port } = bare.address() as AddressInfo;
  const own = process.pid;
  const ways: readonly Way[] = [
    { name: "chDB", pid: own, ask: async () => (await session.queryAsync("SELECT 1", { format: "TabSeparated" })).text() },
    { name: "embedded/clickhouse", pid: server.child?.pid ?? 0, ask: () => post(agent, server.port, search) },
    { name: "an HTTP server that answers 1 (it and its caller in one process)", pid: own, ask: () => post(agent, port, search) },
  ];
  try {
    const figures = ways.map(() => ({ wall: [] as number[], cpu: [] as number[] }));
    for (const { ask } of ways) await repeat(ask, questions / 4);
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const [index, { pid, ask }] of ways.entries()) {
        const cpu = cpuSeconds(pid);
        const started = performance.now();
        await repeat(ask, questions);
        figures[index]?.wall.push((performance.now() - started) / questions);
        figures[index]?.cpu.push(((cpuSeconds(pid) - cpu) * 1000) / questions);
      }
    }
    for (const [index, { name }] of ways.entries()) {
      const { wall = [], cpu = [] } = figures[index] ?? {};
      const ratio = `${(median(wall) / median(figures[0]?.wall ?? [])).toFixed(2)} and ${(median(cpu) / median(figures[0]?.cpu ?? [])).toFixed(2)} of chDB`;
      console.log(`${name}: ${median(wall).toFixed(3)} ms, CPU ${median(cpu).toFixed(3)} ms${index === 0 ? "" : `: ${ratio}`}`);
    }
  } finally {
    agent.destroy();
    bare.close();
    session.close();
    await server.dispose();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Way {
  readonly name: string;
  /** Whose CPU is counted. */
  readonly pid: number;
  readonly ask: () => Promise<string>;
}

async function repeat(ask: () => Promise<string>, times: number): Promise<void> {
  for (let asked = 0; asked < times; asked += 1) {
    const answer = await ask();
    if (answer.trim() !== "1") throw new Error(`SELECT 1 was answered ${JSON.stringify(answer)}`);
  }
}

function post(agent: Agent, port: number, search: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = request({ agent, host: "127.0.0.1", port, method: "POST", path: `/?${search}` }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.once("end", () => {
        resolve(text);
      });
    });
    asking.once("error", reject);
    asking.end("SELECT 1");
  });
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

void main();
