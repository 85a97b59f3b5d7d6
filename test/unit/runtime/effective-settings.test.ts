import { describe, expect, it } from "vitest";
import { readConsoles } from "../../../app/runtime/config/console-settings";
import { type EffectiveSetting, effectiveSettings } from "../../../app/runtime/config/effective-settings";

type Shown = Pick<EffectiveSetting, "value" | "source" | "secret">;
const byName = (env: Readonly<Record<string, string>>): ReadonlyMap<string, Shown> =>
  new Map(effectiveSettings(env).map(({ name, value, source, secret }) => [name, { value, source, secret }]));

describe("effectiveSettings", () => {
  it("has the value of the environment, else the default, else none, and of a secret whether it is set", () => {
    const settings = byName({
      AZURE_EA_ENROLLMENT: "100100,200200",
      AZURE_EA_API_KEY: "canary-1",
      AZURE_EA_API_KEY_200200: "canary-2",
      ABI_SECRET_SAS: "canary-3",
      AZURE_BILLING_CONSUMPTION_KEY_ROLE: "editor",
    });
    expect(settings.get("AZURE_EA_ENROLLMENT")).toEqual({ value: "100100,200200", source: "environment", secret: false });
    expect(settings.get("AZURE_EA_LAG_MONTHS")).toEqual({ value: "1", source: "default", secret: false });
    expect(settings.get("AZURE_EA_CURRENCY")).toEqual({ value: null, source: "none", secret: false });
    expect(settings.get("AZURE_BILLING_CONSUMPTION_KEY_ROLE")).toEqual({ value: "editor", source: "environment", secret: false });
    expect(settings.get("redpanda_config.broker")).toEqual({ value: expect.any(String) as string, source: "moose", secret: false });
    const secrets = [...settings].filter(([, { secret }]) => secret).map(([name, { value }]) => `${name} ${value ?? ""}`);
    expect(secrets).toEqual([
      "AZURE_EA_API_KEY set",
      "AZURE_BILLING_SEALING_KEY not set",
      "OTEL_EXPORTER_OTLP_HEADERS not set",
      "MOOSE_INGEST_API_KEY not set",
      "MOOSE_CONSUMPTION_API_KEY not set",
      "MOOSE_AUTHENTICATION__ADMIN_API_KEY not set",
      "AZURE_BILLING_CLICKHOUSE_READER_PASSWORD not set",
      "AZURE_BILLING_ASSISTANT_TOKEN not set",
      "ABI_SECRET_SAS set",
      "AZURE_EA_API_KEY_200200 set",
    ]);
  });

  it("shows no secret, wherever somebody has put one, and no variable of others", () => {
    const names = effectiveSettings({}).map(({ name }) => name);
    const env = {
      ...Object.fromEntries(names.filter((name) => /KEY(?!_ROLE)|PASSWORD|HEADERS/.test(name)).map((name) => [name, "canary"])),
      AZURE_EA_BASE_URL: "https://user:canary@ea.azure.cn",
      OTEL_EXPORTER_OTLP_ENDPOINT: "https://user:p@canary@collector:4318",
      ABI_SECRET_X: "canary",
      AWS_SECRET_ACCESS_KEY: "canary",
      PATH: "canary",
    };
    const shown = effectiveSettings(env);
    expect(JSON.stringify(shown)).not.toContain("canary");
    expect(shown.find(({ name }) => name === "AZURE_EA_BASE_URL")?.value).toBe("https://[redacted]@ea.azure.cn");
    expect(shown.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual(["ABI_SECRET_X"]);
  });
});

describe("readConsoles", () => {
  it("has the address of each component, and none where the setting is unusable or names a password", () => {
    const consoles = readConsoles({ AZURE_BILLING_CONSOLES: "clickhouse=https://ch.corp/play?a=b, temporal=http://t:8080" });
    expect([...consoles]).toEqual([
      ["clickhouse", "https://ch.corp/play?a=b"],
      ["temporal", "http://t:8080"],
    ]);
    for (const text of ["", "temporal", "temporal=ftp://x", "temporal=https://user:pass@x", "temporal=javascript:alert(1)"])
      expect([...readConsoles({ AZURE_BILLING_CONSOLES: text })]).toEqual([]);
  });
});
