import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { request } from "undici";
import { readArguments } from "../../../simulator/read-arguments";
import type { Simulator } from "../../../simulator/simulator";
import { startSimulator } from "../../../simulator/start-simulator";

let simulator: Simulator;
const options = {
  seed: 9,
  enrollments: [
    { number: "100", key: "k-100", rows: 310 },
    { number: "200", key: "k-200", rows: 31 },
  ],
  today: "2026-11-15",
  pageSize: 100,
} as const;

beforeAll(async () => {
  simulator = await startSimulator(options);
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.setFaults([]);
});

async function get(path: string, key = "k-100"): Promise<{ status: number; text: string }> {
  const { statusCode, body } = await request(simulator.url + path, { headers: { authorization: `bearer ${key}` } });
  return { status: statusCode, text: await body.text() };
}
async function post(path: string, value: unknown): Promise<{ status: number; text: string }> {
  const { statusCode, body } = await request(simulator.url + path, { method: "POST", body: JSON.stringify(value) });
  return { status: statusCode, text: await body.text() };
}
const china = "/rest/100/usage-report/paginatedV3?month=2026-10&pageindex=0&fmt=json";

describe("the simulated enrollment", () => {
  it("answers as ea.azure.cn does: byte order mark, content, absolute nextLink", async () => {
    const { body } = await request(simulator.url + china, { headers: { authorization: "Bearer k-100" } });
    const bytes = Buffer.from(await body.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(JSON.parse(bytes.subarray(3).toString("utf8"))).toMatchObject({
      nextLink: `${simulator.url}${china.replace("pageindex=0", "pageindex=1")}`,
    });
  });

  it("answers as consumption.azure.com does: id, data, an opaque link, none at the end", async () => {
    let path = "/v3/enrollments/100/billingPeriods/202610/usagedetails";
    let rows = 0;
    for (let page = 0; page < 4; page += 1) {
      const body: unknown = JSON.parse((await get(path)).text);
      expect(body).toMatchObject({ id: "/v3/enrollments/100/billingPeriods/202610/usagedetails" });
      const { data, nextLink } = body as { data: unknown[]; nextLink?: string };
      rows += data.length;
      if (page === 3) expect(nextLink).toBeUndefined();
      else path = (nextLink ?? "").slice(simulator.url.length);
    }
    expect(rows).toBe(310);
  });

  it.each([
    [china, "", 401],
    [china, "wrong", 401],
    [china, "k-200", 403],
    ["/rest/999/usage-report/paginatedV3?month=2026-10&pageindex=0&fmt=json", "k-100", 403],
    ["/rest/100/usage-report/paginatedV3?month=2020-01&pageindex=0&fmt=json", "k-100", 404],
    ["/rest/100/usage-report/paginatedV3?month=2026-10&pageindex=99&fmt=json", "k-100", 404],
    ["/rest/100/usage-report/paginatedV3?month=oct&pageindex=0&fmt=json", "k-100", 400],
    ["/v2/enrollments/100/usagedetails", "k-100", 200],
    ["/v2/enrollments/100/usagedetailsbycustomdate?startTime=2026-09-01&endTime=2026-09-30", "k-100", 200],
    ["/v3/enrollments/100/usagedetails?$skiptoken=!!", "k-100", 400],
    ["/rest/100/billingPeriods/202610/usagedetails", "k-100", 404],
  ])("%s with key %j answers %i", async (path, key, status) => {
    expect((await get(path, key)).status).toBe(status);
  });

  it("serves the same bytes to everyone with the same options, and others for another seed", async () => {
    const [twin, other] = await Promise.all([startSimulator(options), startSimulator({ ...options, seed: 10 })]);
    const read = async (from: Simulator): Promise<string> => {
      const { body } = await request(from.url + china, { headers: { authorization: "Bearer k-100" } });
      return (await body.text()).replaceAll(from.url, "");
    };
    const [a, b, c] = await Promise.all([read(simulator), read(twin), read(other)]);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
    await Promise.all([twin.close(), other.close()]);
  });

  it("restates over HTTP, keeps the earlier totals to hand, and lets the open month grow by a day", async () => {
    const before = simulator.oracle("100", "2026-11");
    expect(before).toMatchObject({ revision: 0, throughDay: 14 });
    expect(JSON.parse((await post("/simulator/restate", { enrollment: "100", month: "2026-11" })).text)).toMatchObject({
      revision: 1,
      throughDay: 15,
    });
    const { text } = await get("/simulator/oracle?enrollment=100&month=2026-11");
    expect(JSON.parse(text)).toEqual(simulator.oracle("100", "2026-11"));
    expect(simulator.oracle("100", "2026-11").rows).toBeGreaterThan(before.rows);
    expect(simulator.oracle("100", "2026-11", 0, 14)).toEqual(before);
  });

  it("says what is wrong with a control request", async () => {
    expect(await post("/simulator/faults", [{ name: "no-such-fault" }])).toMatchObject({
      status: 400,
      text: expect.stringContaining("status-503") as unknown,
    });
    expect(await post("/simulator/restate", { enrollment: "100", month: "2026-13" })).toMatchObject({
      status: 400,
      text: expect.stringContaining("YYYY-MM") as unknown,
    });
    expect((await post("/simulator/restate", { enrollment: "999", month: "2026-10" })).status).toBe(404);
    expect((await get("/simulator/nothing")).status).toBe(404);
  });

  it("strikes at the page, the request and the number of times it is told to", async () => {
    simulator.setFaults([{ name: "status-500", page: 1, nth: 2, times: 2 }]);
    const second = china.replace("pageindex=0", "pageindex=1");
    expect((await get(china)).status).toBe(200);
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await get(second)).status);
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
  });

  it("logs where a key was seen, and never the key", async () => {
    simulator.clearRequests();
    await get(china);
    await get(`${china}&key=k-100`, "x");
    expect(simulator.requests().map((entry) => entry.headersWithKey)).toEqual([["authorization"], ["(url)"]]);
    expect(JSON.stringify(simulator.requests()[0])).not.toContain("k-100");
  });

  it("says that the port is taken", async () => {
    await expect(startSimulator({ ...options, port: simulator.port })).rejects.toThrow(
      `port ${simulator.port} is already in use; choose another with --port`,
    );
  });
});

