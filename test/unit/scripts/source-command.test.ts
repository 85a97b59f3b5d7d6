import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

/** `npm run source -- …`, without npm and without a stack. */
function source(...args: readonly string[]): { readonly status: number | null; readonly stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "scripts/source.ts", ...args], {
    cwd: join(__dirname, "../../.."),
    encoding: "utf8",
    env: { ...process.env, MOOSE_CLICKHOUSE_CONFIG__HOST: "127.0.0.1", MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: "1" },
  });
  return { status, stderr };
}

it.each([
  [[], 2, "there is no command; npm run source -- --help lists them\n"],
  [["new"], 2, "new takes the id of the source, such as my-source\n"],
  [["check"], 2, "check takes a file or an id; npm run source -- --help lists the commands\n"],
  // The name of a folder of this project is an id all the same.
  [["list", "docs"], 1, "connect ECONNREFUSED 127.0.0.1:1: is the stack running? npm run dev starts it\n"],
] as const)("npm run source -- %j ends with %i and says what to do", { timeout: 60_000 }, (args, status, stderr) => {
  expect(source(...args)).toEqual({ status, stderr });
});
