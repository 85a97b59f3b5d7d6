import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

const root = resolve(__dirname, "../..");

/** Objects with their keys and alternatives in order (the compiler's depends on which file it met first), and without the folder that this clone happens to stand in. */
function canonical(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(root, "<project>");
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, key === "oneOf" ? inOrder(canonical(inner)) : canonical(inner)]));
}

function inOrder(alternatives: unknown): unknown {
  if (!Array.isArray(alternatives)) return alternatives;
  return alternatives
    .map((one: unknown) => JSON.stringify(one))
    .sort()
    .map((text): unknown => JSON.parse(text));
}

describe("moose check", () => {
  let map: unknown;

  beforeAll(() => {
    // A home of its own: the CLI writes settings and logs there, and must not meet the user's.
    const home = mkdtempSync(join(tmpdir(), "moose-check-"));
    execFileSync("npx", ["--no-install", "moose", "check", "--write-infra-map"], {
      cwd: root,
      env: { ...process.env, HOME: home, MOOSE_TELEMETRY__ENABLED: "false" },
      encoding: "utf8",
    });
    map = JSON.parse(readFileSync(join(root, ".moose/infrastructure_map.json"), "utf8"));
  });

  it("accepts the project and declares exactly the reviewed infrastructure", async () => {
    await expect(`${JSON.stringify(canonical(map), null, 2)}\n`).toMatchFileSnapshot("infrastructure-map.snap.json");
  });
});
