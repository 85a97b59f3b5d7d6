import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { withoutLineage } from "../../../embedded/launcher/without-lineage";

it("only the process in which Moose lists the project has no TypeScript, in a folder with spaces and beside other NODE_OPTIONS too", () => {
  const root = mkdtempSync(join(tmpdir(), "with spaces "));
  try {
    for (const folder of ["embedded", "node_modules"]) symlinkSync(join(process.cwd(), folder), join(root, folder));
    const runner = join(root, "runner.cjs");
    writeFileSync(runner, 'console.log("createProgram" in require("typescript"), Error.stackTraceLimit)');
    const once = withoutLineage(root, { ...process.env, NODE_OPTIONS: "--stack-trace-limit=7" });
    const env = withoutLineage(root, once);
    expect(env["NODE_OPTIONS"]).toBe(once["NODE_OPTIONS"]);
    const said = (command: string): string => execFileSync(process.execPath, [runner, command], { env, encoding: "utf8" });
    expect([said("dmv2-serializer"), said("consumption-apis")]).toEqual(["false 7\n", "true 7\n"]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
