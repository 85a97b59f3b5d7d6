import { execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSharedRates } from "../../../app/runtime/redis/shared-rates";
import { RateLimiter } from "../../../app/sources/http/rate-limiter";
import type { SharedRates } from "../../../app/sources/source";
import { freePorts } from "../../e2e/free-ports";

const rate = { perMinute: 6, burst: 2 };
const never = new AbortController().signal;
const closing: (() => void)[] = [];

afterAll(() => {
  for (const close of closing) close();
});

describe("without a Redis that answers", () => {
  it.each([
    ["nobody listens", null],
    ["it says nothing", () => undefined],
    ["it is something else", (text: string) => (text === "" ? null : "HTTP/1.1 400 Bad Request\r\n\r\n")],
    ["it hangs up", () => ""],
  ] as const)("%s: each process keeps the rate by itself, within a second, and asks again a minute later", async (_what, answer) => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.on("error", () => undefined);
      socket.on("data", (data) => {
        const said = answer?.(data.toString()) ?? null;
        if (said === "") socket.destroy();
        else if (said !== null) socket.write(said);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    if (answer === null) server.close();
    const shared = openSharedRates(`redis://127.0.0.1:${port}`, { answerMs: 200 });
    const began = performance.now();
    expect(await shared.take("a", rate)).toBeNull();
    expect(await shared.take("a", rate)).toBeNull();
    expect(performance.now() - began).toBeLessThan(1000);
    expect(connections).toBeLessThan(2);
    const sleeps: number[] = [];
    const clock = { now: () => 0, sleep: (ms: number) => (sleeps.push(ms), Promise.resolve()) };
    const limiter = new RateLimiter(rate, clock, (asked) => shared.take("a", asked));
    expect(await shared.takeNow("a", rate)).toBeNull();
    for (let count = 0; count < 4; count += 1) await limiter.admit(never);
    expect(sleeps).toEqual([10_000, 20_000]);
  });
});

const redis = ((): string | null => {
  try {
    return execFileSync("which", ["redis-server"], { encoding: "utf8" }).trim();
  } catch {
    return null;
  }
})();

describe.skipIf(redis === null)("with Redis", () => {
  let url = "";

  beforeAll(async () => {
    const [port = 0] = await freePorts(1);
    const child = spawn(redis ?? "", ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], {
      stdio: "ignore",
    });
    closing.push(() => child.kill());
    url = `redis://127.0.0.1:${port}`;
    for (let tries = 0; tries < 50 && (await openSharedRates(url).take("ready", rate)) === null; tries += 1) await sleep(100);
  });

  it("lets a burst through and then one per interval, over all processes", async () => {
    const processes: readonly SharedRates[] = [openSharedRates(url), openSharedRates(url), openSharedRates(url)];
    const turns: (number | null)[] = [];
    for (let count = 0; count < 6; count += 1) turns.push((await processes[count % 3]?.take("tenant one", rate)) ?? null);
    const [first, second, ...later] = turns;
    expect([first, second]).toEqual([0, 0]);
    for (const [index, wait] of later.entries()) {
      const due = (index + 1) * 10_000;
      // Time goes on between two of them.
      expect(wait).toBeLessThanOrEqual(due);
      expect(wait).toBeGreaterThan(due - 5000);
    }
    expect(await processes[0]?.take("tenant two", rate)).toBe(0);
  });

  it("refuses beyond a burst over all processes, and a refusal takes no turn", async () => {
    const [one, two] = [openSharedRates(url), openSharedRates(url)];
    const first = [await one.takeNow("caller", rate), await two.takeNow("caller", rate)];
    expect(first).toEqual([0, 0]);
    for (let count = 0; count < 50; count += 1) {
      const wait = await (count % 2 === 0 ? one : two).takeNow("caller", rate);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(10_000);
    }
    expect(await one.takeNow("another caller", rate)).toBe(0);
  });

  it("gives 200 turns of a fast budget out in the time that its rate takes, whoever asks", async () => {
    const processes = Array.from({ length: 4 }, () => openSharedRates(url));
    const waits = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        (processes[index % 4] ?? openSharedRates(url)).take("fast", { perMinute: 60_000, burst: 50 }),
      ),
    );
    const longest = Math.max(...waits.map((wait) => wait ?? Number.NaN));
    expect(longest).toBeLessThanOrEqual(150);
    expect(waits.filter((wait) => wait === 0).length).toBeGreaterThanOrEqual(50);
  });
});
