import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const root = join(__dirname, "../../..");
const rulesFile = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), annotations: z.object({ runbook: z.string() }) })) })),
});
const incidentsFile = z.object({
  tests: z.array(z.object({ alert_rule_test: z.array(z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()).optional() })) })),
});

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const rules = rulesFile.parse(parse(read("ops/alert-rules.yaml"))).groups.flatMap((group) => group.rules);

describe("ops/alert-rules.yaml", () => {
  it.skipIf(spawnSync("promtool", ["--version"]).error !== undefined)(
    "fires in each recorded incident and is quiet before it (skipped where promtool of Debian's package prometheus is missing)",
    () => {
      const { status, stdout, stderr } = spawnSync("promtool", ["test", "rules", "ops/alert-rules.test.yaml"], {
        cwd: root,
        encoding: "utf8",
      });
      expect(`${stdout}${stderr}`).toMatch(/^Unit Testing: {2}ops\/alert-rules\.test\.yaml\n {2}SUCCESS\s*$/);
      expect(status).toBe(0);
    },
  );

  it("has an incident for each alert, with a time at which it is quiet and one at which it fires", () => {
    const incidents = incidentsFile.parse(parse(read("ops/alert-rules.test.yaml"))).tests.flatMap((test) => test.alert_rule_test);
    const of = (fires: boolean): readonly string[] =>
      incidents.filter((one) => (one.exp_alerts !== undefined) === fires).map((one) => one.alertname);
    const named = rules.map(({ alert }) => alert).sort();
    expect([...of(true)].sort()).toEqual(named);
    expect([...of(false)].sort()).toEqual(named);
  });

  it("names for each alert its own section of docs/runbook.md, and no section is without an alert", () => {
    const sections = [...read("docs/runbook.md").matchAll(/^### (\w+)$/gm)].map(([, name = ""]) => name);
    expect(sections).toEqual(rules.map(({ alert }) => alert));
    expect(rules.map(({ annotations }) => annotations.runbook)).toEqual(sections.map((name) => `docs/runbook.md#${name.toLowerCase()}`));
  });
});
