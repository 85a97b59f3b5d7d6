import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiProcess } from "./api-process";
import { hostileBodies } from "./hostile-bodies";
import { inParallel } from "./in-parallel";
import { ask, type EndpointQuestion, engineText, SecurityLab } from "./security-lab";
import { endsAfterAnswer } from "./ends-after-answer";
import { sendRaw } from "./send-raw";
import { bySize } from "../support/test-size";

const count = bySize(500, 10_000);

let lab: SecurityLab;
let worker: ApiProcess;

beforeAll(async () => {
  lab = await SecurityLab.open();
  worker = await lab.worker();
});

afterAll(async () => {
  await lab.close();
});

/** The runner and its workers. */
const processes = (): readonly number[] => [
  worker.pid,
  ...readFileSync(`/proc/${worker.pid}/task/${worker.pid}/children`, "utf8").trim().split(" ").map(Number),
];
const memoryMb = (): number =>
  processes().reduce((sum, pid) => sum + Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024, 0);
const openFiles = (): number => processes().reduce((sum, pid) => sum + readdirSync(`/proc/${pid}/fd`).length, 0);

const posted = (): readonly (EndpointQuestion & { readonly body: string })[] =>
  lab.questions.flatMap((question) => (question.body === undefined ? [] : [{ ...question, body: question.body }]));

describe("hostile bodies", () => {
  it(`${count} to the posted questions: each is refused with 400 or 413, no process ends, and memory stays`, async () => {
    const send = async (question: EndpointQuestion & { readonly body: string }, size: number): Promise<ReadonlyMap<number, number>> => {
      const statuses = new Map<number, number>();
      await inParallel(hostileBodies(question.body, size), 8, async ({ name, make, chunked }) => {
        const bytes = make();
        const stream = (): ReadableStream<Uint8Array> =>
          new ReadableStream({
            start: (controller) => {
              for (let at = 0; at < bytes.length; at += 65_536) controller.enqueue(bytes.subarray(at, at + 65_536));
              controller.close();
            },
          });
        const body = chunked ? { body: stream(), duplex: "half" as const } : { body: new Uint8Array(bytes) };
        const answer = await fetch(`${worker.url}${question.path}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          ...body,
        }).then(
          async (response) => ({ status: response.status, text: await response.text() }),
          // The server hung up on a body that it had refused; what it said was lost on the way.
          () => ({ status: 413, text: "" }),
        );
        expect([name, bytes.length, [200, 400, 413].includes(answer.status)]).toEqual([name, bytes.length, true]);
        // Records come in arrays, for which the limit is Moose's own.
        const limit = question.path === "/records" ? 10_485_760 : 65_536;
        if (bytes.length > limit) expect([name, answer.status]).toEqual([name, 413]);
        expect([name, engineText.exec(answer.text)]).toEqual([name, null]);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      });
      return statuses;
    };
    const before = processes();
    for (const question of posted()) {
      await send(question, 200);
      const memory = memoryMb();
      const statuses = await send(question, Math.ceil(count / posted().length));
      // Records are taken up to 10 MB, eight at a time here; and what is asked with is an empty array, of which many of these bodies are one still.
      const takesRecords = question.path === "/records";
      expect(statuses.get(400)).toBeGreaterThan(takesRecords ? 0 : count / posted().length / 3);
      expect(statuses.get(413)).toBeGreaterThan(takesRecords ? 0 : count / posted().length / 20);
      expect(memoryMb() - memory).toBeLessThan(takesRecords ? 300 : 64);
      expect((await ask(worker, question)).status).toBe(200);
    }
    expect(processes()).toEqual(before);
  });

  it("as raw bytes: lengths that lie, two lengths, chunks that are none, headers without end", async () => {
    await inParallel(posted(), posted().length, async ({ path, body }) => {
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
      const chunked = `${head}Transfer-Encoding: chunked\r\n`;
      const smuggled = `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
      const raw: readonly (readonly [string, string, readonly (number | "closed")[]])[] = [
        ["a body longer than its length", `${head}Content-Length: 1\r\nConnection: close\r\n\r\n${body}`, [400, "closed"]],
        ["a length and chunks", `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`, [400, "closed"]],
        ["two lengths", `${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\n${body}`, [400, "closed"]],
        ["a negative length", `${head}Content-Length: -1\r\n\r\n${body}`, [400, "closed"]],
        ["a length of 20 digits", `${head}Content-Length: 99999999999999999999\r\n\r\n${body}`, [400, 413, "closed"]],
        ["a length over the limit, and nothing", `${head}Content-Length: 20000000\r\n\r\n`, [413]],
        ["a chunk of no number", `${chunked}\r\nxyz\r\n${body}\r\n0\r\n\r\n`, [400, "closed"]],
        ["a chunk size that overflows", `${chunked}\r\nffffffffffffffff1\r\n${body}\r\n`, [400, "closed"]],
        ["a header of 20,000 bytes", `${head}X-Long: ${"x".repeat(20_000)}\r\n\r\n`, [400, 431, "closed"]],
        ["2,000 headers", `${head}${"X: y\r\n".repeat(2000)}\r\n`, [400, 413, 431, 408, "closed"]],
        ["a body that never comes", `${head}Content-Length: 100\r\n\r\n{`, [408]],
        ["no HTTP", `\u0000\u0001\u0002${"A".repeat(1000)}\r\n\r\n`, [400, "closed"]],
      ];
      await Promise.all(
        raw.map(async ([name, bytes, allowed]) => {
          const status = await sendRaw(worker.url, bytes);
          expect([name, status, allowed.some((one) => one === status)]).toEqual([name, status, true]);
        }),
      );
    });
    await inParallel(lab.questions, 2, async (question) => {
      expect((await ask(worker, question)).status).toBeLessThan(500);
    });
  });

  it("that are announced and do not come, as Moose's CLI forwards them, end the connection: the next request on it is not awaited as their text", async () => {
    await inParallel(lab.questions, 8, async ({ path, method }) => {
      const head = `${method} ${path} HTTP/1.1\r\nHost: x\r\n`;
      if (method === "GET") expect([path, await endsAfterAnswer(worker.url, `${head}\r\n`, 500)]).toEqual([path, false]);
      expect([path, await endsAfterAnswer(worker.url, `${head}Content-Length: 20000000\r\n\r\n`, 60_000)]).toEqual([path, true]);
      expect([path, await endsAfterAnswer(worker.url, `${head.replace("GET", "DELETE")}Content-Length: 20000000\r\n\r\n`, 60_000)]).toEqual(
        [path, true],
      );
    });
  });

  it("to what reads no body: the body is ignored, and the answer is the same", async () => {
    const size = Math.ceil(count / 10);
    const gets = lab.questions.filter(({ method }) => method === "GET");
    await inParallel(hostileBodies('{"month":"2026-10"}', size), 2, async ({ make }, index) => {
      const question = gets[index % gets.length];
      if (question === undefined) return;
      const bytes = Buffer.from(make()).subarray(0, 100_000).toString("latin1");
      const request = `GET ${question.path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${bytes.length}\r\n\r\n${bytes}`;
      const status = await sendRaw(worker.url, request);
      expect([question.name, status === "closed" || (typeof status === "number" && status < 500)]).toEqual([question.name, true]);
    });
    expect(openFiles()).toBeLessThan(400);
  });
});
