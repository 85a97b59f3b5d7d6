import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../clickhouse/server-process";
import { eventually } from "./eventually";

/** Apache Superset with an empty database of its own, and an administrator `admin`. */
export interface Superset {
  readonly url: string;
  readonly password: string;
  readonly stop: () => Promise<void>;
}

/** Starts the Superset of an environment whose programs are in `folder`. Takes minutes: it makes its tables first. */
export async function startSuperset(folder: string): Promise<Superset> {
  const directory = mkdtempSync(join(tmpdir(), "superset-"));
  const port = await freePort();
  const password = randomBytes(12).toString("hex");
  const config = join(directory, "superset_config.py");
  writeFileSync(
    config,
    [
      `SECRET_KEY = "${randomBytes(32).toString("hex")}"`,
      `SQLALCHEMY_DATABASE_URI = "sqlite:///${directory}/superset.db"`,
      "TALISMAN_ENABLED = False",
      "RATELIMIT_ENABLED = False",
    ].join("\n"),
  );
  const env = { ...process.env, SUPERSET_CONFIG_PATH: config, SUPERSET_HOME: directory, FLASK_APP: "superset.app:create_app" };
  const program = join(folder, "superset");
  const run = (...args: readonly string[]): void => {
    execFileSync(program, args, { env, stdio: "pipe", maxBuffer: 1 << 28 });
  };
  run("db", "upgrade");
  run(
    "fab",
    "create-admin",
    "--username",
    "admin",
    "--firstname",
    "A",
    "--lastname",
    "B",
    "--email",
    "a@example.com",
    "--password",
    password,
  );
  run("init");
  const child = spawn(program, ["run", "-p", String(port)], { env, stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => (await fetch(`${url}/health`)).ok || undefined);
  return {
    url,
    password,
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
