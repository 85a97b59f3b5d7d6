import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readDeliveryPolicy } from "../../../app/runtime/config/extraction-settings";
import { readSourceSettings } from "../../../app/runtime/config/read-source-settings";
import { SealingKeys, sealedWith } from "../../../app/runtime/sealing";
import { namedSecrets, resealValues, sealValues, secretsOf } from "../../../app/pipeline/connections/connection-secrets";
import { SourceError } from "../../../app/sources/source-error";

const [old, fresh] = [randomBytes(32), randomBytes(32)];
const canary = "canary-sas-sv=2022&sig=abc/def+ghi=";

describe("sealed values", () => {
  const keys = new SealingKeys([old]);

  it("open with their key for what they were sealed for, and say nothing of themselves", () => {
    const sealed = keys.seal(canary, "exports/ABI_SECRET_SAS");
    expect(keys.open(sealed, "exports/ABI_SECRET_SAS")).toBe(canary);
    expect(sealed).not.toContain("canary");
    expect(Buffer.from(sealed.split(".")[3] ?? "", "base64url").toString("latin1")).not.toContain("canary");
    expect(sealedWith(sealed)).toBe(keys.keyId);
    expect(keys.seal(canary, "exports/ABI_SECRET_SAS")).not.toBe(sealed);
  });

  it("open neither with another key, nor for another connection or name, nor with a bit changed", () => {
    const sealed = keys.seal(canary, "exports/ABI_SECRET_SAS");
    expect(new SealingKeys([fresh]).open(sealed, "exports/ABI_SECRET_SAS")).toBe(null);
    expect(keys.open(sealed, "theirs/ABI_SECRET_SAS")).toBe(null);
    expect(keys.open(sealed, "exports/ABI_SECRET_KEY")).toBe(null);
    const [version, id, nonce, body = ""] = sealed.split(".");
    for (let at = 0; at < body.length; at += 7) {
      const turned = body[at] === "A" ? "B" : "A";
      expect(keys.open([version, id, nonce, body.slice(0, at) + turned + body.slice(at + 1)].join("."), "exports/ABI_SECRET_SAS")).toBe(
        null,
      );
    }
    for (const text of ["", "v1", "v1.0.0.0", `v2.${sealed.slice(3)}`, canary])
      expect(keys.open(text, "exports/ABI_SECRET_SAS")).toBe(null);
  });

  it("are sealed anew with the first of several keys, and open with that alone afterwards", () => {
    const connection = { id: "exports", sealed: sealValues("exports", { ABI_SECRET_SAS: canary }, keys) };
    const both = new SealingKeys([fresh, old]);
    const kept = {
      ...connection,
      revision: 1,
      step: "added",
      state: "draft",
      source: "azure-exports",
      config: {},
      configHash: "",
      everyMinutes: 60,
      changedBy: "",
      reason: "",
      at: "",
    } as const;
    const sealed = resealValues(kept, both) ?? {};
    expect(resealValues({ ...kept, sealed }, both)).toBe(null);
    expect(secretsOf({ id: "exports", sealed }, new SealingKeys([fresh]), () => null)("ABI_SECRET_SAS")).toBe(canary);
    expect(() => secretsOf(connection, new SealingKeys([fresh]), () => null)("ABI_SECRET_SAS")).toThrow(SourceError);
  });

  it("win over the environment, which has what was not sealed", () => {
    const sealed = sealValues("exports", { ABI_SECRET_A: "sealed" }, keys);
    const environment = (name: string): string | null =>
      name === "ABI_SECRET_B" ? "of the environment" : name === "ABI_SECRET_A" ? "wrong" : null;
    const secret = secretsOf({ id: "exports", sealed }, keys, environment);
    expect([secret("ABI_SECRET_A"), secret("ABI_SECRET_B"), secret("ABI_SECRET_C")]).toEqual(["sealed", "of the environment", null]);
    const config = {
      storage: { key: { env: "ABI_SECRET_B" }, list: [{ env: "ABI_SECRET_A" }, { env: "ABI_SECRET_C" }] },
      env: { env: "x", more: 1 },
    };
    expect(namedSecrets(config, sealed, environment)).toEqual([
      { name: "ABI_SECRET_A", set: "sealed" },
      { name: "ABI_SECRET_B", set: "environment" },
      { name: "ABI_SECRET_C", set: "missing" },
    ]);
  });
});

describe("the settings of sources", () => {
  it("refuse a sealing key that is none, without repeating it", () => {
    for (const text of ["short", "A".repeat(44), `${fresh.toString("base64")};${old.toString("base64")}`]) {
      expect(() => readSourceSettings({ AZURE_BILLING_SEALING_KEY: text })).toThrow(/AZURE_BILLING_SEALING_KEY.*32 bytes in base64/);
      expect(() => readSourceSettings({ AZURE_BILLING_SEALING_KEY: text })).not.toThrow(text);
    }
  });

  it("take several keys, the first of which seals; none, and empty hosts, are nothing", () => {
    const text = `${fresh.toString("base64")}, ${old.toString("base64")}`;
    expect(readSourceSettings({ AZURE_BILLING_SEALING_KEY: text }).sealingKeys?.keyId).toBe(new SealingKeys([fresh]).keyId);
    expect(readSourceSettings({ AZURE_BILLING_SEALING_KEY: "", AZURE_BILLING_STORAGE_HOSTS: "" })).toMatchObject({
      sealingKeys: null,
      allowedHosts: [],
      allowedFolders: ["data"],
    });
  });

  it("have a policy without an enrollment", () => {
    expect(readDeliveryPolicy({})).toEqual({ lagMonths: 1, keep: 3, focusRules: "refuse" });
    expect(readDeliveryPolicy({ AZURE_EA_LAG_MONTHS: "2", AZURE_EA_KEEP_SNAPSHOTS: "5", AZURE_EA_FOCUS_RULES: "warn" })).toEqual({
      lagMonths: 2,
      keep: 5,
      focusRules: "warn",
    });
    expect(() => readDeliveryPolicy({ AZURE_EA_KEEP_SNAPSHOTS: "0" })).toThrow(
      /AZURE_EA_KEEP_SNAPSHOTS must be a whole number from 1 to 100/,
    );
  });
});
