import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";

interface Ending {
  readonly status: number | null;
  readonly stderr: string;
}

/** `npm run source -- …`, without npm, and with a ClickHouse at a port of this machine, where there is none on port 1. */
function source(args: readonly string[], port = 1): Promise<Ending> {
  const env = { ...process.env, MOOSE_CLICKHOUSE_CONFIG__HOST: "127.0.0.1", MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(port) };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", "tsx", "scripts/source.ts", ...args],
      { cwd: join(__dirname, "../../.."), env },
      (_error, _stdout, stderr) => {
        resolve({ status: child.exitCode, stderr });
      },
    );
  });
}

it.each([
  [[], 2, "there is no command; npm run source -- --help lists them\n"],
  [["new"], 2, "new takes the id of the source, such as my-source\n"],
  [["check"], 2, "check takes a file or an id; npm run source -- --help lists the commands\n"],
  [["check", "no-file.json"], 2, "there is no file no-file.json\n"],
  [["check", "docs", "--mnth", "2026-10"], 2, "Unknown option '--mnth'; see --help\n"],
  // The name of a folder of this project is an id all the same.
  [["list", "docs"], 1, "connect ECONNREFUSED 127.0.0.1:1: is the stack running? npm run dev starts it\n"],
] as const)("npm run source -- %j ends with %i and says what to do", { timeout: 60_000 }, async (args, status, stderr) => {
  expect(await source(args)).toEqual({ status, stderr });
});

it("npm run source -- list, while the stack makes its tables, says to wait, without the query", { timeout: 60_000 }, async () => {
  const server = createServer((_request, response) => {
    const unknown = `Unknown table expression identifier 'SourceConnection' in scope SELECT ${"c.id, ".repeat(40)}1`;
    response
      .writeHead(404, { "x-clickhouse-exception-code": "60" })
      .end(`Code: 60. DB::Exception: ${unknown}. (UNKNOWN_TABLE) (version 26.7.1.1)\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { status, stderr } = await source(["list"], (server.address() as AddressInfo).port);
    expect([status, stderr.length < 250]).toEqual([1, true]);
    expect(stderr).toMatch(/^the tables are not there yet: wait until .*, and run the command again \(Unknown table .*'SourceConnection'/);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