describe("the command line", () => {
  it("takes what it is given", () => {
    const read = readArguments(["--port", "0", "--rows", "10000000", "--enrollment", "1,2", "--casing", "pascal"], "2026-11-20");
    expect(read).toMatchObject({
      options: { port: 0, casing: "pascal", today: "2026-11-20", enrollments: [{ number: "1", rows: 10_000_000 }, { number: "2" }] },
    });
  });

  it("serves a page again that the next one follows, and a marketplace that is not among the rows, where it is told to", async () => {
    const odd = await startSimulator({ ...options, repeatPage: 1, marketplace: "7.5", months: 2 });
    try {
      const read = async (path: string): Promise<unknown> => {
        const { body } = await request(odd.url + path, { headers: { authorization: "Bearer k-100" } });
        return JSON.parse((await body.text()).replace(/^\ufeff/, ""));
      };
      const pages = await Promise.all(
        [0, 1, 2, 3, 4].map(
          (page) => read(china.replace("pageindex=0", `pageindex=${page}`)) as Promise<{ content: unknown[]; nextLink: string | null }>,
        ),
      );
      expect(pages[1]?.content).toEqual(pages[0]?.content);
      expect(pages.map(({ content }) => content.length)).toEqual([100, 100, 100, 100, 10]);
      expect(pages.map(({ nextLink }) => nextLink?.match(/pageindex=(\d)/)?.[1])).toEqual(["1", "2", "3", "4", undefined]);
      expect(JSON.stringify(await read("/v3/enrollments/100/billingPeriods/202610/balancesummary"))).toContain(
        '"azureMarketplaceServiceCharges":7.5',
      );
      expect(odd.oracle("100", "2026-10").rows).toBe(310);
    } finally {
      await odd.close();
    }
  });

  it("reads what makes a bill odd", () => {
    expect(readArguments(["--late-every", "100", "--repeat-page", "3", "--marketplace", "12.5"], "2026-11-20")).toMatchObject({
      options: { lateEvery: 100, repeatPage: 3, marketplace: "12.5" },
    });
    expect(readArguments(["--marketplace", "much"], "2026-11-20")).toMatchObject({
      problems: [expect.stringContaining("--marketplace") as unknown],
    });
  });

  it("lists everything that is wrong at once", () => {
    const read = readArguments(["--port", "99999", "--rows", "many", "--today", "tomorrow"], "2026-11-20");
    expect("problems" in read && read.problems).toEqual([
      '--rows must be a whole number from 0 to 50000000, got "many"',
      '--today must be a date, YYYY-MM-DD, got "tomorrow"',
      '--port must be a whole number from 0 to 65535, got "99999"',
    ]);
    expect(readArguments(["--prot", "1"], "2026-11-20")).toMatchObject({ problems: [expect.stringContaining("--prot") as unknown] });
  });
});
