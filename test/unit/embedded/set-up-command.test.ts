import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { dashboardBuilder } from "../../../embedded/set-up/build-dashboard.mjs";
import { packagesAreInstalled, packagesStamp } from "../../../embedded/set-up/install-packages.mjs";
import { prepareObjectStore } from "../../../embedded/set-up/prepare-object-store.mjs";
import { cachedTemporal, prepareTemporal } from "../../../embedded/set-up/prepare-temporal.mjs";

const scratch = mkdtempSync(join(tmpdir(), "set-up-command-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

/** A clone on which nothing is installed. */
function freshClone(): string {
  const clone = mkdtempSync(join(scratch, "clone-"));
  cpSync("embedded", join(clone, "embedded"), { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) cpSync(file, join(clone, file));
  return clone;
}

function pathWith(...names: readonly (readonly [name: string, script: string])[]): string {
  const directory = mkdtempSync(join(scratch, "path-"));
  symlinkSync(process.execPath, join(directory, "node"));
  for (const [name, script] of names) writeFileSync(join(directory, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return directory;
}

function setUp(clone: string, path: string): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["embedded/set-up.mjs"], {
    cwd: clone,
    env: { PATH: path, HOME: scratch },
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

const addon = "node_modules/@514labs/kafka-javascript/build/Release";
const tools = ["c++", "make", "python3"].map((name) => [name, "exit 0"] as const);

describe("node embedded/set-up.mjs", () => {
  it("without a compiler says so in one line and exits with 1, before it installs anything", () => {
    const { status, said } = setUp(freshClone(), pathWith());
    expect(status).toBe(1);
    expect(said).toMatch(/^Missing to compile the Kafka client: a C\+\+ compiler, make, python3\. Install with: .+\n$/);
  });

  it("passes on why npm failed, and where all it said is", () => {
    const clone = freshClone();
    const { status, said } = setUp(
      clone,
      pathWith(...tools, ["npm", 'echo "npm error code E404"; echo "npm error 404 no such package"; exit 1']),
    );
    expect(status).toBe(1);
    expect(said).toContain(`npm install failed (npm error 404 no such package): see ${clone}/.embedded/logs/npm-install.log`);
  });

  it("says how to allow install scripts when the Kafka client was not built", () => {
    const { status, said } = setUp(freshClone(), pathWith(...tools, ["npm", "exit 0"]));
    expect(status).toBe(1);
    expect(said).toContain("npm config delete ignore-scripts");
  });

  it("installs once: the second run starts nothing", () => {
    const clone = freshClone();
    const made = [`${addon}/confluent-kafka-javascript.node`, dashboardBuilder];
    const npm = ["npm", `echo run >> npm-runs; ${made.map((file) => `mkdir -p ${dirname(file)}; : > ${file}`).join("; ")}`] as const;
    expect(setUp(clone, `${pathWith(...tools, npm)}:/usr/bin:/bin`).status).toBe(0);
    const second = setUp(clone, pathWith(["npm", "echo npm must not run; exit 1"]));
    expect(second).toMatchObject({ status: 0 });
    expect(second.said).not.toContain("Installing");
  });

  it("builds Temporal while npm installs, and ends the build when npm fails", () => {
    const clone = freshClone();
    const marker = join(clone, "building");
    // Each waits for the other, so that neither could end alone.
    const awaits = (file: string): string => `i=0; while [ ! -e ${file} ]; do i=$((i+1)); [ $i -gt 300 ] && exit 1; sleep 0.1; done`;
    const go = `case "$1" in version) echo "go version go1.26.8 linux/amd64" ;; *) : > ${marker}; ${awaits(`${marker}.npm`)}; : > "$GOBIN/temporal" ;; esac`;
    const npm = `${awaits(marker)}; : > ${marker}.npm; mkdir -p ${addon}; : > ${addon}/confluent-kafka-javascript.node`;
    const { status, said } = setUp(clone, `${pathWith(...tools, ["npm", npm], ["go", go])}:/usr/bin:/bin`);
    expect(status).toBe(0);
    expect(said).toMatch(/Building Temporal .* \.\.\.\n(?:.*\n)*.*Installing packages/);
    rmSync(join(scratch, ".cache"), { recursive: true, force: true });

    const failing = freshClone();
    const endless = `case "$1" in version) echo "go version go1.26.8 linux/amd64" ;; *) : > ${failing}/building; exec sleep 100 ;; esac`;
    const path = `${pathWith(...tools, ["npm", `${awaits(`${failing}/building`)}; exit 1`], ["go", endless])}:/usr/bin:/bin`;
    expect(setUp(failing, path)).toMatchObject({ status: 1, said: expect.stringContaining("npm install failed") as string });
  });

  it("installs again when the lockfile, or the compiled client, is another, and what npm prune took away", () => {
    const clone = freshClone();
    mkdirSync(join(clone, addon), { recursive: true });
    writeFileSync(join(clone, addon, "confluent-kafka-javascript.node"), "");
    writeFileSync(join(clone, "node_modules/.azure-billing-intelligence-set-up"), packagesStamp(clone));
    expect(packagesAreInstalled(clone)).toBe(false);
    mkdirSync(join(clone, dirname(dashboardBuilder)), { recursive: true });
    writeFileSync(join(clone, dashboardBuilder), "");
    expect(packagesAreInstalled(clone)).toBe(true);
    writeFileSync(join(clone, "package-lock.json"), "{}");
    expect(packagesAreInstalled(clone)).toBe(false);
    cpSync("package-lock.json", join(clone, "package-lock.json"));
    rmSync(join(clone, addon), { recursive: true });
    expect(packagesAreInstalled(clone)).toBe(false);
  });
});

describe("the object storage", () => {
  it("without Go, or with one that is too old, is missing, with one line on how to get it", async () => {
    const old = ["go", 'echo "go version go1.24.4 linux/amd64"'] as const;
    for (const path of [pathWith(), pathWith(old)])
      expect(await prepareObjectStore(scratch, { env: { PATH: path, HOME: scratch } })).toEqual({
        missing: "found neither versitygw 1.8.0 nor Go 1.25 to build it. Install Go (https://go.dev/dl), and start again.",
      });
  });
});

describe("Temporal", () => {
  const silent = "exit 0";
  const environment = (path: string): NodeJS.ProcessEnv => ({
    PATH: path,
    HOME: scratch,
    XDG_CACHE_HOME: mkdtempSync(join(scratch, "cache-")),
  });

  it("is taken from PATH in the version that Moose wants", async () => {
    const path = pathWith(["temporal", 'echo "temporal version 1.3.0 (Server 1.27.1, UI 2.36.0)"']);
    expect(await prepareTemporal(scratch, { env: environment(path) })).toEqual({ path: join(path, "temporal") });
  });

  it("of another version on PATH is passed over", async () => {
    const env = environment(pathWith(["temporal", 'echo "temporal version 0.9.0"']));
    expect(await prepareTemporal(scratch, { env })).toMatchObject({
      missing: expect.stringContaining("neither Temporal CLI 1.3.0") as string,
    });
  });

  it("without a binary and without Go is missing, with one line on how to get it", async () => {
    const answer = await prepareTemporal(scratch, { env: environment(pathWith()) });
    expect(answer).toEqual({
      missing:
        "found neither Temporal CLI 1.3.0 nor Go 1.23 to build it. Install Go (https://go.dev/dl) or put that CLI on PATH, and start again.",
    });
  });

  it("is not built with a Go that is too old", async () => {
    const env = environment(pathWith(["go", 'echo "go version go1.22.4 linux/amd64"']));
    expect(await prepareTemporal(scratch, { env })).toHaveProperty("missing");
  });

  const go = (install: string) =>
    ["go", `if [ "$1" = version ]; then echo "go version go1.26.8 linux/amd64"; exit 0; fi\n${install}`] as const;

  it("is built once, into the user's cache, and found there by the next clone", async () => {
    const env = environment(`${pathWith(go('printf x > "$GOBIN/temporal"'))}:/usr/bin:/bin`);
    expect(await prepareTemporal(scratch, { env })).toEqual({ path: cachedTemporal(env) });
    expect(await prepareTemporal(join(scratch, "another"), { env: { ...env, PATH: pathWith(["go", silent]) } })).toEqual({
      path: cachedTemporal(env),
    });
  });

  it("that cannot be built is missing for the reason Go gave, and nothing half made stays behind", async () => {
    const env = environment(
      `${pathWith(go('echo half > "$GOBIN/temporal"; echo "go: module lookup: cannot reach proxy" >&2; exit 1'))}:/usr/bin:/bin`,
    );
    const answer = await prepareTemporal(scratch, { env });
    expect(answer).toMatchObject({ missing: expect.stringContaining("cannot reach proxy") as string });
    expect(spawnSync("find", [env["XDG_CACHE_HOME"] ?? "", "-type", "f"], { encoding: "utf8" }).stdout).toBe("");
  });
});
