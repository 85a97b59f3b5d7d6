import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { parseStartArguments } from "../../../scripts/start/start-arguments";

const ops = join(__dirname, "../../../ops");
const unit = readFileSync(join(ops, "systemd/azure-billing.service"), "utf8");
const setting = (name: string): string => new RegExp(`^${name}=(.*)$`, "m").exec(unit)?.[1] ?? "";

it("ops/systemd starts what the image starts, but for making the database, with arguments that npm start has", () => {
  const command = /^CMD (\[.*\])$/m.exec(readFileSync(join(ops, "Dockerfile"), "utf8"))?.[1] ?? "[]";
  const words = z.array(z.string()).parse(JSON.parse(command));
  expect(setting("ExecStart").split(" ")).toEqual(["/usr/bin/node", ...words.slice(1).filter((word) => word !== "--create-database")]);
  expect(parseStartArguments(words.slice(4))).toMatchObject({ waitMs: 600_000, createDatabase: true });
});

it("ops/systemd signals the program alone, gives it the minute that docs/operate.md names, and ends what is left", () => {
  expect([setting("KillMode"), setting("TimeoutStopSec"), setting("Restart")]).toEqual(["mixed", "60", "always"]);
  expect(readFileSync(join(ops, "../docs/operate.md"), "utf8")).toContain("give a process manager a minute before it kills");
});
