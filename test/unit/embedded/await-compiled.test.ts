import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeEach, describe, expect, it } from "vitest";

let project: string;
const projects: string[] = [];
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "await-compiled-"));
  projects.push(project);
  mkdirSync(join(project, "app/apis"), { recursive: true });
  mkdirSync(join(project, ".moose/compiled"), { recursive: true });
});
afterAll(() => {
  for (const folder of projects) rmSync(folder, { recursive: true });
});

function write(file: string, secondsAgo: number): void {
  const at = Date.now() / 1000 - secondsAgo;
  writeFileSync(join(project, file), "");
  utimesSync(join(project, file), at, at);
}

const awaitCompiled = () => promisify(execFile)(process.execPath, [resolve("embedded/await-compiled.mjs")], { cwd: project });

describe("a Moose command beside npm run dev", () => {
  it("takes what the stack has compiled after the latest change", async () => {
    write("app/apis/costs.ts", 60);
    write(".moose/compiled/.tsbuildinfo", 30);
    expect(await awaitCompiled()).toEqual({ stdout: "", stderr: "" });
  });

  it("waits until the stack has compiled the latest change", async () => {
    write(".moose/compiled/.tsbuildinfo", 60);
    write("app/apis/costs.ts", 1);
    let compiled = false;
    setTimeout(() => {
      compiled = true;
      write(".moose/compiled/.tsbuildinfo", 0);
    }, 1000);
    expect(await awaitCompiled()).toEqual({ stdout: "", stderr: "" });
    expect(compiled).toBe(true);
  });
});
